"""Programs of the system that tests need: found, else installed where that is possible, else asked for in words."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class ProgramMissing(RuntimeError):
    """Says which program, and how to get it."""


def postgres_folder() -> Path:
    """Where initdb and postgres lie; the newest of the system's."""
    return _found_or_installed(_postgres, name="PostgreSQL", package="postgresql")


def chromium() -> Path:
    """A Chromium to drive."""
    return _found_or_installed(_chromium, name="Chromium", package="chromium")


def headless_shell() -> Path:
    """Chromium's engine without its windows, for a tenth to a fifth less of the processor; Chromium itself where no
    package has it."""
    try:
        return _found_or_installed(_headless_shell, name="chromium-headless-shell", package="chromium-headless-shell")
    except ProgramMissing:
        return chromium()


def _postgres() -> Path | None:
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    folders = [*versions, *([Path(os.path.realpath(on_path)).parent] if on_path else [])]
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def _chromium() -> Path | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


def _headless_shell() -> Path | None:
    found = shutil.which("chromium-headless-shell")
    return Path(found) if found else None


def _found_or_installed(find: Callable[[], Path | None], *, name: str, package: str) -> Path:
    with _one_at_a_time():
        if found := find():
            return found
        if os.geteuid() == 0 and shutil.which("apt-get"):
            _install(package)
        if found := find():
            return found
    raise ProgramMissing(f"{name} is missing. On Debian or Ubuntu: sudo apt-get install {package}")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Test runs stand side by side: apt refuses the second, and a program half unpacked is found but does not start."""
    with (Path(tempfile.gettempdir()) / "pulih-programs.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _install(package: str) -> None:
    """Quietly, and asking nothing."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", package]):
        done = subprocess.run(["apt-get", "-qq", *command], env=environment, capture_output=True, check=False)
        if done.returncode:
            raise ProgramMissing(f"{package} is missing, and apt-get {command[0]} could not get it.")
