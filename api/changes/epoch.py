"""When an epoch begins, and where each home stood then."""

from collections.abc import Collection, Iterable
from datetime import datetime
from secrets import token_hex

from sqlmodel import Session, col, exists, select

from api.changes.tables import MICROSECOND, EpochStart, HomeCounter
from api.identity.people import Unit
from api.identity.server_epoch import EpochState, ensure_epoch

NO_HOME = "00000000-0000-0000-0000-000000000000"  # in which an epoch is remembered that began before any unit


def new_epoch(session: Session, now: datetime) -> EpochState:
    """A fresh random epoch, later than the one before, and where every counter stands at its beginning.

    Of a home in which nothing was written yet too: that there was an epoch before is read from these rows, and a first
    backup may be older than the first change, or than the first unit.
    """
    row = ensure_epoch(session, now)
    session.flush()
    begun = select(HomeCounter.home)
    for home in session.exec(select(Unit.id).where(col(Unit.id).not_in(begun))).all():
        session.add(HomeCounter(home=home))
        session.add(EpochStart(home=home, epoch=row.epoch, since=row.since, position=0))
    counters = session.exec(select(HomeCounter)).all()
    if not counters:
        session.add(EpochStart(home=NO_HOME, epoch=row.epoch, since=row.since, position=0))
    row.epoch, row.since = token_hex(16), max(now, row.since + MICROSECOND)
    session.add(row)
    session.add_all(
        [
            EpochStart(home=counter.home, epoch=row.epoch, since=row.since, position=counter.position)
            for counter in counters
        ]
    )
    return row


def epochs_lived(session: Session) -> list[str]:
    """All of this database: its own, and those of the copies from which it was restored."""
    lived = select(EpochStart.epoch).union(select(EpochState.epoch))
    return sorted(session.execute(lived).scalars())


def has_lived(session: Session, epochs: Collection[str]) -> bool:
    """Whether this database, or what it was copied from, was served in one of these."""
    return session.exec(select(exists().where(col(EpochStart.epoch).in_(epochs)))).one()


def epoch_starts_since(session: Session, homes: Iterable[str], met: str) -> dict[str, int]:
    """{home: the lowest number at which an epoch began after the one the phone last met}, for her homes alone.

    A home of which that epoch is not known here is missing and counts as 0: then a phone asks rather than overwrites.
    """
    rows = session.exec(
        select(EpochStart).where(col(EpochStart.home).in_(list(homes))).order_by(col(EpochStart.since))
    ).all()
    since = {row.home: row.since for row in rows if row.epoch == met}
    later = [row for row in reversed(rows) if row.home in since and row.since > since[row.home]]
    return {row.home: min(one.position for one in later if one.home == row.home) for row in later}
