"""A wire to PostgreSQL that breaks at a COMMIT: before the server hears it, or before anybody hears of its success."""

import socket
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Literal

Cut = Literal["before", "after"]


class CutWire:
    """Listens in `folder` as PostgreSQL does and passes everything on to the one in `behind`. `cut`: where the next
    COMMIT is cut; `cuts`: how many were."""

    def __init__(self, folder: Path, behind: Path) -> None:
        self.behind, self.cuts = str(behind / ".s.PGSQL.5432"), 0
        self.cut: Cut | None = None
        self.mute: set[socket.socket] = set()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(folder / ".s.PGSQL.5432"))
        self.listener.listen()
        Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        """Until it is closed."""
        with suppress(OSError):
            while True:
                near, far = self.listener.accept()[0], socket.socket(socket.AF_UNIX)
                far.connect(self.behind)
                Thread(target=self.pass_on, args=(near, far), daemon=True).start()
                Thread(target=self.pass_back, args=(near, far), daemon=True).start()

    def pass_on(self, near: socket.socket, far: socket.socket) -> None:
        """What the app says. From a cut on nothing that the server answers is heard; it ends the connection itself once
        it has done what it was told, or undone what was never committed."""
        with suppress(OSError):
            while said := near.recv(65536):
                if self.cut and said.endswith(b"COMMIT\0"):
                    self.mute.add(near)
                    self.cuts, cut, self.cut = self.cuts + 1, self.cut, None
                    if cut == "after":
                        far.sendall(said)
                    break
                far.sendall(said)
            far.shutdown(socket.SHUT_WR)

    def pass_back(self, near: socket.socket, far: socket.socket) -> None:
        """What the server answers, until it says nothing more."""
        with suppress(OSError):
            while said := far.recv(65536):
                if near not in self.mute:
                    near.sendall(said)
        for end in (near, far):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        """Nobody is let in any more."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
