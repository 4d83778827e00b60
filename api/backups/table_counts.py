"""What a copy is measured by when it is opened: its schema, and how many rows each table has."""

from collections.abc import Mapping
from typing import NamedTuple

from api.backups.backup_note import BackupCopy


class Snapshot(NamedTuple):
    """Of the moment that was copied. `program`: the database's major version."""

    program: int
    heads: frozenset[str]
    rows: dict[str, int]


def fits(copy: BackupCopy, heads: frozenset[str], rows: Mapping[str, int]) -> bool:
    """It holds what its note says."""
    return heads == copy.note.heads and dict(rows) == copy.note.rows
