"""Live: the process answers. Ready: the database answers and takes writes, its schema is this release's, phones do not
know more than it does, and the last backup is not old.
"""

from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic
from typing import NamedTuple

from anyio import CapacityLimiter, Lock, move_on_after
from anyio.to_thread import run_sync
from fastapi import APIRouter, FastAPI, Request, Response
from pydantic import Field
from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from api import VERSION
from api.db.engine import writing
from api.db.schema_heads import heads_of, newest
from api.identity.server_epoch import EPOCH
from api.identity.tables import UsedNonce
from api.settings import Settings
from api.shapes import WireShape

router = APIRouter(tags=["health"])
PATIENCE = 4.0  # seconds for the database; whoever asks gives up after five
WRITES_EVERY = 5.0  # seconds: anybody may ask, and a write costs something
PROBE = "health"


class Health(WireShape):
    """False is red. `pen_ahead`: no phone knows more than the server."""

    live: bool = True
    """The process answers."""
    ready: bool
    """All of the following are true: traffic may come."""
    database: bool = Field(description="It answers.")
    schema_at_head: bool = Field(description="Its schema is the one this release was made for.")
    writable: bool = Field(description="It takes writes: neither its disk is full nor is it a replica.")
    pen_ahead: bool = Field(description="The phones of most people were told no more than it holds.")
    backup_fresh: bool = Field(description="The last backup is no older than `PULIH_BACKUP_STALE_HOURS`.")
    backed_up_at: datetime | None = Field(description="When the last backup was complete. Null: there is none yet.")
    version: str = VERSION
    """The server's release."""


class BackupAge(NamedTuple):
    """When the last one was complete, and when this epoch began: after a restore and on a new server it counts from
    there."""

    done_at: datetime | None
    since: datetime

    @classmethod
    def read(cls, connection: Connection) -> "BackupAge":
        """Of the database; where nobody prepared it yet, nothing is old."""
        row = connection.execute(select(EPOCH.c.done_at, EPOCH.c.since)).first()
        return cls(*row) if row else cls(None, datetime.max.replace(tzinfo=UTC))

    def is_stale(self, settings: Settings, now: datetime) -> bool:
        """Older than is wanted. A trial on which nobody ever made one is none the worse."""
        if not settings.backup_stale_hours or not (self.done_at or settings.production):
            return False
        return now - max(self.since, self.done_at or self.since) > timedelta(hours=settings.backup_stale_hours)


class WriteProbe:
    """One for each process. The threads of requests may all be waiting, so it has one of its own."""

    def __init__(self) -> None:
        self.thread, self.wrote_at = CapacityLimiter(1), -WRITES_EVERY
        self.turn, self.began, self.found = Lock(), -PATIENCE, SILENT

    def look(self, app: FastAPI) -> Health:
        """SQLAlchemyError where it is silent."""
        engine, now = app.state.engine, app.state.clock()
        with engine.connect() as connection:
            at_head = heads_of(connection) == newest()
            backup = BackupAge.read(connection) if at_head else BackupAge(None, now)
        writable, ahead = self.writes(engine), not (at_head and app.state.behind.believed(engine, now))
        fresh = not backup.is_stale(app.state.settings, now)
        return Health(
            ready=at_head and writable and ahead and fresh, database=True, schema_at_head=at_head, writable=writable,
            pen_ahead=ahead, backup_fresh=fresh, backed_up_at=backup.done_at,
        )  # fmt: skip

    def writes(self, engine: Engine) -> bool:
        """A row is written and committed: only then does a full disk show."""
        if monotonic() - self.wrote_at < WRITES_EVERY:
            return True
        try:
            with writing(engine) as session:
                session.execute(delete(UsedNonce).where(col(UsedNonce.chance) == PROBE))
                session.add(UsedNonce(chance=PROBE, until=0))
        except SQLAlchemyError:
            return False
        self.wrote_at = monotonic()
        return True


SILENT = Health(
    ready=False, database=False, schema_at_head=False, writable=False, pen_ahead=True, backup_fresh=True,
    backed_up_at=None,
)  # fmt: skip


async def look_in(app: FastAPI) -> Health:
    """SILENT where the database does not answer, or not in time.

    What was seen by a look that began since somebody asked answers her too: a crowd waits for two looks, so that the
    last of it does not hear red for having stood in line.
    """
    probe: WriteProbe = app.state.probe
    asked = monotonic()
    with move_on_after(PATIENCE):
        async with probe.turn:
            if probe.began < asked:
                probe.began, probe.found = monotonic(), await seen_by(probe, app)
            return probe.found
    return SILENT


async def seen_by(probe: WriteProbe, app: FastAPI) -> Health:
    """In its own thread."""
    try:
        return await run_sync(partial(probe.look, app), abandon_on_cancel=True, limiter=probe.thread)
    except SQLAlchemyError:
        return SILENT


FULL = {"database": True, "schema_at_head": True, "backed_up_at": "2026-11-29T02:15:00Z"}
RED = {**SILENT.model_dump(), **FULL}
SHOWN = {"content": {"application/json": {"example": RED}}}


@router.get("/health", responses={503: {"model": Health, "description": "Something is red.", **SHOWN}})
async def health(request: Request, response: Response) -> Health:
    """503 when something is red."""
    found = await look_in(request.app)
    response.status_code = 200 if found.ready else 503
    return found


@router.get("/health/live")
async def live() -> dict[str, bool]:
    """For whoever restarts processes. Asks nobody, and waits for no thread."""
    return {"live": True}
