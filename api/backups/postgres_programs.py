"""PostgreSQL's own programs: found, of a version that fits, and their complaint in one line."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from psycopg.conninfo import make_conninfo
from sqlalchemy.engine import make_url

from api.problems.tree import NotAllowed


def where(url: str) -> str:
    """The database as these programs are told of it: without its password, which all could read in a list of
    processes."""
    parts = make_url(url)
    named = {"host": parts.host, "port": parts.port, "user": parts.username, "dbname": parts.database, **parts.query}
    said: dict[str, Any] = {name: value for name, value in named.items() if value}
    return make_conninfo(**said)


def must_fit(program: str, database: int) -> None:
    """NotAllowed where it is missing, or older than what it is to read."""
    told = run(program, "", "--version")
    found = re.search(r"(\d+)[.\d]*", told)
    version = int(found[1]) if found else 0
    if version < database:
        raise NotAllowed("program-too-old", values={"program": program, "version": version, "database": database})


def run(program: str, url: str, *words: str) -> str:
    """What it says; NotAllowed with the first line of its complaint. Others may quote rows."""
    with lines_of(program, url, *words) as lines:
        return b"".join(lines).decode(errors="replace")


@contextmanager
def lines_of(program: str, url: str, *words: str) -> Iterator[IO[bytes]]:
    """What it says, as it says it."""
    found = shutil.which(program)
    if found is None:
        raise NotAllowed("program-missing", values={"program": program})
    secret = make_url(url).password if url else None
    environ = {**os.environ, "LC_ALL": "C", **({"PGPASSWORD": str(secret)} if secret else {})}
    command = [found, *words, *([f"--dbname={where(url)}"] if url else [])]
    # Into a file: a pipe that is full of warnings would hold the program up, and us with it.
    with tempfile.TemporaryFile() as wrong:
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": wrong}
        with subprocess.Popen(command, env=environ, **pipes) as process:  # noqa: S603  our own words and settings
            yield cast("IO[bytes]", process.stdout)
        wrong.seek(0)
        complaint = wrong.read().decode(errors="replace").strip().partition("\n")[0]
    if process.returncode:
        raise NotAllowed("program-failed", values={"program": program, "complaint": complaint})
