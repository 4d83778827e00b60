"""What holds of each unit is kept as rows, and follows its coaching papers and its memberships.

Nothing is written while work is pushed. What stands there is compared with what the papers say, and only what differs
is written: nothing has to be remembered between two runs, and a membership that ended counts as a paper does.
"""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Engine, and_, delete
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select

from api.access.scope import enter
from api.changes.feed_key import coaching_id
from api.db.bulk import insert_rows
from api.db.engine import reading, writing
from api.db.stated_scope import state
from api.identity.memberships import IN_UNITS, Membership
from api.identity.people import Person, Unit
from api.numbers.tables import UnitStanding
from api.numbers.unit_facts import PAPERS, DaySpan, UnitFact, UnitMember, unit_facts
from api.numbers.unit_quarters import reader_of
from api.records.task_case import TaskRecord

CHANGE, STANDING = SQLModel.metadata.tables["change"], SQLModel.metadata.tables["unit_standing"]
COUNTED = "counted"


def keep_standings_up(engine: Engine, now: datetime) -> int:
    """Of every unit, in a transaction each. In how many something else holds than before."""
    with reading(engine) as session:
        units = list(session.exec(select(Unit).order_by(col(Unit.id))).all())
    return sum([keep_standing_up(engine, unit, now) for unit in units])


def keep_standing_up(engine: Engine, unit: Unit, now: datetime) -> bool:
    """Whether it differed from what stood there; that it was looked at today is written in any case."""
    with writing(engine, reader_of(unit)) as session:
        session.get(Unit, unit.id, with_for_update=True)  # two who count at once come one after the other
        enter(session, reader_of(unit), now)
        state(session, {"home": unit.id})
        today = str(now.astimezone(ZoneInfo(unit.timezone)).date())
        facts = unit_facts(papers_of_unit(session, unit.id), members_of_unit(session, unit))
        wanted = {*facts, UnitFact(COUNTED, "", today, None, "")}
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
    zone = ZoneInfo(unit.timezone)

    def day(at: datetime) -> str:
        return str(at.astimezone(zone).date())

    rows = session.exec(query.where(col(Membership.role).in_(IN_UNITS))).all()
    return [
        UnitMember(row.person, DaySpan(day(row.began_at), day(row.ended_at) if row.ended_at else None)) for row in rows
    ]
