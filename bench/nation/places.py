"""Where the units lie and who works there: real villages, invented people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from api import areas
from bench.nation.chance import Chance

WHOLE, AGENTS, REGENCIES = 418, 2217, 173  # units, agents, and offices of a kabupaten or kota
MONTHS, UNTIL = 36, date(2026, 11, 28)  # how long, and up to when, something is written of clients
SHARE_WORKING = 0.8
FEWEST_AGENTS = 4
# How far a unit has come that does not work yet.
UNREADY = {"mapped": 5, "advocated": 5, "decreed": 3, "recruited": 3, "trained": 4}
# 13 of 306 were prima at the end of 2021, most of them berkembang; how the others lay was not published.
PHASES = {"rintisan": 22, "tumbuh": 76, "berkembang": 150, "tangguh": 45, "prima": 13}
MIDDLE, EAST = ("51", "52", "53", "64", "65", "7"), ("81", "82", "9")
SERVICES = (
    ("puskesmas", "Puskesmas", ("assessment", "outpatient")),
    ("hospital", "RSUD", ("assessment", "detox", "inpatient_medical")),
    ("bnn_clinic", "Klinik BNN", ("assessment", "outpatient", "detox")),
    ("lrkm", "Rumah Pulih", ("assessment", "outpatient", "inpatient_social")),
)


@dataclass(frozen=True)
class NationPlace:
    """An institution, with the officer who answers there."""

    id: str
    name: str
    kind: str
    village: str
    services: tuple[str, ...]
    officer: str


@dataclass(frozen=True)
class NationUnit:
    """`founded`: the day of its mapping; `works_on`: from when on it has clients. `stage`: how far it has come.
    `agents`, `leader`, `coach`, `village_head`: ids of people."""

    id: str
    name: str
    village: str
    timezone: str
    founded: date
    stage: str
    works_on: date | None
    phase: str
    agents: tuple[str, ...]
    leader: str
    coach: str
    village_head: str
    institutions: tuple[NationPlace, ...]


@dataclass
class Nation:
    """`first`, `until`: the days between which something is written of clients. `coaches`: {kabupaten: officer}."""

    seed: int
    first: date
    until: date
    units: list[NationUnit] = field(default_factory=list)
    institutions: list[NationPlace] = field(default_factory=list)
    coaches: dict[str, str] = field(default_factory=dict)
    provinces: dict[str, str] = field(default_factory=dict)
    national: str = ""


def plan_nation(seed: int, units: int, first: date, until: date) -> Nation:
    """Who and where; what they write follows from it."""
    chance, nation = Chance(seed, "nation"), Nation(seed, first, until)
    regencies = [one.code for one in areas.within("", "kabupaten")]
    chosen = sorted(chance.by.sample(regencies, max(2, round(REGENCIES * units / WHOLE))))
    nation.national = chance.id_on(first)
    nation.provinces = {code: chance.id_on(first) for code in sorted({one[:2] for one in chosen})}
    nation.coaches = {code: chance.id_on(first) for code in chosen}
    beside = {code: list(institutions_of(chance, code, first)) for code in chosen}
    nation.institutions = [one for several in beside.values() for one in several]
    # Each has one; some have many more, as the places have where the programme began.
    drawn = chance.by.choices(chosen, [1 / (1 + at % 12) for at in range(len(chosen))], k=max(0, units - len(chosen)))
    heads = agents_of_each(chance, units)
    for number, code in enumerate(sorted([*chosen[:units], *drawn])):
        taken = {one.village for one in nation.units}
        nation.units.append(unit_in(chance, nation, code, heads[number], beside[code], taken))
    return nation


def nation_of(seed: int, units: int, months: int, until: date) -> Nation:
    """Of so many whole months and what of the last one has passed."""
    began = until.year * 12 + until.month - months
    return plan_nation(seed, units, date(began // 12, began % 12 + 1, 1), until)


def agents_of_each(chance: Chance, units: int) -> Sequence[int]:
    """About five in each, and so many in all as their share of the nation is."""
    heads = [FEWEST_AGENTS] * units
    for _ in range(round(AGENTS * units / WHOLE) - FEWEST_AGENTS * units):
        heads[chance.between(0, units - 1)] += 1
    return heads


def institutions_of(chance: Chance, regency: str, day: date) -> Iterator[NationPlace]:
    """Two or three in a kabupaten."""
    villages = areas.within(regency, "village")
    for kind, called, services in SERVICES[: chance.between(2, len(SERVICES))]:
        village = chance.one_of(villages)
        name = f"{called} {village.name} (contoh)"
        yield NationPlace(chance.id_on(day), name, kind, village.code, services, chance.id_on(day))


def unit_in(
    chance: Chance, nation: Nation, regency: str, heads: int, institutions: Sequence[NationPlace], taken: set[str]
) -> NationUnit:
    """One in a village that has none."""
    village = chance.one_of([one for one in areas.within(regency, "village") if one.code not in taken])
    works = chance.yes(SHARE_WORKING)
    founded = chance.later(nation.first, -700, 330 if works else 900)
    people = [chance.id_on(nation.first) for _ in range(heads + 2)]
    return NationUnit(
        id=chance.id_on(nation.first), name=f"IBM {village.name}", village=village.code,
        timezone=timezone_of(village.code), founded=founded, stage="operational" if works else chance.weighted(UNREADY),
        works_on=founded + timedelta(days=chance.between(120, 240)) if works else None,
        phase=chance.weighted(PHASES), agents=tuple(people[2:]), leader=people[0], coach=nation.coaches[regency],
        village_head=people[1], institutions=tuple(institutions),
    )  # fmt: skip


def timezone_of(code: str) -> str:
    """Of its province, but for what Kalimantan Barat keeps."""
    if code.startswith(EAST):
        return "Asia/Jayapura"
    return "Asia/Makassar" if code.startswith(MIDDLE) else "Asia/Jakarta"
