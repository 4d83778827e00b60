"""A backup is put back: into an empty place, under a new epoch, and nothing is touched before it was opened.

`finish` brings what was laid up to date before anybody is served: on SQLite beside the place, which gets its name last;
on PostgreSQL in the place itself, which has no epoch until then, so that no server serves from it.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from sqlalchemy import Engine
from sqlmodel import Session

from api.backups.backup_note import BackupCopy
from api.backups.backup_run import prove
from api.backups.journal_replay import replay_journal, void_codes
from api.backups.postgres_copies import is_bare, lay_postgres, put_schema_back, set_schema_aside
from api.backups.sqlite_copies import file_of, is_empty, set_aside
from api.changes.epoch import new_epoch
from api.db.engine import make_engine
from api.identity.audits import record_audit
from api.identity.server_epoch import EpochState
from api.identity.server_keys import bring_back_keys
from api.ids import new_id
from api.numbers.unit_quarters import count_all_anew
from api.problems.tree import NotAllowed
from api.settings import Settings

# The laid database to its newest state under a new epoch, by settings that name it.
Finish = Callable[[Settings], None]


def put_back(copy: BackupCopy, settings: Settings, finish: Finish, *, replace: bool, now: datetime) -> None:
    """NotAllowed, and nothing was touched, where it does not hold what it says or its place is not empty. `replace`:
    what lies there gets another name."""
    if (copy.note.engine == "sqlite") is not settings.operator_url.startswith("sqlite"):
        raise NotAllowed("backup-of-other-engine", values={"engine": copy.note.engine})
    prove(copy)
    aside = f"before_{now:%Y%m%d%H%M%S}_{token_hex(2)}"
    if copy.note.engine == "sqlite":
        lay_file(copy, settings, finish, aside, replace=replace)
    else:
        lay_dump(copy, settings, finish, aside, replace=replace)


def lay_file(copy: BackupCopy, settings: Settings, finish: Finish, aside: str, *, replace: bool) -> None:
    """Complete before it gets its name."""
    place = file_of(settings.operator_url)
    if not replace and not is_empty(place):
        raise NotAllowed("place-not-empty")
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(f"{place.name}.restoring")
    for left in place.parent.glob(f"{fresh.name}*"):
        left.unlink()
    fresh.touch(mode=0o600)
    shutil.copyfile(copy.database, fresh)
    bring_back_keys(settings.keys_file, copy.keys)
    finish(settings.model_copy(update={"database_url": f"sqlite:///{fresh}", "owner_url": ""}))
    with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # one file, which can be renamed
    set_aside(place, aside)
    fresh.rename(place)


def lay_dump(copy: BackupCopy, settings: Settings, finish: Finish, aside: str, *, replace: bool) -> None:
    """What lay there comes back where the dump cannot be laid."""
    engine = make_engine(settings.operator_url)
    try:
        bare = is_bare(engine)
        if not bare and not replace:
            raise NotAllowed("place-not-empty")
        lay_beside(copy, settings, engine, None if bare else aside)
    finally:
        engine.dispose()
    bring_back_keys(settings.keys_file, copy.keys)
    finish(settings)


def lay_beside(copy: BackupCopy, settings: Settings, engine: Engine, aside: str | None) -> None:
    """`aside`: the name of the schema for what lies there."""
    if aside:
        set_schema_aside(engine, aside)
    try:
        lay_postgres(copy, settings.operator_url)
    except NotAllowed:
        if aside:
            put_schema_back(engine, aside)
        raise


def begin_again(session: Session, copy: BackupCopy, journal: Path, now: datetime) -> tuple[int, int]:
    """A new epoch, in which this backup is the last; what was locked, ended or erased since is so again, and codes that
    may have been used since, or ended with who gave them, open nothing. (Lines of the journal that were applied, and
    that were not.)"""
    note = copy.note
    row = session.get(EpochState, 1) or EpochState(id=1, epoch=note.epoch, since=note.made_at)
    row.started = row.done = note.number
    row.done_at = note.made_at
    session.add(row)
    session.flush()
    new_epoch(session, now)
    told = replay_journal(session, journal)
    void_codes(session)
    count_all_anew(session)
    record_audit(session, "restored", new_id(), by=None, now=now)
    return told
