"""What one writer holds while she has the lock: a home's follows, known changes and records, and what she will write.

Everything is read at once before the first change is judged, and written at once after the last.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

import orjson
from sqlalchemy import select as columns
from sqlmodel import Session, select

from api.actor import Actor
from api.changes.change_rows import CHANGE, ChangeRow
from api.changes.feeds import follows_of
from api.changes.foreign_ids import ids_elsewhere
from api.changes.merge import Values
from api.changes.record_shape import readable
from api.changes.schemas import PROTOCOL
from api.changes.schemas import Change as Sent
from api.changes.tables import Feed, Follow, HeldChange, HomeCounter
from api.changes.wanted import looked_at, named_institutions, named_records, unknown_here
from api.db.engine import one_of
from api.identity.institutions import institutions_known
from api.records import KINDS, Record
from api.records.record import Institution


@dataclass
class RecordState:
    """A record in memory. `values` without `questions`; `last`: the change row that keeps its body."""

    kind: str
    feed: str
    version: int
    values: Values
    questions: Values
    last: ChangeRow | None = None
    erased: bool = False

    @classmethod
    def of(cls, row: ChangeRow) -> "RecordState":
        """From the row that keeps the body; no body: erased."""
        body: Values = orjson.loads(row.body) if row.body else {}
        questions = body.pop("questions", {})
        return cls(row.kind, row.feed, row.version, body, questions, row, erased=row.body is None)

    @cached_property
    def record(self) -> Record:
        """As rules read it."""
        return readable(KINDS[self.kind], self.values)

    def body(self) -> Values:
        """As it is told: the fields, and the open questions beside them."""
        return {**self.values, "questions": self.questions} if self.questions else dict(self.values)


@dataclass(frozen=True)
class Author:
    """Who writes, and when by her own clock and ours.

    `protocol`: what her app knows. `locked`: a box of a locked enrolment. `trusted`: a right was found elsewhere (an
    office inside its scope, a coordinator who takes a held change). `over_rest`: she hears the problem herself, no copy
    is kept.
    """

    actor: Actor
    now: datetime
    today: date
    skew: int = 0
    protocol: int = PROTOCOL
    locked: bool = False
    trusted: bool = False
    over_rest: bool = False


@dataclass(slots=True)
class FeedCount:
    """A feed's last number and its digest, while a batch is made: `Feed` is written once, at the end."""

    position: int
    live: int
    sum: int


@dataclass
class WriteBatch:
    """All that is judged and written under one counter."""

    session: Session
    counter: HomeCounter
    author: Author
    started: int
    feeds: dict[str, Feed] = field(default_factory=dict)
    follows: dict[str, Follow] = field(default_factory=dict)
    known: dict[str, ChangeRow] = field(default_factory=dict)
    kept: dict[str, HeldChange] = field(default_factory=dict)
    held: dict[str, RecordState] = field(default_factory=dict)
    of_case: dict[tuple[str, str], dict[str, RecordState]] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    institutions: dict[str, Institution] = field(default_factory=dict)
    made: list[ChangeRow] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    refusals: dict[str, HeldChange] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    sent: dict[str, int | None] = field(default_factory=dict)
    retired: list[int] = field(default_factory=list)
    counts: dict[str, FeedCount] = field(default_factory=dict)
    position: int | None = None

    @property
    def home(self) -> str:
        """The partition all of this lies in."""
        return self.counter.home

    def load(self, changes: list[Sent]) -> "WriteBatch":
        """Reads what these changes touch, and what their rules look at: seven queries, whatever their number."""
        ids, feeds, records = {c.id for c in changes}, {c.feed for c in changes}, named_records(changes)
        answered = {name for change in changes for name in change.answers or ()}
        mended = {c.instead_of for c in changes if c.instead_of}
        self.feeds = {row.id: row for row in self._mapped(Feed, Feed.id, feeds)}
        self.follows = follows_of(self.session, self.home, self.author.actor.id, feeds)
        self.known = {row.id: row for row in self._rows(CHANGE.c.id, ids | answered)}
        self.kept = {row.id: row for row in self._mapped(HeldChange, HeldChange.id, ids | mended)}
        newest = self._rows(CHANGE.c.record, records, CHANGE.c.last)
        if wanted := looked_at(changes):
            newest += self._rows(CHANGE.c.feed, feeds, CHANGE.c.last, CHANGE.c.kind.in_(wanted))
        self.held, self.of_case = {}, {}
        for row in newest:
            self.keep(row.record, RecordState.of(row))
        self.elsewhere = ids_elsewhere(self.session, self.home, unknown_here(changes, self.held))
        values = {name: state.values for name, state in self.held.items()}
        self.institutions = institutions_known(self.session, named_institutions(changes, values))
        return self

    def keep(self, record: str, state: RecordState) -> None:
        """What the record is now; `of_case`: the same by its case and kind, neither of which ever changes."""
        self.held[record] = state
        self.of_case.setdefault((state.feed, state.kind), {})[record] = state

    def remember(self, change: Sent, held: RecordState, made: ChangeRow) -> None:
        """So that later changes of the same batch see this one; a copy of it, or of what it mends, is settled."""
        self.keep(change.record, held)
        self.known[change.id] = made
        self.made.append(made)
        self.touched.add(change.record)
        for name in (change.id, change.instead_of):
            self.refusals.pop(name or "", None)
            copy = self.kept.get(name or "")
            if copy and copy.decision is None and copy.by == self.author.actor.id:
                copy.decision = "resolved"

    def number(self) -> int:
        """The next one of this home."""
        self.position = (self.position or self.counter.position) + 1
        return self.position

    def count_of(self, feed: Feed) -> "FeedCount":
        """Where this feed stands, with what was made so far."""
        return self.counts.setdefault(feed.id, FeedCount(feed.position, feed.live, feed.sum))

    def _rows(self, column: Any, wanted: set[str], *where: Any) -> list[ChangeRow]:
        query = columns(CHANGE).where(CHANGE.c.home == self.home, one_of(self.session, column, wanted), *where)
        return [ChangeRow(*row) for row in self.session.connection().execute(query)] if wanted else []

    def _mapped(self, table: Any, column: Any, wanted: set[str]) -> list[Any]:
        here = select(table).where(table.home == self.home, one_of(self.session, column, wanted))
        return list(self.session.exec(here).all()) if wanted else []
