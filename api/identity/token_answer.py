"""What a sign-in answers, and what a phone is told of itself with it."""

from datetime import datetime
from typing import Literal

from api.identity.access_tokens import LIVES
from api.identity.enrolments import Standing
from api.identity.server_keys import ServerKeys
from api.identity.tables import Enrolment
from api.policies import phone_lease
from api.shapes import WireShape

BEARER = "bearer"


class EnrolmentStanding(WireShape):
    """Whether this phone may go on."""

    status: Standing
    """`active`; `locked`: refused from now on; `wipe`: its keys are struck when it next asks."""


class PhoneStanding(EnrolmentStanding):
    """`ends_at`: 400 days from now; each sign-in moves it. A phone warns its person in the last 30 days."""

    ends_at: datetime
    """When the enrolment ends if the phone does not sign in again."""


class SignedInPhone(PhoneStanding):
    """What a phone must know besides, each time."""

    lease_days: int
    """Days without contact after which the phone closes its caseload (policy `phone_lease`)."""
    box_kid: str
    """The `kid` of the newest key for sealed boxes. A phone that believes another asks `/v1/enrolments/status`, where
    the new keys are given, signed by the one it believes."""


class TokenAnswer(WireShape):
    """`expires_in`: seconds; `nonce`: for the next sign-in; `enrolment`: only for a phone."""

    access_token: str
    """Sent as `Authorization: Bearer …`. Opaque: nothing in it is promised."""
    token_type: str = BEARER
    """`Bearer`, always."""
    expires_in: int = LIVES
    """Seconds for which the token is good."""
    nonce: str
    """For the next sign-in of a phone: good once, for five minutes."""
    rescued: bool | None = None
    """Something that was handed in from a phone she had before waits for this one (`GET /v1/rescue`). Absent: nothing
    does."""
    second_factor: Literal["wanted"] | None = None
    """`wanted`: her role asks for a second factor and she has none; until it is set up this token opens nothing else
    (`POST /v1/auth/second-factor`). Absent: she goes on."""
    recovery_left: int | None = None
    """How many recovery codes she has. Absent: she has no second factor."""
    enrolment: SignedInPhone | None = None
    """How the phone stands. Absent: an office signed in."""


def standing_of(phone: Enrolment, server: ServerKeys) -> SignedInPhone:
    """Of a phone that may go on."""
    days, kid = phone_lease().closed_after_days, str(server.box[0].kid)
    return SignedInPhone(status="active", ends_at=phone.ends_at, lease_days=days, box_kid=kid)
