"""What was handed in for its author alone. It belongs to a person and lies in no home: nobody else ever reads it."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlmodel import Field, SQLModel

from api.changes.tables import ID
from api.db.utc import WHEN


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
