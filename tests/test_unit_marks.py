"""A unit is looked at in the night when something changed of what its standing is worked out from."""

import random
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import SQLModel, select

from api import policies
from api.changes.feed_key import coaching_id
from api.db.engine import reading, writing
from api.identity.memberships import Membership
from api.identity.people import Person, Unit
from api.numbers.read_papers import DaySpan
from api.numbers.standing_counts import counted_areas, counted_on
from api.numbers.tables import UnitStanding
from api.numbers.unit_facts import RULES, UnitMember, unit_facts
from api.numbers.unit_standings import keep_standings_up
from api.records.task_case import TaskRecord
from tests.conftest import Place
from tests.random_papers import a_day, an_id, some_papers
from tests.samples import body_in

NIGHT = datetime(2027, 1, 1, 12, tzinfo=UTC)  # the same day in all of Indonesia


def looked_at(place: Place, day: int) -> set[str]:
    """Of which units the rows are written by the run of this night: each says on which it was."""
    night = NIGHT + timedelta(days=day)
    keep_standings_up(place.app.state.engine, night)
    with reading(place.engine) as session:
        counted = select(UnitStanding).where(UnitStanding.key == "counted")
        found = {row.home for row in session.exec(counted) if row.since == str(night.date())}
        assert counted_on(session, "33.22") == str(night.date()), "all of them were compared, written or not"
    return {name for name, unit in place.units.items() if unit in found}


def test_a_unit_is_looked_at_when_something_of_it_changed_and_else_is_not_written(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = coaching_id(place.units["A"])
    place.person("Sari", "B")
    place.person("Hadi", None, "district", area="33.22")
    ratna, hadi = place.person("Ratna", "B", role="coordinator"), place.phone("Hadi")

    def change(row: type[SQLModel], key: str, **fields: Any) -> None:
        with writing(place.engine) as session:
            session.get_one(row, key).sqlmodel_update(fields)

    with reading(place.engine) as session:
        assert counted_on(session, "33.22") is None
        membership = session.exec(select(Membership.id).where(Membership.person == ratna)).one()
    assert (looked_at(place, 0), looked_at(place, 1)) == ({"A", "B", "C"}, set())
    paper = hadi.save("village_profile", body_in("village_profile", {}), feed=feed)
    hadi.sync()
    assert looked_at(place, 2) == {"A"}
    hadi.save("village_profile", {"voided_because": "Desa lain."}, record=paper)
    hadi.sync()
    assert (looked_at(place, 3), looked_at(place, 4)) == ({"A"}, set())
    change(Membership, membership, ended_at=place.clock())
    assert looked_at(place, 5) == {"B"}
    change(Person, place.people["Sari"], active=False)
    assert (looked_at(place, 6), looked_at(place, 7)) == ({"B"}, set())
    change(Unit, place.units["C"], village="33.22.01.2002")
    assert looked_at(place, 8) == {"C"}
    change(Unit, place.units["C"], timezone="Asia/Jayapura")
    assert looked_at(place, 9) == {"C"}
    later = policies.supervision().model_copy(update={"version": "2099-1"})
    monkeypatch.setattr(policies, "supervision", lambda: later)
    assert (looked_at(place, 10), looked_at(place, 11)) == ({"A", "B", "C"}, set())
    assert keep_standings_up(place.app.state.engine, NIGHT, anew=True) == 0
    with reading(place.engine) as session:
        whole = counted_areas(session, "33.22", NIGHT.date())[0]
        assert "counted" not in {key for key, _ in whole.counts}, "nobody reads a mark"


def test_papers_that_no_step_asks_cost_no_unit_a_transaction(place: Place) -> None:
    """Most coaching papers: visits, what was agreed, months."""
    place.person("Hadi", None, "district", area="33.22")
    hadi, engine, began = place.phone("Hadi"), place.app.state.engine, list[str]()
    looked_at(place, 0)
    for unit in ("A", "B"):
        hadi.save("unit_problem", body_in("unit_problem", {}), feed=coaching_id(place.units[unit]))
    decreed = hadi.save("decree", body_in("decree", {}), feed=coaching_id(place.units["C"]))
    hadi.sync()
    event.listen(engine, "begin", begun := lambda _: began.append(""))
    try:
        assert keep_standings_up(engine, NIGHT + timedelta(days=1)) == 1
        assert len(began) == 3, "one snapshot, the unit that has a decree, and one for all others"
        assert looked_at(place, 2) == set(), "their marks moved"
        hadi.save("decree", {"note": "Asli di lemari."}, record=decreed)
        hadi.sync()
        began.clear()
        assert looked_at(place, 3) == {"C"}
        assert len(began) == 2, "nor does what no step asks of a paper"
    finally:
        event.remove(engine, "begin", begun)


def test_whoever_changes_what_papers_come_to_raises_the_rules() -> None:
    """Else no unit would be looked at again for it: raise `RULES` in `unit_facts`, and write the new sum beside it."""
    by, found = random.Random(7), blake2b(digest_size=8)
    for _ in range(60):
        people = [an_id(by), an_id(by)]
        papers = [TaskRecord(record, kind, fields) for kind, record, fields in some_papers(by, people)]
        members = [
            UnitMember(people[0], DaySpan(a_day(by))),
            UnitMember(people[1], DaySpan("2025-01-01", "2026-02-01")),
        ]
        found.update(repr(sorted(unit_facts(papers, members), key=str)).encode())
    assert (RULES, found.hexdigest()) == (3, "afbb33d63d880654")
