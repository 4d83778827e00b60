"""A backup is begun, made, opened once and named.

`started` is raised and committed before the snapshot: whatever is stamped with less was committed, but for a push that
ran in that moment, and the next backup has that. `done` is raised when the copy was opened. So a phone lets go two on.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from api import VERSION
from api.backups.backup_note import DATABASE, KEYS, NOTE, BackupCopy, BackupNote, copies_in, sum_of
from api.backups.postgres_copies import copy_postgres, prove_postgres
from api.backups.sqlite_copies import copy_sqlite, prove_sqlite
from api.clock import Clock
from api.db.engine import writing
from api.identity.server_epoch import EpochState, ensure_epoch
from api.identity.server_keys import read_server_keys
from api.problems.tree import NotAllowed
from api.settings import Settings

MAKING = ".being-made-"


def make_backup(settings: Settings, engine: Engine, clock: Clock) -> BackupCopy:
    """Its numbers are raised by this alone. `engine`: the owner's. NotAllowed or OSError where it could not be made:
    then nothing of it stays, and no older one goes."""
    if read_server_keys(settings.keys_file) is None:
        raise NotAllowed("keys-missing", values={"file": settings.keys_file})
    folder = settings.backups_folder
    with alone_in(folder):
        epoch, number = begin_backup(engine, clock())
        now = clock()
        making = folder / f"{MAKING}{number}"
        making.mkdir(mode=0o700)
        try:
            note = fill(making, settings, engine, (epoch, number, now))
            prove(BackupCopy(making, note))
            made = BackupCopy(folder / name_of(note), note)
            make_last(making)
            making.rename(made.folder)
            make_last(folder)
        finally:
            shutil.rmtree(making, ignore_errors=True)
        end_backup(engine, number, clock())
        remove_older(settings)
    return made


def name_of(note: BackupNote) -> str:
    """When (UTC), its number, and in which epoch: numbers come again after a restore."""
    return f"pulih-{note.made_at.astimezone(UTC):%Y%m%d-%H%M%S}-{note.number}-{note.epoch[:4]}"


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Two at once would wait for nothing but each other's disk. What a killed one left goes."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in folder.glob(f"{MAKING}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def locked_state(session: Session, now: datetime) -> EpochState:
    """Nobody else raises a number meanwhile."""
    row = ensure_epoch(session, now)
    session.flush()
    session.refresh(row, with_for_update=True)
    return row


def begin_backup(engine: Engine, now: datetime) -> tuple[str, int]:
    """(epoch, its number). Committed before anything is copied."""
    with writing(engine) as session:
        row = locked_state(session, now)
        row.started += 1
        return row.epoch, row.started


def end_backup(engine: Engine, number: int, now: datetime) -> None:
    """Never down: of two, the older may end last."""
    with writing(engine) as session:
        row = locked_state(session, now)
        row.done, row.done_at = max(row.done, number), now


def fill(making: Path, settings: Settings, engine: Engine, named: tuple[str, int, datetime]) -> BackupNote:
    """The copy, the keys, and the note over both."""
    kind = "sqlite" if engine.dialect.name == "sqlite" else "postgresql"
    database, url = making / DATABASE[kind], settings.operator_url
    copied = copy_sqlite(url, database) if kind == "sqlite" else copy_postgres(engine, url, database)
    (making / KEYS).write_bytes(settings.keys_file.read_bytes())
    sums = {name: sum_of(making / name) for name in (DATABASE[kind], KEYS)}
    epoch, number, now = named
    note = BackupNote(
        engine=kind, program=copied.program, release=VERSION, epoch=epoch, number=number, made_at=now,
        heads=copied.heads, rows=copied.rows, sums=sums,
    )  # fmt: skip
    (making / NOTE).write_text(note.model_dump_json(indent=1))
    return note


def prove(copy: BackupCopy) -> None:
    """Opened once, and everything is there; NotAllowed where not."""
    (prove_sqlite if copy.note.engine == "sqlite" else prove_postgres)(copy)


def make_last(folder: Path) -> None:
    """Through a power cut; and each file is its owner's alone, wherever somebody carries it."""
    for one in [*folder.iterdir(), folder] if folder.name.startswith(MAKING) else [folder]:
        if one.is_file():
            one.chmod(0o600)
        descriptor = os.open(one, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


def remove_older(settings: Settings) -> None:
    """Only here, after a good new one."""
    for old in copies_in(settings.backups_folder)[: -settings.backups_kept]:
        shutil.rmtree(old)
