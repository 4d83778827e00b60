"""What a phone keeps of colleagues, units, institutions and villages."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from api.identity.partner_profiles import SaidOfItself
from api.resources.study_shapes import StudyCard
from api.shapes import WireShape


class OwnUnit(WireShape):
    """The reader's unit and where it lies. `phrase`: a PIN is not enough here, a phone asks for a pass phrase."""

    id: str
    """The unit's id."""
    name: str
    """As people know it."""
    timezone: str
    """IANA name of the zone in which its days are counted."""
    village: str
    """Kemendagri code of its village."""
    kabupaten: str
    """The name of its kabupaten or city."""
    phrase: bool
    """Whether its phones ask for a pass phrase instead of a PIN."""


class Colleague(WireShape):
    """Somebody of the unit."""

    id: str
    """The person's id, as in `by` of every record."""
    name: str
    """As colleagues know the person."""
    role: str
    """`agent` or `coordinator`."""
    unit: str
    """The person's unit."""


class UnitName(WireShape):
    """A unit of the kabupaten."""

    id: str
    """The unit's id."""
    name: str
    """As people know it."""


class InstitutionSaid(SaidOfItself):
    """With the day on which it was said."""

    said_on: Annotated[date, Field(strict=False)]
    """The day."""


class PartnerCard(WireShape):
    """An institution to which clients are referred: of the province, or with an agreement that covers the unit."""

    id: str
    """As in `partner` of a referral."""
    name: str
    """As people know it."""
    kind: str
    """What sort of institution, such as `bnn_clinic`."""
    village: str
    """Kemendagri code of its village."""
    services: list[str]
    """What it offers, in the words of a referral's `service`."""
    requirements: list[str]
    """What everybody brings there, in the words of a referral's `requirements`."""
    agreed_until: str | None
    """The last day of the agreement that the reader's unit has with it today, or that an office has which covers the
    unit. Null: none, or the reader has no unit."""
    profile: InstitutionSaid | None
    """What it says of itself, as in `/v1/partner-profile`. Null: nothing yet."""


class Village(WireShape):
    """A desa or kelurahan of the kabupaten."""

    code: str
    """Kemendagri code, such as 33.22.01.2001."""
    name: str
    """Of the desa or kelurahan."""
    kecamatan: str
    """The name of its district."""


class Reference(WireShape):
    """`hash` changes when anything here does; it is the ETag too."""

    hash: str
    """Changes whenever anything below does; it is the ETag too."""
    unit: OwnUnit | None
    """The reader's own. Null: the reader has none."""
    agents: list[Colleague]
    """Colleagues of the unit who can be invited."""
    units: list[UnitName]
    """Units of the same kabupaten, to which a client can move."""
    partners: list[PartnerCard]
    """Active institutions of the same province, and those with which the unit has an agreement."""
    rubrics: list[dict[str, Any]]
    """For an officer of a district: rubrics of phases that the nation's office published, the newest last, as
    `GET /v1/policies/phase_rubric` gives them but for where they come from."""
    studies: list[StudyCard]
    """For who works in a unit: studies of which nothing is told yet, the first to end first."""
    villages: list[Village]
    """Of the same kabupaten, by code."""
