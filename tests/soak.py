"""What takes hours, round by round: `make soak`, `make soak PART=histories`. Goes on where it was stopped and says at
the end, in one line, whether everything held.

A part is tests marked `soak`. Each round is a process of its own, which is told by `asked()` which of the part's pieces
it shall do; what was done is kept in var/soak.json, together with the code it was done with: other code begins anew.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tests.engines import HOUSE

KEPT, LOGS = HOUSE / "var" / "soak.json", HOUSE / "var" / "soak"
TESTED, CODE = ("api", "migrations", "pwa/src", "tests"), (".py", ".ts", ".svelte", ".json")
FIRST, COUNT = "SOAK_FIRST", "SOAK_COUNT"


class SoakPart(NamedTuple):
    """`pieces` in all, `at_once` of them a round. `tests`: what pytest is given, besides the marker."""

    name: str
    pieces: int
    at_once: int
    tests: tuple[str, ...]


# Another part is another line.
PARTS: tuple[SoakPart, ...] = (
    SoakPart("histories", 20_000, 100, ("tests/test_simulator.py",)),
    SoakPart("sign-ins", 2_000, 200, ("tests/test_sign_in_model.py",)),
    SoakPart("rights", 1, 1, ("tests/test_second_wall.py", "tests/test_each_right.py")),
    SoakPart("walks", 40, 1, ("tests/test_walked_api.py",)),
    SoakPart("bytes", 24, 1, ("tests/test_fuzz.py",)),
    SoakPart("kills", 50, 10, ("tests/test_killed.py",)),
    SoakPart("memory", 2, 1, ("tests/test_memory.py",)),
    SoakPart("parts", 24, 1, ("tests/test_scale.py",)),
    SoakPart("lines", 40, 1, ("tests/e2e/test_stress_days.py",)),
    SoakPart("days", 2, 1, ("tests/e2e/test_many_days.py",)),
)


class SoakRound(NamedTuple):
    """The pieces `first` to `first + count - 1` of a part."""

    part: SoakPart
    first: int

    @property
    def count(self) -> int:
        """The last round may be shorter."""
        return min(self.part.at_once, self.part.pieces - self.first)

    @property
    def name(self) -> str:
        return f"{self.part.name} {self.first}"


def asked() -> range:
    """In a test of a part: the pieces of this round."""
    first = int(os.environ.get(FIRST, "0"))
    return range(first, first + int(os.environ.get(COUNT, "1")))


def rounds(parts: Sequence[SoakPart]) -> Iterator[SoakRound]:
    """All there are; the parts take turns, so that each has begun early."""
    of_each = [[SoakRound(part, first) for first in range(0, part.pieces, part.at_once)] for part in parts]
    for turn in range(max(map(len, of_each))):
        yield from (mine[turn] for mine in of_each if turn < len(mine))


class SoakNotes:
    """{name of a round: whether it held}, on the disk after each. Read again only where the code is the same."""

    def __init__(self, file: Path, code: str) -> None:
        before = json.loads(file.read_text()) if file.exists() else {}
        self.file, self.code = file, code
        self.held: dict[str, bool] = before["held"] if before.get("code") == code else {}

    def note(self, name: str, held: bool) -> None:
        """Complete, or as it was."""
        self.held[name] = held
        fresh = self.file.with_suffix(".now")
        fresh.write_text(json.dumps({"code": self.code, "held": self.held}, indent=1))
        fresh.replace(self.file)


def code_tested() -> str:
    """One hash over what is tested and what tests it."""
    found = sha256()
    for path in sorted(path for room in TESTED for path in (HOUSE / room).rglob("*") if path.suffix in CODE):
        found.update(str(path.relative_to(HOUSE)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def run(one: SoakRound) -> bool:
    """Whether the round held; what it printed lies in var/soak, if it did not."""
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", "-m", "soak"]
    told = {**os.environ, FIRST: str(one.first), COUNT: str(one.count)}
    log = LOGS / f"{one.name.replace(' ', '-')}.txt"
    with log.open("wb") as out:
        ended = subprocess.run([*words, *one.part.tests], cwd=HOUSE, env=told, stdout=out, stderr=out, check=False)
    if ended.returncode == 0:
        log.unlink()
    return ended.returncode == 0


def verdict(parts: Sequence[SoakPart], notes: SoakNotes) -> tuple[bool, list[str]]:
    """Whether everything was done and held, and a line for each part."""
    lines, whole = [], True
    for part in parts:
        mine = list(rounds([part]))
        held = sum(one.count for one in mine if notes.held.get(one.name))
        broken = [one.name for one in mine if notes.held.get(one.name) is False]
        whole = whole and held == part.pieces
        lines.append(f"{part.name}: {held} of {part.pieces} held" + "".join(f"; broken: {name}" for name in broken))
    return whole, lines


def main(names: Sequence[str], parts: Sequence[SoakPart] = PARTS) -> int:
    """Two rounds at a time, until all are done; those that did not hold are tried again by the next call."""
    LOGS.mkdir(parents=True, exist_ok=True)
    wanted = [part for part in parts if not names or part.name in names]
    notes = SoakNotes(KEPT, code_tested())
    left = [one for one in rounds(wanted) if not notes.held.get(one.name)]
    with ThreadPoolExecutor(2) as hands:
        for one, held in zip(left, hands.map(run, left), strict=True):
            notes.note(one.name, held)
            if not held:
                print(f"broken: {one.name}, see {LOGS}", flush=True)  # noqa: T201  a command's answer
    whole, lines = verdict(wanted, notes)
    print(*lines, "SOAK HELD" if whole else "SOAK BROKE", sep="\n")  # noqa: T201  a command's answer
    return int(not whole)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
