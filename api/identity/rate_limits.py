"""How often somebody may try, per account, phone and address; in the database, so that all processes count alike."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, case, delete, or_, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from api.db.engine import writing
from api.identity.nonces import keyed
from api.identity.tables import Throttle
from api.problems.tree import TooMany
from api.settings import Settings


class Limit(NamedTuple):
    """`tries` within `seconds`, for one `purpose`."""

    purpose: str
    tries: int
    seconds: int


# Addresses are shared by whole villages behind one carrier's gateway, so their limits are wide.
PASSWORD = Limit("password", 10, 900)
PASSWORD_ACCOUNT = Limit("password-account", 100, 900)
PASSWORD_ADDRESS = Limit("password-address", 100, 900)
# Three codes of a million count at once: at this rate a guess fits once in two years.
SECOND_FACTOR = Limit("second-factor", 20, 3600)
OPENID_ADDRESS = Limit("openid-address", 120, 900)
CODE_GUESS = Limit("code-guess", 30, 86400)
CODE_ADDRESS = Limit("code-address", 30, 900)
STATUS = Limit("status", 120, 900)
RESCUE_ADDRESS = Limit("rescue-address", 240, 900)
ASSERTION = Limit("assertion", 30, 600)
HELP_UNIT = Limit("help-unit", 60, 86400)
CODES_MADE = Limit("codes-made", 60, 3600)
STUDY_ANSWERS = Limit("study-answers", 300, 86400)
STUDY_WITHDRAWALS = Limit("study-withdrawals", 5, 86400)
BLOB_PARTS = Limit("blob-parts", 1000, 86400)
RESCUE_PARTS = Limit("rescue-parts", 4000, 86400)  # three questions for 4 KB, where a line lives for 8
RECOUNT = Limit("recount", 4, 86400)


Spent = tuple[Limit, str]


def hit_rate_limits(engine: Engine, settings: Settings, *spent: Spent, now: datetime) -> None:
    """Each of them."""
    for limit, whose in spent:
        hit_rate_limit(engine, settings, limit, whose, now=now)


def refund_attempts(engine: Engine, settings: Settings, *spent: Spent) -> None:
    """Each of them."""
    for limit, whose in spent:
        refund_attempt(engine, settings, limit, whose)


def hit_rate_limit(engine: Engine, settings: Settings, limit: Limit, whose: str, *, now: datetime) -> int:
    """Counts before the try, so that parallel guesses count too; TooMany beyond the limit. Which try of its
    window it is. A transaction of its own."""
    name, moment = keyed(settings, limit.purpose, whose), int(now.timestamp())
    try:
        row = counted(engine, name, limit, moment)
    except IntegrityError:  # two first tries at once: the loser counts on the winner's row
        row = counted(engine, name, limit, moment)
    if row.tries > limit.tries:
        raise TooMany(retry_after=max(1, row.since + limit.seconds - moment))
    return row.tries


def count_more(engine: Engine, settings: Settings, limit: Limit, whose: str, more: int, *, now: datetime) -> None:
    """What a try that was counted as one turned out to be besides; it raises nothing, since it was let in."""
    if more > 0:
        counted(engine, keyed(settings, limit.purpose, whose), limit, int(now.timestamp()), more)


class Counted(NamedTuple):
    """Where a window stands."""

    tries: int
    since: int


def counted(engine: Engine, name: str, limit: Limit, now: int, more: int = 1) -> Counted:
    """So many more; a window that has passed begins anew, and one that begins in the future has passed."""
    passed = or_(col(Throttle.since) <= now - limit.seconds, col(Throttle.since) > now)
    tries = case((passed, more), else_=col(Throttle.tries) + more)
    with writing(engine) as session:
        values = {"tries": tries, "since": case((passed, now), else_=col(Throttle.since))}
        session.execute(update(Throttle).where(col(Throttle.name) == name).values(values))
        row = session.exec(select(Throttle).where(Throttle.name == name)).one_or_none()
        if row is None:
            sweep(session, now)
            row = Throttle(name=name, tries=more, since=now)
            session.add(row)
        return Counted(row.tries, row.since)


def sweep(session: Session, now: int) -> None:
    """Windows of yesterday count for nobody."""
    session.execute(delete(Throttle).where(col(Throttle.since) < now - 86400))


def refund_attempt(engine: Engine, settings: Settings, limit: Limit, whose: str) -> None:
    """A success takes its own try back, and no more: otherwise one right answer would pay for many wrong ones."""
    name = keyed(settings, limit.purpose, whose)
    with writing(engine) as session:
        fewer = update(Throttle).where(col(Throttle.name) == name, col(Throttle.tries) > 0)
        session.execute(fewer.values(tries=col(Throttle.tries) - 1))
