"""This release and, with AGAINST, another: the same bench in a worktree of its own, and each run in its own process."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.database import CLUSTER
from bench.statements import make_countable
from tests.cluster import OWNER, SUPERUSER, Cluster
from tests.engines import HOUSE, ROLE

Found = dict[str, Any]
# What a deployment gets where nobody tunes it, but for what the tests' clusters leave out.
SETTINGS = ("shared_preload_libraries=pg_stat_statements", "max_connections=100", "max_wal_size=2GB")


def run_once(tree: Path, engine: str, part: str) -> Found:
    """A run in a process of its own; nothing where that release cannot be measured."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "bench.once", engine, part]
    done = subprocess.run(command, cwd=tree, env=environment, stdout=subprocess.PIPE, check=False)
    found: Found = json.loads(done.stdout) if done.returncode == 0 else {}
    return found


@contextmanager
def a_cluster() -> Iterator[None]:
    """PostgreSQL for every run, whichever release it is of."""
    cluster = Cluster(*SETTINGS)
    postmaster = int((cluster.folder / "data/postmaster.pid").read_text().split()[0])
    told = {"host": str(cluster.folder), "app": ROLE, "owner": OWNER, "superuser": SUPERUSER, "postmaster": postmaster}
    os.environ[CLUSTER] = json.dumps(told)
    make_countable()
    try:
        yield
    finally:
        cluster.stop()


@contextmanager
def releases(commit: str) -> Iterator[list[Path]]:
    """This tree, and that commit's with this bench in it: the same questions to both."""
    if not commit:
        yield [HOUSE]
        return
    with tempfile.TemporaryDirectory(prefix="pulih-before-") as folder:
        tree = Path(folder) / "tree"
        git("worktree", "add", "--quiet", "--detach", str(tree), commit)
        try:
            shutil.rmtree(tree / "bench", ignore_errors=True)
            shutil.copytree(HOUSE / "bench", tree / "bench")
            yield [HOUSE, tree]
        finally:
            git("worktree", "remove", "--force", str(tree))


def git(*words: str) -> None:
    subprocess.run(["git", *words], cwd=HOUSE, check=True)
