"""Every right is held by a test: one that fails where somebody is given what is not hers, or loses what is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines import HOUSE
from tests.planted import PlantedDefect, planted
from tests.rights import RIGHTS

FAILED = 1  # as pytest says it; a wrong word in a table is another number


def test_each_is_still_said_where_it_is_taken_away() -> None:
    """What was written otherwise since is told at once, and not by the next soak."""
    for right in RIGHTS.values():
        if isinstance(right, PlantedDefect):
            with planted(right):
                pass


@pytest.mark.soak
@pytest.mark.parametrize("name", RIGHTS)
def test_a_right_that_is_another_is_noticed(name: str, tmp_path: Path) -> None:
    """In a folder of its own: pytest clears away what other runs left in the usual one, and trips over them."""
    words = [sys.executable, "-m", "pytest", "-x", "-n", "0", "-p", "tests.rights", "-p", "no:cacheprovider"]
    words += ["--basetemp", str(tmp_path / "inside")]
    told = {**os.environ, "RIGHT": name, "PULIH_TEST_ENGINES": "sqlite"}
    ended = subprocess.run(
        [*words, RIGHTS[name].noticed], cwd=HOUSE, env=told, capture_output=True, text=True, check=False
    )
    assert ended.returncode == FAILED, ended.stdout[-2000:]
    assert "passed" in ended.stdout or "failed" in ended.stdout
