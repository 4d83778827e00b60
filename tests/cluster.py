"""A PostgreSQL of our own, in a temporary folder, on a Unix socket; gone with the process that started it."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

from api.access.row_security import ROLE
from tests.programs import postgres_folder

# Tests need not survive a power cut, so nothing waits for the disk.
SWIFT = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0")
QUIET = ("autovacuum=off", "max_connections=300", "listen_addresses=", "max_wal_size=128MB")

# The keeper lives as long as our end of its pipe: however we end, it stops the server and sweeps the folder.
KEEPER = 'folder=$1; shift; "$@" >"$folder/log" 2>&1 & cat; kill -INT $! 2>/dev/null; wait $!; rm -rf "$folder"'

OWNER, SUPERUSER = "pulih_owner", "pulih"


class ClusterFailed(RuntimeError):
    """PostgreSQL did not come up; says what its log says."""


class Cluster:
    """`url` of a database, and `run` for statements on the cluster as a whole. `more`: settings such as `jit=off`."""

    def __init__(self, *more: str) -> None:
        self.more = more
        self.folder = Path(tempfile.mkdtemp(prefix="pulih-pg-", dir=room()))
        self._as = _somebody_without_rights()
        if self._as:
            shutil.chown(self.folder, self._as["user"])
        self._make(postgres_folder())
        self._keeper = self._start(postgres_folder())
        self._connection = self._wait()
        self._begin()

    def url(self, database: str) -> str:
        """For SQLAlchemy, as the server's role."""
        return f"postgresql+psycopg://{ROLE}@/{database}?host={self.folder}"

    def run(self, statement: Any) -> None:
        """Outside any transaction, as the superuser."""
        self._connection.execute(statement)

    def stop(self) -> None:
        """Fast, and waits until the folder is gone."""
        self._connection.close()
        self._keeper.communicate(timeout=60)

    def _begin(self) -> None:
        self.run(f"CREATE ROLE {ROLE} LOGIN; CREATE ROLE {OWNER} LOGIN")

    def _make(self, programs: Path) -> None:
        plain = ["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions"]
        command = [str(programs / "initdb"), "-D", f"{self.folder}/data", *plain]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **self._as)
        if done.returncode:
            raise ClusterFailed(done.stderr)

    def _start(self, programs: Path) -> subprocess.Popen[bytes]:
        where = f"unix_socket_directories={self.folder}"
        settings = [f"-c{setting}" for setting in (*SWIFT, *QUIET, *self.more, where)]
        server = [str(programs / "postgres"), "-D", f"{self.folder}/data", *settings]
        return subprocess.Popen(
            ["/bin/sh", "-c", KEEPER, "keeper", str(self.folder), *server],
            stdin=subprocess.PIPE,
            cwd="/",
            start_new_session=True,  # Ctrl-C is ours to answer
            **self._as,
        )

    def _wait(self) -> psycopg.Connection:
        for _ in range(1500):
            try:
                return psycopg.connect(host=str(self.folder), user=SUPERUSER, dbname="postgres", autocommit=True)
            except psycopg.OperationalError:
                time.sleep(0.02)
        raise ClusterFailed((self.folder / "log").read_text()[-2000:])


def _somebody_without_rights() -> dict[str, Any]:
    """PostgreSQL refuses to run as root. Arguments for subprocess."""
    if os.geteuid() != 0:
        return {}
    users = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    return {"user": user.pw_name, "group": user.pw_gid, "extra_groups": []}


def room() -> str:
    """Where databases of tests lie: in memory where there is enough: a copy costs 15 ms there, 100 to 300 on disk."""
    memory = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2 * 2**30:
        return str(memory)
    # A socket's path has at most 107 bytes.
    return tempfile.gettempdir() if len(tempfile.gettempdir()) < 60 else "/tmp"  # noqa: S108  likewise
