"""A unit that cannot be counted stops the night for no other, keeps what stood, and is told."""

import json
from datetime import UTC, datetime, time, timedelta

import pytest
from orjson import JSONDecodeError
from sqlalchemy import text
from sqlalchemy.exc import DataError, InternalError, OperationalError, TimeoutError
from sqlmodel import select

from api.changes.feed_key import coaching_id
from api.db.engine import make_engine, reading, writing
from api.identity.people import Unit
from api.ids import new_id
from api.numbers.quarters import first_day_of, moved, span_of
from api.numbers.standing_counts import counted_on
from api.numbers.tables import CountedUnit, StandingRun, ToldNumber, UnitStanding
from api.numbers.telling import WAITS, tell_due
from api.numbers.unit_faults import UnitFaults, counted_apart
from api.numbers.unit_standings import keep_standings_up
from tests.conftest import Place
from tests.desk import Desk
from tests.engines import owners
from tests.samples import body_in
from tests.test_cli import INIT
from tests.test_cli import ready as ready
from tests.test_problem import written as written

SECRET = "KENARIKUNING"
BROKEN = text("UPDATE change SET body = :body WHERE record = :record")


@pytest.fixture
def papers(place: Place) -> dict[str, str]:
    """A paper of the year of A, and one of B, which lies in another regency. {unit: the paper}"""
    place.stand_at_examples()
    place.person("Pusat", None, "national")
    with writing(place.engine) as session:
        session.get_one(Unit, place.units["B"]).village = "33.21.01.2001"
    for name, area in (("Hadi", "33.22"), ("Jauh", "33.21")):
        place.person(name, None, "district", area=area)
    return {unit: written_in(place, unit, "unit_year") for unit in ("A", "B")}


def written_in(place: Place, unit: str, kind: str) -> str:
    office = place.phone({"A": "Hadi", "B": "Jauh"}[unit])
    paper = office.save(kind, body_in(kind, {}), feed=coaching_id(place.units[unit]))
    office.sync()
    assert not office.refused
    return paper


def as_kept(place: Place, name: str) -> str:
    return name.replace("-", "") if place.engine.dialect.name == "sqlite" else name


def lies_broken(place: Place, record: str, body: str = f'{{"note": "{SECRET}') -> str:
    """What lay there before."""
    asked = {"record": as_kept(place, record)}
    with place.engine.begin() as connection:
        before = connection.execute(text("SELECT body FROM change WHERE record = :record"), asked).scalar_one()
        connection.execute(BROKEN, {**asked, "body": body})
    return str(before)


def standing_of(place: Place, unit: str) -> set[tuple[str, ...]]:
    with reading(place.engine) as session:
        rows = session.exec(select(UnitStanding).where(UnitStanding.home == place.units[unit])).all()
    return {(row.key, row.since, row.value) for row in rows if row.key != "counted"}


def days_counted(place: Place) -> list[str | None]:
    """As offices are told: of the regency of A, and of that of B."""
    with reading(place.engine) as session:
        return [counted_on(session, "33.22"), counted_on(session, "33.21")]


def test_who_cannot_be_looked_at_keeps_what_stood_and_offices_are_told_since_when(
    place: Place, papers: dict[str, str], written: list[str]
) -> None:
    engine, faults = place.app.state.engine, list[list[str]]()
    nights = [place.clock() + timedelta(days=days) for days in range(5)]
    dates = [str(night.date()) for night in nights]

    def night(number: int) -> int:
        found = UnitFaults()
        moved = keep_standings_up(engine, nights[number], faults=found)
        faults.append([*found])
        return moved

    assert (night(0), night(1), days_counted(place)) == (2, 0, [dates[1]] * 2)
    stood = {unit: standing_of(place, unit) for unit in papers}
    for unit in papers:
        written_in(place, unit, "decree")
    whole = lies_broken(place, papers["A"])
    with pytest.raises(JSONDecodeError):
        keep_standings_up(engine, nights[2])
    night(2)
    for unit in papers:
        assert (standing_of(place, unit) == stood[unit]) is (unit == "A")
    assert (night(3), days_counted(place)) == (0, [dates[1], dates[3]])
    [line, _] = [json.loads(one) for one in written if "unit not counted" in one]
    assert (line["level"], line["unit"], line["error"]) == ("error", place.units["A"], "JSONDecodeError")
    assert SECRET not in "".join(written)
    lies_broken(place, papers["A"], whole)
    night(4)
    assert days_counted(place) == [dates[4]] * 2
    assert faults == [[], [], [place.units["A"]], [place.units["A"]], []]


def units_told(place: Place, span: str) -> int | None:
    """Of how many."""
    mark = (ToldNumber.span == span, ToldNumber.measure == "", ToldNumber.block == "")
    with reading(place.engine) as session:
        return session.exec(select(ToldNumber.count).where(*mark)).first()


def test_a_quarter_waits_two_weeks_for_who_cannot_be_counted_and_is_then_told_without(
    place: Place, papers: dict[str, str]
) -> None:
    engine, span = place.app.state.engine, span_of(place.today())
    due = datetime.combine(first_day_of(moved(span, 1)) + timedelta(days=30), time(5), UTC)

    def night(days: int, within: timedelta = timedelta()) -> list[str]:
        found = UnitFaults()
        tell_due(engine, due + timedelta(days=days) + within, found)
        return [*found]

    whole = lies_broken(place, papers["A"])
    assert night(0) == [place.units["A"]], "where what is told besides its cases is read"
    assert [units_told(place, one) for one in (moved(span, -1), span)] == [2, None], "older ones had waited"
    lies_broken(place, papers["A"], whole)
    with place.engine.begin() as connection:
        connection.execute(text("UPDATE counted_unit SET seen = '{'"))
    for phone in (place.phone("Sari"), place.phone("Budi", "B")):
        phone.save("client", body_in("client", {}))
        phone.sync()
    with place.engine.begin() as connection:
        connection.execute(
            text("UPDATE counted_unit SET seen = '{}' WHERE home <> :home"), {"home": as_kept(place, place.units["A"])}
        )
    assert night(0, WAITS - timedelta(days=1)) == [place.units["A"]]
    assert units_told(place, span) is None
    with reading(place.engine) as session:
        seen = {row.home: row.seen for row in session.exec(select(CountedUnit))}
    assert seen[place.units["A"]] == "{", "it keeps what it had"
    assert seen[place.units["B"]] != "{}", "the others were counted"
    assert (night(0, WAITS), units_told(place, span)) == ([place.units["A"]], 2)
    with place.engine.begin() as connection:
        connection.execute(text("UPDATE counted_unit SET seen = '{}'"))
    assert (night(92), units_told(place, moved(span, 1))) == ([], 3)


def test_nothing_is_told_of_nobody(place: Place) -> None:
    """A fault that every unit has is a fault of the release."""
    with place.engine.begin() as connection:
        connection.execute(text("UPDATE unit SET timezone = 'Nowhere'"))
    found = UnitFaults()
    assert tell_due(place.app.state.engine, place.clock(), found) == 0
    assert set(found) == set(place.units.values())
    with reading(place.engine) as session:
        assert session.exec(select(ToldNumber)).first() is None


@pytest.mark.parametrize(
    ("error", "alone"),
    [
        (KeyError("on"), True),
        (DataError("", {}, Exception()), True),
        (OperationalError("", {}, Exception()), False),
        (InternalError("", {}, Exception()), False),
        (TimeoutError(), False),
        (MemoryError(), False),
        (OSError(28, "No space left on device"), False),
    ],
)
def test_a_database_that_is_away_is_no_units_fault(error: Exception, alone: bool) -> None:
    found, unit = UnitFaults(), new_id()
    try:
        with counted_apart(unit, found):
            raise error
    except type(error):
        assert not alone
    assert (unit in found) is alone


@pytest.mark.whole
def test_the_nightly_command_says_which_unit_and_fails(ready: Desk) -> None:
    ready.prints(*INIT)
    unit = ready.prints("unit", "add", "IBM Desa Kopeng", "--village", "33.22.01.2003").split()[0]
    engine = make_engine(owners(ready.url))
    zone = text("UPDATE unit SET timezone = :zone WHERE name = 'IBM Desa Kopeng' AND id = :unit")
    name = unit.replace("-", "") if engine.dialect.name == "sqlite" else unit

    def zone_is(told: str) -> None:
        with engine.begin() as connection:
            assert connection.execute(zone, {"zone": told, "unit": name}).rowcount == 1

    def whole_nights() -> int:
        with reading(engine) as session:
            return len(session.exec(select(StandingRun).where(StandingRun.key == "whole")).all())

    zone_is(SECRET)
    for command in ("keep-up", "rebuild"):
        result = ready.type("numbers", command)
        assert (result.exit_code, len(result.stdout.splitlines()), whole_nights()) == (1, 1, 0), result.output
        *lines, told = result.stderr.splitlines()
        assert told.startswith(f"Unit {unit} tidak dapat dihitung (ZoneInfoNotFoundError)")
        assert {json.loads(line)["unit"] for line in lines} == {unit}
        assert SECRET not in result.output
    zone_is("Asia/Jakarta")
    ready.prints("numbers", "keep-up")
    assert whole_nights() == 1
    engine.dispose()
