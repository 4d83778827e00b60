"""Step-up (RFC 9470): what leaves the house in bulk is handed only to who proved a moment ago that it is she."""

from datetime import datetime

from api.identity.access_tokens import Bearer
from api.identity.current_actor import Claim, Claimed
from api.problems.tree import StaleSignIn

PROVES = frozenset({"pwd", "otp", "fed"})
PROVED_WITHIN = 5  # minutes: half of what a token lives, or a password would never be asked for again


class Recent:
    """A dependency of routes that export: `dependencies=[Depends(Recent(minutes=5))]`, and `StaleSignIn` among their
    answers. A phone signs in by itself, so its token proves nobody's presence and never counts; nor does one that an
    operator printed."""

    def __init__(self, minutes: int) -> None:
        self.seconds = minutes * 60

    async def __call__(self, claim: Claimed) -> Claim:
        """The claim, where she signed in by herself within these minutes."""
        must_be_recent(claim.bearer, self.seconds, claim.now)
        return claim


def must_be_recent(bearer: Bearer, seconds: int, now: datetime) -> None:
    """StaleSignIn where she did not sign in by herself within these seconds."""
    passed = now.timestamp() - bearer.signed_in_at
    if bearer.enrolment or passed > seconds or not PROVES.intersection(bearer.ways):
        raise StaleSignIn(max_age=seconds)
