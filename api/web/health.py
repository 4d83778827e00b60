"""Live: the process answers. Ready: the database answers, its schema is at head, and no phone knows more than we do."""

from functools import cache
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from api.db.engine import TheEngine

router = APIRouter(tags=["health"])
MIGRATIONS = Path(__file__).parents[2] / "migrations"


class Health(BaseModel):
    """`schema_at_head`, `pen_ahead`: false is red."""

    live: bool = True
    ready: bool
    database: bool
    schema_at_head: bool
    pen_ahead: bool


@cache
def newest() -> frozenset[str]:
    """What the migrations in this release end with."""
    return frozenset(ScriptDirectory(str(MIGRATIONS)).get_heads())


def at_head(engine: Engine) -> bool | None:
    """Whether the database stands there; None where it does not answer."""
    try:
        with engine.connect() as connection:
            return frozenset(MigrationContext.configure(connection).get_current_heads()) == newest()
    except SQLAlchemyError:
        return None


@router.get("/health", responses={503: {"model": Health, "description": "Something is red."}})
def health(request: Request, response: Response, engine: TheEngine) -> Health:
    """503 when something is red."""
    schema, ahead = at_head(engine), not request.app.state.behind
    ready = bool(schema) and ahead
    response.status_code = 200 if ready else 503
    return Health(ready=ready, database=schema is not None, schema_at_head=bool(schema), pen_ahead=ahead)


@router.get("/health/live")
def live() -> dict[str, bool]:
    """For whoever restarts processes."""
    return {"live": True}
