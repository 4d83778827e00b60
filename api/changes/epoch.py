"""The server's own numbers: its epoch, and which backups cover what."""

from collections.abc import Iterable
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Select, true
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select

from api.changes.tables import MICROSECOND, EpochStart, EpochState, HomeCounter

EPOCH = SQLModel.metadata.tables["epoch_state"]
THE_EPOCH = columns(EPOCH.c.epoch).where(EPOCH.c.id == 1).scalar_subquery()


def with_epoch(homes: Select[Any]) -> Select[Any]:
    """Epoch, started and done stand before each of these rows, and alone where there is none."""
    found = homes.subquery("homes")
    wanted = (EPOCH.c.epoch, EPOCH.c.started, EPOCH.c.done, *found.c)
    return columns(*wanted).select_from(EPOCH.outerjoin(found, true())).where(EPOCH.c.id == 1)


def epoch_state(session: Session) -> EpochState:
    """The one row; made at first use. A write session only needs it when it is missing: `begin` makes it."""
    return session.get_one(EpochState, 1)


def ensure_epoch(session: Session) -> EpochState:
    """The row, made with a fresh epoch where there is none."""
    return session.get(EpochState, 1) or new_epoch(session)


def new_epoch(session: Session) -> EpochState:
    """A fresh random epoch, later than the one before, and where every counter stands at its beginning."""
    now = datetime.now(UTC)
    row = session.get(EpochState, 1) or EpochState(epoch="", since=now)
    row.epoch, row.since = token_hex(16), max(now, row.since + MICROSECOND)
    session.add(row)
    counters = session.exec(select(HomeCounter)).all()
    session.add_all(
        [
            EpochStart(home=counter.home, epoch=row.epoch, since=row.since, position=counter.position)
            for counter in counters
        ]
    )
    return row


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


def epoch(session: Session) -> str:
    """This server's epoch, compared for equality only."""
    return epoch_state(session).epoch
