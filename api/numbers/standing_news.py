"""What holds of a unit now, beside what stands there: worked out from its papers, those for its area and its people."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import orjson
from sqlalchemy import bindparam
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel

from api.areas.place_days import day_at
from api.changes.area_papers import CoveringPaper
from api.changes.feed_key import coaching_id
from api.changes.following import MEMBERSHIP
from api.db.fixed import fixed, one_of_fixed
from api.identity.memberships import IN_UNITS
from api.identity.people import Unit
from api.numbers.covering_papers import as_unit_papers, papers_covering
from api.numbers.read_papers import DaySpan, UnitFact
from api.numbers.unit_facts import PAPERS, UnitMember, unit_facts
from api.numbers.unit_marks import COUNTED, PERSON
from api.records.task_case import TaskRecord

CHANGE, STANDING = SQLModel.metadata.tables["change"], SQLModel.metadata.tables["unit_standing"]
# Asked of unit after unit, so written once.
STOOD = columns(STANDING.c.area, *(STANDING.c[name] for name in UnitFact._fields)).where(
    STANDING.c.home == bindparam("unit"), STANDING.c.key != fixed(COUNTED)
)
# By the papers' own index: so that no database walks all of a kind that lies in the home.
WRITTEN = columns(CHANGE.c.record, CHANGE.c.kind, CHANGE.c.body).where(
    CHANGE.c.home == bindparam("unit"), CHANGE.c.feed == bindparam("papers"), CHANGE.c.last,
    CHANGE.c.kind.concat("").in_(bindparam("kinds", expanding=True)),
)  # fmt: skip
WORKED = (
    columns(MEMBERSHIP.c.person, MEMBERSHIP.c.began_at, MEMBERSHIP.c.ended_at)
    .join(PERSON, PERSON.c.id == MEMBERSHIP.c.person)
    .where(PERSON.c.active, MEMBERSHIP.c.unit == bindparam("unit"), one_of_fixed(MEMBERSHIP.c.role, IN_UNITS))
)


class StandingNews(NamedTuple):
    """What holds no more, and what holds now."""

    gone: Collection[UnitFact]
    fresh: Collection[UnitFact]


def news_of(session: Session, unit: Unit, covering: Sequence[CoveringPaper]) -> StandingNews:
    """What its papers, those for its area and its people come to, beside what stands there."""
    for_area = (one for paper in papers_covering(unit.village, covering) for one in as_unit_papers(paper))
    facts = unit_facts([*papers_of_unit(session, unit.id), *for_area], members_of_unit(session, unit))
    stood = {UnitFact(*fact): area for area, *fact in session.connection().execute(STOOD, {"unit": unit.id})}
    gone = {one for one, area in stood.items() if one not in facts or area != unit.village}
    return StandingNews(gone, facts - (stood.keys() - gone))


def papers_of_unit(session: Session, unit: str, kinds: Collection[str] = PAPERS) -> list[TaskRecord]:
    """The living ones of these kinds."""
    asked = {"unit": unit, "papers": coaching_id(unit), "kinds": list(kinds)}
    rows = session.connection().execute(WRITTEN, asked)
    told = [TaskRecord(row.record, row.kind, orjson.loads(row.body)) for row in rows if row.body]
    return [one for one in told if not one.values.get("voided_because")]


def members_of_unit(session: Session, unit: Unit) -> list[UnitMember]:
    """Who works or worked there with clients, but for those who are switched off."""
    return [
        UnitMember(person, DaySpan(day_at(began, unit.timezone), day_at(ended, unit.timezone) if ended else None))
        for person, began, ended in session.connection().execute(WORKED, {"unit": unit.id})
    ]
