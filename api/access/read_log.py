"""Who looked: every read of a client by an office or a partner is kept, in a transaction of its own. Ids only."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, Index, String, Uuid
from sqlmodel import Field, SQLModel

from api.actor import Actor
from api.clock import system_clock
from api.db.engine import writing
from api.db.utc import WHEN
from api.ids import new_id


class Seen(NamedTuple):
    """A record that was shown, and where it lies."""

    home: str
    record: str
    feed: str


class ReadLog(SQLModel, table=True):
    """One record read by somebody who does not accompany its client."""

    __tablename__ = "read_log"
    __table_args__ = (Index("read_log_feed", "home", "feed"),)
    home: str = Field(sa_type=Uuid(as_uuid=False), primary_key=True)
    id: str = Field(sa_type=Uuid(as_uuid=False), primary_key=True)
    at: datetime = Field(default_factory=system_clock, sa_type=WHEN)
    agent: str = Field(sa_type=Uuid(as_uuid=False))
    role: str = Field(sa_type=String(20))
    kind: str = Field(sa_type=String(40))
    record: str = Field(sa_type=Uuid(as_uuid=False))
    feed: str = Field(sa_type=Uuid(as_uuid=False))


def log_reads(engine: Engine, actor: Actor, kind: str, seen: Iterable[Seen]) -> None:
    """Agents who follow the client need no log; everybody else does."""
    if actor.role == "agent":
        return
    rows = [
        ReadLog(
            home=one.home, id=new_id(), agent=actor.id, role=actor.role, kind=kind, record=one.record, feed=one.feed
        )
        for one in seen
    ]
    if rows:
        with writing(engine, actor) as session:
            session.add_all(rows)
