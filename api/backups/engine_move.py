"""A small office outgrows SQLite: every row goes to PostgreSQL in one transaction, under a new epoch.

Ids are the phones' own and numbers stand in the rows, so nothing is made anew: phones hear of the epoch and go on.
"""

import sqlite3
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, LargeBinary, Table, func, insert, select
from sqlmodel import Session

from api.backups.sqlite_copies import heads as heads_in
from api.backups.sqlite_copies import must_be_alone, opened, set_aside
from api.changes.epoch import new_epoch
from api.db.engine import make_engine, writing
from api.db.schema_heads import newest
from api.identity.audits import record_audit
from api.ids import new_id
from api.problems.tree import NotAllowed
from api.tables import METADATA

AT_ONCE, AT_ONCE_WITH_BYTES = 1000, 10  # rows: a part of a picture is large


def move_rows(file: Path, target: Engine, now: datetime) -> int:
    """How many. `target`: the owner's, of a migrated database in which nobody is; NotAllowed where it is not, or where
    the file is another release's, or in use. The file then has another name, so that nobody serves it by mistake."""
    must_be_ready(file)
    source = make_engine(f"sqlite:///{file}")
    try:
        with writing(target) as there, Session(source) as here:
            if sum(count(there, table) for table in METADATA.sorted_tables):
                raise NotAllowed("place-not-empty")
            moved = sum(move_table(here, there, table) for table in METADATA.sorted_tables)
            there.flush()
            new_epoch(there, now)
            record_audit(there, "moved", new_id(), by=None, now=now)
    finally:
        source.dispose()
    set_aside(file, f"moved_{now:%Y%m%d%H%M%S}")
    return moved


def must_be_ready(file: Path) -> None:
    """It is there, of this release, and nobody has it open; FileNotFoundError where a name was misspelt, since whoever
    is told to migrate it would make an empty one of it."""
    file.stat()
    try:
        with opened(file) as connection:
            found = heads_in(connection)
    except sqlite3.Error:
        found = frozenset()
    if found != newest():
        raise NotAllowed("file-not-migrated", values={"file": file})
    must_be_alone(file)


def move_table(here: Session, there: Session, table: Table) -> int:
    """As many rows there as here, or nothing happens."""
    large = any(isinstance(column.type, LargeBinary) for column in table.columns)
    rows = here.connection().execute(select(table))
    while part := rows.mappings().fetchmany(AT_ONCE_WITH_BYTES if large else AT_ONCE):
        there.connection().execute(insert(table), [dict(row) for row in part])
    moved = count(here, table)
    if count(there, table) != moved:
        raise NotAllowed("rows-differ", values={"table": table.name})
    return moved


def count(session: Session, table: Table) -> int:
    """Its rows."""
    return int(session.connection().scalar(select(func.count()).select_from(table)) or 0)
