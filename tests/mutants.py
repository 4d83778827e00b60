"""The mutation score, and whether it can be believed and fell: `python -m tests.mutants mutants`.

Noticed is a mutant which a test failed under, by an error that says something of the code. A child that ended without a
failed test, or in which the ground under the tests was gone, proves nothing: where there is one there is no score.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

KEPT = Path(__file__).parent / "mutation_score.json"
NOTICED, SURVIVED = (1, 3), (0, 33)  # exit codes of a child, as mutmut keeps them; 33: no test meets it
GROUND = re.compile(
    "FileNotFoundError|PermissionError|No space left|MemoryError|unable to open database|disk I/O|no such table"
    "|database is locked|database disk image|readonly database"
)


def tried(folder: Path) -> Iterator[tuple[str, int | None]]:
    """Each mutant and how its child ended."""
    for path in sorted(folder.rglob("*.meta")):
        yield from json.loads(path.read_text())["exit_code_by_key"].items()


def errors(folder: Path) -> dict[str, str]:
    """{mutant: the newest error by which a test noticed it}."""
    lines = (folder / "kills.jsonl").read_text().splitlines()
    told = [json.loads(line) for line in lines if line.endswith("}")]
    return {one["mutant"]: one["error"] for one in told}


def doubts(folder: Path) -> Iterator[str]:
    """What keeps this run from having a score."""
    known = errors(folder)
    for mutant, code in tried(folder):
        if code in NOTICED and mutant not in known:
            yield f"{mutant}: no test failed, and yet its child did"
        elif code in NOTICED and GROUND.search(known[mutant]):
            yield f"{mutant}: {known[mutant][:120]}"
        elif code not in (*NOTICED, *SURVIVED):
            yield f"{mutant}: {'not tried' if code is None else f'ended with {code}'}"


def main(folder: Path) -> int:
    """Fails where the run proves nothing or the score lies below the kept one; writes a better one down."""
    if doubtful := list(doubts(folder)):
        print(*doubtful[:20], f"No score: {len(doubtful)} mutants prove nothing.", sep="\n")  # noqa: T201  an answer
        return 1
    ends = Counter(code in NOTICED for _, code in tried(folder))
    now, kept = round(100 * ends[True] / ends.total(), 1), json.loads(KEPT.read_text())["percent"]
    print(*(f"survived: {mutant}" for mutant, code in tried(folder) if code in SURVIVED), sep="\n")  # noqa: T201  an answer
    print(f"{now} % of {ends.total()} mutants noticed; kept: {kept} %")  # noqa: T201  a command's answer
    if now > kept:
        KEPT.write_text(json.dumps({"percent": now, "mutants": ends.total()}) + "\n")
    return int(now < kept)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
