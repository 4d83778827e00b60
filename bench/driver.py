"""The limit: the same rows in and out of the same tables by the driver alone, with nothing judged and nothing said."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

from bench.caller import PAGE
from bench.caseload import BATCH
from bench.catalog import Catalog, Rows
from bench.district import District

Parts = list[dict[str, Rows]]


class DriverLimit:
    """Seconds for a request of each sort, on a connection with the server's own settings."""

    def __init__(self, district: District, home: str, agent: str) -> None:
        self.database, self.spare = district.database, district.spare
        self.catalog = Catalog(self.database)
        self.mark = "%s" if self.catalog.postgres else "?"
        self.home, self.agent = self.as_kept(home), self.as_kept(agent)

    def as_kept(self, name: str) -> str:
        """SQLite keeps ids as 32 hex digits."""
        return name if self.catalog.postgres else name.replace("-", "")

    def push(self) -> float:
        """The rows that a batch made, 200 changes a transaction, into the second database with all its indexes.

        Those of the first half are there before, so that it plans by what it holds."""
        with closing(self.database.connect()) as here:
            parts = self.batches_of({table: self.catalog.rows(here, table) for table in self.catalog.of_cases})
        half = len(parts) // 2
        with closing(self.spare.connect()) as there:
            for part in parts[:half]:
                self.insert(there, part)
        self.spare.analyze()
        with closing(self.spare.connect()) as there:
            return timed([partial(self.insert, there, part) for part in parts[half:]])

    def insert(self, connection: Any, part: dict[str, Rows]) -> None:
        if not self.catalog.postgres:
            connection.execute("BEGIN IMMEDIATE")
        for table, rows in part.items():
            if rows:
                self.catalog.insert(connection, table, rows)
        connection.commit()

    def batches_of(self, rows: dict[str, Rows]) -> Parts:
        """As they came: cases and follows with the change that opened them, records with their change."""
        place = self.catalog.columns["change"].index
        number = place(self.catalog.column("change", "version", "n"))
        batch_of: dict[Any, int] = {}
        for at, row in enumerate(sorted(rows["change"], key=lambda row: (str(row[place("home")]), row[number]))):
            batch_of.setdefault(row[place("record")], at // BATCH)
        parts: Parts = [{table: [] for table in rows} for _ in range(max(batch_of.values()) + 1)]
        for table, all_rows in rows.items():
            key = self.catalog.columns[table].index(self.catalog.column(table, "record", "id", "feed"))
            for row in all_rows:
                if row[key] in batch_of:  # who looked at a case is no part of a push
                    parts[batch_of[row[key]]][table].append(row)
        return parts

    def query(self, text: str, values: list[list[Any]]) -> float:
        """`{0}` stands for a value, `{1}` for the last of them, a list."""
        with closing(self.database.connect()) as connection:
            return timed([partial(self.fetch, connection, text, one) for one in values])

    def fetch(self, connection: Any, text: str, values: list[Any]) -> None:
        flat = [part for value in values for part in (value if isinstance(value, list) else [value])]
        many = ", ".join([self.mark] * len(values[-1])) if isinstance(values[-1], list) else ""
        connection.execute(text.format(self.mark, many), flat).fetchall()

    def replay(self) -> float:
        """The changes of a batch by their ids."""
        with closing(self.database.connect()) as here:
            rows = self.catalog.rows(here, "change", f"WHERE home = {self.mark}", (self.home,))
        names = [row[self.catalog.columns["change"].index("id")] for row in rows]
        some = [names[start : start + BATCH] for start in range(0, len(names), BATCH)]
        return self.query("SELECT * FROM change WHERE home = {0} AND id IN ({1})", [[self.home, one] for one in some])

    def pull(self, limit: int = PAGE) -> float:
        """Ten pages of the home by their numbers, or as many as there are."""
        told = self.catalog.column("change", "position", "told")
        text = f"SELECT * FROM change WHERE home = {{0}} AND {told} > {{0}} AND last ORDER BY {told} LIMIT {{0}}"
        return self.query(text, [[self.home, at * limit, limit] for at in range(self.pages(limit))])

    def pages(self, limit: int) -> int:
        with closing(self.database.connect()) as here:
            rows = here.execute(f"SELECT count(*) FROM change WHERE home = {self.mark}", (self.home,)).fetchone()[0]
        return max(1, min(10, rows // limit))

    def nothing_new(self) -> float:
        """The cases she follows."""
        text = (
            "SELECT feed.* FROM feed JOIN follow ON follow.home = feed.home AND follow.feed = feed.id"
            " WHERE follow.home = {0} AND follow.agent = {0} AND follow.until IS NULL"
        )
        return self.query(text, [[self.home, self.agent]] * 100)

    def limits(self) -> Iterator[tuple[str, Callable[[], float]]]:
        """(how the figures begin that it limits, seconds of a request)."""
        yield "replay", self.replay
        yield "pull", self.pull
        yield "the same, packed", self.pull
        yield "sync with nothing new", self.nothing_new
        yield "sync with 10 new", partial(self.pull, 10)
        yield "push, batches", self.push


def timed(deeds: list[Callable[[], Any]]) -> float:
    """The median of what each takes."""
    took = []
    for deed in deeds:
        begun = perf_counter()
        deed()
        took.append(perf_counter() - begun)
    return median(took)
