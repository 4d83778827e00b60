"""The server's own numbers: its epoch, and which backups cover what."""

from collections.abc import Iterable
from datetime import UTC, datetime
from secrets import token_hex

from sqlmodel import Session, col, select

from api.changes.tables import Begun, Pen, Server


def server(session: Session) -> Server:
    """The one row; made at first use. A write session only needs it when it is missing: `begin` makes it."""
    return session.get_one(Server, 1)


def begin(session: Session) -> Server:
    """The row, made with a fresh epoch where there is none."""
    return session.get(Server, 1) or new_epoch(session)


def new_epoch(session: Session) -> Server:
    """A fresh random epoch, and where every pen stands at its beginning."""
    row = session.get(Server, 1) or Server(epoch="", since=datetime.now(UTC))
    row.epoch, row.since = token_hex(16), datetime.now(UTC)
    session.add(row)
    pens = session.exec(select(Pen)).all()
    session.add_all([Begun(home=pen.home, epoch=row.epoch, since=row.since, n=pen.n) for pen in pens])
    return row


def begun(session: Session, homes: Iterable[str], met: str) -> dict[str, int]:
    """{home: the lowest number at which an epoch began after the one the phone last met}, for her homes alone.

    A home of which that epoch is not known here is missing and counts as 0: then a phone asks rather than overwrites.
    """
    rows = session.exec(select(Begun).where(col(Begun.home).in_(list(homes))).order_by(col(Begun.since))).all()
    since = {row.home: row.since for row in rows if row.epoch == met}
    later = [row for row in reversed(rows) if row.home in since and row.since > since[row.home]]
    return {row.home: min(one.n for one in later if one.home == row.home) for row in later}


def epoch(session: Session) -> str:
    """This server's epoch, compared for equality only."""
    return server(session).epoch
