"""The server's own numbers: its epoch, and which backups cover what."""

from datetime import UTC, datetime
from secrets import token_hex

from sqlmodel import Session, select

from api.sync.tables import Begun, Pen, Server


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
    for pen in session.exec(select(Pen)).all():
        session.merge(Begun(home=pen.home, n=pen.n))
    return row


def begun(session: Session) -> dict[str, int]:
    """{home: number at the beginning of this epoch}."""
    return {row.home: row.n for row in session.exec(select(Begun)).all()}


def epoch(session: Session) -> str:
    """This server's epoch, compared for equality only."""
    return server(session).epoch
