"""A group's meeting: its theme and how many came. Who came stands in each client's own case, never here."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from api.records.field_types import Note, PastDay
from api.records.record import Record
from api.records.vocabulary import Theme


class GroupMeeting(Record):
    """The group's own record: nobody learns from it who was there."""

    kind: ClassVar = "group_meeting"
    plural: ClassVar = "group-meetings"
    about: ClassVar = "A group's meeting: theme and number of heads. It lies in the unit's own papers and names nobody."
    feed: ClassVar = "unit"
    day: ClassVar = "on"
    immutable_fields: ClassVar = frozenset({"on"})
    required_fields: ClassVar = frozenset({"theme", "head_count"})
    readable_by: ClassVar = {
        "coordinator": frozenset({"on", "theme", "leader", "place", "head_count", "minutes", "voided_because"})
    }
    example: ClassVar = {
        "on": "2026-11-10",
        "theme": "saying_no",
        "leader": "agent",
        "place": "post",
        "head_count": 7,
        "minutes": 60,
    }
    edit: ClassVar = {"minutes": 75}

    on: PastDay | None = None
    """The day."""
    theme: Theme | None = None
    """What it was about."""
    leader: Literal["agent", "bnnk", "puskesmas", "ex_user", "religious", "other"] | None = None
    """Who led it, by role."""
    place: Literal["post", "home", "public", "worship", "other"] | None = None
    """Where it was."""
    head_count: Annotated[int, Field(ge=0, le=200)] | None = None
    """How many came."""
    minutes: Annotated[int, Field(ge=0, le=600)] | None = None
    """How long it took."""
    note: Note | None = None
    """What else the unit should know. Nobody who was there is named."""
