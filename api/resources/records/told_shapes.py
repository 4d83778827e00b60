"""What is told beside records: their questions, their history, and what a reader lets go of."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from api.shapes import WireShape


class Question(BaseModel):
    """A value that lost against another written meanwhile; answered by an edit that names its change."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    change: str | None = None
    """The change that lost; an edit answers it by naming this id in `answers`."""
    enrolment: str | None = None
    """The phone it came from."""
    value: Any = None
    """What was wanted."""
    by: str | None = None
    """The person who wanted it. Absent or null to offices, but for what their reader wanted herself."""
    at: str | None = None
    """When, by her own clock."""


class HistoryEntry(BaseModel):
    """One change of a record, through the reader's view. `lost`: what its author wanted and did not get."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    """The change's id."""
    n: int
    """The version it made."""
    at: str
    """When, by its author's own clock."""
    received_at: datetime
    """When the server took it."""
    by: str | None
    """Its author. Null: an office is told its own alone."""
    answer: str
    """`applied`, or `merged` where something in it became a question."""
    late: bool
    """Whether its author accompanied the client no more when it arrived."""
    set: dict[str, Any]
    """The fields it set."""
    was: dict[str, Any] | None = None
    """What its author saw there."""
    lost: dict[str, Any] | None = None
    """What she wanted and did not get: now a question."""


class Withdrawn(WireShape):
    """A record that was taken back, erased, left the reader's scope or fits the filter no more. Without `id`: all of
    this client's. Who never had it passes over it."""

    id: str | None
    """The record. Null: everything of this client."""
    client: str | None
    """The client whose it is. Null: not the reader's to know."""


class WithdrawnPaper(WireShape):
    """The same of a unit's own papers. Without `id`: all of them, since the reader belongs to the unit no more."""

    id: str | None
    """The record. Null: everything of this kind in this unit."""
    unit: str
    """The unit whose it is."""
