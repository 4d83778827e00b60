"""The server's clock: a seam, so that a test can stand years ahead or behind."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """This machine's time, aware, in UTC."""
    return datetime.now(UTC)
