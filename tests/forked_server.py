"""A server that starts at once: forked from a process that has imported everything, so that it can be killed often.

A process of its own (`python -m tests.forked_server`), which is told the settings of a server in a line and answers
with its process id; that process is `pulih serve`, but for its workers, which are forked too.
"""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import uvicorn._subprocess

import api.cli.serve
from api.app import create_app
from api.cli.serve import run
from api.settings import read_settings
from tests.engines import HOUSE
from tests.environment import without_settings
from tests.served import Served
from tests.turned_clock import TURNED, turned_clock
from tests.waiting import until

ESTABLISHED = "01"


class Nursery:
    """Where servers come from. All of them end with it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.forked_server"], cwd=HOUSE, env=without_settings(), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def fork(self, settings: dict[str, str], log: Path) -> int:
        """The process of a fresh server."""
        told, answers = self.process.stdin, self.process.stdout
        assert told is not None
        assert answers is not None
        told.write(json.dumps([settings, str(log)]) + "\n")
        told.flush()
        return int(answers.readline())

    def close(self) -> None:
        """What still runs is killed."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


class ForkedServer(Served):
    """A server that is killed and comes again at the same address. `pid`: of the one that runs."""

    def __init__(self, nursery: Nursery, database_url: str, folder: Path, workers: int = 1) -> None:
        self.nursery, self.log_file, self.pid = nursery, folder / "server.log", 0
        self.settings = self.settings_of(database_url, folder, PULIH_WORKERS=str(workers))
        self.port, self.workers = int(self.settings["PORT"]), workers

    def start(self) -> None:
        """Until it answers."""
        self.pid = self.nursery.fork(self.settings, self.log_file)
        while True:
            try:
                self.connect().close()
                return
            except OSError:
                time.sleep(0.02)

    def kill(self) -> None:
        """In the midst of whatever it does; waits until it is gone."""
        os.kill(self.pid, signal.SIGKILL)
        while Path(f"/proc/{self.pid}").exists():
            time.sleep(0.01)

    def worker_pids(self) -> list[int]:
        """Those that run now."""
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]

    def kill_worker(self) -> None:
        """The one that talks with most."""
        os.kill(max(self.worker_pids(), key=self.connections_of), signal.SIGKILL)

    def kill_parent(self) -> None:
        """Of all workers; waits until each has ended by itself, and nobody listens any more."""
        orphans = self.worker_pids()
        self.kill()
        must_be_dead(orphans)

    def connections_of(self, pid: int) -> int:
        """How many it serves; what is told of a socket in /proc begins with number, address, peer and state."""
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        ours = {f"socket:[{row[9]}]" for row in rows if row[1].endswith(f":{self.port:04X}") and row[3] == ESTABLISHED}
        return len(ours & {os.readlink(one) for one in Path(f"/proc/{pid}/fd").iterdir() if one.is_symlink()})

    def wait_for_workers(self) -> None:
        """Until another has taken the place of each that fell."""
        while [pid for pid in self.worker_pids() if is_dead(pid)] or len(self.worker_pids()) < self.workers:
            time.sleep(0.02)


def must_be_dead(pids: Sequence[int]) -> None:
    """Soon, and by themselves."""
    until(lambda: all(is_dead(one) for one in pids), f"of {pids} some live on")


def is_dead(pid: int) -> bool:
    """Gone, or waiting for somebody to notice."""
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return True


def main() -> None:
    """Until nobody tells it anything more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever ends here is waited for by nobody
    uvicorn._subprocess.spawn = multiprocessing.get_context("fork")  # type: ignore[assignment]  # typed as spawn; forked, workers import nothing
    for line in sys.stdin:
        settings, log = json.loads(line)
        child = os.fork()
        if not child:
            serve_as_told(settings, Path(log))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


def serve_as_told(settings: dict[str, str], log: Path) -> None:
    """In the child, which never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.update(settings)
    for stream, end in (
        (os.open(os.devnull, os.O_RDONLY), 0),
        (os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT), 1),
    ):
        os.dup2(stream, end)
    os.dup2(1, 2)
    if TURNED in os.environ:
        api.cli.serve.create_app = partial(create_app, clock=turned_clock(Path(os.environ[TURNED])))
    try:
        run(read_settings())
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
