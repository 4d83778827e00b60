"""What travels where somebody asks for help without a name."""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from api.identity.enrolment_codes import Attempt
from api.records.field_types import AnswerText
from api.shapes import ClosedShape, WireShape

Who = Literal["self", "family", "friend", "teacher", "other"]
About = Literal["drug", "alcohol", "violence", "suicide_talk", "wants_info", "wants_visit"]
Reach = Literal["come_to_post", "agent_visits", "answer_by_code"]
HelpStep = Literal["waiting", "taken", "answered"]
PlaceHint = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Phone = Annotated[str, StringConstraints(pattern=r"^\+?\d[\d -]{6,18}\d$"), Field(examples=["0800 000 0000"])]
Key = Annotated[str, StringConstraints(min_length=6, max_length=12), Field(examples=["5PSK9T"])]
HelpWord = Annotated[str, StringConstraints(min_length=7, max_length=16), Field(examples=["8KQM-2XTA-7R"])]


class LeafletTry(ClosedShape):
    """What stands on a leaflet."""

    key: Key
    """6 symbols of Crockford's alphabet; case, spaces and hyphens do not count."""


class HelpUnit(WireShape):
    """Whom a leaflet leads to."""

    name: str
    """The unit."""
    village: str
    """Kemendagri code of its village, for the emergency card."""


class HelpAsk(LeafletTry):
    """Asking for help without a name. Where and at which number may be left out, and is sealed as it is kept."""

    who: Who
    """For whom help is sought."""
    about: Annotated[list[About], Field(min_length=1, max_length=len(get_args(About)))]
    """What it is about. `violence` and `suicide_talk`: the page shows whom to call before it sends anything."""
    reach: Reach
    """How it may go on. `agent_visits`: where is settled by the answer, unless a place is named here."""
    place_hint: PlaceHint | None = None
    """Where they may meet, in a few words and no address."""
    phone: Phone | None = None
    """At which number whoever takes the request may call."""
    attempt: Attempt | None = None
    """128 random bits in hex, the same where it is sent again because no answer came: it is kept once, and answered the
    same."""


class HelpCode(WireShape):
    """Told once, and kept nowhere."""

    code: str
    """In groups, to be written down: with it the answer is read."""
    asked_on: date
    """The day in the unit."""
    due_on: date
    """By when the unit answers."""


class HelpCodeTry(ClosedShape):
    """What somebody wrote down who had asked."""

    code: HelpWord
    """10 symbols (7 in those given out before); case, spaces and hyphens do not count."""


class HelpAnswer(WireShape):
    """How far a request is."""

    asked_on: date
    """The day on which it was asked."""
    due_on: date
    """By when the unit answers."""
    step: HelpStep
    """`taken`: somebody of the unit is on it."""
    answer: str | None = None
    """The unit's words. Null: not yet."""
    answered_on: date | None = None
    """Null: not yet."""


class HelpRequestRead(WireShape):
    """A request, as the people of its unit see it."""

    id: str
    """By which it is taken and answered."""
    asked_on: date
    """The day on which it was asked."""
    due_on: date
    """By when it is to be answered."""
    who: Who
    """For whom help is sought."""
    about: list[About]
    """What it is about."""
    reach: Reach
    """How it may go on."""
    place_hint: str | None = None
    """Where they may meet. Null: not left, or the reader did not take the request."""
    phone: str | None = None
    """At which number. Null: not left, or the reader did not take the request."""
    danger: bool
    """Violence, or talk of dying."""
    step: HelpStep
    """How far it is."""
    taken_by: str | None = None
    """Who is on it. Null: nobody yet."""
    answer: str | None = None
    """What was answered. Null: not yet."""
    answered_on: date | None = None
    """Null: not yet."""


class HelpReply(ClosedShape):
    """What is answered."""

    answer: AnswerText
    """Read by whoever holds the code. It names nobody, and nothing that only one person would know."""


class LeafletRead(WireShape):
    """What is printed on the unit's leaflets."""

    key: str
    """To be typed, or behind the `#` of a picture's address."""
    unit: str
    """The unit's name."""
