"""Defects of the phone, planted in a copy of its source that its own tests then judge."""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from tests.engines import HOUSE

COPIED = ("src", "tests")


class PhoneDefect(NamedTuple):
    """`changes`: (text, what stands there instead); each text must be there once. `noticed`: the tests that fail."""

    name: str
    file: str
    changes: tuple[tuple[str, str], ...]
    noticed: str


STRIKE = "const noise = await this.keys.strikeFeeds(plan.droppedFeeds ?? []);"
ROWS = "(plan.droppedFeeds ?? []).flatMap((feed) => this.keys.table.feeds[feed]?.row ?? [])"
WRITE = "await this.journal.write({ put, drop: [...drop, ...gone, ...draft] });"
DEFECTS = (
    PhoneDefect(
        "durability: relaxed", "src/core/store/journal.ts", (("durability: 'strict'", "durability: 'relaxed'"),),
        "tests/lasting_journal.test.ts",
    ),
    PhoneDefect(
        "a key is struck after the journal", "src/core/store/local_store.ts",
        ((STRIKE, f"const noise = {ROWS};"), (WRITE, f"{WRITE}\n{STRIKE.replace('const noise = ', '')}")),
        "tests/sync.test.ts",
    ),
)  # fmt: skip


def copy_of_phone(folder: Path) -> Path:
    """Beside what it reads of the server; packages are those that are there."""
    phone = folder / "pwa"
    phone.mkdir()
    for name in COPIED:
        shutil.copytree(HOUSE / "pwa" / name, phone / name)
    for one in (HOUSE / "pwa").iterdir():
        if one.name not in (*COPIED, "dist", "dist-docs"):
            (phone / one.name).symlink_to(one)
    for name in ("api", "tests"):
        (folder / name).symlink_to(HOUSE / name)
    return phone


def plant(phone: Path, defect: PhoneDefect) -> None:
    source = (phone / defect.file).read_text()
    for text, instead in defect.changes:
        assert source.count(text) == 1, f"{defect.name}: {defect.file} no longer says {text!r}"
        source = source.replace(text, instead)
    (phone / defect.file).write_text(source)


def holds(phone: Path, tests: str) -> bool:
    """Whether these tests of the phone pass."""
    words = [str(HOUSE / "pwa" / "node_modules" / ".bin" / "vitest"), "run", "--reporter=dot", *tests.split()]
    done = subprocess.run(words, cwd=phone, capture_output=True, text=True, check=False)
    assert "Tests " in done.stdout, done.stdout + done.stderr
    return done.returncode == 0
