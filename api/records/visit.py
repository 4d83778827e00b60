"""A visit to a client: what was found, and when the next one is due. A fact."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from api.records.agreed import Agreed
from api.records.blobs import Photo, Voice
from api.records.danger import ANSWERED
from api.records.field_types import Day, Note, PastDay
from api.records.meetings import MEETING_TASKS, NOBODY, VISIT_DUE
from api.records.record import Record
from api.records.rule import Where
from api.records.rules import Excludes, InOrder
from api.records.vocabulary import CareNeeds, RedFlags, Support

Place = Literal["home", "post", "public", "phone", "other"]
Met = Literal["client", "parent", "spouse", "sibling", "child", "relative", "neighbour", "nobody"]
Need = Literal["health", "legal", "social", "work", "school"]
SOUGHT = Where("purpose", ("came_herself", "alert"), but=True)
TALKED_OF = Where("family_mood")


class Visit(Record):
    """Written in seconds; only the day is required. A red flag opens its note to the coordinator."""

    kind: ClassVar = "visit"
    plural: ClassVar = "visits"
    about: ClassVar = "What was found, and when the next one is due."
    day: ClassVar = "on"
    append_only: ClassVar = True
    contact: ClassVar = True
    missed: ClassVar = NOBODY
    tasks: ClassVar = (*MEETING_TASKS, VISIT_DUE)
    immutable_fields: ClassVar = frozenset({"on"})
    looks_at: ClassVar = frozenset({"alert", "consent"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"on", "place", "planned", "purpose", "red_flags", "care_needs", "needs", "support", "safe_for_me",
             "with_whom", "next_on", "next_place", "voided_because"}
        )
    }  # fmt: skip
    readable_when_flagged: ClassVar = {"coordinator": frozenset({"note", "condition"})}
    example: ClassVar = {"on": "2026-11-23", "place": "home", "met": ["client"], "condition": "good"}
    edit: ClassVar = {"note": "Lain.", "amended_because": "Salah tulis."}
    rules: ClassVar = (
        InOrder(code="next_before", first="on", then="next_on"),
        *ANSWERED,
        Excludes(code="nobody_alone", field="met", options=("nobody",)),
        # Whom she no longer wants to come is not visited, but may come herself, and is helped in danger.
        Agreed(code="contact_withdrawn", layer="contact", day="on", fields=("purpose",), when=(SOUGHT,)),
        Agreed(code="contact_withdrawn", layer="contact", day="next_on", same_day=True, when=(SOUGHT,)),
        Agreed(
            code="participation_withdrawn",
            layer="participation",
            day="on",
            fields=("purpose",),
            when=(Where("purpose", ("plan", "aftercare")),),
        ),
        Agreed(
            code="family_withdrawn",
            layer="family",
            day="on",
            fields=("support",),
            when=(Where("support", ("family_talk",)),),
        ),
        Agreed(
            code="family_withdrawn", layer="family", day="on", fields=("family_mood",), when=(Where("family_mood"),)
        ),
    )

    on: PastDay | None = None
    """The day of the visit."""
    place: Place | None = None
    """Where they met."""
    purpose: Literal["first", "plan", "aftercare", "alert", "referral", "came_herself"] | None = None
    """What it was for; `came_herself`: the client sought it."""
    planned: bool | None = None
    """Whether it had been arranged."""
    met: Annotated[list[Met], Field(max_length=8)] | None = None
    """Who was there, by role and never by name."""
    condition: Literal["good", "fair", "poor"] | None = None
    """How the client is."""
    use_since: Literal["none", "less", "same", "more", "unknown"] | None = None
    """How much she used since the visit before, as she says."""
    use_days: Annotated[int, Field(ge=0, le=30)] | None = None
    """Days of use in the last 30."""
    family_mood: Literal["supportive", "worried", "angry", "absent"] | None = None
    """How the family takes it."""
    triggers: Note | None = None
    """What makes her want to use."""
    coping: Note | None = None
    """What helps her against it."""
    needs: Annotated[list[Need], Field(max_length=5)] | None = None
    """What she needs."""
    red_flags: RedFlags | None = None
    """Signs of danger."""
    care_needs: CareNeeds | None = None
    """What needs care and is no danger."""
    support: Annotated[list[Support], Field(max_length=7)] | None = None
    """What the agent did for her."""
    safe_for_me: bool | None = None
    """Whether the agent was safe herself."""
    with_whom: bool | None = None
    """Whether two of them went."""
    note: Note | None = None
    """What else was found; the ketua unit reads it only where a sign of danger was seen."""
    photo: Photo | None = None
    """A picture of what was seen or done, never of a face; offices do not read it."""
    voice: Voice | None = None
    """A note that was spoken; offices do not hear it."""
    next_on: Day | None = None
    """When the next visit is due."""
    next_place: Place | None = None
    """Where the next visit is to be."""
