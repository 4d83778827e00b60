"""A mutation score is believed where each kill names a test that failed for a reason of the code, and never else."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import mutants
from tests.engines import HOUSE

NOTICED = {"api.x__mutmut_1": 1, "api.x__mutmut_2": 0}
KILL = {"mutant": "api.x__mutmut_1", "test": "tests/test_x.py::test_x", "error": "AssertionError: assert 1 == 2"}
FORK = """
import os, sys
from tests.engines import folder
mine = folder()
if child := os.fork():
    os.waitpid(child, 0)
    sys.exit(not mine.exists())
sys.exit("a child that ends like a program")
"""


def ended(folder: Path, codes: dict[str, int | None], *kills: dict[str, Any]) -> Path:
    """The folder as mutmut and our plugin leave it."""
    (folder / "x.py.meta").write_text(json.dumps({"exit_code_by_key": codes}))
    (folder / "kills.jsonl").write_text("".join(json.dumps(kill) + "\n" for kill in kills))
    return folder


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The score of before."""
    file = tmp_path / "score.json"
    file.write_text('{"percent": 40.0, "mutants": 2}')
    monkeypatch.setattr(mutants, "KEPT", file)
    return file


def test_a_better_score_is_kept_and_a_worse_one_fails(tmp_path: Path, kept: Path) -> None:
    assert mutants.main(ended(tmp_path, NOTICED, KILL)) == 0
    assert json.loads(kept.read_text()) == {"percent": 50.0, "mutants": 2}
    assert mutants.main(ended(tmp_path, {**NOTICED, "api.x__mutmut_3": 0}, KILL)) == 1
    assert json.loads(kept.read_text())["percent"] == 50.0


@pytest.mark.parametrize(
    ("codes", "kills"),
    [
        (NOTICED, []),
        (NOTICED, [{**KILL, "error": "FileNotFoundError: [Errno 2] '/dev/shm/d1.sqlite3'"}]),
        (NOTICED, [{**KILL, "error": "OperationalError: (sqlite3.OperationalError) no such table: feed"}]),
        ({**NOTICED, "api.x__mutmut_3": None}, [KILL]),
        ({**NOTICED, "api.x__mutmut_3": 36}, [KILL]),
        ({**NOTICED, "api.x__mutmut_3": -9}, [KILL]),
    ],
    ids=["no test failed", "no file", "no table", "not tried", "out of time", "shot"],
)
def test_a_run_that_proves_nothing_has_no_score(tmp_path: Path, kept: Path, codes: Any, kills: Any) -> None:
    assert mutants.main(ended(tmp_path, codes, *kills)) == 1
    assert json.loads(kept.read_text())["percent"] == 40.0


@pytest.mark.whole
def test_a_forked_process_takes_nothing_of_its_parents_with_it() -> None:
    done = subprocess.run([sys.executable, "-c", FORK], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
