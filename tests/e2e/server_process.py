"""`pulih serve`, forked from a process that all workers of a test run share (tests/e2e/shared_forks.py).

How it starts by itself is shown where nobody looks at pages: tests/served.py.
"""

import atexit
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TextIO, cast
from uuid import uuid4

from tests.cluster import room
from tests.engines import HOUSE, alive
from tests.environment import without_settings

FORKS = "tests.e2e.shared_forks"
# The same for all workers of pytest-xdist; short, since a socket's path has at most 107 bytes.
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid4().hex)[:12]


class ServerProcess:
    """One that was forked from there. `pid` is its own."""

    def __init__(self, settings: dict[str, str], log: Path) -> None:
        self.pid = shared_forks().fork(settings, log)

    @property
    def runs(self) -> bool:
        return alive(self.pid)

    def end(self) -> None:
        """As a deployment does it; in half a minute."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        for _ in range(3000):
            if not self.runs:
                return
            time.sleep(0.01)
        raise AssertionError("it does not stop")


class SharedForks:
    """A line to the process, which is started by the worker that comes first. Both last as long as this one."""

    def __init__(self) -> None:
        with in_turn() as folder:
            door = folder / "door"
            self.process = None if door.exists() else self.start(folder)
            while not door.exists():
                assert self.process, folder
                assert self.process.poll() is None, (folder / "log").read_text()
                time.sleep(0.02)
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.connect(str(door))
        self.line = cast(TextIO, self.socket.makefile("rw"))
        atexit.register(self.close)

    def start(self, folder: Path) -> subprocess.Popen[bytes]:
        with (folder / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", FORKS, str(folder)], cwd=HOUSE, env=without_settings(),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def fork(self, settings: dict[str, str], log: Path) -> int:
        """The process of a fresh server."""
        self.line.write(json.dumps([settings, str(log)]) + "\n")
        self.line.flush()
        return int(self.line.readline())

    def close(self) -> None:
        """What it forked for us ends."""
        self.line.close()
        self.socket.close()


shared_forks = cache(SharedForks)


@contextmanager
def in_turn() -> Iterator[Path]:
    """The folder of this test run, for one of its workers at a time: the first makes in it what the others find."""
    folder = Path(room()) / f"pulih-run-{RUN}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
