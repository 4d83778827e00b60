"""A referral that the district's office (BNNK) signs beside the institution: when it is asked, and upon what."""

from collections.abc import Mapping
from typing import Any

from pydantic import ConfigDict

from api import policies
from api.records.case import Receipt
from api.records.consent_status import is_given
from api.records.field_types import Short, as_json
from api.records.record import RecordId
from api.records.referral_parts import CarriedScore, Carries
from api.records.vocabulary import Band
from api.shapes import ClosedShape


class CosignRisk(ClosedShape):
    """What the officer signs upon: how grave it is, never who it is."""

    model_config = ConfigDict(frozen=True)

    headline: Band
    """The gravest band of the deciding substances."""
    scores: dict[Short, CarriedScore] | None = None
    """By substance, those that the institution is sent too. Null: it is sent none."""


def asked_to_sign(screening: RecordId | None, carries: Carries | None, receipt: Receipt) -> Mapping[str, Any]:
    """Which office, and upon what; nothing where the policy asks for none, or she does not agree that it reads her.

    By the interview that is named, else by the newest of the case.
    """
    heard = sorted(receipt.case.of("screening"), key=lambda one: (str(one.record.value("on")), one.id))
    interview = next((one for one in heard if one.id == screening), heard[-1] if heard else None)
    headline = interview.record.value("headline") if interview else None
    if headline not in policies.referral_clock().cosign_bands or not is_given(receipt.case, "approval"):
        return {}
    scores = {topic: as_json(one) for topic, one in (carries.scores if carries and carries.scores else {}).items()}
    told = {"headline": headline, **({"scores": scores} if scores else {})}
    return {"district": receipt.place().district, "risk": told}
