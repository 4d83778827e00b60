"""A record of a vector as the server reads it for whoever works in a time zone."""

from typing import Any

from api.areas.place_days import written_on
from api.records.task_case import TaskRecord

JAKARTA = "Asia/Jakarta"


def read_there(one: dict[str, Any], values: dict[str, Any], zone: str = JAKARTA) -> TaskRecord:
    """With the day on which it was written down there."""
    return TaskRecord(one["id"], one["kind"], values, written_on(one["id"], one.get("at", ""), zone))
