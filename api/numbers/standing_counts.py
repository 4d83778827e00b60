"""How many units, and agents of units, stand where on a day: by area, from what holds of each unit."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, SQLColumnExpression, case, cast, func, or_
from sqlmodel import Session, col, select

from api.areas import area as area_called
from api.areas.place_days import day_at
from api.identity.people import Unit
from api.numbers.money_facts import MONEY
from api.numbers.tables import StandingRun, UnitStanding, UnitTarget
from api.numbers.told_spans import SYMBOLS
from api.numbers.training_facts import ONCE_IN_AREA
from api.numbers.unit_marks import COUNTED, UNMARKED

PlaceLevel = Literal["country", "province", "regency", "unit"]
# {length of an area's code: its level, and that of what lies directly below}
LEVELS: Mapping[int, tuple[PlaceLevel, PlaceLevel]] = {
    0: ("country", "province"), SYMBOLS["province"]: ("province", "regency"), SYMBOLS["regency"]: ("regency", "unit"),
}  # fmt: skip


class CountedArea(NamedTuple):
    """A place, how many units lie in it, and {(what holds, its value): of how many}."""

    place: str
    level: PlaceLevel
    name: str
    units: int
    counts: Mapping[tuple[str, str], int]

    def of(self, key: str) -> int:
        """Whatever its value."""
        return sum(count for (name, _), count in self.counts.items() if name == key)

    def by_value(self, key: str) -> dict[str, int]:
        """How many for each value there is."""
        return {value: count for (name, value), count in sorted(self.counts.items()) if name == key}


def counted_areas(session: Session, inside: str, day: date) -> list[CountedArea]:
    """The area itself, then each area directly below it in which a unit lies. The units of a regency stand by
    themselves (`facts_of_units`)."""
    level, below = LEVELS[len(inside)]
    found = list(areas_of(session, inside, level, len(inside), day))
    return found if below == "unit" else [*found, *areas_of(session, inside, below, SYMBOLS[below], day)]


def areas_of(session: Session, inside: str, level: PlaceLevel, width: int, day: date) -> Iterator[CountedArea]:
    """By code; the asked area also where nothing lies in it."""
    units, counts = units_by(session, inside, width), counts_by(session, inside, width, day)
    for code in sorted({*units, *([inside] if width == len(inside) else [])}):
        name = area_called(code).name if code else "Indonesia"
        yield CountedArea(code, level, name, units.get(code, 0), counts.get(code, {}))


def units_by(session: Session, inside: str, width: int) -> dict[str, int]:
    """{code: how many units}."""
    code = func.substr(Unit.village, 1, width)
    query = select(code, func.count()).where(lies_in(col(Unit.village), inside)).group_by(code)
    return {str(one): count for one, count in session.exec(query)}


def counts_by(session: Session, inside: str, width: int, day: date) -> dict[str, dict[tuple[str, str], int]]:
    """{code: {(key, value): of how many it holds on this day}}. What is one in an area comes apart and is counted here,
    since a second question would look through all rows again."""
    code, key, value = func.substr(UnitStanding.area, 1, width), col(UnitStanding.key), col(UnitStanding.value)
    one = case((key.in_(ONCE_IN_AREA), col(UnitStanding.part)), else_="")
    query = select(code, key, value, func.count()).where(*holding(inside, day)).group_by(code, key, value, one)
    found: dict[str, Counter[tuple[str, str]]] = {}
    for place, fact, said, count in session.exec(query):
        found.setdefault(str(place), Counter())[fact, said] += 1 if fact in ONCE_IN_AREA else count
    return {place: dict(counts) for place, counts in found.items()}


def money_by(session: Session, inside: str, day: date) -> dict[str, Counter[tuple[str, str]]]:
    """{place: {(planned or spent, its part of the budget): rupiah}} of the year of this day: of the area itself, and of
    what lies directly in it."""
    below = LEVELS[len(inside)][1]
    place = col(UnitStanding.home) if below == "unit" else func.substr(UnitStanding.area, 1, SYMBOLS[below])
    key, part = col(UnitStanding.key), col(UnitStanding.part)
    query = select(place, key, part, func.sum(cast(UnitStanding.value, BigInteger)))
    query = query.where(*on_day(inside, day), key.in_(MONEY)).group_by(place, key, part)
    found = {inside: Counter[tuple[str, str]]()}
    for one, fact, said, rupiah in session.exec(query):
        for name in (inside, str(one)):
            found.setdefault(name, Counter())[fact, said] += int(rupiah)
    return found


def holding(inside: str, day: date) -> Sequence[ColumnElement[bool]]:
    """What holds of units of this area on this day, but for their money, which is no count."""
    return *on_day(inside, day), col(UnitStanding.key).not_in((COUNTED, *MONEY))


def on_day(inside: str, day: date) -> Sequence[ColumnElement[bool]]:
    """Of units of this area, on this day."""
    since, until = col(UnitStanding.since), col(UnitStanding.until)
    return lies_in(col(UnitStanding.area), inside), since <= str(day), or_(until.is_(None), until >= str(day))


def lies_in(code: SQLColumnExpression[str], inside: str) -> ColumnElement[bool]:
    """In this area, or it is the area; everything lies in the country."""
    return or_(code == inside, code.startswith(f"{inside}.")) if inside else code.is_not(None)


class UnitFacts(NamedTuple):
    """A unit, what holds of it, and {(what holds, its value): of how many of its people, trainings and so on}."""

    unit: str
    name: str
    village: str
    facts: Mapping[str, UnitStanding]
    counts: Mapping[tuple[str, str], int]


def facts_of_units(session: Session, inside: str, day: date) -> list[UnitFacts]:
    """Of each unit of a regency, by name; of a larger area none."""
    if LEVELS[len(inside)][1] != "unit":
        return []
    here = lies_in(col(Unit.village), inside)
    query = select(Unit.id, Unit.name, Unit.village).where(here).order_by(Unit.name, Unit.id)
    facts: dict[str, dict[str, UnitStanding]] = {}
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for row in session.exec(select(UnitStanding).where(*holding(inside, day))):
        if row.part:
            counts.setdefault(row.home, Counter())[row.key, row.value] += 1
        else:
            facts.setdefault(row.home, {})[row.key] = row
    return [UnitFacts(*row, facts.get(row[0], {}), counts.get(row[0], {})) for row in session.exec(query)]


def counted_on(session: Session, inside: str) -> str | None:
    """The day up to which all units of the area were looked at, in each one's own time. None: never."""
    unmarked = col(UnitStanding.value) == UNMARKED
    query = select(Unit.timezone, unmarked, func.min(UnitStanding.since)).join(Unit, col(Unit.id) == UnitStanding.home)
    query = query.where(UnitStanding.key == COUNTED, lies_in(col(UnitStanding.area), inside))
    run = session.exec(select(StandingRun.at).where(StandingRun.key == COUNTED)).first()
    days = (
        max(worked_out, day_at(run, zone) if run and not unlooked else "")
        for zone, unlooked, worked_out in session.exec(query.group_by(Unit.timezone, unmarked))
    )
    return min(days, default=None)


def targets_of(session: Session, year: int, places: Collection[str]) -> dict[tuple[str, str], int]:
    """{(place, measure): value}."""
    query = select(UnitTarget).where(UnitTarget.year == year, col(UnitTarget.place).in_(places))
    return {(one.place, one.measure): one.value for one in session.exec(query) if one.value is not None}
