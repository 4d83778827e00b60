"""What holds of each unit is kept as rows, and follows its coaching papers and its memberships.

Nothing is written while work is pushed. Beside what stands there lies from what it was worked out (`unit_marks`): each
night that of all units is read at once, and only a unit of which it differs is looked at, in the same snapshot. Most of
its papers are asked by no step, so most of these units stand as before: of them the mark alone is written, all in one
transaction. A unit of which something else holds has one of its own, and its mark is read before its papers, so that
what comes in between is found the next night. A membership that ended counts as a paper does. Where a unit cannot be
looked at, its mark alone is taken away: what stands stays, and the next night tries again.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, bindparam, case, delete, update
from sqlalchemy import select as columns
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, SQLModel, col, select

from api.access.unit_papers import state_coaching
from api.actor import Actor
from api.areas.place_days import day_at
from api.changes.area_papers import CoveringPaper, covering_papers
from api.changes.following import UNIT
from api.db.bulk import insert_rows
from api.db.engine import one_of, reading, writing
from api.db.stated_scope import state
from api.identity.people import Unit
from api.numbers.read_papers import UnitFact
from api.numbers.standing_news import STANDING, news_of
from api.numbers.unit_faults import UnitFaults, counted_apart
from api.numbers.unit_marks import COUNTED, UNMARKED, WHOLE, all_marks, marks_stood, unit_marks

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
# Of a unit that cannot be looked at. `seen`: the day of the last run, up to which it was.
MARK_TAKEN = (
    update(STANDING)
    .where(STANDING.c.home == bindparam("unit"), STANDING.c.key == COUNTED, STANDING.c.value != UNMARKED)
    .values(
        value=UNMARKED,
        since=case((STANDING.c.since < bindparam("seen"), bindparam("seen")), else_=STANDING.c.since),
    )
)


class MarkedUnit(NamedTuple):
    """A unit of which something changed. `stood`: its mark until now; None: it was never looked at."""

    unit: Unit
    mark: str
    stood: str | None
    moved: bool


def keep_standings_up(engine: Engine, now: datetime, *, anew: bool = False, faults: UnitFaults | None = None) -> int:
    """Of every unit of which anything changed, `anew`: of every unit. In how many something else holds than before."""
    looked_at, moved = units_looked_at(engine, anew=anew), 0
    for one in looked_at:
        if one.moved:
            with counted_apart(one.unit.id, faults):
                moved += keep_standing_up(engine, one.unit, now)
    with writing(engine, COMPARES) as session:
        take_marks(session, [one.unit for one in looked_at if one.unit.id in (faults or ())])
        for one in looked_at:
            if not one.moved:
                state(session, {"home": one.unit.id})
                said = {"unit": one.unit.id, "stood": one.stood, "mark": one.mark}
                session.connection().execute(MARK_MOVED, {**said, "day": day_at(now, one.unit.timezone)})
        insert_rows(session, RUN, [[COUNTED, now]], IN_ITS_PLACE)
    return moved


def take_marks(session: Session, units: Sequence[Unit]) -> None:
    """Of those that could not be looked at. Before this night is written down."""
    ran_at = session.connection().execute(columns(RUN.c.at).where(RUN.c.key == COUNTED)).scalar()
    seen = str(ran_at.date()) if ran_at else ""  # at Greenwich: no later than there, and what is amiss may be its zone
    for unit in units:
        state(session, {"home": unit.id})
        session.connection().execute(MARK_TAKEN, {"unit": unit.id, "seen": seen})


def note_whole_night(engine: Engine, now: datetime) -> None:
    """Every unit could be counted."""
    with writing(engine, COMPARES) as session:
        insert_rows(session, RUN, [[WHOLE, now]], IN_ITS_PLACE)


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
            MarkedUnit(one, marks[one.id], stood.get(one.id), one.id not in stood or may_differ(session, one, papers))
            for one in units
        ]


def may_differ(session: Session, unit: Unit, covering: Sequence[CoveringPaper]) -> bool:
    """Also where that cannot be worked out: the unit's own transaction then meets the same fault, and tells it."""
    try:
        return any(news_of(session, unit, covering))
    except SQLAlchemyError:
        raise
    except Exception:
        return True


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


def remove_facts(session: Session, unit: str, gone: Collection[UnitFact]) -> None:
    """By the name of each row."""
    for one in gone:
        named = (STANDING.c.key == one.key, STANDING.c.part == one.part, STANDING.c.since == one.since)
        session.connection().execute(delete(STANDING).where(STANDING.c.home == unit, *named))
