"""Vocational training: from interest to a certificate and work ("an indicator against relapse", the programme says)."""

import json
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from api import policies
from api.records.blobs import Photo
from api.records.field_types import Day, Line, Note, PastDay
from api.records.record import Record
from api.records.rule import Where
from api.records.rules import AtMost, DayBetween, Forbidden, InOrder, Ladder, Required
from api.records.task import DeclaredTask, TaskAnswer, TaskDay
from api.records.vocabulary import Retired

STATES = json.loads((Path(__file__).parent / "training_states.json").read_text())
Trade = Literal[
    "screen_printing", "barber", "salon", "cooking", "livestock", "business", "automotive", "machining", "welding",
    "electrical", "electronics", "cooling", "building", "ict", "garment", "farming", "fishery", "hospitality",
    "barista", "phone_repair", "motor_wash", "massage", "driving", "crafts", "digital_marketing", "furniture", "other",
]  # fmt: skip
Provider = Literal[
    "blk", "disnaker_ppkd", "lpk", "umkm", "dinsos", "balai_kemensos", "bnn", "lsp", "skb_pkbm", "bumdes", "csr",
    "pesantren", "partner", "other",
]  # fmt: skip
Hours = Annotated[int, Field(ge=0, le=2000)]
Sessions = Annotated[int, Field(ge=0, le=500)]
FINISHED = Where("status", ("finished",))
UNFINISHED = Where("status", FINISHED.among, but=True)
OUTSIDE = Where("status", ("interested", "selection", "waiting", "not_selected"))
"""She does not take part, or not yet."""
LEFT = Where("status", ("dropped_out",))
TOOK_PART = Where("status", ("attending",), was=True)
ENDED = ("finished", "dropped_out")
POINTS = {"m1": 59, "m3": 89, "m6": 89}
"""When it is asked what came of it, and for how many days more, until the next time."""


def outcome_task(point: str, within: int) -> DeclaredTask:
    """What came of it is asked once at each point; older apps said it once for all."""
    earlier = (Where("outcome", but=True),) if point == "m1" else ()
    return DeclaredTask(
        code=f"training_outcome_{point}",
        when=(Where("status", ENDED), *earlier),
        due=TaskDay(day="ends_on", plus=policies.journey().days_after_end[point], within=within),
        opens="vocational_outcome",
        ends=(TaskAnswer(kind="vocational_outcome", names="training", when=(Where("point", (point,)),)),),
    )


class VocationalTraining(Record):
    """One course or apprenticeship of one client."""

    kind: ClassVar = "vocational_training"
    plural: ClassVar = "vocational-trainings"
    about: ClassVar = "Courses and apprenticeships, and what became of them."
    day: ClassVar = "starts_on"
    required_fields: ClassVar = frozenset({"trade", "status"})
    looks_at: ClassVar = frozenset({"consent"})
    exclusive_fields: ClassVar = frozenset({"status"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"trade", "provider_kind", "provider", "starts_on", "ends_on", "hours", "hours_attended", "sessions",
             "sessions_attended", "paid_by", "status", "certificate", "kit", "kit_on", "kit_received", "outcome",
             "voided_because"}
        )
    }  # fmt: skip
    example: ClassVar = {
        "trade": "barista",
        "status": "finished",
        "provider_kind": "blk",
        "ends_on": "2026-10-20",
        "hours": 120,
        "certificate": "attendance",
    }
    edit: ClassVar = {"hours": 160}
    rules: ClassVar = (
        Ladder(code="training_step", field="status", first=tuple(STATES["first"]), next=STATES["next"]),
        InOrder(code="training_ends_before", first="starts_on", then="ends_on"),
        Required(code="training_end_needed", fields=("ends_on",), when=(FINISHED,)),
        Required(code="training_end_needed", fields=("ends_on",), when=(LEFT, TOOK_PART)),
        DayBetween(code="training_not_over", field="ends_on", latest=0, when=(Where("status", ENDED),)),
        AtMost(code="attended_more", field="hours_attended", bound="hours"),
        AtMost(code="attended_more", field="sessions_attended", bound="sessions"),
        Forbidden(code="attended_too_early", fields=("hours_attended", "sessions_attended"), when=(OUTSIDE,)),
        Forbidden(
            code="certificate_too_early",
            fields=("certificate",),
            when=(Where("certificate", ("attendance", "competence")), UNFINISHED),
        ),
        Forbidden(code="certificate_too_early", fields=("certificate_no", "skkni"), when=(UNFINISHED,)),
        Forbidden(
            code="kit_too_early",
            fields=("kit_received",),
            when=(Where("kit_received", (True,)), OUTSIDE),
        ),
        Forbidden(code="kit_too_early", fields=("kit",), when=(Where("kit", ("partial", "full")), OUTSIDE)),
        Forbidden(
            code="kit_without", fields=("kit_what", "kit_on"), when=(Where("kit", ("partial", "full"), but=True),)
        ),
        Forbidden(code="outcome_too_early", fields=("outcome",), when=(Where("status", ENDED, but=True),)),
    )
    tasks: ClassVar = (
        DeclaredTask(
            code="training_start",
            when=(Where("status", ("waiting", "enrolled")),),
            due=TaskDay(day="starts_on", moves=True),
        ),
        DeclaredTask(code="training_end", when=(Where("status", ("attending",)),), due=TaskDay(day="ends_on")),
        *(outcome_task(point, within) for point, within in POINTS.items()),
    )

    trade: Trade | None = None
    """What is learnt."""
    provider_kind: Provider | None = None
    """What kind of place teaches it."""
    provider: Line | None = None
    """The name of that place, never of a person."""
    starts_on: Day | None = None
    """The first day of the course."""
    ends_on: Day | None = None
    """The last day of the course."""
    hours: Hours | None = None
    """Hours of training in all, as planned."""
    hours_attended: Hours | None = None
    """Of these, how many she was there."""
    sessions: Sessions | None = None
    """How often they meet, as planned."""
    sessions_attended: Sessions | None = None
    """How often she was there."""
    paid_by: Literal["free", "village_fund", "bnn", "csr", "self"] | None = None
    """Who pays for it."""
    status: (
        Literal[
            "interested", "selection", "waiting", "enrolled", "attending", "finished", "dropped_out", "not_selected"
        ]
        | None
    ) = None
    """How far she came."""
    certificate: Literal["none", "attendance", "competence"] | None = None
    """What she was given at the end."""
    certificate_no: Line | None = None
    """Its number; offices do not read it, since it leads to her name."""
    skkni: Line | None = None
    """The competence unit (SKKNI) it stands for."""
    kit: Literal["none", "partial", "full"] | None = None
    """Whether she got tools."""
    kit_what: Line | None = None
    """Which tools."""
    kit_on: PastDay | None = None
    """The day she got them."""
    kit_received: Annotated[bool, Retired()] | None = None
    """As `kit`, of older apps."""
    outcome: Annotated[Literal["working", "business", "apprentice", "seeking", "none"], Retired()] | None = None
    """What came of it, as older apps say; newer ones write a `vocational_outcome`."""
    photo: Photo | None = None
    """A picture of her work, or of the certificate with its name covered; offices do not read it."""
    note: Note | None = None
    """What else is to be said; offices do not read it."""
