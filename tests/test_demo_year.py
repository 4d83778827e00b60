"""What `pulih serve --demo` shows: a district with four units in four phases, its year, and numbers told of it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from api.changes.index_tables import ROWS
from api.cli.demo_data import changes, load_demo
from api.cli.demo_people import DISTRICT, UNITS
from api.cli.demo_year import coaching_changes, load_year
from api.db.engine import make_engine, reading
from api.identity.credentials import Credential
from api.identity.memberships import ROLES, Membership
from api.ids import demo_id
from api.numbers.tables import ToldNumber, UnitStanding
from api.settings import Settings
from tests.engines import a_database

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
PHASES = ["berkembang", "rintisan", "tangguh", "tumbuh"]


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[tuple[Engine, set[str]]]:
    """Started twice, as somebody does who tries it out; and whose passwords and codes were printed."""
    with a_database("sqlite") as url:
        engine, settings = make_engine(url), Settings(database_url=url, keys_file=tmp_path / "keys.json")
        for _ in ("first", "again"):
            printed = load_demo(engine, settings, lambda: NOW)
            load_year(engine, NOW)
        yield engine, {*printed.passwords, *printed.codes}
        engine.dispose()


@pytest.mark.whole
def test_four_units_are_in_four_phases_of_a_year_that_began_and_ended(shown: tuple[Engine, set[str]]) -> None:
    engine, printed = shown
    units = sorted(demo_id(unit) for unit in UNITS)
    with reading(engine) as session:
        found = {key: of_this_year(session, key) for key in ("reached_phase", "target_phase")}
        monitoring = ROWS["monitoring"].c
        year = monitoring.year == NOW.year
        moments = session.connection().execute(select(monitoring.home, monitoring.when).where(year)).all()
        told = set(session.exec(select(ToldNumber.measure).where(ToldNumber.place == DISTRICT)).all())
        assert {*roles_of(session, printed), "agent"} == set(ROLES)
    assert sorted(found["reached_phase"]) == PHASES
    assert len(found["target_phase"]) == len(units)
    assert sorted(map(tuple, moments)) == [(unit, when) for unit in units for when in ("end", "start")]
    assert {"clients", "reached", "screened", "by_band", "decided_to", "talk_given"} <= told


def test_its_days_are_those_of_its_villages_before_seven_in_the_morning_too() -> None:
    early, noon = (datetime(*moment, tzinfo=UTC) for moment in ((2026, 12, 31, 18), (2027, 1, 1, 5)))
    for told in (changes, coaching_changes):
        assert [one["set"] for one in told(early)] == [one["set"] for one in told(noon)]


def of_this_year(session: Session, key: str) -> list[str]:
    """Of each unit."""
    this = (UnitStanding.key == key, UnitStanding.since == f"{NOW.year}-01-01")
    return list(session.exec(select(UnitStanding.value).where(*this)).all())


def roles_of(session: Session, usernames: Iterable[str]) -> set[str]:
    """Of the accounts that are called so."""
    people = session.exec(select(Credential.person).where(col(Credential.name).in_(list(usernames)))).all()
    return set(session.exec(select(Membership.role).where(col(Membership.person).in_(people))).all())
