"""What an institution says of itself, written by its own officers; phones read it with the institutions."""

import json
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body
from fastapi.responses import Response
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlmodel import Session

from api.actor import Actor
from api.changes.schemas import Json
from api.db.engine import TheEngine
from api.db.passing_faults import repeatable
from api.identity.current_actor import Claim, Claimed, Now, Reading, SignedIn, acting
from api.identity.institutions import keep_offer
from api.identity.partner_profiles import PartnerProfile, PartnerProfileRow, keep_profile
from api.identity.people import Partner
from api.problems.tree import (
    Busy,
    Invalid,
    MatchNeeded,
    NotYours,
    PreconditionFailed,
    SignInNeeded,
    TooLarge,
    answers,
)
from api.resources.days import day_in
from api.resources.etags import IfMatch, etag_of_all, must_name, with_etag
from api.resources.records.merge_patch import patched

router = APIRouter(prefix="/v1/partner-profile", tags=["partner-profile"])
WRITING = answers(SignInNeeded, NotYours, PreconditionFailed, TooLarge, Invalid, MatchNeeded, Busy)
Patch = Annotated[
    dict[str, Json],
    Body(
        description="A merge patch (RFC 7396) of what was read; null takes a part out.",
        json_schema_extra={
            "properties": PartnerProfile.model_json_schema()["properties"],
            "additionalProperties": False,
        },
    ),
]


class PartnerProfileTold(PartnerProfile):
    """With the day on which it was said."""

    said_on: date | None = None
    """The day. Null: the institution has said nothing of itself yet; what it offers stands in the register."""


@router.get("", response_model=PartnerProfileTold, responses=answers(SignInNeeded, NotYours))
def read_partner_profile(actor: SignedIn, session: Reading) -> Response:
    """The reader's own institution."""
    return with_etag(told_of(session, institution_of(session, actor)))


@router.patch("", response_model=PartnerProfileTold, responses=WRITING)
def write_partner_profile(patch: Patch, claim: Claimed, engine: TheEngine, now: Now, match: IfMatch = None) -> Response:
    """What it offers counts from now on: a referral asks for nothing else."""
    if match is None:
        raise MatchNeeded()
    return with_etag(kept(engine, claim, patch, match, now))


@repeatable
def kept(engine: Engine, claim: Claim, patch: dict[str, Any], match: str, now: datetime) -> PartnerProfileTold:
    """One transaction with its trail. What says nothing new is no change, whatever it has seen."""
    with acting(engine, claim) as (session, actor):
        partner = institution_of(session, actor)
        session.refresh(partner, with_for_update=True)  # of two who read the same, the second finds that it moved
        before = told_of(session, partner)
        stood = before.model_dump(exclude={"said_on"}, exclude_none=True)
        said = readable(patched(stood, patch))
        if before.said_on and said.model_dump(exclude_none=True) == stood:
            return before
        must_name(match, etag_of_all(before))
        keep_offer(session, partner, said.services, said.requirements, by=actor.id, now=now)
        keep_profile(session, partner.id, said, on=day_in(now, actor.timezone), by=actor.id)
        session.flush()
        return told_of(session, partner)


def readable(merged: dict[str, Any]) -> PartnerProfile:
    """Invalid where it has not its shape, or two fields do not fit."""
    try:
        said = PartnerProfile.model_validate(merged)
    except ValidationError as error:
        raise Invalid.of(error) from None
    if said.free_now is not None and said.capacity is not None and said.free_now > said.capacity:
        raise Invalid.at("/free_now", "more-free-than-room")
    if said.age_from is not None and said.age_to is not None and said.age_from > said.age_to:
        raise Invalid.at("/age_to", "ages-turned-round")
    must_be_appointment(said)
    return said


def must_be_appointment(said: PartnerProfile) -> None:
    """Either all of it or nothing, and no end before its beginning."""
    told = {"appointment_number": said.appointment_number, "appointed_on": said.appointed_on}
    for name, value in told.items():
        if said.appointed_by and value is None:
            raise Invalid.at(f"/{name}", "appointment-incomplete")
    if not said.appointed_by and (said.appointed_until or any(told.values())):
        raise Invalid.at("/appointed_by", "appointment-incomplete")
    if said.appointed_on and said.appointed_until and said.appointed_until < said.appointed_on:
        raise Invalid.at("/appointed_until", "appointment-turned-round")


def institution_of(session: Session, actor: Actor) -> Partner:
    """Of an institution's officer; nobody else has a profile."""
    partner = session.get(Partner, actor.partner) if actor.role == "partner" and actor.partner else None
    if partner is None:
        raise NotYours("institutions-only")
    return partner


def told_of(session: Session, partner: Partner) -> PartnerProfileTold:
    """As it stands."""
    row = session.get(PartnerProfileRow, partner.id)
    said = json.loads(row.said) if row else {}
    offers = {"services": json.loads(partner.services), "requirements": json.loads(partner.requirements)}
    return PartnerProfileTold.model_validate({**said, **offers, "said_on": row.said_on if row else None})
