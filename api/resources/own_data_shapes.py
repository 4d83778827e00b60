"""What travels where a client asks about her own data."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from api.access.rights_requests import Outcome, Right
from api.records.consent import Layer
from api.records.field_types import AnswerText
from api.shapes import ClosedShape, WireShape

OwnWord = Annotated[str, StringConstraints(min_length=10, max_length=24), Field(examples=["M3XW-9K2T-7Q"])]


class OwnCode(WireShape):
    """Told once, and kept nowhere: read it to the client or write it on a card."""

    code: str
    """In groups, to be read aloud."""
    until: date
    """The last day on which it counts."""


class OwnCodeTry(ClosedShape):
    """What the client was given."""

    code: OwnWord
    """10 symbols of Crockford's alphabet; case, spaces and hyphens do not count."""


class OwnAsk(OwnCodeTry):
    """What she asks for."""

    right: Right
    """See what a record says, correct, stop, limit, erase, complain, or who looked."""
    said: Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)] | None = None
    """In her own words. Null: nothing more."""


class OwnRecordRead(WireShape):
    """One record that is kept."""

    kind: str
    """What sort of record."""
    on: date
    """Its day."""


class HolderRead(WireShape):
    """An agent on whose phone her case lies, or lay."""

    name: str
    """As she knows the agent."""
    since: date
    """From when."""
    until: date | None = None
    """Until when. Null: still."""


class LookRead(WireShape):
    """How often somebody of an office looked on one day."""

    on: date
    """The day."""
    role: str
    """As what: no name is told."""
    times: int
    """How often."""


class OwnRequestRead(WireShape):
    """Something she asked for, and what came of it."""

    right: Right
    """What it was."""
    said: str | None = None
    """In her words. Null: nothing more."""
    asked_at: datetime
    """When she asked."""
    due_at: datetime
    """By when it is answered: 3x24 hours."""
    outcome: Outcome | None = None
    """Null: not answered yet."""
    answer: str | None = None
    """The unit's words. Null: not answered yet."""
    answered_at: datetime | None = None
    """Null: not answered yet."""


class OwnData(WireShape):
    """What is kept of her."""

    unit: str
    """The unit that is responsible."""
    about: dict[str, Any]
    """What stands in the record that opened her case: alias, code, age band, sex, status."""
    records: list[OwnRecordRead]
    """By kind and day, the newest first."""
    holders: list[HolderRead]
    """Who holds her case, and who held it."""
    looks: list[LookRead]
    """Looks of offices in the last ninety days, the newest first."""
    requests: list[OwnRequestRead]
    """What she asked for, the newest first."""


class RightsRequestRead(OwnRequestRead):
    """As whoever leads the unit sees it."""

    id: str
    """By which it is answered."""
    client: str
    """Whose case it is about: the client's record id."""


class RightsReply(ClosedShape):
    """What came of it."""

    outcome: Outcome
    """Done, done in part, or declined."""
    answer: AnswerText
    """In words the client reads."""
    carry_out: bool = False
    """Does it at once in the client's case: `stop` takes all agreements back, `limit` those in `layers`, `erase` erases
    the case for good. Only where it was done; of `stop` and `erase` it is not said to be done without it."""
    layers: Annotated[list[Layer], Field(min_length=1, max_length=10)] | None = None
    """Which agreements are taken back, for `limit`."""
