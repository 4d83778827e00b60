"""Many rows in one statement, and many ids in one parameter: what a statement costs does not grow with its rows.

PostgreSQL gets one JSON text, which it takes apart itself; SQLite one prepared statement, run row by row in C.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Dialect, Table, bindparam, text
from sqlmodel import Session

Rows = Sequence[Sequence[Any]]
Convert = Callable[[Any], Any] | None


class Insert(NamedTuple):
    """A statement ready to be run; `converts`: how a column's value is given to the driver."""

    statement: str
    converts: tuple[Convert, ...]


def insert_rows(session: Session, table: Table, rows: Rows, *, upsert: bool = False) -> None:
    """Each row in the order of the table's columns. `upsert`: a row of that home and id is replaced, never its feed."""
    if not rows:
        return
    connection = session.connection()
    insert = insert_of(table, connection.dialect, upsert)
    if connection.dialect.name == "postgresql":
        names = [str(column.name) for column in table.columns]
        packed = orjson.dumps([dict(zip(names, row, strict=True)) for row in rows]).decode()
        connection.execute(text(insert.statement), {"rows": packed})
        return
    pairs = [[convert(value) if convert else value for value, convert in zip(row, insert.converts, strict=True)]
             for row in rows]  # fmt: skip
    connection.exec_driver_sql(insert.statement, [tuple(row) for row in pairs])


@cache
def insert_of(table: Table, dialect: Dialect, upsert: bool) -> Insert:
    """Written once for a table and an engine."""
    columns = list(table.columns)
    names = [f'"{column.name}"' for column in columns]
    types = [column.type.dialect_impl(dialect) for column in columns]
    into, ends = f'INSERT INTO "{table.name}" ({", ".join(names)})', ending(table) if upsert else ""
    if dialect.name == "postgresql":
        said = ", ".join(f"{name} {column.type.compile(dialect)}" for name, column in zip(names, columns, strict=True))
        source = f"SELECT {', '.join(names)} FROM json_to_recordset(CAST(:rows AS json)) AS told({said})"
        return Insert(f"{into} {source} {ends}", ())
    places = ", ".join("?" for _ in names)
    return Insert(f"{into} VALUES ({places}) {ends}", tuple(one.bind_processor(dialect) for one in types))


def ending(table: Table) -> str:
    """A record never changes its feed."""
    fresh = [f'"{c.name}" = excluded."{c.name}"' for c in table.columns if c.name not in ("home", "id", "feed")]
    return (
        f'ON CONFLICT (home, id) DO UPDATE SET {", ".join(fresh)} WHERE "{table.name}".feed = excluded.feed'
    )  # fmt: skip


def among(session: Session, column: Any, ids: Collection[str]) -> ColumnElement[bool]:
    """The column is one of these ids."""
    return one_of(session, column, sorted(ids), "uuid")


def numbered(session: Session, column: Any, numbers: Iterable[int]) -> ColumnElement[bool]:
    """The column is one of these numbers."""
    return one_of(session, column, list(numbers), "bigint")


def one_of(session: Session, column: Any, values: list[Any], kind: str) -> ColumnElement[bool]:
    """By one parameter, however many there are: an IN list of two hundred is planned anew each time."""
    place = f"{column.table.name}.{column.name}"
    if session.get_bind().dialect.name == "postgresql":
        listed: Any = text(f'"{column.table.name}".{column.name} = ANY (CAST(:{column.name}_in AS {kind}[]))')
        return listed.bindparams(bindparam(f"{column.name}_in", values))  # type: ignore[no-any-return]
    plain = [value.replace("-", "") if isinstance(value, str) else value for value in values]
    found: Any = text(f"{place} IN (SELECT value FROM json_each(:{column.name}_in))")
    return found.bindparams(bindparam(f"{column.name}_in", orjson.dumps(plain).decode()))  # type: ignore[no-any-return]
