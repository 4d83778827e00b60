"""Many rows in one statement, and many numbers in one parameter.

PostgreSQL gets one JSON text, which it takes apart itself; SQLite one prepared statement, run row by row in C.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Dialect,
    String,
    Table,
    any_,
    func,
    literal,
    select,
    type_coerce,
)
from sqlmodel import Session

Rows = Sequence[Sequence[Any]]
Convert = Callable[[Any], Any] | None


class Insert(NamedTuple):
    """A statement ready to be run; `converts`: how a column's value is given to the driver."""

    statement: str
    converts: tuple[Convert, ...]


def plain_id(column: Any) -> Any:
    """A column of ids as its database keeps it, for `dashed`: converting each through UUID costs more than the row."""
    return type_coerce(column, String)


def dashed(kept: str) -> str:
    """The id as everybody else writes it; SQLite keeps 32 digits."""
    if len(kept) == 36:
        return kept
    return f"{kept[:8]}-{kept[8:12]}-{kept[12:16]}-{kept[16:20]}-{kept[20:]}"


def insert_rows(session: Session, table: Table, rows: Rows, ends: str = "") -> None:
    """Each row in the order of the table's columns. `ends`: what happens where one is there already."""
    if not rows:
        return
    connection = session.connection()
    insert = insert_of(table, connection.dialect, ends)
    if connection.dialect.name == "postgresql":
        names = [str(column.name) for column in table.columns]
        given = [{name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows]
        connection.exec_driver_sql(insert.statement, (orjson.dumps(given).decode(),))
        return
    columns = zip(zip(*rows, strict=True), insert.converts, strict=True)
    connection.exec_driver_sql(insert.statement, list(zip(*(converted(*one) for one in columns), strict=True)))


def converted(values: Sequence[Any], convert: Convert) -> Sequence[Any]:
    """A column as it is given to the driver. Home, author and moment are the same in each row, and are made once."""
    if convert is None:
        return values
    made = {value: convert(value) for value in set(values)}
    return [made[value] for value in values]


@cache
def insert_of(table: Table, dialect: Dialect, ends: str) -> Insert:
    """Written once for a table and an engine."""
    columns = list(table.columns)
    names = [f'"{column.name}"' for column in columns]
    types = [column.type.dialect_impl(dialect) for column in columns]
    into = f'INSERT INTO "{table.name}" ({", ".join(names)})'
    if dialect.name == "postgresql":
        said = ", ".join(f"{name} {column.type.compile(dialect)}" for name, column in zip(names, columns, strict=True))
        source = f"SELECT {', '.join(names)} FROM json_to_recordset(CAST(%s AS json)) AS told({said})"
        return Insert(f"{into} {source} {ends}", ())
    places = ", ".join("?" for _ in names)
    return Insert(f"{into} VALUES ({places}) {ends}", tuple(one.bind_processor(dialect) for one in types))


@cache
def replacing(table: Table) -> str:
    """A row of that home and id is replaced, never its feed."""
    fresh = [f'"{c.name}" = excluded."{c.name}"' for c in table.columns if c.name not in ("home", "id", "feed")]
    return (
        f'ON CONFLICT (home, id) DO UPDATE SET {", ".join(fresh)} WHERE "{table.name}".feed = excluded.feed'
    )  # fmt: skip


def numbered(session: Session, column: ColumnElement[int], numbers: Iterable[int]) -> ColumnElement[bool]:
    """The column is one of these numbers, by one parameter, like `one_of` for ids."""
    if session.get_bind().dialect.name == "postgresql":
        return column == any_(literal(list(numbers), ARRAY(BigInteger)))
    listed = orjson.dumps(list(numbers)).decode()
    return column.in_(select(func.json_each(listed).table_valued("value").c.value))
