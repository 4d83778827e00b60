"""The file beside the database that an older copy of it does not have: which one it is, and its lines."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from sqlmodel import Session

OPTION = "pulih_journal"  # of an engine


def journal_of(session: Session) -> Path | None:
    """Where its engine's is; none where nobody keeps one."""
    file: Path | None = session.get_bind().get_execution_options().get(OPTION)
    return file


def lines_of(file: Path, *, about: str) -> Iterator[dict[str, Any]]:
    """In their order; one that was cut is none. `about`: those with this id alone, which are soon found; empty: all."""
    if not file.exists():
        return
    with file.open("rb") as lines:
        for text in (line for line in lines if about.encode() in line):
            try:
                line = orjson.loads(text)
            except orjson.JSONDecodeError:
                continue
            line.pop("at", None)
            yield line
