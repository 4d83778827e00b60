"""Whatever the bytes of a body are, the server answers in words, and good changes beside them are taken."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines import HOUSE
from tests.fuzz.fuzzed_server import WAYS, FuzzedServer, kept, seeds
from tests.soak import asked

pytestmark = pytest.mark.whole

PACKAGES, FOUND = HOUSE / "var" / "fuzz-packages", HOUSE / "var" / "fuzz"
SECONDS = os.environ.get("FUZZ_SECONDS", "300")  # of a piece of the soak


@pytest.mark.parametrize("way", WAYS)
def test_what_was_once_found_is_answered(way: str) -> None:
    server = FuzzedServer()
    for odd in (*seeds(way), *kept(way).values(), b"", b"\0", b"\xff", b"{", b"}]", b"[" * 5000):
        WAYS[way](server, odd)
    server.stack.close()


@pytest.mark.soak
def test_bytes_that_lead_into_new_code_break_nothing() -> None:
    """Each piece goes on from what those before it found; what broke lies in var/fuzz."""
    fuzzing = installed()
    for piece in asked():
        way = list(WAYS)[piece % len(WAYS)]
        words = [sys.executable, "-m", "tests.fuzz", way, str(FOUND / way), SECONDS]
        told = {**os.environ, "PYTHONPATH": str(fuzzing), "PULIH_TEST_ENGINES": "sqlite"}
        subprocess.run(words, cwd=HOUSE, env=told, check=True)


def installed() -> Path:
    """Where the fuzzer lies; it has wheels for some machines alone, and elsewhere this part has not run."""
    if not (PACKAGES / "atheris").exists():
        words = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-input",
            "--require-hashes",
            "--only-binary=:all:",
        ]
        done = subprocess.run(
            [*words, "--target", str(PACKAGES), "-r", "requirements-fuzz.txt"], cwd=HOUSE, check=False
        )
        if done.returncode or not (PACKAGES / "atheris").exists():
            pytest.fail("not run: atheris has no wheel for this Python on this machine", pytrace=False)
    return PACKAGES
