"""What one writer holds while she has the lock: a home's follows, known changes and records, and what she will write.

Everything is read at once before the first change is judged, and written at once after the last.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import orjson
from sqlmodel import Session, col, select

from api.actor import Actor
from api.changes.feeds import follows_of
from api.changes.foreign_ids import ids_elsewhere
from api.changes.merge import Values
from api.changes.schemas import PROTOCOL
from api.changes.schemas import Change as Sent
from api.changes.tables import Change, Feed, Follow, HeldChange, HomeCounter
from api.ids import is_id
from api.records import KINDS


@dataclass
class RecordState:
    """A record in memory. `values` without `questions`; `last`: the change row that keeps its body."""

    kind: str
    feed: str
    version: int
    values: Values
    questions: Values
    last: Change | None = None
    erased: bool = False

    @classmethod
    def of(cls, row: Change) -> "RecordState":
        """From the row that keeps the body; no body: erased."""
        body: Values = orjson.loads(row.body) if row.body else {}
        questions = body.pop("questions", {})
        return cls(row.kind, row.feed, row.version, body, questions, row, erased=row.body is None)

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


@dataclass
class WriteBatch:
    """All that is judged and written under one counter."""

    session: Session
    counter: HomeCounter
    author: Author
    started: int
    feeds: dict[str, Feed] = field(default_factory=dict)
    follows: dict[str, Follow] = field(default_factory=dict)
    known: dict[str, Change] = field(default_factory=dict)
    kept: dict[str, HeldChange] = field(default_factory=dict)
    held: dict[str, RecordState] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    made: list[Change] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    refusals: dict[str, HeldChange] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    sent: dict[str, int | None] = field(default_factory=dict)

    @property
    def home(self) -> str:
        """The partition all of this lies in."""
        return self.counter.home

    def load(self, changes: list[Sent]) -> "WriteBatch":
        """Reads what these changes touch, and what their rules look at: six queries, whatever their number."""
        ids, feeds, records = {c.id for c in changes}, {c.feed for c in changes}, named_records(changes)
        self.feeds = {row.id: row for row in self._rows(Feed, Feed.id, feeds)}
        self.follows = follows_of(self.session, self.home, self.author.actor.id, feeds)
        answered = {name for change in changes for name in change.answers or ()}
        self.known = {row.id: row for row in self._rows(Change, Change.id, ids | answered)}
        mended = {c.instead_of for c in changes if c.instead_of}
        self.kept = {row.id: row for row in self._rows(HeldChange, HeldChange.id, ids | mended)}
        newest = self._rows(Change, Change.record, records, col(Change.last))
        newest += self._rows(Change, Change.feed, feeds, col(Change.last), col(Change.kind).in_(looked_at(changes)))
        self.held = {row.record: RecordState.of(row) for row in newest}
        self.elsewhere = ids_elsewhere(self.session, self.home, unknown_here(changes, self.held))
        return self

    def remember(self, change: Sent, held: RecordState, made: Change) -> None:
        """So that later changes of the same batch see this one; a copy of it, or of what it mends, is settled."""
        self.held[change.record] = held
        self.known[change.id] = made
        self.made.append(made)
        self.touched.add(change.record)
        for name in (change.id, change.instead_of):
            self.refusals.pop(name or "", None)
            copy = self.kept.get(name or "")
            if copy and copy.decision is None and copy.by == self.author.actor.id:
                copy.decision = "resolved"

    def _rows(self, table: Any, column: Any, wanted: set[str], *where: Any) -> list[Any]:
        if not wanted:
            return []
        query = select(table).where(table.home == self.home, col(column).in_(wanted), *where)
        return list(self.session.exec(query).all())


def unknown_here(changes: list[Sent], held: dict[str, RecordState]) -> list[str]:
    """Records that these changes would make, and the cases these would open."""
    return sorted({change.record for change in changes if change.was is None and change.record not in held})


def looked_at(changes: list[Sent]) -> set[str]:
    """Kinds of the same case that the rules of these changes look at."""
    return {name for change in changes if change.kind in KINDS for name in KINDS[change.kind].looks_at}


def named_records(changes: list[Sent]) -> set[str]:
    """The records these changes are of, and those they refer to."""
    named = {change.record for change in changes}
    for change in changes:
        kind = KINDS.get(change.kind)
        named |= {value for name in (kind.references() if kind else ()) if is_id(value := change.set.get(name))}
    return named
