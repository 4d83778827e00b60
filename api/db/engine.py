"""The engine, the sessions, the only commit.

A read session is one snapshot; a write session takes SQLite's one write lock at once (BEGIN IMMEDIATE), because a
transaction that turns from reading to writing fails there. Nobody else commits. Each says for whom it is: on
PostgreSQL a case does not exist for a transaction that stands for nobody (`api/access/row_security.py`).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlmodel import Session

from api.actor import Actor
from api.db.connections import OPERATOR, ConnectionLimits, pool_options, postgres_options, try_idle_connections


def make_engine(url: str, limits: ConnectionLimits = OPERATOR) -> Engine:
    """An engine for either database: `sqlite:///file` or `postgresql+psycopg://…`. Its errors show no values."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, limits)
    engine = create_engine(url, **pool_options(limits), connect_args=postgres_options(limits))
    try_idle_connections(engine)
    return engine


def _sqlite(url: str, limits: ConnectionLimits) -> Engine:
    """SQLite with WAL and FULL, so that what was acknowledged survives a power cut."""
    if name := make_url(url).database:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
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


@contextmanager
def writing(engine: Engine, who: Actor | None = None) -> Iterator[Session]:
    """One transaction that may write; committed at the end, or nothing happened."""
    with Session(engine.execution_options(immediate=True)) as session, session.begin():
        set_rls_reader(session, who)
        yield session


@contextmanager
def reading(engine: Engine, who: Actor | None = None) -> Iterator[Session]:
    """One read-only snapshot: pages, numbers and digests of one moment."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with Session(engine) as session:
        set_rls_reader(session, who)
        yield session


def set_rls_reader(session: Session, who: Actor | None) -> None:
    """This transaction reads for her, as the database said a moment ago."""
    if who is not None:
        _set_local(session, {"agent": who.id, "role": who.role, "unit": who.unit, "partner": who.partner})


def set_rls_home(session: Session, home: str) -> None:
    """This transaction reads and writes in that home; the right to each change is judged by `apply`."""
    _set_local(session, {"home": home})


def _set_local(session: Session, said: dict[str, str | None]) -> None:
    """Until the transaction ends, on PostgreSQL."""
    if session.get_bind().dialect.name == "postgresql":
        parts = ", ".join(f"set_config('pulih.{name}', :{name}, true)" for name in said)
        session.execute(text(f"SELECT {parts}"), {name: value or "" for name, value in said.items()})


def engine_of(request: Request) -> Engine:
    """The app's engine."""
    engine: Engine = request.app.state.engine
    return engine


TheEngine = Annotated[Engine, Depends(engine_of)]
