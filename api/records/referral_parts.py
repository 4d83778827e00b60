"""What a referral consists of: its steps and choices, what goes along with it, and what came of each step."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from api.records.field_types import Note, PastDay, Reason, Short
from api.records.vocabulary import Band, RedFlags
from api.shapes import ClosedShape

STATES = json.loads((Path(__file__).parent / "referral_states.json").read_text())
Service = Literal[
    "assessment", "outpatient", "inpatient_medical", "inpatient_social", "detox", "atensi", "vocational"
]  # fmt: skip
Status = Literal[
    "drafted", "sent", "received", "accepted", "waitlisted", "declined", "redirected", "assessed", "in_treatment",
    "completed", "dropped_out", "transferred", "handed_back", "cancelled", "closed",
]  # fmt: skip

ALWAYS_CARRIED = ("code", "alias", "age_band", "sex")
ITEM_OF = {"screened_on": "scores"}


class CarriedScore(ClosedShape):
    """A substance's score and band, as the screening gave it."""

    model_config = ConfigDict(frozen=True)

    score: Annotated[int, Field(ge=0, le=39)]
    """ASSIST points of this substance, 0 to 39."""
    band: Band
    """The risk the points stand for."""


class Carries(ClosedShape):
    """A snapshot of the consented things, made on the phone: what the partner may read of the case."""

    model_config = ConfigDict(frozen=True)

    code: Short
    """The client's code, by which institution and agents mean the same person."""
    alias: Short | None = None
    """What the client is called. Null: not carried."""
    age_band: Short | None = None
    """Years. Null: not carried."""
    sex: Short | None = None
    """As the client says. Null: not carried."""
    scores: dict[Short, CarriedScore] | None = None
    """By substance, as the interview gave them. Null: not carried."""
    screened_on: PastDay | None = None
    """The day of that interview. Null: not carried."""
    injecting: Short | None = None
    """Whether the client injects, read off the interview. Null: not carried."""
    red_flags: RedFlags | None = None
    """Signs of danger seen. Null: not carried."""
    services: Note | None = None
    urine: Literal["negative", "positive", "refused"] | None = None
    """What the urine test said; supporting only, no diagnosis. Null: not carried."""


Requirement = Literal[
    "id_card", "family_card", "guardian_id", "guardian_comes", "photo", "stamp", "bnnk_letter", "leave_letter",
    "insurance_card", "health_letter",
]  # fmt: skip
Requirements = Annotated[list[Requirement], Field(max_length=10)]
Care = Literal["outpatient", "inpatient_medical", "inpatient_social"]
Discharge = Literal["completed", "dropped", "transferred", "expelled", "died"]
NumberText = Annotated[str, StringConstraints(pattern=r"^R-[0-9]{10}[A-Z]?-[0-9]{4}-[0-9]+[A-Z]?$")]
HourText = Annotated[str, StringConstraints(max_length=5, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class ReferralStep(ClosedShape):
    """A step that was taken, and stays although another follows."""

    model_config = ConfigDict(frozen=True)

    status: Status
    """The step."""
    on: date | None = None
    """The day on which it was taken. Null: it was taken before steps were kept."""
    by: Literal["agent", "coordinator", "partner"] | None = None
    """In which role. Null: it was taken before steps were kept."""
    because: Reason | None = None
    """Why, where it was said."""
