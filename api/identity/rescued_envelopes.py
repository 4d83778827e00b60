"""What was handed in for its author alone. It belongs to a person and lies in no home: nobody else ever reads it."""

from datetime import datetime

from sqlalchemy import String, Text, func
from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.db.utc import WHEN
from api.identity.people import ID
from api.identity.tables import Enrolment


class RescuedEnvelope(SQLModel, table=True):
    """A draft, or a change that was refused, as its phone sealed it for the server. `sealed`: empty since her next
    phone has it; the row stays, so that the same is not returned twice. `name`: of its content."""

    __tablename__ = "rescued_envelope"
    person: str = Field(sa_type=ID, primary_key=True)
    name: str = Field(sa_type=String(64), primary_key=True)
    enrolment: str = Field(sa_type=ID)
    sealed: str | None = Field(default=None, sa_type=Text)
    received_at: datetime = Field(sa_type=WHEN)
    returned_to: str | None = Field(default=None, sa_type=ID)


def waiting_for(phone: Enrolment) -> SelectOfScalar[RescuedEnvelope]:
    """Written on a phone that its person had before this one."""
    query = select(RescuedEnvelope).join(Enrolment, col(Enrolment.id) == RescuedEnvelope.enrolment)
    query = query.where(RescuedEnvelope.person == phone.person, col(RescuedEnvelope.sealed).is_not(None))
    return query.where(col(Enrolment.made_at) < phone.made_at, Enrolment.id != phone.id)


def something_waits(session: Session, phone: Enrolment) -> bool:
    """For this phone."""
    return session.exec(waiting_for(phone).limit(1)).first() is not None


def room_taken(session: Session, enrolment: str) -> int:
    """Bytes of what waits here and was written on this phone."""
    kept = select(func.coalesce(func.sum(func.length(col(RescuedEnvelope.sealed))), 0))
    return int(session.exec(kept.where(RescuedEnvelope.enrolment == enrolment)).one())
