"""Live: the process answers. Ready: the database answers and takes writes, its schema is this release's, and phones
do not know more than it does.
"""

from datetime import datetime
from functools import cache, partial
from pathlib import Path
from time import monotonic

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from anyio import CapacityLimiter, move_on_after
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from pydantic import Field
from sqlalchemy import Engine, delete
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from api import VERSION
from api.db.engine import TheEngine, writing
from api.identity.tables import UsedNonce
from api.shapes import WireShape
from api.web.behind_reports import BehindReports

router = APIRouter(tags=["health"])
MIGRATIONS = Path(__file__).parents[2] / "migrations"
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
    version: str = VERSION
    """The server's release."""


class WriteProbe:
    """One for each process. The threads of requests may all be waiting, so it has one of its own."""

    def __init__(self) -> None:
        self.thread, self.wrote_at = CapacityLimiter(1), -WRITES_EVERY

    def look(self, engine: Engine, behind: BehindReports, now: datetime) -> tuple[bool, bool, bool]:
        """(its schema is at head, it takes writes, it holds what phones know); SQLAlchemyError where it is silent."""
        with engine.connect() as connection:
            heads = MigrationContext.configure(connection).get_current_heads()
        at_head = frozenset(heads) == newest()
        return at_head, self.writes(engine), not (at_head and behind.believed(engine, now))

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


@cache
def newest() -> frozenset[str]:
    """What the migrations in this release end with."""
    return frozenset(ScriptDirectory(str(MIGRATIONS)).get_heads())


async def look_in(
    probe: WriteProbe, engine: Engine, behind: BehindReports, now: datetime
) -> tuple[bool, bool, bool] | None:
    """None where the database does not answer, or not in time."""
    with move_on_after(PATIENCE):
        try:
            looking = partial(probe.look, engine, behind, now)
            return await run_sync(looking, abandon_on_cancel=True, limiter=probe.thread)
        except SQLAlchemyError:
            return None
    return None


RED = Health(ready=False, database=True, schema_at_head=True, writable=False, pen_ahead=True).model_dump()
SHOWN = {"content": {"application/json": {"example": RED}}}


@router.get("/health", responses={503: {"model": Health, "description": "Something is red.", **SHOWN}})
async def health(request: Request, response: Response, engine: TheEngine) -> Health:
    """503 when something is red."""
    state = request.app.state
    found = await look_in(state.probe, engine, state.behind, state.clock())
    schema, writes, ahead = found or (False, False, True)
    ready = schema and writes and ahead
    response.status_code = 200 if ready else 503
    return Health(
        ready=ready, database=found is not None, schema_at_head=schema, writable=writes, pen_ahead=ahead
    )  # fmt: skip


@router.get("/health/live")
async def live() -> dict[str, bool]:
    """For whoever restarts processes. Asks nobody, and waits for no thread."""
    return {"live": True}
