"""`pulih …` as an operator types it, many times over: one process that loads the commands once.

It knows them by their words alone, so that it serves a release whose modules lie elsewhere.
"""

import io
import json
import re
import runpy
import subprocess
import sys
import traceback
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

NAME = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b")


class CommandFailed(RuntimeError):
    """Says what the command wrote."""


class CommandLine:
    """`run("unit", "add", …)` gives what was printed."""

    def __init__(self, tree: Path, environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.command_line"], cwd=tree, env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, *words: str) -> str:
        """CommandFailed where it did not end well."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        failed, said = json.loads(self.process.stdout.readline())
        if failed:
            raise CommandFailed(f"pulih {' '.join(words)}: {said}")
        return str(said)

    def name(self, *words: str) -> str:
        """The id of what was made."""
        return NAME.findall(self.run(*words))[0]

    def code(self, *words: str) -> str:
        """A phone's enrolment code: the last of what looks like one, since parts of an id may."""
        return CODE.findall(self.run(*words))[-1]

    def close(self) -> None:
        """Ends with its input."""
        self.process.communicate(timeout=30)


def answer_commands() -> None:
    """One line of words in, one line (whether it failed, what it wrote) out."""
    out = sys.stdout
    for line in sys.stdin:
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            failed = run_command(json.loads(line))
        out.write(json.dumps([failed, said.getvalue()]) + "\n")
        out.flush()


def run_command(words: list[str]) -> bool:
    """Whether it failed."""
    sys.argv = ["pulih", *words]
    try:
        runpy.run_module("api.cli", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stdout.write(end.code)
        return end.code not in (None, 0)
    except Exception:
        traceback.print_exc()
        return True
    return False


if __name__ == "__main__":
    answer_commands()
