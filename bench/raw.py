"""The limit: the same rows in and out of the same tables by the driver alone, with nothing judged and nothing said."""

from collections.abc import Sequence
from typing import Any

from psycopg import sql
from sqlalchemy import Engine, Table
from sqlalchemy.dialects import sqlite

from api.tables import METADATA

Rows = list[tuple[Any, ...]]

TOLD = "SELECT * FROM change WHERE home = {0} AND told > {0} AND last ORDER BY told LIMIT {0}"
KNOWN = "SELECT * FROM change WHERE home = {0} AND id IN ({1})"
FOLLOWED = (
    "SELECT feed.* FROM feed JOIN follow ON follow.home = feed.home AND follow.feed = feed.id"
    " WHERE follow.home = {0} AND follow.agent = {0} AND follow.until IS NULL"
)


class Driver:
    """psycopg or sqlite3 on a connection with the app's own settings."""

    def __init__(self, engine: Engine) -> None:
        self.postgres = engine.dialect.name == "postgresql"
        self.pooled = engine.raw_connection()
        self.connection: Any = self.pooled.driver_connection

    def ask(self, query: str, *values: Any) -> Rows:
        """All rows; `{0}` stands for a value, `{1}` for the last of them, a list."""
        mark = "%s" if self.postgres else "?"
        flat = [self.as_kept(part) for value in values for part in (value if isinstance(value, list) else [value])]
        many = ", ".join([mark] * len(values[-1])) if values and isinstance(values[-1], list) else ""
        found: Rows = self.connection.execute(query.format(mark, many), flat).fetchall()
        return found

    def as_kept(self, value: Any) -> Any:
        """SQLite keeps ids as 32 hex digits."""
        return value if self.postgres or not isinstance(value, str) else value.replace("-", "")

    def insert(self, rows: dict[str, Rows]) -> None:
        """One transaction: COPY on PostgreSQL, executemany on SQLite."""
        if not self.postgres:
            self.connection.execute("BEGIN IMMEDIATE")
        for name, part in rows.items():
            self.fill(METADATA.tables[name], part)
        self.connection.commit()

    def fill(self, table: Table, rows: Rows) -> None:
        """Every column, in the order of the table."""
        if not self.postgres:
            self.connection.executemany(str(table.insert().compile(dialect=sqlite.dialect())), rows)
            return
        with self.connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table.name))) as copy:
            for row in rows:
                copy.write_row(row)

    def close(self) -> None:
        """Back to the pool."""
        self.connection.rollback()
        self.pooled.close()


def rows_of(driver: Driver, tables: Sequence[str]) -> dict[str, Rows]:
    """All rows of these tables, with columns in the order of the table."""
    columns = {name: ", ".join(f'"{column.name}"' for column in METADATA.tables[name].columns) for name in tables}
    return {name: driver.ask(f'SELECT {columns[name]} FROM "{name}"') for name in tables}  # noqa: S608  our own names


def in_batches(rows: dict[str, Rows], size: int) -> list[dict[str, Rows]]:
    """The rows as they came: feeds and follows with the change that opened them, records with their change."""
    place = {name: [column.name for column in METADATA.tables[name].columns] for name in rows}
    change = place["change"]
    batch_of = {row[change.index("record")]: (row[change.index("n")] - 1) // size for row in rows["change"]}
    parted = [{name: Rows() for name in rows} for _ in range(max(batch_of.values()) + 1)]
    key = {"feed": "id", "follow": "feed", "change": "record"}
    for name, all_rows in rows.items():
        column = place[name].index(key.get(name, "id"))
        for row in all_rows:
            parted[batch_of[row[column]]][name].append(row)
    return parted
