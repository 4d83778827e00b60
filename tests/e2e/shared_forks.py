"""The process from which all servers of a test run are forked: a fresh Python spends 3 s of a processor on importing.

`python -m tests.e2e.shared_forks FOLDER`, started by tests/e2e/server_process.py. A worker that is connected tells the
settings of a server and its log in a line, and is answered with the id of a process that is `pulih serve`. Whose
connection ends, ends its servers; with the last one all of it ends, the folder too.
"""

import json
import os
import selectors
import shutil
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO, cast

import tests.e2e.known_routes as known_routes
from tests.forked_server import serve_as_told

DOOR, UNREADY = "door", "unready"
# Seconds until it ends by itself where nobody comes.
PATIENCE = 120

__all__ = ["known_routes"]


class ServerForks:
    """Answers one after the other, without threads, since it is forked."""

    def __init__(self, door: socket.socket) -> None:
        self.door, self.served, self.waits = door, dict[socket.socket, list[int]](), selectors.DefaultSelector()
        self.waits.register(door, selectors.EVENT_READ)

    def serve(self) -> None:
        """Until the last connection ends."""
        while ready := self.waits.select(None if self.served else PATIENCE):
            for key, _ in ready:
                if key.fileobj is self.door:
                    self.let_in()
                else:
                    self.hear(cast(socket.socket, key.fileobj), key.data)
            if not self.served:
                return

    def let_in(self) -> None:
        """A worker whose test waits."""
        worker, _ = self.door.accept()
        self.served[worker] = []
        self.waits.register(worker, selectors.EVENT_READ, worker.makefile("r"))

    def hear(self, worker: socket.socket, line: TextIO) -> None:
        """What it asks for, or that it is gone."""
        if asked := line.readline():
            settings, log = json.loads(asked)
            self.served[worker].append(self.fork(settings, Path(log)))
            worker.sendall(f"{self.served[worker][-1]}\n".encode())
            return
        self.waits.unregister(worker)
        for process in self.served.pop(worker):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def fork(self, settings: dict[str, str], log: Path) -> int:
        """Its child has nothing of ours open."""
        child = os.fork()
        if not child:
            for ours in (self.waits, self.door, *self.served):
                ours.close()
            serve_as_told(settings, log)
        return child


def main(folder: Path) -> None:
    """Its door is there when it is ready."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever ends here is waited for by nobody
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(folder / UNREADY))
        door.listen()
        (folder / UNREADY).rename(folder / DOOR)
        ServerForks(door).serve()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
