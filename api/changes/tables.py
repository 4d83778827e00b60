"""What the server keeps of a case. Every key begins with `home`, the unit in which the case was opened, for ever.

HomeCounter   the last number given in a home; locked first by whoever writes there
Feed          a case: which unit is responsible now, its last number, its digest
Follow        who holds it, since when, until when and why it ended
Change        feed, history, audit trail and conflict memory in one
Departure     a case that left somebody, and when
MoveOffer     a client whom one unit offers to another, as far as that may know
SentRecord    what reached the institution or district it is addressed to, and what became of it
HeldChange    a copy of what was refused or waits for the coordinator
EpochStart    where each home stood when an epoch began
EpochTold     which phone heard of an epoch, and when first
"""

from datetime import date, datetime, timedelta

from sqlalchemy import BigInteger, Date, ForeignKeyConstraint, Index, String, Text, Uuid, text
from sqlmodel import Field, SQLModel

from api.db.utc import WHEN

ID = Uuid(as_uuid=False)
MICROSECOND = timedelta(microseconds=1)
MOVED = "home <> unit"


class HomeCounter(SQLModel, table=True):
    """One writer at a time: feed order is commit order. `moment`: the latest that was written here."""

    __tablename__ = "home_counter"
    home: str = Field(sa_type=ID, primary_key=True)
    position: int = Field(default=0, sa_type=BigInteger)
    moment: datetime | None = Field(default=None, sa_type=WHEN)


class Feed(SQLModel, table=True):
    """`live` and `sum`: the digest over its living records. `erased_at`: nothing of it returns."""

    __table_args__ = (
        Index("feed_id", "id"),
        Index("feed_moved_from", "home", postgresql_where=text(MOVED), sqlite_where=text(MOVED)),
        Index("feed_moved_to", "unit", postgresql_where=text(MOVED), sqlite_where=text(MOVED)),
    )
    home: str = Field(sa_type=ID, primary_key=True)
    id: str = Field(sa_type=ID, primary_key=True)
    unit: str = Field(sa_type=ID, index=True)
    position: int = Field(default=0, sa_type=BigInteger)
    live: int = 0
    sum: int = Field(default=0, sa_type=BigInteger)
    opened_by: str = Field(sa_type=ID)
    opened_at: datetime = Field(sa_type=WHEN)
    erased_at: datetime | None = Field(default=None, sa_type=WHEN)


class Follow(SQLModel, table=True):
    """The newest `since` of an agent and feed counts; ended ones stay as the trail of who held what."""

    __table_args__ = (
        ForeignKeyConstraint(["home", "feed"], ["feed.home", "feed.id"]),
        Index("follow_agent", "agent", "home", "feed"),
    )
    home: str = Field(sa_type=ID, primary_key=True)
    feed: str = Field(sa_type=ID, primary_key=True)
    agent: str = Field(sa_type=ID, primary_key=True)
    since: datetime = Field(sa_type=WHEN, primary_key=True)
    until: datetime | None = Field(default=None, sa_type=WHEN)
    reason: str | None = Field(default=None, sa_type=String(20))
    because: str | None = Field(default=None, sa_type=String(500))
    invited_by: str | None = Field(default=None, sa_type=ID)


class Change(SQLModel, table=True):
    """A change as it was applied. `version` numbers the content, once; pulls find it under `position`.

    `last` marks the newest telling of a record and alone keeps `body`; a creation leaves `set` NULL ("all of it")
    until the first edit moves it. JSON lies as canonical text. `content`: hash of the change as sent, for replays.
    """

    __table_args__ = (
        ForeignKeyConstraint(["home", "feed"], ["feed.home", "feed.id"]),
        Index("change_id", "home", "id", unique=True),
        Index("change_position", "home", "position", postgresql_where=text("last"), sqlite_where=text("last = 1")),
        Index("change_record", "record", "home"),
        Index("change_kind", "home", "kind", "position", postgresql_where=text("last"), sqlite_where=text("last = 1")),
        Index("change_feed", "home", "feed"),
    )
    home: str = Field(sa_type=ID, primary_key=True)
    version: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    position: int = Field(sa_type=BigInteger)
    id: str = Field(sa_type=ID)
    kind: str = Field(sa_type=String(40))
    record: str = Field(sa_type=ID)
    feed: str = Field(sa_type=ID)
    at: str = Field(sa_type=String(40))
    set: str | None = Field(default=None, sa_type=Text)
    was: str | None = Field(default=None, sa_type=Text)
    answers: str | None = Field(default=None, sa_type=Text)
    instead_of: str | None = Field(default=None, sa_type=ID)
    by: str = Field(sa_type=ID)
    enrolment: str | None = Field(default=None, sa_type=ID)
    received_at: datetime = Field(sa_type=WHEN)
    answer: str = Field(sa_type=String(10))
    started: int = 0
    late: bool = False
    skew: int = Field(default=0, sa_type=BigInteger, description="The phone's clock minus the server's, in seconds.")
    content: str = Field(sa_type=String(64))
    lost: str | None = Field(default=None, sa_type=Text)
    last: bool = True
    body: str | None = Field(default=None, sa_type=Text)


class Departure(SQLModel, table=True):
    """A case that left a person who followed it, or the unit that was responsible, at this number of its home."""

    __table_args__ = (Index("departure_person", "person", "home"), Index("departure_unit", "unit", "home"))
    home: str = Field(sa_type=ID, primary_key=True)
    position: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    feed: str = Field(sa_type=ID)
    person: str | None = Field(default=None, sa_type=ID)
    unit: str | None = Field(default=None, sa_type=ID)


class MoveOffer(SQLModel, table=True):
    """A client is offered to the unit `home`, under the id of her `move`. What stands here is all that unit learns of
    her before it accepts, and goes when it was answered. `case_home`, `feed`: her case."""

    __tablename__ = "move_offer"
    home: str = Field(sa_type=ID, primary_key=True)
    id: str = Field(sa_type=ID, primary_key=True)
    case_home: str = Field(sa_type=ID)
    feed: str = Field(sa_type=ID, index=True)
    from_unit: str = Field(sa_type=ID)
    because: str | None = Field(default=None, sa_type=String(500))
    age_band: str | None = Field(default=None, sa_type=String(20))
    sex: str | None = Field(default=None, sa_type=String(20))
    asked_on: date | None = Field(default=None, sa_type=Date)
    offered_at: datetime = Field(sa_type=WHEN)
    answered_at: datetime | None = Field(default=None, sa_type=WHEN)


class SentRecord(SQLModel, table=True):
    """`recipient`: an institution; `area`: a district's office, by its code; one of them at the least.
    `version`: the first with which they have it. `ended_at`: its time to read runs from then.
    `revoked_at`: it was over at once, since the client no longer agrees that the institution reads it;
    `area_revoked_at`: that the office does.
    `withdrawn`: the version that took it back."""

    __tablename__ = "sent_record"
    __table_args__ = (
        Index("sent_record_recipient", "recipient", "home"),
        Index("sent_record_area", "area", "home"),
    )
    home: str = Field(sa_type=ID, primary_key=True)
    record: str = Field(sa_type=ID, primary_key=True)
    kind: str = Field(sa_type=String(40))
    feed: str = Field(sa_type=ID)
    recipient: str | None = Field(default=None, sa_type=ID)
    area: str | None = Field(default=None, sa_type=String(5))
    version: int = Field(sa_type=BigInteger)
    ended_at: datetime | None = Field(default=None, sa_type=WHEN)
    revoked_at: datetime | None = Field(default=None, sa_type=WHEN)
    withdrawn: int | None = Field(default=None, sa_type=BigInteger)
    area_revoked_at: datetime | None = Field(default=None, sa_type=WHEN)


# Each place to which something is sent, with the column that says since when it is over there.
REVOKED_AT = {"recipient": "revoked_at", "area": "area_revoked_at"}


class HeldChange(SQLModel, table=True):
    """A change the server did not apply: `answer` refused or waiting; `decision` taken, declined or resolved."""

    __tablename__ = "held_change"
    __table_args__ = (Index("held_change_unit", "unit"),)
    home: str = Field(sa_type=ID, primary_key=True)
    id: str = Field(sa_type=ID, primary_key=True)
    unit: str = Field(sa_type=ID)
    kind: str = Field(sa_type=String(40))
    record: str = Field(sa_type=ID)
    feed: str = Field(sa_type=ID)
    by: str = Field(sa_type=ID)
    enrolment: str | None = Field(default=None, sa_type=ID)
    received_at: datetime = Field(sa_type=WHEN)
    answer: str = Field(sa_type=String(10))
    change: str = Field(sa_type=Text)
    content: str = Field(sa_type=String(64))
    problem: str = Field(sa_type=Text)
    decision: str | None = Field(default=None, sa_type=String(10))
    decided_by: str | None = Field(default=None, sa_type=ID)
    decided_at: datetime | None = Field(default=None, sa_type=WHEN)
    because: str | None = Field(default=None, sa_type=String(500))


class EpochStart(SQLModel, table=True):
    """Where a home's counter stood when an epoch began. All epochs are kept: a phone may have missed some."""

    __tablename__ = "epoch_start"
    home: str = Field(sa_type=ID, primary_key=True)
    epoch: str = Field(sa_type=String(32), primary_key=True)
    since: datetime = Field(sa_type=WHEN)
    position: int = Field(sa_type=BigInteger)


class EpochTold(SQLModel, table=True):
    """A phone that holds records of an epoch before heard of this one; from then on it may hand them in."""

    __tablename__ = "epoch_told"
    enrolment: str = Field(sa_type=ID, primary_key=True)
    epoch: str = Field(sa_type=String(32), primary_key=True)
    at: datetime = Field(sa_type=WHEN)
