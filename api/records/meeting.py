"""A meeting with a client, alone, in a group or with her family: who came, what it was about. A fact."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from api.ids import UUID7
from api.records.agreed import Agreed, Consented
from api.records.danger import ANSWERED
from api.records.field_types import Day, Line, Note, PastDay, Refers
from api.records.meetings import DANGER_SEEN, next_meeting
from api.records.record import Record, RecordId
from api.records.rule import Where
from api.records.rules import Forbidden, InOrder
from api.records.vocabulary import Dangers, Support, Theme

MISSED = Where("attended", ("absent_told", "absent"))


class Meeting(Record):
    """Written in seconds. One of a group names its id, and nobody learns from the group who was there."""

    kind: ClassVar = "meeting"
    plural: ClassVar = "meetings"
    about: ClassVar = "Who came, what it was about, and when they meet again."
    day: ClassVar = "on"
    append_only: ClassVar = True
    contact: ClassVar = True
    missed: ClassVar = MISSED
    tasks: ClassVar = (DANGER_SEEN, next_meeting("meeting"))
    immutable_fields: ClassVar = frozenset({"on"})
    required_fields: ClassVar = frozenset({"form", "attended"})
    looks_at: ClassVar = frozenset({"alert", "consent"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"on", "plan", "form", "group", "attended", "theme", "support", "red_flags", "next_on", "voided_because"}
        )
    }
    readable_when_flagged: ClassVar = {"coordinator": frozenset({"note"})}
    example: ClassVar = {
        "on": "2026-11-23",
        "form": "individual",
        "attended": "came",
        "theme": "triggers",
        "mood": 4,
        "use_days": 3,
        "support": ["listened"],
        "next_on": "2026-11-30",
    }
    edit: ClassVar = {"note": "Lain.", "amended_because": "Salah tulis."}
    rules: ClassVar = (
        InOrder(code="meeting_next_before", first="on", then="next_on"),
        *ANSWERED,
        Forbidden(code="group_alone", fields=("group",), when=(Where("form", ("group",), but=True),)),
        Forbidden(code="not_there", fields=("mood", "use_days"), when=(MISSED,)),
        Consented(code="participation_not_agreed", layer="participation", fields=("on",)),
        Agreed(code="participation_withdrawn", layer="participation", day="on"),
        Agreed(code="participation_withdrawn", layer="participation", day="next_on", same_day=True),
        Agreed(code="contact_withdrawn", layer="contact", day="next_on", same_day=True),
        Agreed(code="family_withdrawn", layer="family", day="on", fields=("form",), when=(Where("form", ("family",)),)),
        Agreed(
            code="family_withdrawn",
            layer="family",
            day="on",
            fields=("support",),
            when=(Where("support", ("family_talk",)),),
        ),
    )

    on: PastDay | None = None
    """The day of the meeting."""
    plan: Annotated[RecordId, Refers("plan")] | None = None
    """The plan it counts for. Null: none was open."""
    form: Literal["individual", "group", "family", "activity"] | None = None
    """How they met."""
    group: UUID7 | None = None
    """The id of the group's own record, which stands in the unit's feed."""
    attended: Literal["came", "late", "absent_told", "absent"] | None = None
    """Whether she came."""
    theme: Theme | None = None
    """What it was about."""
    mood: Annotated[int, Field(ge=1, le=5)] | None = None
    """How she felt, as she points it out: 1 very low, 5 very good."""
    use_days: Annotated[int, Field(ge=0, le=30)] | None = None
    """Days of use in the last 30."""
    support: Annotated[list[Support], Field(max_length=7)] | None = None
    """What the agent did for her."""
    red_flags: Dangers | None = None
    """Signs of danger."""
    step: Line | None = None
    """What she will do until the next one, in her own words."""
    next_on: Day | None = None
    """When they meet again."""
    note: Note | None = None
    """What else was said; the ketua unit reads it only where a sign of danger was seen."""
