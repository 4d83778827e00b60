"""`pulih serve` as it is deployed: a process of its own, or several, in production's settings, on a real port."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from bench.connection import Connection, request
from bench.database import Database, cluster
from bench.processes import processor_seconds, resident_megabytes
from tests.phone import ORIGIN

SECRET = "only-for-a-bench-and-nowhere-else-0123456789"  # noqa: S105  guards a database that lives for minutes


class ServerFailed(RuntimeError):
    """It did not come up; says what it wrote."""


def environment_of(tree: Path, database: Database, folder: Path, ports: list[int], workers: int) -> dict[str, str]:
    """For the server and for its command line; it listens on the first port and may be reached by all.

    A release that knows no PULIH_WORKERS starts one process."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PULIH_")}
    return kept | {
        "PYTHONPATH": str(tree),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PORT": str(ports[0]),
        "PULIH_DATABASE_URL": database.url(),
        "PULIH_OWNER_URL": database.url("owner") if database.postgres else "",
        "PULIH_WORKERS": str(workers),
        "PULIH_KEYS_FILE": str(folder / "keys.json"),
        "PULIH_ORIGINS": ",".join([ORIGIN, *(f"http://127.0.0.1:{port}" for port in ports)]),
        "PULIH_PRODUCTION": "1",
        "PULIH_SQLITE_IN_PRODUCTION": "1",
        "PULIH_TLS": "0",
        "PULIH_TOKEN_KEYS": f"bench:{SECRET}",
        "PULIH_NONCE_KEY": SECRET,
    }


class Server:
    """`port`; what it and its database cost so far. `ends` closes it."""

    def __init__(
        self, tree: Path, environment: Mapping[str, str], log: Path, ends: ExitStack, under: tuple[str, ...] = ()
    ) -> None:
        self.port, self.log = int(environment["PORT"]), log
        self.postmaster = cluster()["postmaster"] if environment["PULIH_OWNER_URL"] else None
        with log.open("ab") as out:
            command = [*under, sys.executable, "-m", "api.cli", "serve"]
            self.process = subprocess.Popen(command, cwd=tree, env=environment, stdout=out, stderr=out)
        ends.callback(self.close)
        self._wait()

    def processor(self) -> float:
        """Seconds of all its processes."""
        return processor_seconds(self.process.pid)

    def database_processor(self) -> float:
        """Seconds of PostgreSQL's; SQLite works inside the server."""
        return processor_seconds(self.postmaster) if self.postmaster else 0

    def memory(self) -> float:
        """MB of its largest process."""
        return resident_megabytes(self.process.pid)[0]

    def close(self) -> None:
        """As a deployment does."""
        self.process.terminate()
        self.process.wait(timeout=60)

    def _wait(self) -> None:
        line, asked = Connection(self.port), request("GET", "/health/live")
        for _ in range(1200):
            try:
                if line.ask(asked).status == 200:
                    return line.close()
            except OSError:
                if self.process.poll() is not None:
                    break
            time.sleep(0.05)
        raise ServerFailed(self.log.read_text()[-3000:])


def free_port() -> int:
    """One that nobody holds at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
