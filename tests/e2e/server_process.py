"""`pulih serve`, forked from a process that has imported it: a fresh Python spends 2 s of a processor on that.

How it starts by itself is shown where nobody looks at pages: tests/served.py.
"""

import os
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from api.cli.main import pulih
from tests.engines import HOUSE

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload([__name__, "tests.e2e.known_routes"])


def start_server(environ: dict[str, str], log: Path) -> BaseProcess:
    """In a process of its own with this environment; what it says goes to the end of `log`."""
    process = FORKS.Process(target=_serve, args=(environ, log), daemon=True)
    process.start()
    return process


def _serve(environ: dict[str, str], log: Path) -> None:
    with log.open("ab") as written:
        os.dup2(written.fileno(), 1)
        os.dup2(written.fileno(), 2)
    os.chdir(HOUSE)
    os.environ.clear()
    os.environ.update(environ)
    pulih(["serve"])
