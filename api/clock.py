"""The server's clock: a seam, so that a test can stand years ahead or behind."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

Clock = Callable[[], datetime]
OF_ENGINE = "pulih_clock"  # an option of an engine, for what happens beneath everybody who is given a moment


def system_clock() -> datetime:
    """This machine's time, aware, in UTC."""
    return datetime.now(UTC)


def clock_of(options: Mapping[str, Any]) -> Clock:
    """Of the app that an engine serves."""
    clock: Clock = options.get(OF_ENGINE, system_clock)
    return clock
