"""Defects of the phone, planted in a copy of its source that its own tests then judge."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.engines import HOUSE
from tests.simulator.defects import COLLEAGUE, LEFT, OWN, RESTORED

COPIED = ("src", "tests")
NAMED = 36  # letters: of a longer name vitest keeps no more


class PhoneDefect(NamedTuple):
    """`changes`: (text, what stands there instead); each text must be there once. `noticed`: the tests that fail, of
    which the one of the name `where` is run, or all."""

    name: str
    file: str
    changes: tuple[tuple[str, str], ...]
    noticed: str
    where: str = ""


STRIKE = "const noise = await this.keys.strikeFeeds(plan.droppedFeeds ?? []);"
ROWS = "(plan.droppedFeeds ?? []).flatMap((feed) => this.keys.table.feeds[feed]?.row ?? [])"
WRITE = "await this.journal.write({ put, drop: [...drop, ...gone, ...drafts] });"
TESTS = "tests/{}.test.ts"
LASTING, SYNCS, PUSHES, TOLD = map(TESTS.format, ("lasting_journal", "sync", "push", "told_histories"))
SYNC = "src/core/sync/"
DEFECTS = (
    PhoneDefect("durability: relaxed", "src/core/store/journal.ts",
                (("durability: 'strict'", "durability: 'relaxed'"),), LASTING),
    PhoneDefect("key struck after the journal", "src/core/store/local_store.ts",
                ((STRIKE, f"const noise = {ROWS};"), (WRITE, f"{WRITE}\n{STRIKE.replace('const noise = ', '')}")),
                SYNCS),
    PhoneDefect("`was` from the told value", "src/core/store/make_change.ts",
                (("(own !== undefined ? own : (form ?? shown.fields)[field])", "records.get(shown.id)?.body[field]"),),
                TOLD, OWN),
    PhoneDefect("list not authoritative", f"{SYNC}apply_pull.ts",
                (("filter((feed) => !(feed in meta.feeds));", "filter(() => false);"),), TOLD, LEFT),
    PhoneDefect("acknowledged changes dropped early", "src/core/store/outbox_entry.ts",
                (("meta.done >= stamp.started + 2", "meta.done >= stamp.started"),), TOLD, RESTORED),
    PhoneDefect("not put back", f"{SYNC}receipts.ts",
                (("putBack(store.withStatus('sent'),", "putBack([],"),), TOLD, RESTORED),
    PhoneDefect("`found` left out", f"{SYNC}pull.ts",
                (("at < parentsFirst.length; at += BATCH_SIZE", "at < 0; at += BATCH_SIZE"),), TOLD, COLLEAGUE),
    PhoneDefect("refused change deleted", f"{SYNC}receipts.ts",
                (("after: refused(entry, result.problem ?? UNKNOWN, at) };", "erased: true };"),), PUSHES),
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


@contextmanager
def planted_in(phone: Path, defect: PhoneDefect) -> Iterator[None]:
    """Until the block ends: the next one has the same copy, of which vitest keeps what it made of every other file."""
    kept = source = (phone / defect.file).read_text()
    for text, instead in defect.changes:
        assert source.count(text) == 1, f"{defect.name}: {defect.file} no longer says {text!r}"
        source = source.replace(text, instead)
    (phone / defect.file).write_text(source)
    try:
        yield
    finally:
        (phone / defect.file).write_text(kept)


def holds(phone: Path, defect: PhoneDefect) -> bool:
    """Whether the tests of the phone that should notice it pass; what fails must be what they state of the phone."""
    vitest = str(HOUSE / "pwa" / "node_modules" / ".bin" / "vitest")
    words = [vitest, "run", "--reporter=dot", defect.noticed, "-t", defect.where[:NAMED]]
    ours = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(words, cwd=phone, env=ours, capture_output=True, text=True, check=False)
    assert "Tests " in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0 or "AssertionError" in done.stderr, done.stdout + done.stderr
    return done.returncode == 0
