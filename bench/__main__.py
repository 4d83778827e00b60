"""`make bench`: several runs, their medians, beside the driver alone and, with AGAINST=HEAD~1, beside another commit.

RUNS=5          how many runs of each; trees take turns, so that a busy minute falls on both
AGAINST=commit  measured by this bench from a worktree of its own
PROFILE=1       instead of all that: where the time of a push goes
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.caseload import SIZE, bytes_each
from bench.costs import show_costs
from bench.screen import first_screen
from bench.table import show
from tests.engines import ENGINES, HOUSE

Runs = list[dict[str, Any]]


def once(tree: Path, engine: str) -> dict[str, Any]:
    """One run in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "bench.once", engine], cwd=tree, env=environment, stdout=subprocess.PIPE, check=True
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


@contextmanager
def another(commit: str) -> Iterator[Path]:
    """A worktree of that commit, with this bench in it: the same questions to both."""
    with tempfile.TemporaryDirectory(prefix="pulih-before-") as folder:
        tree = Path(folder) / "tree"
        git("worktree", "add", "--quiet", "--detach", str(tree), commit)
        try:
            shutil.rmtree(tree / "bench", ignore_errors=True)
            shutil.copytree(HOUSE / "bench", tree / "bench")
            yield tree
        finally:
            git("worktree", "remove", "--force", str(tree))


def git(*words: str) -> None:
    subprocess.run(["git", *words], cwd=HOUSE, check=True)


def measure(engine: str, trees: list[Path], runs: int) -> list[Runs]:
    """Runs of each tree, in turns."""
    taken: list[Runs] = [[] for _ in trees]
    for number in range(runs):
        print(f"  {engine}, run {number + 1} of {runs} …", file=sys.stderr)
        for tree, mine in zip(trees, taken, strict=True):
            mine.append(once(tree, engine))
    return taken


def main() -> None:
    """Prints a table for each engine."""
    if os.environ.get("PROFILE"):
        show_costs()
        return
    runs, commit = int(os.environ.get("RUNS", "5")), os.environ.get("AGAINST", "")
    print(f"{SIZE:,} changes of {bytes_each():,} bytes, {runs} runs, {os.cpu_count()} cores", end="")
    print(f", load {os.getloadavg()[0]:.1f}")
    with another(commit) if commit else nothing() as before:
        trees = [HOUSE, *([before] if before else [])]
        for engine in ENGINES:
            show(engine, *measure(engine, trees, runs))
    print(first_screen())


@contextmanager
def nothing() -> Iterator[None]:
    yield None


main()
