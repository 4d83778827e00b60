"""Outreach (*penyuluhan*): telling people, at a meeting or from door to door. One of the seven duties of an agent."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from api import policies
from api.records.field_types import Line, Note, PastDay
from api.records.record import Record
from api.records.rules import AtMost
from api.records.task import DeclaredTask, TaskAnswer, TaskDay

# What was done in public, in numbers: no free text but why it was taken back, and not who came afterwards alone.
HELD_IN_PUBLIC = frozenset(
    {"on", "way", "audience", "head_total", "head_women", "head_under18", "topics", "material", "led_by",
     "voided_because"}
)  # fmt: skip
Heads = Annotated[int, Field(ge=0, le=5000)]


class Outreach(Record):
    """An event of the unit, told in numbers: nobody who was there is named."""

    kind: ClassVar = "outreach"
    plural: ClassVar = "outreach-events"
    about: ClassVar = "An outreach event of the unit: what for, how many came. It lies in the unit's own papers."
    feed: ClassVar = "unit"
    day: ClassVar = "on"
    immutable_fields: ClassVar = frozenset({"on"})
    required_fields: ClassVar = frozenset({"way", "head_total"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"on", "way", "audience", "head_total", "head_women", "head_under18", "topics", "material",
             "material_count", "led_by", "partner_org", "asked_after", "funded_by", "voided_because"}
        ),
        "district": HELD_IN_PUBLIC,
        "village": HELD_IN_PUBLIC,
    }  # fmt: skip
    rules: ClassVar = (
        AtMost(code="more_than_came", field="head_women", bound="head_total"),
        AtMost(code="more_than_came", field="head_under18", bound="head_total"),
    )
    tasks: ClassVar = (
        DeclaredTask(
            code="outreach_again",
            due=TaskDay(day="on", plus=policies.journey().outreach_days, within=60),
            opens="outreach",
            ends=(TaskAnswer(kind="outreach", later=True),),
        ),
    )
    example: ClassVar = {
        "on": "2026-11-08",
        "way": "village_meeting",
        "audience": ["parents", "women_group"],
        "head_total": 34,
        "head_women": 28,
        "head_under18": 0,
        "topics": ["services_free", "where_to_go"],
        "asked_after": 2,
    }
    edit: ClassVar = {"asked_after": 3}

    on: PastDay | None = None
    """The day."""
    way: (
        Literal[
            "socialisation", "home_to_home", "hangout", "school", "worship", "village_meeting", "event", "online",
        ]
        | None
    ) = None  # fmt: skip
    """How people were reached."""
    audience: (
        Annotated[
            list[
                Literal[
                    "youth", "parents", "women_group", "religious", "workers", "migrants", "students",
                    "village_staff", "general",
                ]
            ],
            Field(max_length=9),
        ]
        | None
    ) = None  # fmt: skip
    """Who it was meant for; `women_group`: PKK."""
    head_total: Heads | None = None
    """How many people were there."""
    head_women: Heads | None = None
    """Women and girls among them."""
    head_under18: Heads | None = None
    """Children (under 18) among them."""
    topics: (
        Annotated[
            list[
                Literal[
                    "addiction", "services_free", "confidentiality", "stigma", "family", "injecting_risk",
                    "where_to_go", "job_training",
                ]
            ],
            Field(max_length=8),
        ]
        | None
    ) = None  # fmt: skip
    """What was talked about."""
    material: (
        Annotated[list[Literal["leaflet", "banner", "video", "talk", "other"]], Field(max_length=5)] | None
    ) = None  # fmt: skip
    """What was used."""
    material_count: Heads | None = None
    """How many pieces were handed out."""
    led_by: (
        Annotated[
            list[Literal["agent", "bnnk", "puskesmas", "police_community", "ex_user", "religious", "other"]],
            Field(max_length=7),
        ]
        | None
    ) = None
    """Who spoke."""
    partner_org: Line | None = None
    """With which organisation."""
    asked_after: Heads | None = None
    """How many came privately afterwards."""
    funded_by: Literal["dipa_bnn", "village_fund", "kelurahan", "csr", "self", "none"] | None = None
    """What it was paid from."""
    note: Note | None = None
    """What else the unit should know. Nobody who was there is named."""
