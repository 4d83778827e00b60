"""A server's clock that stands whole days ahead: as many as a file says, which is read at every look."""

from datetime import datetime, timedelta
from pathlib import Path

from api.clock import Clock, system_clock

TURNED = "TURNED_CLOCK"  # in the environment of a forked server: the file


def turned_clock(file: Path) -> Clock:
    """Of a file that nobody has written yet: today."""

    def clock() -> datetime:
        return system_clock() + timedelta(days=int(file.read_text() if file.exists() else "0"))

    return clock
