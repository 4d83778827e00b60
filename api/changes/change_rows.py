"""Rows of `change`, `feed` and `follow` without a mapping: two hundred of them are read and made in one push."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from api.changes.tables import Follow

CHANGE, FEED, FOLLOW = (Follow.metadata.tables[name] for name in ("change", "feed", "follow"))


@dataclass(slots=True)
class ChangeRow:
    """The table's columns, in their order; a test holds them to it."""

    home: str
    version: int
    position: int
    id: str
    kind: str
    record: str
    feed: str
    at: str
    set: str | None
    was: str | None
    answers: str | None
    instead_of: str | None
    by: str
    enrolment: str | None
    received_at: datetime
    answer: str
    started: int
    late: bool
    skew: int
    content: str
    lost: str | None
    last: bool
    body: str | None

    def values(self) -> tuple[object, ...]:
        """As they are stored."""
        return in_order(self)

    def retire(self) -> None:
        """The telling before the newest keeps what it set, no longer the whole."""
        self.set, self.body, self.last = self.set or self.body, None, False


in_order = attrgetter(*(column.name for column in CHANGE.columns))


class StoredChange(NamedTuple):
    """A row that lies there: what is judged and answered by. `body`: of the newest telling, where it was asked for."""

    home: str
    version: int
    position: int
    id: str
    kind: str
    record: str
    feed: str
    at: str
    by: str
    received_at: datetime
    answer: str
    started: int
    late: bool
    content: str
    lost: str | None
    body: str | None


class FeedRow(NamedTuple):
    """A case as it stands before a batch."""

    home: str
    id: str
    unit: str
    position: int
    live: int
    sum: int
    opened_by: str
    opened_at: datetime
    erased_at: datetime | None = None


class FollowRow(NamedTuple):
    """Who follows it."""

    home: str
    feed: str
    agent: str
    since: datetime
    until: datetime | None = None
    reason: str | None = None
    because: str | None = None
    invited_by: str | None = None
