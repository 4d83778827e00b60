"""The id of a unit's coaching papers where a statement works it out of a column, as `coaching_id` does of a text."""

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from api.changes.tables import ID


class CoachingColumn(FunctionElement[str]):
    """Of a column of units' ids."""

    type = ID
    inherit_cache = True


@compiles(CoachingColumn, "postgresql")
def by_dashed(element: CoachingColumn, compiler: Any, **more: Any) -> str:
    """With dashes the version is the fifteenth symbol."""
    return f"overlay(({compiler.process(element.clauses, **more)})::text placing '8' from 15 for 1)::uuid"


@compiles(CoachingColumn, "sqlite")
def by_digits(element: CoachingColumn, compiler: Any, **more: Any) -> str:
    """Of the 32 digits that SQLite keeps it is the thirteenth."""
    unit = compiler.process(element.clauses, **more)
    return f"(substr({unit}, 1, 12) || '8' || substr({unit}, 14))"
