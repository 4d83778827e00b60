"""What an institution says of itself: whom it takes, how much room it has, when it is open. The newest of each."""

from collections.abc import Collection
from datetime import date
from typing import Annotated, Any, Literal

import orjson
from pydantic import AfterValidator, Field, field_validator
from sqlalchemy import Date, Text
from sqlmodel import Field as Column
from sqlmodel import Session, SQLModel, col, select

from api.identity.people import ID
from api.problems.messages import value_fault
from api.records.blank_text import shown_text
from api.records.field_types import Line
from api.records.referral_parts import Requirements, Service
from api.shapes import ClosedShape

Places = Annotated[int, Field(ge=0, le=9_999)]
Age = Annotated[int, Field(ge=0, le=120)]
Takes = Literal["men", "women", "children", "disabled", "pregnant", "hiv"]
Language = Literal["id", "jv", "su", "mad", "min", "bug", "ban", "other"]


class PartnerProfileRow(SQLModel, table=True):
    """`said`: JSON of a `PartnerProfile`; `said_on`: the day, where the institution lies; `said_by`: who of it."""

    __tablename__ = "partner_profile"
    partner: str = Column(primary_key=True, foreign_key="partner.id", sa_type=ID)
    said: str = Column(sa_type=Text)
    said_on: date = Column(sa_type=Date)
    said_by: str = Column(sa_type=ID)


class SaidOfItself(ClosedShape):
    """In its own words; nothing of any client."""

    takes: Annotated[list[Takes], Field(max_length=6, default_factory=list)]
    """Whom it takes. Empty: not said."""
    age_from: Age | None = None
    """The youngest it takes. Null: not said."""
    age_to: Age | None = None
    """The oldest it takes. Null: not said."""
    capacity: Places | None = None
    """How many it has room for. Null: not said."""
    free_now: Places | None = None
    """How many places are free on the day of the profile. Null: not said."""
    hours: Annotated[Line, AfterValidator(shown_text)] | None = None
    """When it is open, such as `Senin-Jumat 08.00-15.00`. Null: not said."""
    fee: Literal["free", "insured", "paid"] | None = None
    """Whether it costs something; `insured`: BPJS or KIS pays. Null: not said."""
    languages: Annotated[list[Language], Field(max_length=8, default_factory=list)]
    """Which languages are spoken there beside Indonesian. Empty: not said."""
    appointed_by: Literal["menkes", "mensos", "bnn"] | None = None
    """Which ministry or agency appointed it to receive reports of its own accord (IPWL). Null: not said, or none."""
    appointment_number: Annotated[Line, AfterValidator(shown_text)] | None = None
    """The number of that decree. Null: not said."""
    appointed_on: Annotated[date, Field(strict=False)] | None = None
    """The day of it. Null: not said."""
    appointed_until: Annotated[date, Field(strict=False)] | None = None
    """Its last day. Null: it names none, or it was not said."""

    @field_validator("takes", "languages", "services", "requirements", check_fields=False)
    @classmethod
    def named_once(cls, value: list[str]) -> list[str]:
        """The same twice says nothing more."""
        if len(set(value)) < len(value):
            raise value_fault("value-twice")
        return value


class PartnerProfile(SaidOfItself):
    """With what the register has of it too."""

    services: Annotated[list[Service], Field(min_length=1, max_length=7)]
    """What it offers, in the words of a referral's `service`."""
    requirements: Annotated[Requirements, Field(default_factory=list)]
    """What everybody brings there, in the words of a referral's `requirements`."""


def keep_profile(session: Session, partner: str, said: PartnerProfile, *, on: date, by: str) -> PartnerProfileRow:
    """In the place of what it said before."""
    row = session.get(PartnerProfileRow, partner)
    text = orjson.dumps(said.model_dump(include=set(SaidOfItself.model_fields), exclude_defaults=True)).decode()
    if row is None:
        row = PartnerProfileRow(partner=partner, said=text, said_on=on, said_by=by)
    row.said, row.said_on, row.said_by = text, on, by
    session.add(row)
    return row


def profiles_of(session: Session, partners: Collection[str]) -> dict[str, dict[str, Any]]:
    """{institution: what it said, with `said_on`}, of those that said something."""
    found = session.exec(select(PartnerProfileRow).where(col(PartnerProfileRow.partner).in_(partners))).all()
    return {row.partner: {**orjson.loads(row.said), "said_on": str(row.said_on)} for row in found}
