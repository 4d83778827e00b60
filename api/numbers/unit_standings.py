"""What holds of each unit is kept as rows, and follows its coaching papers and its memberships.

Nothing is written while work is pushed. Beside what stands there lies from what it was worked out (`unit_marks`): each
night that of all units is read at once, and only a unit of which it differs is looked at. Its mark is read before its
papers, so that what comes in between is found the next night. A membership that ended counts as a paper does.
"""

from collections.abc import Collection
from datetime import datetime

import orjson
from sqlalchemy import Engine, and_, delete
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select

from api.access.scope import enter
from api.actor import Actor
from api.changes.feed_key import coaching_id
from api.changes.following import UNIT
from api.db.bulk import insert_rows
from api.db.engine import one_of, reading, writing
from api.db.stated_scope import state
from api.identity.memberships import IN_UNITS, Membership
from api.identity.people import Person, Unit
from api.numbers.tables import StandingRun, UnitStanding
from api.numbers.unit_facts import PAPERS, DaySpan, UnitFact, UnitMember, unit_facts
from api.numbers.unit_marks import COUNTED, all_marks, day_at, marks_stood, unit_marks
from api.numbers.unit_quarters import reader_of
from api.records.task_case import TaskRecord

CHANGE, STANDING = SQLModel.metadata.tables["change"], SQLModel.metadata.tables["unit_standing"]
# Whoever compares is told of all units what the nation is told of them.
COMPARES = Actor("", "", "national", None, None, None)


def keep_standings_up(engine: Engine, now: datetime, *, anew: bool = False) -> int:
    """Of every unit of which anything changed, `anew`: of every unit, in a transaction each. In how many something else
    holds than before."""
    moved = sum([keep_standing_up(engine, unit, now) for unit in units_to_look_at(engine, anew=anew)])
    with writing(engine) as session:
        session.merge(StandingRun(at=now))
    return moved


def units_to_look_at(engine: Engine, *, anew: bool) -> list[Unit]:
    """Those whose mark is not the one that stood, in one snapshot."""
    with reading(engine, COMPARES) as session:
        stood = {} if anew else marks_stood(session)
        wanted = [unit for unit, mark in all_marks(session).items() if stood.get(unit) != mark]
        return list(session.exec(select(Unit).where(one_of(session, UNIT.c.id, wanted)).order_by(col(Unit.id))))


def keep_standing_up(engine: Engine, known: Unit, now: datetime) -> bool:
    """Whether it differed from what stood there; when and from what it was worked out is written in any case."""
    with writing(engine, reader_of(known)) as session:
        # Two who count at once come one after the other.
        unit = session.get_one(Unit, known.id, with_for_update=True)
        enter(session, reader_of(unit), now)
        state(session, {"home": unit.id})
        mark = unit_marks(session, [unit.id])[unit.id]
        facts = unit_facts(papers_of_unit(session, unit.id), members_of_unit(session, unit))
        wanted = {*facts, UnitFact(COUNTED, "", day_at(now, unit.timezone), None, mark)}
        stood = {
            fact_of(row): row.area for row in session.exec(select(UnitStanding).where(UnitStanding.home == unit.id))
        }
        gone = {one for one, area in stood.items() if one not in wanted or area != unit.village}
        remove_facts(session, unit.id, gone)
        fresh = wanted - (stood.keys() - gone)
        insert_rows(session, STANDING, [[unit.id, one.key, one.part, one.since, one.until, one.value, unit.village]
                                        for one in sorted(fresh, key=str)])  # fmt: skip
        return any(one.key != COUNTED for one in {*gone, *fresh})


def fact_of(row: UnitStanding) -> UnitFact:
    """As it is worked out."""
    return UnitFact(row.key, row.part, row.since, row.until, row.value)


def remove_facts(session: Session, unit: str, gone: Collection[UnitFact]) -> None:
    """By the name of each row."""
    for one in gone:
        named = (STANDING.c.key == one.key, STANDING.c.part == one.part, STANDING.c.since == one.since)
        session.connection().execute(delete(STANDING).where(STANDING.c.home == unit, and_(*named)))


def papers_of_unit(session: Session, unit: str, kinds: Collection[str] = PAPERS) -> list[TaskRecord]:
    """The living ones of these kinds."""
    query = columns(CHANGE.c.record, CHANGE.c.kind, CHANGE.c.body, CHANGE.c.at)
    query = query.where(CHANGE.c.home == unit, CHANGE.c.feed == coaching_id(unit), CHANGE.c.last)
    # So that no database walks all of a kind that lies in the home.
    rows = session.connection().execute(query.where(CHANGE.c.kind.concat("").in_(kinds)))
    told = [TaskRecord(row.record, row.kind, orjson.loads(row.body), row.at) for row in rows if row.body]
    return [one for one in told if not one.values.get("voided_because")]


def members_of_unit(session: Session, unit: Unit) -> list[UnitMember]:
    """Who works or worked there with clients, but for those who are switched off."""
    query = select(Membership).join(Person).where(Membership.unit == unit.id, col(Person.active))
    rows = session.exec(query.where(col(Membership.role).in_(IN_UNITS))).all()
    zone = unit.timezone
    spans = [DaySpan(day_at(row.began_at, zone), day_at(row.ended_at, zone) if row.ended_at else None) for row in rows]
    return [UnitMember(row.person, span) for row, span in zip(rows, spans, strict=True)]
