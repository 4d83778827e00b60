"""Trying an enrolment code is counted so that nobody guesses one, and so that no stranger stops the others.

A code bears five wrong tries from one address, so that whoever has seen how it begins ends it for herself, and twenty
from all. Of one address, which a village or a proxy may share, are counted: the tries at one code, and those at any
that is open. A stranger who types what no code begins with uses up nobody's tries, not even those of a code that will
begin so; and where she met open ones too often, each beginning has one try left there: the right one.
"""

from datetime import datetime

from sqlalchemy import Engine

from api.db.engine import reading
from api.identity.enrolment_codes import BEGINNING, is_code, plain
from api.identity.rate_limits import CODE_ADDRESS, CODE_GUESS, Spent, hit_rate_limit
from api.identity.tables import EnrolmentCode
from api.problems.tree import Invalid, TooMany
from api.settings import Settings

OF_ADDRESS = 5


def count_code_try(engine: Engine, settings: Settings, typed: str, address: str, *, now: datetime) -> list[Spent]:
    """What a success takes back (`refund_attempts`); TooMany beyond a limit, Invalid where it is not to be judged."""
    code = plain(typed)
    if not is_code(code):  # nobody makes such a one, so nothing is guessed by it, and no row kept
        raise Invalid.at("/code", "enrolment-code-unfit")
    with reading(engine) as session:
        known = session.get(EnrolmentCode, code[:BEGINNING])
    is_open = known is not None and known.expires_at > now
    # Of an open code by itself: what was tried at its beginning before there was one is not counted for it.
    meant = known.rest_hash if known is not None and is_open else code[:BEGINNING]
    spent: list[Spent] = [(CODE_GUESS, f"{address} {meant}")]
    tries = hit_rate_limit(engine, settings, *spent[0], now=now)
    if is_open:
        spent.append((CODE_ADDRESS, address))
        count_address(engine, settings, address, tries, now)
    if tries > OF_ADDRESS:
        raise Invalid.at("/code", "enrolment-code-unfit")
    return spent


def count_address(engine: Engine, settings: Settings, address: str, tries: int, now: datetime) -> None:
    """Whoever comes with the right code comes with her first try, whatever others did behind her gateway."""
    try:
        hit_rate_limit(engine, settings, CODE_ADDRESS, address, now=now)
    except TooMany:
        if tries > 1:
            raise
