"""A backup is a folder: the database's copy, the server's keys, and a note that says what they are.

It is written elsewhere first and gets its name last, so a folder with this name is whole; a sum over each file tells
when it no longer is. Without its note a copy is nobody's, and is not put back.
"""

import re
from hashlib import file_digest
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from api.db.schema_heads import known
from api.problems.tree import NotAllowed

NOTE, KEYS = "about.json", "server-keys.json"
NAMED = re.compile(r"pulih-\d{8}-\d{6}-\d+-[0-9a-f]{4}")
EngineName = Literal["sqlite", "postgresql"]
DATABASE: dict[str, str] = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class BackupNote(BaseModel):
    """`number`: what `started` was raised to; `program`: the database's major version; `rows`: {table: how many}, of
    the moment of the copy; `sums`: {file: SHA-256}."""

    model_config = ConfigDict(frozen=True)

    pulih_backup: Literal[1] = 1
    engine: EngineName
    program: int
    release: str
    epoch: str
    number: int
    made_at: AwareDatetime
    heads: frozenset[str]
    rows: dict[str, int]
    sums: dict[str, str]


class BackupCopy(NamedTuple):
    """A note and where it lies."""

    folder: Path
    note: BackupNote

    @property
    def database(self) -> Path:
        """The copy of the database."""
        return self.folder / DATABASE[self.note.engine]

    @property
    def keys(self) -> Path:
        """The copy of the server's keys."""
        return self.folder / KEYS


def read_copy(folder: Path) -> BackupCopy:
    """NotAllowed where it is no backup of ours, is damaged, or was made by a newer release."""
    try:
        note = BackupNote.model_validate_json((folder / NOTE).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        raise NotAllowed("backup-unknown", values={"folder": folder}) from None
    if set(note.sums) != {DATABASE[note.engine], KEYS}:
        raise NotAllowed("backup-unknown", values={"folder": folder})
    for name, wanted in note.sums.items():
        if not (folder / name).is_file() or sum_of(folder / name) != wanted:
            raise NotAllowed("backup-damaged", values={"file": folder / name})
    if not note.heads or note.heads - known():
        raise NotAllowed("backup-newer", values={"release": note.release})
    return BackupCopy(folder, note)


def sum_of(file: Path) -> str:
    """SHA-256, in hex."""
    with file.open("rb") as read:
        return file_digest(read, "sha256").hexdigest()


def copies_in(folder: Path) -> list[Path]:
    """Of backups that were finished, the oldest first."""
    return sorted(one for one in folder.glob("pulih-*") if NAMED.fullmatch(one.name) and (one / NOTE).is_file())
