"""A template of an office's own is set apart: it takes neither time nor memory without end, and no line leads out.

Within the server a loop would hold a thread and a connection for good; and a package may be asked for by a name that is
put together, as of what stands on the paper.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from api.papers.typst_process import FAULTY

PROCESS = Path(__file__).with_name("typst_process.py")
SECONDS, PATIENCE = 10, 30  # of a processor; by the clock
MEMORY = 2 * 2**30  # bytes
# Typst asks these whom to fetch packages by. Nobody listens there.
NOWHERE = dict.fromkeys(("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "all_proxy", "https_proxy", "http_proxy"),
                        "http://127.0.0.1:9")  # fmt: skip


class PaperFault(Exception):
    """What is wrong with a template. `diagnostic`: with its place; empty where it was ended."""

    def __init__(self, message: str, diagnostic: str) -> None:
        super().__init__(message)
        self.message, self.diagnostic = message, diagnostic


def set_apart(file: Path, data: str, standards: list[Any]) -> bytes:
    """The PDF; PaperFault where there is none."""
    asked = {
        "file": str(file), "root": str(file.parent), "data": data, "standards": standards, "seconds": SECONDS,
        "memory": MEMORY,
    }  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603  our own words
            [sys.executable, "-I", str(PROCESS)], input=json.dumps(asked).encode(), capture_output=True, check=False,
            env={**NOWHERE, "RAYON_NUM_THREADS": "1"}, timeout=PATIENCE,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise PaperFault("ended", "") from None
    if done.returncode == FAULTY:
        raise PaperFault(*json.loads(done.stdout))
    if done.returncode:
        raise PaperFault("ended", "")
    return done.stdout
