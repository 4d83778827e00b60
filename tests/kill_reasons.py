"""A pytest plugin of `make mutants`: which test noticed a mutant and by what error, and the likeliest test first.

A line a kill in `kills.jsonl`, beside the mutated tree: {mutant, test, error}.
"""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

KILLS = Path("kills.jsonl")
STATS = Path("mutmut-stats.json")


def mutant() -> str:
    """The one that runs in this process; none while the tests are timed and tried whole."""
    name = os.environ.get("MUTANT_UNDER_TEST", "")
    return name if "__mutmut_" in name else ""


def kills() -> list[dict[str, str]]:
    """All so far; a line that was cut off by the end of its process counts as none."""
    lines = KILLS.read_text().splitlines() if KILLS.exists() else []
    return [json.loads(line) for line in lines if line.endswith("}")]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """First what noticed others of this function, then what is quick: nearly all of the time goes to what survives.

    The matrix comes last: the place that its tests share takes seconds, which nobody counts as theirs.
    """
    if not mutant() or not STATS.exists():
        return
    function = mutant().rpartition("__mutmut_")[0]
    before = Counter(one["test"] for one in kills() if one["mutant"].rpartition("__mutmut_")[0] == function)
    seconds = json.loads(STATS.read_text())["duration_by_test"]
    items.sort(key=lambda item: ("test_matrix" in item.nodeid, -before[item.nodeid], seconds.get(item.nodeid, 0)))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """The children's own output goes nowhere."""
    if report.failed and mutant():
        error = getattr(getattr(report.longrepr, "reprcrash", None), "message", None) or str(report.longrepr)[-400:]
        with KILLS.open("a") as file:
            file.write(json.dumps({"mutant": mutant(), "test": report.nodeid, "error": error[:400]}) + "\n")
