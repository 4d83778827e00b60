"""The counts of a unit's quarters follow its cases: what changed since they were counted says from which one on.

Nothing is written while work is pushed. The counters of the homes in which a unit's cases lie say whether anything
changed, and the journal of changes says what: so late work, what is taken back, erased or moved, and a consent that is
taken back count alike, and a unit counted anew from nothing comes to the same rows.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, String, bindparam, delete, select, update
from sqlmodel import Session, SQLModel, col

from api.access.scope import enter
from api.actor import Actor
from api.db.bulk import insert_rows
from api.db.engine import reading, writing
from api.db.stated_scope import state
from api.identity.people import Unit
from api.numbers.quarter_rows import BlockCount, NumberKey, added_up, amounts_of, earliest_span, rules_now
from api.numbers.quarters import last_span_over, spans_from
from api.numbers.resting_cases import Resting, add_resting, kept_text, resting_in
from api.numbers.tables import CountedUnit, QuarterNumber
from api.numbers.unit_faults import UnitFaults, counted_apart
from api.numbers.unit_reading import Seen, StoodAt, counted_cases, read_unit

TABLES = SQLModel.metadata.tables
NUMBER, COUNTED = (TABLES[str(one.__tablename__)] for one in (QuarterNumber, CountedUnit))
FEED, COUNTER = TABLES["feed"], TABLES["home_counter"]
UNIT = bindparam("unit", type_=NUMBER.c.home.type)
STOOD = select(*(COUNTED.c[name] for name in ("through", "seen", "rules", "resting"))).where(COUNTED.c.home == UNIT)


class CountedNews(NamedTuple):
    """What a unit's quarters come to from `first` on, as its homes stood at `seen`."""

    first: str
    through: str
    seen: Seen
    rows: Mapping[NumberKey, BlockCount]
    resting: Resting


def keep_up(engine: Engine, unit: Unit, now: datetime, *, anew: bool = False) -> bool:
    """Counts what changed in this unit; `anew`: all of it. Whether there was anything."""
    with reading(engine, reader_of(unit)) as session:
        stood = stood_at(session, unit.id)
        news = news_of(session, unit, now, None if anew else stood)
    if news is None:
        return False
    with writing(engine, reader_of(unit)) as session:
        state(session, {"home": unit.id})
        store_news(session, unit.id, news, stood, now)
    return True


def keep_all_up(engine: Engine, now: datetime, *, anew: bool = False, faults: UnitFaults | None = None) -> int:
    """Of every unit, in a transaction each. How many had something new."""
    with reading(engine) as session:
        units = list(session.execute(select(Unit).order_by(col(Unit.id))).scalars())
    found = 0
    for unit in units:
        with counted_apart(unit.id, faults):
            found += keep_up(engine, unit, now, anew=anew)
    return found


def count_all_anew(session: Session) -> None:
    """From nothing, the next time: as after a restore, where cases lie in other units again and no counter says so."""
    session.connection().execute(update(COUNTED).values(rules=""))


def reader_of(unit: Unit) -> Actor:
    """Whoever counts reads one unit as the one who leads it would, and no other."""
    return Actor(unit.id, "", "coordinator", unit.id, None, None, unit.timezone)


def stood_at(session: Session, unit: str, *, locked: bool = False) -> StoodAt | None:
    """None where nobody counted it."""
    query = STOOD.with_for_update() if locked else STOOD
    row = session.connection().execute(query, {"unit": unit}).first()
    return StoodAt(*row) if row else None


def news_of(session: Session, unit: Unit, now: datetime, stood: StoodAt | None) -> CountedNews | None:
    """None where all stands as it was counted."""
    seen, through = homes_of(session, unit.id), last_span_over(now, unit.timezone)
    if stood and (stood.rules != rules_now() or stood.through > through):
        stood = None
    if stood and json.loads(stood.seen) == seen and stood.through == through:
        return None
    scope = enter(session, reader_of(unit), now)
    read = read_unit(session, scope, unit.id, seen, through, stood)
    cases = counted_cases(read.always, read.near)
    first = read.first or earliest_span(cases.values(), through)
    spans = list(spans_from(first, through))
    amounts = {case: amounts_of(one, spans) for case, one in cases.items()}
    rows = added_up(amounts.values())
    add_resting(rows, read.resting, first, through)
    here = {case: own for case, own in amounts.items() if case.home == unit.id}
    resting = {**read.resting, **resting_in(cases, here, first, through)}
    return CountedNews(read.first or "", through, seen, rows, resting)


MOVED_HERE = select(FEED.c.home).where(FEED.c.unit == UNIT, FEED.c.home != UNIT)
HOMES = select(COUNTER.c.home, COUNTER.c.position).where((COUNTER.c.home == UNIT) | COUNTER.c.home.in_(MOVED_HERE))


def homes_of(session: Session, unit: str) -> dict[str, int]:
    """{home: where its counter stands} of each in which cases lie for which the unit is responsible, and its own."""
    return {home: position for home, position in session.connection().execute(HOMES, {"unit": unit})}


OUTDATED = delete(NUMBER).where(NUMBER.c.home == UNIT, NUMBER.c.span >= bindparam("first", type_=String))
IN_ITS_PLACE = "ON CONFLICT (home) DO UPDATE SET " + ", ".join(
    f"{name} = excluded.{name}" for name in ("through", "seen", "rules", "counted_at", "resting")
)


def store_news(session: Session, unit: str, news: CountedNews, stood: StoodAt | None, now: datetime) -> None:
    """In the place of what stood there from that quarter on; not where somebody else counted meanwhile."""
    found = stood_at(session, unit, locked=True)
    if (found and found[:2]) != (stood and stood[:2]):
        return
    session.connection().execute(OUTDATED, {"unit": unit, "first": news.first})
    insert_rows(session, NUMBER, [[unit, *key, *count] for key, count in news.rows.items()])
    seen = json.dumps(news.seen, sort_keys=True)
    row = [unit, news.through, seen, rules_now(), now, kept_text(news.resting)]
    insert_rows(session, COUNTED, [row], IN_ITS_PLACE)
