"""What a statement always says, written into it: bound, each word would be converted and sent at every execution, and a
list of them written into the statement anew. Never what somebody sent."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, literal_column, or_


def fixed(value: str | int) -> ColumnElement[Any]:
    """A word or a number of ours."""
    if isinstance(value, int):
        return literal_column(str(value), Integer)
    return literal_column("'" + value.replace("'", "''") + "'", String)


def one_of_fixed(column: ColumnElement[Any], words: Iterable[str]) -> ColumnElement[bool]:
    """The column is one of them."""
    return or_(*(column == fixed(word) for word in words))
