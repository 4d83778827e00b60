"""The server as a deployment runs it, in a process of its own; asked over a socket, byte for byte."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from tests.engines import HOUSE
from tests.environment import without_settings

AnyServed = TypeVar("AnyServed", bound="Served")


class NotServing(RuntimeError):
    """It did not come up; says what it wrote."""


class Served:
    """`url`, raw `connect()`, the `log` it wrote, and the `process` itself."""

    def __init__(
        self, database_url: str, folder: Path, *, program: str = "api.cli", before: Sequence[str] = (), **settings: str
    ) -> None:
        """`before`: a command that becomes the one behind it."""
        told, self.log_file = self.settings_of(database_url, folder, **settings), folder / "server.log"
        self.port = int(told["PORT"])
        with self.log_file.open("ab") as log:
            command = [*before, sys.executable, "-m", program, "serve"]
            environ = {**without_settings(), **told}
            self.process = subprocess.Popen(command, cwd=HOUSE, env=environ, stdout=log, stderr=log)

    @staticmethod
    def settings_of(database_url: str, folder: Path, **settings: str) -> dict[str, str]:
        """Its part of the environment."""
        ours = {"PULIH_DATABASE_URL": database_url, "PULIH_KEYS_FILE": str(folder / "keys.json")}
        return {**ours, "PULIH_DIST": str(folder), "PORT": str(free_port()), **settings}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    def connect(self) -> socket.socket:
        """A connection that says nothing yet; nothing on it is waited for longer than a minute."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def wait(self) -> "Served":
        """Until it listens."""
        while self.process.poll() is None:
            try:
                self.connect().close()
                return self
            except OSError:
                time.sleep(0.05)
        raise NotServing(self.log[-3000:])

    def wait_for(self, said: str) -> None:
        """Until it stands in the log."""
        for _ in range(1200):
            if said in self.log:
                return
            time.sleep(0.05)
        raise NotServing(f"{said} is not in {self.log[-3000:]}")

    def stop(self) -> int:
        """As a deployment does; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


@contextmanager
def served(database_url: str, folder: Path, **settings: str) -> Iterator[Served]:
    """One that runs until the block ends."""
    with running(Served(database_url, folder, **settings)) as server:
        yield server


@contextmanager
def running(server: AnyServed) -> Iterator[AnyServed]:
    """It listens now, and is gone when the block ends."""
    try:
        server.wait()
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()


def free_port() -> int:
    """One that nobody holds at this moment."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def all_of(connection: socket.socket) -> bytes:
    """What comes until the other side ends it."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)
