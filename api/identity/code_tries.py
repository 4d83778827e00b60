"""Trying an enrolment code is counted so that nobody guesses one, and so that no stranger stops the others.

A code itself bears five wrong tries. Of one address, which a village or a proxy may share, are counted: the tries at
one beginning, and the tries at beginnings that some open code has. A stranger who types what no code begins with uses
up nobody's tries but those of that beginning.
"""

from datetime import datetime

from sqlalchemy import Engine

from api.db.engine import reading
from api.identity.enrolment_codes import BEGINNING, is_code, plain
from api.identity.rate_limits import CODE_ADDRESS, CODE_GUESS, Spent, hit_rate_limits
from api.identity.tables import EnrolmentCode
from api.settings import Settings


def count_code_try(engine: Engine, settings: Settings, typed: str, address: str, *, now: datetime) -> list[Spent]:
    """What a success takes back (`refund_attempts`); TooMany beyond a limit."""
    beginning = plain(typed)[:BEGINNING]
    spent: list[Spent] = [(CODE_GUESS, f"{address} {beginning}")]
    with reading(engine) as session:
        known = session.get(EnrolmentCode, beginning) if is_code(plain(typed)) else None
    if known is not None and known.expires_at > now:
        spent.append((CODE_ADDRESS, address))
    hit_rate_limits(engine, settings, *spent, now=now)
    return spent
