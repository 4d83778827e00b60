"""Which day it is, somewhere."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

EASTERNMOST = "Asia/Jayapura"


def day_in(now: datetime, timezone: str) -> date:
    """The day it is there."""
    return now.astimezone(ZoneInfo(timezone)).date()
