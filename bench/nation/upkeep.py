"""What following the journal costs the counts of quarters, beside what it costs to push the work that they follow."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from time import process_time
from typing import NamedTuple

from sqlalchemy import Engine, bindparam, text

from api.db.bulk import dashed
from api.db.engine import make_engine, reading, writing
from api.identity.actors import find_actor
from api.numbers.quarters import last_span_over, moved
from api.numbers.resting_cases import kept_cases, kept_text
from api.numbers.telling import tell_due
from api.numbers.unit_quarters import keep_all_up
from api.sync.push import Moments, begin_as, push
from bench.nation.chance import Chance
from bench.nation.deeds import Deed, change_of
from bench.nation.places import Nation, NationUnit
from bench.processes import processor_seconds

VISITS = 3
SHARES = (1, 10, 100)  # per cent of the working units that push on a day
A_QUARTER = timedelta(days=91)
BACK = text("UPDATE counted_unit SET seen = :seen, through = :through, resting = :resting WHERE home = :home")


class BothSides:
    """Processor seconds of this process and of PostgreSQL; SQLite works in this process."""

    def __init__(self, postmaster: int | None) -> None:
        self.postmaster, self.begun = postmaster, 0.0
        self.lap()

    def lap(self) -> float:
        """Since the last one."""
        now = process_time() + (processor_seconds(self.postmaster) if self.postmaster else 0)
        passed, self.begun = now - self.begun, now
        return passed


class PushedDay(NamedTuple):
    """How many changes, and the processor seconds of pushing them and of the night after."""

    changes: int
    pushed: float
    night: float


def upkeep_of(url: str, nation: Nation, postmaster: int | None = None) -> dict[str, str]:
    """Of days on which more and more units wrote some visits, and of the night in which a quarter is counted."""
    engine, sides = make_engine(url), BothSides(postmaster)
    working = [one for one in nation.units if one.works_on and one.works_on < nation.until]
    now = datetime.now(UTC)
    days = {share: a_day(engine, working[:: 100 // share], now, sides) for share in SHARES}
    whole = days[SHARES[-1]]
    told = {f"a day of {share} % of the units": said_of(one) for share, one in days.items()}
    told["a quarter"] = said_of_quarter(a_quarter(engine, now, sides), whole)
    engine.dispose()
    return told


def a_day(engine: Engine, units: Sequence[NationUnit], now: datetime, sides: BothSides) -> PushedDay:
    """What was pushed, and the night after it, when nothing is due to be told."""
    sides.lap()
    changes = sum(push_day(engine, one, now) for one in units)
    pushed = sides.lap()
    tell_due(engine, now)
    return PushedDay(changes, pushed, sides.lap())


def said_of(one: PushedDay) -> str:
    """In a line."""
    told = f"{one.changes:,} changes pushed in {one.pushed:.2f} s of the processor, the night after {one.night:.2f} s"
    return f"{told}: {one.night / one.pushed:.1%}"


def a_quarter(engine: Engine, now: datetime, sides: BothSides) -> tuple[int, float]:
    """How many changes came in since the counts before the last quarter were made, and what counting them costs."""
    last = last_span_over(now, "Asia/Jakarta")
    keep_all_up(engine, now)
    changes = sum(put_back(engine, moved(last, -1), now))
    sides.lap()
    keep_all_up(engine, now)
    return changes, sides.lap()


def put_back(engine: Engine, through: str, now: datetime) -> Iterator[int]:
    """Of each unit the counts as they stood a quarter ago: how many changes came since."""
    then = now - A_QUARTER
    stood = text("SELECT coalesce(max(version), 0), (SELECT max(version) FROM change WHERE home = :home) FROM change"
                 " WHERE home = :home AND received_at < :then")  # fmt: skip
    stood = stood.bindparams(bindparam("then", then))
    with writing(engine) as session:
        connection = session.connection()
        for home, seen, resting in connection.execute(text("SELECT home, seen, resting FROM counted_unit")).all():
            places = {}
            for one in json.loads(seen):
                version, newest = connection.execute(stood, {"home": as_kept(engine, one)}).one()
                places[one] = version
                yield (newest or 0) - version
            rested = {name: one for name, one in kept_cases(resting).items() if one.since <= through}
            row = {"home": home, "seen": json.dumps(places, sort_keys=True), "resting": kept_text(rested)}
            connection.execute(BACK, {**row, "through": through})
        connection.execute(text("DELETE FROM quarter_number WHERE span > :through"), {"through": through})


def said_of_quarter(found: tuple[int, float], day: PushedDay) -> str:
    """Beside what it would have cost to push as many changes one day after the other."""
    changes, counted = found
    pushed = changes * day.pushed / day.changes
    told = f"{changes:,} changes, about {pushed:.1f} s of the processor to push, {counted:.1f} s to count once"
    return f"{told}: {counted / pushed:.1%}"


def push_day(engine: Engine, unit: NationUnit, now: datetime) -> int:
    """Visits of one agent to a client of hers."""
    with reading(engine) as session:
        agent = find_actor(session, unit.agents[0])
        query = text("SELECT feed FROM follow WHERE agent = :agent AND until IS NULL ORDER BY since DESC LIMIT 1")
        feed = session.connection().execute(query, {"agent": as_kept(engine, unit.agents[0])}).scalar()
    if feed is None:
        return 0
    chance, sets = Chance("upkeep", unit.id, now), {"on": str(now.date()), "place": "home", "met": ["client"]}
    deeds = [Deed(now.date(), agent.id, "visit", chance.id_on(now.date()), dashed(feed), sets) for _ in range(VISITS)]
    told = [change_of(one, chance) for one in deeds]
    results = push(begin_as(engine, agent), Moments(now, None), told).results
    return sum(one.answer == "applied" for one in results)


def as_kept(engine: Engine, name: str) -> str:
    """SQLite keeps 32 digits."""
    return name if engine.dialect.name == "postgresql" else name.replace("-", "")
