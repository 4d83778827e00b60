"""A copy of an SQLite database: made in one transaction while others write, opened once, and laid where none is."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from api.backups.backup_note import BackupCopy
from api.backups.table_counts import Snapshot, fits
from api.problems.tree import NotAllowed

MAJOR = sqlite3.sqlite_version_info[0]


def file_of(url: str) -> Path:
    """Where the database lies."""
    return Path(make_url(url).database or "")


def copy_sqlite(url: str, into: Path) -> Snapshot:
    """Rows are counted in the transaction that is copied."""
    with closing(connect(file_of(url))) as source, closing(connect(into)) as target:
        source.execute("BEGIN")
        counted = Snapshot(MAJOR, heads(source), count(source))
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, whatever opens it
    return counted


def prove_sqlite(copy: BackupCopy) -> None:
    """NotAllowed where the copy does not hold what its note says."""
    try:
        with opened(copy.database) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            sound = sound and fits(copy, heads(connection), count(connection))
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise NotAllowed("backup-damaged", values={"file": copy.database})


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """To read, and nothing is written beside it."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        yield connection


def connect(file: Path) -> sqlite3.Connection:
    """Waits for a lock as an operator does."""
    return sqlite3.connect(file, isolation_level=None, timeout=30)


def heads(connection: sqlite3.Connection) -> frozenset[str]:
    """Of its schema; empty where nobody migrated it."""
    if "alembic_version" not in tables(connection):
        return frozenset()
    return frozenset(row[0] for row in connection.execute("SELECT version_num FROM alembic_version"))


def tables(connection: sqlite3.Connection) -> list[str]:
    """By name."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    return [row[0] for row in connection.execute(query)]


def count(connection: sqlite3.Connection) -> dict[str, int]:
    """{table: its rows}."""
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables(connection)}


def set_aside(file: Path, name: str) -> None:
    """An old database gets another name, for who wants it back; NotAllowed while anybody has it open."""
    if file.exists():
        must_be_alone(file)
        file.rename(file.with_name(f"{file.name}.{name}"))


def must_be_alone(file: Path) -> None:
    """NotAllowed while anybody has it open."""
    try:
        with closing(sqlite3.connect(file, isolation_level=None, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # only whoever is alone may: then the file is whole
    except sqlite3.OperationalError:
        raise NotAllowed("server-running") from None


def is_empty(file: Path) -> bool:
    """No table lies in it."""
    if not file.exists():
        return True
    with closing(connect(file)) as connection:
        return not tables(connection)
