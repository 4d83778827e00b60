"""Who looked: every read of clients by an office is kept, in a transaction of its own. Ids alone, no word of anybody.

One entry a read, however many records it showed; nothing asked for and nothing shown is no read.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import Engine, Index, String, Text, Uuid
from sqlmodel import Field, SQLModel

from api.access.scope import Scope
from api.changes.canonical_json import text
from api.db.engine import writing
from api.db.utc import WHEN
from api.ids import new_id

How = Literal["list", "read", "history", "write", "held", "overview", "export"]
ID = Uuid(as_uuid=False)


class SeenRecord(NamedTuple):
    """A record that was shown, and the case it lies in."""

    record: str
    feed: str


class ReadLog(SQLModel, table=True):
    """`home`: where the reader works. `asked`: what a list was narrowed by. `records`, `feeds`: JSON lists of ids."""

    __tablename__ = "read_log"
    __table_args__ = (Index("read_log_at", "home", "at"),)
    home: str = Field(sa_type=ID, primary_key=True)
    id: str = Field(sa_type=ID, primary_key=True)
    at: datetime = Field(sa_type=WHEN)
    agent: str = Field(sa_type=ID)
    role: str = Field(sa_type=String(20))
    kind: str = Field(sa_type=String(40))
    how: str = Field(sa_type=String(10))
    asked: str = Field(sa_type=Text)
    count: int
    records: str = Field(sa_type=Text)
    feeds: str = Field(sa_type=Text)


def log_read(
    engine: Engine,
    scope: Scope,
    kind: str,
    how: How,
    seen: Sequence[SeenRecord],
    asked: Mapping[str, Any] | None = None,
) -> None:
    """A role that only follows needs no log; everybody else does."""
    actor, reach = scope.actor, scope.reach
    if (reach.follows and not (reach.unit or reach.sent)) or not (seen or asked):
        return
    entry = ReadLog(
        home=actor.unit or actor.partner or actor.id, id=new_id(), at=scope.now, agent=actor.id, role=actor.role,
        kind=kind, how=how, asked=text(dict(asked or {})), count=len(seen), records=text([one.record for one in seen]),
        feeds=text(sorted({one.feed for one in seen})),
    )  # fmt: skip
    with writing(engine, actor) as session:
        session.add(entry)
