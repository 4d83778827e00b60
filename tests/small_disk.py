"""A server on a file system of its own, so small that a test can fill it: what it hears then is the kernel's ENOSPC."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.served import Served

MEGABYTES, PAGE = 8, 4096
# In a namespace of its own: it is gone with the process, and whoever runs the tests needs no rights for it.
ALONE = ("unshare", "--user", "--map-root-user", "--mount")
MOUNT = f'mount -t tmpfs -o size={MEGABYTES}m tmpfs "$1" && cp "$0"/* "$1" && shift && exec "$@"'
DATABASE = "pulih.sqlite3"


class SmallDisk(Served):
    """`disk`: its folder, as the server sees it."""

    def __init__(self, start: Path, folder: Path) -> None:
        """`start`: a folder with what lies on the disk at first, a database and the server's keys."""
        folder.mkdir()
        alone = (*ALONE, "sh", "-c", MOUNT, str(start), str(folder))
        super().__init__(f"sqlite:///{folder / DATABASE}", folder, before=alone, PULIH_BACKUP_MINUTES="0")
        self.disk = Path(f"/proc/{self.process.pid}/root{folder}")
        self.ballast = self.disk / "ballast"

    def fill(self) -> None:
        """To the last page."""
        with self.ballast.open("wb", buffering=0) as ballast, suppress(OSError):
            while True:
                ballast.write(bytes(PAGE))

    def leave_room(self, pages: int) -> None:
        """For so much more, once it is full."""
        os.truncate(self.ballast, self.ballast.stat().st_size - pages * PAGE)

    def stored(self) -> list[str]:
        """All that its database holds, while nobody writes: of a copy, since SQLite does not find its way in."""
        with TemporaryDirectory() as folder:
            for file in self.disk.glob(f"{DATABASE}*"):
                shutil.copy(file, folder)
            with closing(sqlite3.connect(Path(folder) / DATABASE)) as database:
                return list(database.iterdump())
