"""What the migrations of this release end with, and which they know at all."""

from functools import cache
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parents[2] / "migrations"


@cache
def newest() -> frozenset[str]:
    """The heads of this release."""
    return frozenset(ScriptDirectory(str(MIGRATIONS)).get_heads())


@cache
def known() -> frozenset[str]:
    """Every revision that leads there: a schema at another was made by a newer release."""
    return frozenset(one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def heads_of(connection: Connection) -> frozenset[str]:
    """Of a database; empty where nobody migrated it."""
    return frozenset(MigrationContext.configure(connection).get_current_heads())
