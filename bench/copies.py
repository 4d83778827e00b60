"""A caseload many times over, as rows by the driver: what pushing would take hours for lies there in a minute.

Every copy has ids of its own, numbers behind those of its home, and digests that a phone finds right.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from bench.catalog import COUNTS, Catalog, Rows
from bench.district import District
from tests.phone import MODULUS, leaf

Row = tuple[Any, ...]
# Where they hold numbers: an instrument has a version too, in words.
NUMBERS = {"n", "told", "version", "position"}
MOMENTS = {"changed_at", "received_at"}
BACK = timedelta(days=30)


class Template:
    """The cases that one agent opened in one home. `copy` gives them to somebody else."""

    def __init__(self, district: District, home: str, agent: str) -> None:
        self.database, self.catalog = district.database, Catalog(district.database)
        self.home, self.agent = self.as_kept(home), self.as_kept(agent)
        self.mark = "%s" if self.catalog.postgres else "?"
        opened_by = self.catalog.column("feed", "opened_by")
        with closing(self.database.connect()) as here:
            where = f"WHERE home = {self.mark} AND {opened_by} = {self.mark}"
            cases = self.catalog.rows(here, "feed", where, (self.home, self.agent))
            self.rows = {"feed": cases}
            names = {row[self.at("feed", "id")] for row in cases}
            for table in self.catalog.of_cases:
                if table not in ("feed", "read_log"):
                    rows = self.catalog.rows(here, table, f"WHERE home = {self.mark}", (self.home,))
                    self.rows[table] = [row for row in rows if row[self.at(table, "feed")] in names]
        self.changes = len(self.rows["change"])
        self.names = {row[at] for table, rows in self.rows.items() for at in self.ids(table) for row in rows}

    def as_kept(self, name: str) -> Any:
        """SQLite keeps ids as 32 hex digits."""
        return UUID(name) if self.catalog.postgres else name.replace("-", "")

    def at(self, table: str, column: str) -> int:
        return self.catalog.columns[table].index(column)

    def ids(self, table: str) -> list[int]:
        """Columns that name what is made anew."""
        return [at for at, name in enumerate(self.catalog.columns[table]) if name in ("id", "record", "feed")]

    def copy(self, copies: list[tuple[str, str]]) -> None:
        """For each (home, agent) once more, behind what its home holds; all in one transaction."""
        with closing(self.database.connect()) as here:
            if not self.catalog.postgres:
                here.execute("BEGIN IMMEDIATE")
            counters = {self.as_kept(home): self.counter_of(here, self.as_kept(home)) for home, _ in copies}
            begun = datetime.now(UTC) - BACK
            for number, (home, agent) in enumerate(copies):
                to = self.as_kept(home)
                self.insert(here, begun + timedelta(seconds=number), to, self.as_kept(agent), counters[to])
                counters[to] += self.highest
            for home, n in counters.items():
                self.set_counter(here, home, n)
            here.commit()

    @property
    def highest(self) -> int:
        """The last number the template uses."""
        at = self.at("change", self.catalog.column("change", "version", "n"))
        return int(max(row[at] for row in self.rows["change"]))

    def insert(self, connection: Any, when: datetime, home: Any, agent: Any, beyond: int) -> None:
        """One copy."""
        fresh = {name: self.fresh(name, when) for name in self.names}
        swapped = {self.home: home, self.agent: agent, **fresh}
        moved = {table: self.moved(table, rows, swapped, when, beyond) for table, rows in self.rows.items()}
        self.sum_up(moved)
        for table in sorted(moved, key=self.catalog.of_cases.index):
            if moved[table]:
                self.catalog.insert(connection, table, moved[table])

    def fresh(self, name: Any, when: datetime) -> Any:
        """The same chance at another moment, so that ids stay in the order in which they are made (UUIDv7)."""
        number = name.int if self.catalog.postgres else int(name, 16)
        number = number & ((1 << 80) - 1) | int(when.timestamp() * 1000) << 80
        return UUID(int=number) if self.catalog.postgres else f"{number:032x}"

    def moved(self, table: str, rows: Rows, swapped: dict[Any, Any], when: datetime, beyond: int) -> Rows:
        """With other ids, numbers and moments; all else as it was."""
        columns = self.catalog.columns[table]
        changed: list[tuple[int, Callable[[Any], Any]]] = []
        changed += [
            (at, lambda n: n + beyond if isinstance(n, int) else n)
            for at, name in enumerate(columns)
            if name in NUMBERS
        ]
        moment = when if self.catalog.postgres else when.strftime("%Y-%m-%d %H:%M:%S.%f")
        changed += [(at, lambda _: moment) for at, name in enumerate(columns) if name in MOMENTS]
        made = []
        for row in rows:
            fresh = [swapped.get(value, value) for value in row]
            for at, change in changed:
                fresh[at] = change(fresh[at])
            made.append(tuple(fresh))
        return made

    def sum_up(self, moved: dict[str, Rows]) -> None:
        """Each case's digest, over its newest versions."""
        feed, record, last = (self.at("change", name) for name in ("feed", "record", "last"))
        n = self.at("change", self.catalog.column("change", "version", "n"))
        sums: dict[Any, int] = {}
        for row in moved["change"]:
            if row[last]:
                sums[row[feed]] = sums.get(row[feed], 0) + leaf(str(UUID(str(row[record]))), row[n])
        name, total = self.at("feed", "id"), self.at("feed", "sum")
        moved["feed"] = [(*row[:total], sums[row[name]] % MODULUS, *row[total + 1 :]) for row in moved["feed"]]

    def counter_of(self, connection: Any, home: Any) -> int:
        """Where a home stands; its row is locked until the end."""
        table, lock = self.catalog.counter, " FOR UPDATE" if self.catalog.postgres else ""
        query = f'SELECT {self.counted} FROM "{table}" WHERE home = {self.mark}{lock}'
        return int(connection.execute(query, (home,)).fetchone()[0])

    def set_counter(self, connection: Any, home: Any, n: int) -> None:
        """The home has pushed before, so that its row is there."""
        statement = f'UPDATE "{self.catalog.counter}" SET {self.counted} = {self.mark} WHERE home = {self.mark}'
        assert connection.execute(statement, (n, home)).rowcount == 1, "a home without a counter"

    @property
    def counted(self) -> str:
        return self.catalog.column(self.catalog.counter, *COUNTS)
