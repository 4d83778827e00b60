"""The engine, the sessions, the only commit.

A read session is one snapshot; a write session takes SQLite's one write lock at once (BEGIN IMMEDIATE), because a
transaction that turns from reading to writing fails there. Nobody else commits. Each says for whom it is: on
PostgreSQL a case does not exist for a transaction that stands for nobody (`api/access/row_security.py`).
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from psycopg.types.string import TextLoader
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Engine,
    Uuid,
    any_,
    create_engine,
    event,
    func,
    literal,
    select,
)
from sqlalchemy.engine import make_url
from sqlmodel import Session

from api.actor import Actor
from api.db.connections import (
    OPERATOR,
    ConnectionLimits,
    outlive_a_crash,
    pool_options,
    postgres_options,
    try_idle_connections,
)
from api.db.stated_scope import set_rls_reader


def make_engine(url: str, limits: ConnectionLimits = OPERATOR) -> Engine:
    """An engine for either database: `sqlite:///file` or `postgresql+psycopg://…`. Its errors show no values."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, limits)
    engine = create_engine(url, **pool_options(limits), connect_args=postgres_options(limits))
    try_idle_connections(engine)
    outlive_a_crash(engine, limits)
    event.listen(engine, "connect", _ids_as_text)
    return engine


def _ids_as_text(connection: Any, _record: Any) -> None:
    """Ids are text everywhere here; making a UUID of each and a text of that again costs more than reading it."""
    connection.adapters.register_loader("uuid", TextLoader)


def _sqlite(url: str, limits: ConnectionLimits) -> Engine:
    """SQLite with WAL and FULL, so that what was acknowledged survives a power cut."""
    if name := make_url(url).database:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch(mode=0o600)  # its journals get the same rights
    waits = {"check_same_thread": False, "timeout": limits.lock}
    engine = create_engine(url, **pool_options(limits), connect_args=waits)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


# Both lie over the engine's own pool. A process has one engine, and making them anew costs a tenth of a read.
@lru_cache(maxsize=4)
def writer(engine: Engine) -> Engine:
    """For transactions that write."""
    return engine.execution_options(immediate=True)


@lru_cache(maxsize=4)
def reader(engine: Engine) -> Engine:
    """For snapshots."""
    if engine.dialect.name != "postgresql":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


@contextmanager
def writing(engine: Engine, who: Actor | None = None) -> Iterator[Session]:
    """One transaction that may write; committed at the end, or nothing happened."""
    with Session(writer(engine)) as session, session.begin():
        set_rls_reader(session, who)
        yield session


@contextmanager
def reading(engine: Engine, who: Actor | None = None) -> Iterator[Session]:
    """One read-only snapshot: pages, numbers and digests of one moment."""
    with Session(reader(engine), expire_on_commit=False) as session:
        set_rls_reader(session, who)
        yield session
        # Nothing was to be written. It ends by COMMIT, since psycopg forgets what it prepared at every ROLLBACK.
        session.expunge_all()
        session.commit()


def one_of(session: Session, column: ColumnElement[str], ids: Iterable[str]) -> ColumnElement[bool]:
    """The column is one of these ids, whatever their number: one value is bound."""
    if session.get_bind().dialect.name == "postgresql":
        return column == any_(literal(list(ids), ARRAY(Uuid(as_uuid=False))))
    hexed = json.dumps([one.replace("-", "") for one in ids])
    return column.in_(select(func.json_each(hexed).table_valued("value").c.value))


async def engine_of(request: Request) -> Engine:
    """The app's engine. It waits for nothing, so it needs no thread."""
    engine: Engine = request.app.state.engine
    return engine


TheEngine = Annotated[Engine, Depends(engine_of)]
