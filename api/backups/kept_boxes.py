"""Boxes that phones handed in and that wait for their author, a file each beside the journal: no older copy of the
database has them, and the phone that sealed them may be gone. A file goes with what waits: given back, or erased.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson


def folder_beside(journal: Path) -> Path:
    """Where they lie."""
    return journal.with_name(f"{journal.name}.boxes")


def keep_box(journal: Path, box: dict[str, Any]) -> None:
    """By its `name`, complete or not at all; without `sealed` it goes."""
    folder = folder_beside(journal)
    file = folder / f"{box['name']}.json"
    if not box["sealed"]:
        file.unlink(missing_ok=True)
        return
    folder.mkdir(mode=0o700, exist_ok=True)
    making = file.with_suffix(".making")
    write_through(making, os.O_TRUNC, orjson.dumps(box))
    making.rename(file)


def write_through(file: Path, flags: int, text: bytes) -> None:
    """In one piece, whoever else writes, and there after a power cut. OSError where not all of it found room."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | flags, 0o600)
    try:
        while text:
            text = text[os.write(descriptor, text) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def kept_boxes(journal: Path) -> Iterator[dict[str, Any]]:
    """All that wait."""
    for file in sorted(folder_beside(journal).glob("*.json")):
        yield orjson.loads(file.read_bytes())
