"""A client offered to another unit, as that unit learns of it and answers."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from api.ids import UUID7
from api.records.field_types import Reason
from api.shapes import ClosedShape, WireShape


class OfferedMove(WireShape):
    """A client whom another unit offers. Nothing else of the case is known before it is accepted."""

    id: str
    """The offer's id, which is that of the client's `move`."""
    from_unit: str
    """The name of the unit that is responsible now."""
    because: str | None
    """Why the client moves. Null: nothing was said."""
    age_band: str | None
    """Years. Null: unknown."""
    sex: str | None
    """As the client says. Null: unknown."""
    asked_on: date | None
    """The day on which it was asked. Null: unknown."""


class MoveAccepted(ClosedShape):
    """Who accompanies the client from now on."""

    followers: Annotated[list[UUID7], Field(min_length=1, max_length=20)]
    """Agents of the unit, by id."""


class MoveRefused(ClosedShape):
    """The other unit's no."""

    reason: Reason
    """Why; whoever asked reads it."""


class MoveAnswered(WireShape):
    """What became of the offer."""

    status: Literal["offered", "accepted", "refused", "withdrawn"]
    """`withdrawn`: meanwhile it was taken back, or the client is another unit's."""
    client: str | None = None
    """The client's record id. Null: the case did not become the unit's."""
