"""What counting a quarter costs, beside what it cost to take in the work that is counted.

All work up to the day on which a quarter is told lies there, and was counted and told. Then a quarter's work goes
through the door, day by day as people send it and with the night's command after each day, and when the next quarter is
due it is counted once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import process_time
from typing import NamedTuple

from sqlalchemy import Engine

from api import policies
from api.db.engine import make_engine, reading
from api.identity.server_epoch import epoch_state
from api.numbers.quarters import first_day_of, moved
from api.numbers.telling import span_due, tell_due
from api.numbers.unit_quarters import keep_all_up
from api.numbers.unit_standings import keep_standings_up
from bench.nation.chance import NOON
from bench.nation.door import DaySend, NationDoor, sends_by_day
from bench.nation.places import Nation
from bench.server import Server

A_DAY = timedelta(days=1)


@dataclass
class TakenWork:
    """What phones pushed, with the processor seconds of it; `applied`: also of what offices answered; of the nights
    between their own."""

    changes: int = 0
    pushes: int = 0
    seconds: float = 0
    applied: int = 0
    nights: int = 0
    night_seconds: float = 0


class UpkeepRun(NamedTuple):
    """`owner`: who counts; `server`: who takes the work in. Both share a database's processor, one after the other."""

    owner: Engine
    server: Server

    def taken(self, days: Iterable[list[DaySend]], now: datetime) -> TakenWork:
        """Through the door. `now`: a night on which nothing is due."""
        with reading(self.owner) as session:
            door = NationDoor(self.server.port, epoch_state(session).epoch)
        found = TakenWork()
        for sends in days:
            pushed, answered = ([one for one in sends if one.page is page] for page in (False, True))
            before = self.taking()
            found.applied += door.take(pushed)
            found.seconds += self.taking() - before
            found.applied += door.take(answered)
            found.changes += sum(len(one.changes) for one in pushed)
            found.pushes += len(pushed)
            found.night_seconds += self.priced(count_and_tell, now)
            found.nights += 1
        return found

    def taking(self) -> float:
        """Processor seconds of the server and of its database."""
        return self.server.processor() + self.server.database_processor()

    def priced(self, deed: Callable[[Engine, datetime], object], now: datetime) -> float:
        """Processor seconds of this process and of the database."""
        before = process_time() + self.server.database_processor()
        deed(self.owner, now)
        return process_time() + self.server.database_processor() - before


def tellings(until: date) -> tuple[datetime, datetime]:
    """The last two days up to that one on which a quarter is due to be told, at noon."""
    last, waits = span_due(at_noon(until)), timedelta(days=policies.told_numbers().told_after_days)
    before, then = (at_noon(first_day_of(span) + waits) for span in (last, moved(last, 1)))
    return before, then


def at_noon(day: date) -> datetime:
    """When all that was written before it was sent."""
    return datetime.combine(day, NOON)


def count_and_tell(engine: Engine, now: datetime) -> None:
    """As the command of the night does it."""
    tell_due(engine, now)
    keep_standings_up(engine, now)


def look_at_all(engine: Engine, now: datetime) -> None:
    """As it would be if no unit had a mark."""
    keep_standings_up(engine, now, anew=True)


# Nothing is due on any of them.
NIGHTS: Mapping[str, Callable[[Engine, datetime], None]] = {
    "a night with nothing new": count_and_tell,
    "a night that looks at each unit anew": look_at_all,
}


def upkeep_of(url: str, nation: Nation, server: Server, days_at_once: int) -> Iterator[tuple[str, str]]:
    """(what, in words). The nation's work before the first of both `tellings` lies there."""
    before, then = tellings(nation.until)
    run = UpkeepRun(make_engine(url), server)
    count_and_tell(run.owner, before)
    work = run.taken(sends_by_day(nation, before.date(), then.date() - A_DAY, days_at_once), then - A_DAY)
    yield "a quarter taken in through the door", said_of(work)
    yield f"{work.nights} nights between", said_beside(work, work.night_seconds)
    for what, deed in NIGHTS.items():
        yield what, f"{1000 * run.priced(deed, then - A_DAY):.0f} ms of the processor"
    counted = run.priced(keep_all_up, then)
    yield "counted once", said_beside(work, counted)
    yield "nights and counting", said_beside(work, work.night_seconds + counted)
    yield "told, and the units' steps compared", f"{run.priced(count_and_tell, then):.2f} s of the processor"
    run.owner.dispose()


def said_beside(work: TakenWork, seconds: float) -> str:
    """Of the processor, beside what pushing cost."""
    return f"{seconds:.2f} s of the processor, {seconds / work.seconds:.1%} of what was pushed"


def said_of(work: TakenWork) -> str:
    """In a line."""
    each = f"{1000 * work.seconds / work.changes:.2f} ms a change; applied, with offices' answers, {work.applied:,}"
    return f"{work.changes:,} changes in {work.pushes:,} pushes, {work.seconds:.1f} s of the processor, {each}"
