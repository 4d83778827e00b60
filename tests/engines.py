"""A fresh, migrated database for each test, on either engine: the migrations run once, the rest are copies.

A copy costs 15 ms on PostgreSQL and less on SQLite, and no test inherits another's leftovers: what is used again
(`tests/reused_databases.py`) is as new.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Literal, get_args

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine as Connections

from api.access.row_security import ROLE
from tests.cluster import OWNER, SUPERUSER, Cluster, room

Engine = Literal["sqlite", "postgres"]
ASKED = os.environ.get("PULIH_TEST_ENGINES", "sqlite,postgres").split(",")
ENGINES: tuple[Engine, ...] = tuple(engine for engine in get_args(Engine) if engine in ASKED)
# For what is judged in memory: the rules of a record, a shape, a signature. They reach no database (pyproject.toml says
# which parts may not), so a second engine would say the same once more.
ON_ONE_ENGINE = pytest.mark.parametrize("place", ENGINES[:1], indirect=True)
HOUSE = Path(__file__).parent.parent
_numbers = count(1)
_known_statements: dict[str, Connections] = {}


def all_then_few(all_of: Sequence[str], few: Sequence[str]) -> pytest.MarkDecorator:
    """For what one mechanism does of every `kind`: all of them on the first engine, on another one of each shape."""
    each = [(engine, kind) for engine in ENGINES for kind in (all_of if engine == ENGINES[0] else few)]
    return pytest.mark.parametrize(("place", "kind"), each, indirect=["place"])


def fresh_database(engine: Engine) -> str:
    """The URL of an empty database at head. It lasts until `drop_database`, or the end of the session."""
    return copy_of(_migrated(engine))


@contextmanager
def a_database(engine: Engine) -> Iterator[str]:
    """A fresh database that goes when the block ends."""
    url = fresh_database(engine)
    yield url
    drop_database(url)


def empty_database(engine: Engine) -> str:
    """The URL of a database without a single table, for the migrations themselves."""
    name = f"d{next(_numbers)}"
    if engine == "sqlite":
        return f"sqlite:///{folder() / name}.sqlite3"
    cluster().run(f"CREATE DATABASE {name} OWNER {OWNER} STRATEGY file_copy")
    return cluster().url(name)


def copy_of(url: str) -> str:
    """The URL of a copy. Nobody may be connected to the original."""
    if not url.startswith("sqlite"):
        name = f"d{next(_numbers)}"
        cluster().run(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {_name(url)} STRATEGY file_copy")
        return cluster().url(name)
    copy = empty_database("sqlite")
    shutil.copyfile(_file(url), _file(copy))
    return copy


def share_statements(engine: Connections) -> Connections:
    """The engine, with the statements that others of its dialect have compiled: making them anew costs a third of the
    time of a test."""
    known = _known_statements.setdefault(engine.dialect.name, engine)
    if known is engine:
        engine.connect().close()  # a dialect learns from its first connection what it talks to
    engine.dialect = engine.pool._dialect = known.dialect
    engine._compiled_cache = known._compiled_cache
    return engine


def owners(url: str) -> str:
    """The same database as the tables' owner: who migrates, and who looks behind the walls."""
    return url.replace(f"{ROLE}@", f"{OWNER}@")


def unwalled(url: str) -> str:
    """The same database with no wall at all, for what it could do alone."""
    return url.replace(f"{ROLE}@", f"{SUPERUSER}@")


def drop_database(url: str) -> None:
    """Gone, whoever is still connected."""
    if not url.startswith("sqlite"):
        return cluster().run(f"DROP DATABASE {_name(url)} WITH (FORCE)")
    for beside in ("", "-wal", "-shm"):
        Path(f"{_file(url)}{beside}").unlink(missing_ok=True)


def migrate(url: str, revision: str = "head") -> None:
    """`alembic upgrade`, in this process."""
    config = Config(HOUSE / "alembic.ini")
    config.set_main_option("script_location", str(HOUSE / "migrations"))
    config.set_main_option("sqlalchemy.url", owners(url).replace("%", "%%"))
    command.upgrade(config, revision)


@cache
def _migrated(engine: Engine) -> str:
    url = empty_database(engine)
    migrate(url)
    return url


@cache
def cluster() -> Cluster:
    """One for the session, started when the first test asks."""
    started = Cluster()
    atexit.register(started.stop)
    return started


def folder() -> Path:
    """Where SQLite's files of this process lie until it ends: one that was forked writes into its own."""
    return _folder_of(os.getpid())


@cache
def _folder_of(process: int) -> Path:
    """What killed sessions left goes now."""
    for left in Path(room()).glob("pulih-sqlite-*-*"):
        if not alive(int(left.name.split("-")[2])):
            shutil.rmtree(left, ignore_errors=True)
    made = tempfile.mkdtemp(prefix=f"pulih-sqlite-{process}-", dir=room())
    atexit.register(_remove, process, made)
    return Path(made)


def _remove(process: int, made: str) -> None:
    """A forked process that ends by an error runs what its parent left for the end: the parent still needs its own."""
    if os.getpid() == process:
        shutil.rmtree(made, ignore_errors=True)


def alive(process: int) -> bool:
    """Somebody else's counts too."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _name(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))
