"""A copy of a scene that one test after another has, on PostgreSQL: what a test left in it is taken out again.

To copy and drop a database costs 14 ms there, and its first connections 20 more. Which rows were written since, they
say themselves: `xmin` of a row is the transaction that wrote it, and where fewer are left than there were, some are
gone or were written anew. The catalogues are looked through in the same way: where anything but rows was changed, or
anybody is still connected, the database is not used again.
"""

import atexit
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.errors import UndefinedTable

from tests.engines import copy_of, drop_database, unwalled
from tests.kept_connections import KeptConnections

USES = 50  # what was deleted still lies in its table's file, and is read past
NAMES = """SELECT oid::regclass::text, relkind = 'S', relnamespace <> 'public'::regnamespace FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')
    OR relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r' AND NOT relisshared
    OR oid = 'pg_db_role_setting'::regclass"""
ROWS = "SELECT '{0}', count(*), count(*) FILTER (WHERE age(xmin) < age(%(since)s::xid)) FROM {0}"
STRANGERS = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL (%s)"""
# Nothing fires when rows are put back, a hundred tables are planned once, and no lock is waited for.
KEEPER = "-c session_replication_role=replica -c plan_cache_mode=force_generic_plan -c lock_timeout=5s"


class ReusedDatabase:
    """`app`, `owner`: their connections, between two tests. `since`: the last transaction that is no test's."""

    def __init__(self, scene: str) -> None:
        self.url, self.uses = copy_of(scene), 0
        self.app, self.owner = KeptConnections(), KeptConnections()
        self.keeper = psycopg.connect(unwalled(self.url).replace("+psycopg", ""), options=KEEPER, autocommit=True)
        names = self.keeper.execute(NAMES).fetchall()
        self.sequences = [name for name, counts, _ in names if counts]
        self.catalogues = {name for name, _, catalogue in names if catalogue}
        self.counting = " UNION ALL ".join(ROWS.format(name) for name, counts, _ in names if not counts)
        self.since = self.next_transaction()
        self.counted = {name: there for name, there, _ in self.rows()}
        self.kept = {name: self.copied(name) for name in set(self.counted) - self.catalogues if self.counted[name]}
        self.stood = {name: self.keeper.execute(f"TABLE {name}").fetchone() for name in self.sequences}

    def renew(self) -> bool:
        """Whether it is again as it was made; if not, it is to be dropped."""
        self.uses += 1
        if self.keeper.closed or self.uses == USES or self.has_strangers():
            return False
        changed = self.changed()
        if self.catalogues & changed.keys():
            return False
        with self.keeper.transaction():
            for name, whole in changed.items():
                self.put_back(name, whole=whole)
            for name, (stood, _, used) in self.stood.items():
                self.keeper.execute("SELECT setval(%s, %s, %s)", [name, stood, used])
            self.since = self.next_transaction()
        return True

    def has_strangers(self) -> bool:
        """Who could still be writing, or holds a lock for which looking through a table would wait."""
        ours = [*self.app.processes(), *self.owner.processes()]
        return self.keeper.execute(STRANGERS, [ours]).fetchone() != (0,)

    def changed(self) -> dict[str, bool]:
        """{table or catalogue: whether rows are missing, and not only too many}."""
        try:
            rows = [(name, there - new, new) for name, there, new in self.rows()]
        except UndefinedTable:
            return dict.fromkeys(self.catalogues, True)
        return {name: old < self.counted[name] for name, old, new in rows if new or old < self.counted[name]}

    def put_back(self, table: str, *, whole: bool) -> None:
        """What it held and nothing else; not `whole`: what it held is there."""
        new = "true" if whole else f"age(xmin) < age('{self.since}'::xid)"
        self.keeper.execute(f"DELETE FROM {table} WHERE {new}")
        if whole:
            with self.keeper.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)") as rows:
                rows.write(self.kept[table])

    def rows(self) -> list[tuple[str, int, int]]:
        """(table or catalogue, its rows, the new among them)."""
        return self.keeper.execute(self.counting, {"since": self.since}, prepare=True).fetchall()

    def copied(self, table: str) -> bytes:
        """For `put_back`."""
        with self.keeper.cursor().copy(f"COPY {table} TO STDOUT (FORMAT binary)") as rows:
            return b"".join(bytes(part) for part in rows)

    def next_transaction(self) -> str:
        """Its number; all later ones are higher."""
        found = self.keeper.execute("SELECT pg_current_xact_id()::xid::text").fetchone()
        assert found
        return found[0]

    def close(self) -> None:
        """Its own connections."""
        for one in (self.app, self.owner, self.keeper):
            one.close()


_shelf: dict[str, list[ReusedDatabase]] = defaultdict(list)
_in_use: dict[str, ReusedDatabase] = {}


@contextmanager
def a_copy_used_again(scene: str) -> Iterator[ReusedDatabase]:
    """Of this database, to which nobody is connected."""
    if not _shelf:
        atexit.register(_close_all)
    waiting = _shelf[scene]
    one = waiting.pop() if waiting else ReusedDatabase(scene)
    _in_use[one.url], renewed = one, False
    try:
        yield one
        renewed = one.renew()
    finally:
        del _in_use[one.url]
        if renewed:
            waiting.append(one)
        else:
            one.close()
            drop_database(one.url)


def leave_alone(url: str) -> None:
    """Nothing of ours is connected any more, as a test needs that replaces its database; nobody has it afterwards."""
    if url in _in_use:
        _in_use[url].close()


def _close_all() -> None:
    for several in _shelf.values():
        for one in several:
            one.close()
