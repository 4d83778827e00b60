"""What a demo that is looked at has beside the one that tests load: a year of its district, and numbers told of it.

Of each of four units this year's monitoring at its start and its end and the phase it was assessed at, clients of two
units in the last quarters, and what offices are told of all that. Loads once.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine

from api.cli.demo_cases import READ_ALOUD, screened
from api.cli.demo_coaching import change
from api.cli.demo_data import code_symbols
from api.cli.demo_papers import UnitPaper, ago, assessment
from api.cli.demo_people import BANDUNGAN, LEREP, demo_day
from api.cli.demo_phases import OTHERS, PhasedUnit
from api.db.engine import reading, writing
from api.identity.actors import find_actor
from api.identity.people import Person
from api.identity.provisioning import make_person
from api.ids import demo_id, shaped
from api.numbers.quarters import first_day_of, moved, span_of
from api.numbers.telling import tell_due
from api.numbers.unit_quarters import keep_all_up
from api.numbers.unit_standings import keep_standings_up
from api.problems.tree import NotAllowed
from api.records.client_code import check_symbol
from api.sync.push import Moments, begin_as, push

# {agent: (unit, village)}; each meets so many people for the first time in a quarter.
NEIGHBOURS = {"Wulan": ("unit C", BANDUNGAN), "Agus": ("unit D", LEREP)}
MET, QUARTERS = 7, 3
CALLED, NAMES = ("Mas", "Mbak", "Pak"), ("Adi", "Bima", "Citra", "Dara", "Eka", "Fajar", "Gita")
# What a unit had at the start of the year, where it had less than at its end.
LESS = {"outreach": 2, "village_fund": 6000000, "reached": 12, "screened": 8, "clients": 5}
HERS = {"agents_active": 2, "agents_trained": 1, "sk_valid": True, "room": "weak", "leader_active": "good"}
WHY = "Kerja dengan klien sudah rutin, tetapi belum semuanya tercatat."


def load_year(engine: Engine, now: datetime) -> None:
    """After `load_demo`. Numbers are brought up to date at each start."""
    with writing(engine) as session:
        fresh = session.get(Person, demo_id("Wulan")) is None
        for name, (unit, _) in NEIGHBOURS.items() if fresh else ():
            make_person(session, name, "agent", unit=demo_id(unit), id=demo_id(name), now=now)
    if fresh:
        send(engine, "bnnk", now, list(coaching_changes(now)))
        for name, (_, village) in NEIGHBOURS.items():
            send(engine, name, now, list(case_changes(now, name, village)))
    keep_all_up(engine, now)
    tell_due(engine, now)
    keep_standings_up(engine, now)


def send(engine: Engine, person: str, now: datetime, told: Sequence[dict[str, Any]]) -> None:
    """By the door that a phone uses."""
    with reading(engine) as session:
        author = find_actor(session, demo_id(person))
    for result in push(begin_as(engine, author), Moments(now, now), told).results:
        if result.answer != "applied":
            raise NotAllowed("demo-refused", problem=result.problem)


def coaching_changes(now: datetime) -> Iterator[dict[str, Any]]:
    """The first unit's year ends with the monitoring that `load_demo` wrote."""
    today = demo_day(now)
    year, first = today.year, in_year(today, 290)
    begun = {"on": first, "year": year, "when": "start", **HERS, "outreach": 2, "village_fund": 6000000}
    papers = [
        UnitPaper("unit_year", "unit_year now", {
            "year": year, "label": "berkelanjutan", "operational_on": ago(today, 550), "target_phase": "berkembang",
            "target_clients": 10,
        }),
        UnitPaper("monitoring", "monitoring begin", begun),
    ]  # fmt: skip
    judged = assessment("phase now", ago(today, 2), year, "monitoring", "tumbuh")
    judged.sets["override_because"] = WHY
    yield from (change(now, "unit A", one) for one in (*papers, judged))
    for other in OTHERS:
        yield from (change(now, other.unit, one) for one in year_papers(today, other))


def year_papers(today: date, one: PhasedUnit) -> Iterator[UnitPaper]:
    """Its year, both monitorings, and its phase by the rubric."""
    year, works = today.year, ago(today, one.works) if one.works else None
    has = {name: said for name, said in one.indicators.items() if said is not None}
    had = {name: LESS.get(name, said) for name, said in has.items() if name not in ("finished", "qol_pairs")}
    had = {name: said for name, said in had.items() if not name.startswith("qol_")}
    named = {moment: f"monitoring {moment} of {one.unit}" for moment in ("start", "end")}
    begins = {"year": year, "label": "berkelanjutan" if works else "baru", "target_phase": one.target}
    yield UnitPaper("advocacy", f"advocacy of {one.unit}", {
        "on": ago(today, (one.works or 380) + 50), "level": "village", "to": ["lurah"], "wanted": ["sk"],
        "answer": "yes",
    })  # fmt: skip
    yield UnitPaper("unit_year", f"year of {one.unit}", {
        **begins, "target_clients": 14, **({"operational_on": works} if works else {}),
    })  # fmt: skip
    for moment, days, said in (("start", 290, had), ("end", 6, has)):
        when = {"on": in_year(today, days), "year": year, "when": moment, "sk_valid": True}
        yield UnitPaper("monitoring", named[moment], {**when, **said})
    yield assessment(f"phase now of {one.unit}", ago(today, 2), year, named["end"], one.phase)


def in_year(today: date, days: int) -> str:
    """So many days ago, or the first day of this year."""
    return max(ago(today, days), f"{today.year}-01-01")


def case_changes(now: datetime, agent: str, village: str) -> Iterator[dict[str, Any]]:
    """Whom she met in the last quarters that are over: each agreed, was asked, and was visited."""
    for back in range(1, QUARTERS + 1):
        begun = first_day_of(moved(span_of(str(demo_day(now))), -back))
        for number, name in enumerate(NAMES):
            yield from met_person(
                now, begun + timedelta(days=20 + 3 * number), f"{CALLED[back - 1]} {name}", agent, village
            )


def met_person(now: datetime, on: date, alias: str, agent: str, village: str) -> Iterator[dict[str, Any]]:
    """A client's first records, under ids of that day."""
    told = now.isoformat(timespec="seconds").replace("+00:00", "Z")
    ids = {kind: id_on(on, f"{kind} {alias} of {agent}") for kind in ("client", "consent", "screening", "visit")}
    symbols = code_symbols(f"{alias} of {agent}")
    layers = ["contact", "screening", "participation", "data_kept", "research"]
    sets: dict[str, dict[str, Any]] = {
        "client": {
            "code": symbols + check_symbol(symbols), "alias": alias, "age_band": "25-34", "sex": "male",
            "status": "accompanied", "village": village, "found_by": "outreach",
        },
        "consent": {"act": "given", "on": str(on), "layers": layers, "minor": False, **READ_ALOUD},
        "screening": {**screened(str(on), "25-34"), "consent": ids["consent"]},
        "visit": {
            "on": str(on + timedelta(days=7)), "place": "home", "met": ["client"], "condition": "good",
            "use_since": "less",
        },
    }  # fmt: skip
    for kind, said in sets.items():
        made = {"id": id_on(on, f"by {kind} {alias} of {agent}"), "record": ids[kind], "feed": ids["client"]}
        yield {**made, "kind": kind, "at": told, "set": said}


def id_on(day: date, name: str) -> str:
    """The same on every machine, with the day in it on which the record was written."""
    moment = int(datetime.combine(day, time(3), UTC).timestamp() * 1000)
    return shaped(moment << 80 | int.from_bytes(sha256(name.encode()).digest()[:10]))
