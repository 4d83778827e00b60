"""A server on SQLite makes its backups itself: nobody has to set up a timer for a small office on one machine.

One process holds that database, so it is made there, in a thread beside requests; they wait for nothing but the disk.
"""

from datetime import datetime, timedelta
from functools import partial
from time import monotonic

from anyio import sleep
from anyio.to_thread import run_sync
from sqlalchemy import Engine, select

from api.backups.backup_run import make_backup
from api.backups.sqlite_copies import file_of
from api.clock import Clock
from api.identity.server_epoch import EPOCH
from api.logs import log, say
from api.problems.tree import Problem
from api.settings import Settings

LOOKS_EVERY = 20.0  # seconds
TRIES_AGAIN = timedelta(minutes=10)  # after one that failed, if the next is not due sooner anyway


def makes_backups(settings: Settings) -> bool:
    """By itself."""
    return settings.sqlite and settings.backup_minutes > 0 and bool(file_of(settings.database_url).name)


async def keep_backing_up(settings: Settings, engine: Engine, clock: Clock) -> None:
    """As long as the server runs. The first one soon after its start, if none is young enough."""
    failed: datetime | None = None
    while True:
        failed = await run_sync(partial(back_up_if_due, settings, engine, clock, failed), abandon_on_cancel=True)
        await sleep(LOOKS_EVERY)


def back_up_if_due(settings: Settings, engine: Engine, clock: Clock, failed: datetime | None) -> datetime | None:
    """When it failed last; None where it did not. What goes wrong is logged, and tried again: it ends nothing else."""
    now, every = clock(), timedelta(minutes=settings.backup_minutes)
    if failed is not None and abs(now - failed) < min(every, TRIES_AGAIN):
        return failed
    try:
        if is_due(engine, now, every):
            began = monotonic()
            made = make_backup(settings, engine, clock)
            say("backup", number=made.note.number, ms=round((monotonic() - began) * 1000))
    except Exception as error:
        code = error.code if isinstance(error, Problem) else type(error).__name__
        log.warning("backup failed", exc_info=True, extra={"facts": {"code": code}})
        return now
    return None


def is_due(engine: Engine, now: datetime, every: timedelta) -> bool:
    """The last is that old, or lies in the future because a clock was set back. Where nobody prepared the database
    there is nothing to copy."""
    with engine.connect() as connection:
        row = connection.execute(select(EPOCH.c.done_at)).first()
    return row is not None and (row.done_at is None or not timedelta() <= now - row.done_at < every)
