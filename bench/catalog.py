"""The tables of a release, read from its database: their columns, and the order in which rows may be inserted."""

from functools import cached_property
from typing import Any

from psycopg import sql
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import NullPool

from bench.database import Database

Rows = list[tuple[Any, ...]]
# A counter's one column of a number, by the name it has or had.
COUNTS = {"version", "position", "n"}


class Catalog:
    """Columns that were renamed between releases are found by either name: see `column`."""

    def __init__(self, database: Database) -> None:
        self.postgres = database.postgres
        self.inspector = inspect(create_engine(database.url("superuser"), poolclass=NullPool))

    @cached_property
    def columns(self) -> dict[str, list[str]]:
        """{table: its columns}, a table behind those it refers to."""
        ordered = [name for name, _ in self.inspector.get_sorted_table_and_fkc_names() if name]
        return {name: [str(column["name"]) for column in self.inspector.get_columns(name)] for name in ordered}

    @cached_property
    def of_cases(self) -> list[str]:
        """Tables whose rows belong to a case: the case, who follows it, its changes and its records."""
        return [name for name, columns in self.columns.items() if name == "feed" or {"home", "feed"} <= set(columns)]

    @cached_property
    def counter(self) -> str:
        """The table of the homes' counters: a home alone is its key, and it counts changes."""
        keys = {name: self.inspector.get_pk_constraint(name)["constrained_columns"] for name in self.columns}
        counting = (name for name, key in keys.items() if key == ["home"] and COUNTS & set(self.columns[name]))
        return next(counting)

    def column(self, table: str, *names: str) -> str:
        """The first of these names that the table has."""
        return next(name for name in names if name in self.columns[table])

    def rows(self, connection: Any, table: str, where: str = "", values: tuple[Any, ...] = ()) -> Rows:
        """With columns in the order of the table."""
        names = ", ".join(f'"{name}"' for name in self.columns[table])
        return list(connection.execute(f'SELECT {names} FROM "{table}" {where}', values).fetchall())

    def insert(self, connection: Any, table: str, rows: Rows) -> None:
        """COPY on PostgreSQL, executemany on SQLite; the caller commits."""
        names = self.columns[table]
        if not self.postgres:
            marks, quoted = ", ".join("?" * len(names)), ", ".join(f'"{name}"' for name in names)
            connection.executemany(f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})', rows)
            return
        columns = sql.SQL(", ").join(map(sql.Identifier, names))
        copied = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
        with connection.cursor().copy(copied) as copy:
            for row in rows:
                copy.write_row(row)
