"""What holds of each unit is kept as rows, and follows its coaching papers and its memberships.

Nothing is written while work is pushed. Beside what stands there lies from what it was worked out (`unit_marks`): each
night that of all units is read at once, and only a unit of which it differs is looked at, in the same snapshot. Most of
its papers are asked by no step, so most of these units stand as before: of them the mark alone is written, all in one
transaction. A unit of which something else holds has one of its own, and its mark is read before its papers, so that
what comes in between is found the next night. A membership that ended counts as a paper does.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

import orjson
from sqlalchemy import Engine, bindparam, delete, update
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select

from api.access.unit_papers import state_coaching
from api.actor import Actor
from api.areas.place_days import day_at
from api.changes.area_papers import CoveringPaper, covering_papers
from api.changes.feed_key import coaching_id
from api.changes.following import MEMBERSHIP, UNIT
from api.db.bulk import insert_rows
from api.db.engine import one_of, reading, writing
from api.db.fixed import fixed, one_of_fixed
from api.db.stated_scope import state
from api.identity.memberships import IN_UNITS
from api.identity.people import Unit
from api.numbers.covering_papers import as_unit_papers, papers_covering
from api.numbers.read_papers import DaySpan, UnitFact
from api.numbers.unit_facts import PAPERS, UnitMember, unit_facts
from api.numbers.unit_marks import COUNTED, PERSON, all_marks, marks_stood, unit_marks
from api.records.task_case import TaskRecord

CHANGE, STANDING = SQLModel.metadata.tables["change"], SQLModel.metadata.tables["unit_standing"]
RUN = SQLModel.metadata.tables["standing_run"]
IN_ITS_PLACE = "ON CONFLICT (key) DO UPDATE SET at = excluded.at"
# Whoever compares is told of all units what the nation is told of them, and reaches no client's case.
COMPARES = Actor("", "", "national", None, None, None)
# Not where somebody else looked at the unit meanwhile.
MARK_MOVED = (
    update(STANDING)
    .where(
        STANDING.c.home == bindparam("unit"), STANDING.c.key == COUNTED, STANDING.c.value == bindparam("stood")
    )
    .values(since=bindparam("day"), value=bindparam("mark"))
)  # fmt: skip
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


class MarkedUnit(NamedTuple):
    """A unit of which something changed. `stood`: its mark until now; None: it was never looked at."""

    unit: Unit
    mark: str
    stood: str | None
    moved: bool


class StandingNews(NamedTuple):
    """What holds no more, and what holds now."""

    gone: Collection[UnitFact]
    fresh: Collection[UnitFact]


def keep_standings_up(engine: Engine, now: datetime, *, anew: bool = False) -> int:
    """Of every unit of which anything changed, `anew`: of every unit. In how many something else holds than before."""
    looked_at = units_looked_at(engine, anew=anew)
    moved = sum([keep_standing_up(engine, one.unit, now) for one in looked_at if one.moved])
    with writing(engine, COMPARES) as session:
        for one in looked_at:
            if not one.moved:
                state(session, {"home": one.unit.id})
                said = {"unit": one.unit.id, "stood": one.stood, "mark": one.mark}
                session.connection().execute(MARK_MOVED, {**said, "day": day_at(now, one.unit.timezone)})
        insert_rows(session, RUN, [[COUNTED, now]], IN_ITS_PLACE)
    return moved


def units_looked_at(engine: Engine, *, anew: bool) -> Sequence[MarkedUnit]:
    """Those whose mark is not the one that stood, in one snapshot."""
    with reading(engine, COMPARES) as session:
        stood = {} if anew else marks_stood(session)
        marks = {unit: mark for unit, mark in all_marks(session).items() if stood.get(unit) != mark}
        if not marks:
            return ()
        state_coaching(session, marks)
        units = session.exec(select(Unit).where(one_of(session, UNIT.c.id, marks)).order_by(col(Unit.id))).all()
        papers = covering_papers(session)  # once a night, for all of them
        return [
            MarkedUnit(one, marks[one.id], stood.get(one.id), one.id not in stood or any(news_of(session, one, papers)))
            for one in units
        ]


def keep_standing_up(engine: Engine, known: Unit, now: datetime) -> bool:
    """Whether it differed from what stood there; when and from what it was worked out is written in any case."""
    with writing(engine, COMPARES) as session:
        # Two who count at once come one after the other.
        unit = session.get_one(Unit, known.id, with_for_update=True)
        state_coaching(session, [unit.id])
        state(session, {"home": unit.id})
        mark = unit_marks(session, [unit.id])[unit.id]
        gone, fresh = news_of(session, unit, covering_papers(session))
        remove_facts(session, unit.id, gone)
        session.connection().execute(delete(STANDING).where(STANDING.c.home == unit.id, STANDING.c.key == COUNTED))
        looked_at = UnitFact(COUNTED, "", day_at(now, unit.timezone), None, mark)
        insert_rows(session, STANDING, [[unit.id, one.key, one.part, one.since, one.until, one.value, unit.village]
                                        for one in (looked_at, *sorted(fresh, key=str))])  # fmt: skip
        return bool(gone or fresh)


def news_of(session: Session, unit: Unit, covering: Sequence[CoveringPaper]) -> StandingNews:
    """What its papers, those for its area and its people come to, beside what stands there."""
    for_area = (one for paper in papers_covering(unit.village, covering) for one in as_unit_papers(paper))
    facts = unit_facts([*papers_of_unit(session, unit.id), *for_area], members_of_unit(session, unit))
    stood = {UnitFact(*fact): area for area, *fact in session.connection().execute(STOOD, {"unit": unit.id})}
    gone = {one for one, area in stood.items() if one not in facts or area != unit.village}
    return StandingNews(gone, facts - (stood.keys() - gone))


def remove_facts(session: Session, unit: str, gone: Collection[UnitFact]) -> None:
    """By the name of each row."""
    for one in gone:
        named = (STANDING.c.key == one.key, STANDING.c.part == one.part, STANDING.c.since == one.since)
        session.connection().execute(delete(STANDING).where(STANDING.c.home == unit, *named))


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
