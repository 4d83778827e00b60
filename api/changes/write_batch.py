"""What one writer holds while she has the lock: a home's follows, known changes and records, and what she will write.

Everything is read at once before the first change is judged, and written at once after the last.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from api.actor import Actor
from api.changes.batch_reads import CASES, asked_of_cases, rows_touched
from api.changes.change_rows import ChangeRow, FeedRow, FollowRow, StoredChange
from api.changes.feed_key import FeedKey
from api.changes.feeds import LockedHome
from api.changes.merge import Values
from api.changes.record_shape import readable
from api.changes.schemas import PROTOCOL
from api.changes.schemas import Change as Sent
from api.changes.tables import HeldChange
from api.changes.wanted import named_institutions, names_touched
from api.db.among import among
from api.identity.institutions import institutions_known
from api.policies.policy import Policy
from api.records import KINDS, Record
from api.records.record import FeedAbout, Institution, KnownRecord

KEPT = select(HeldChange).where(col(HeldChange.home) == bindparam("home"), among(col(HeldChange.id)))

OF_FEED = len(FeedRow._fields)


@dataclass
class RecordState:
    """A record in memory. `values` without `questions`; `last`: the change row that keeps its body."""

    kind: str
    feed: str
    version: int
    values: Values
    questions: Values
    last: ChangeRow | StoredChange | None = None
    erased: bool = False

    @classmethod
    def of(cls, row: StoredChange) -> "RecordState":
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
    office inside its scope, a coordinator who takes a held change). `taken`: the latter, which may also open the case
    that a locked phone could not. `over_rest`: she hears the problem herself, no copy is kept.
    """

    actor: Actor
    now: datetime
    today: date
    skew: int = 0
    protocol: int = PROTOCOL
    locked: bool = False
    trusted: bool = False
    taken: bool = False
    over_rest: bool = False

    @property
    def today_here(self) -> date:
        """By our clock, where her unit lies."""
        return self.now.astimezone(ZoneInfo(self.actor.timezone)).date()


@dataclass(slots=True)
class FeedCount:
    """A feed's last number and its digest, while a batch is made: its row is written once, at the end."""

    position: int
    live: int
    sum: int


@dataclass
class WriteBatch:
    """All that is judged and written under one lock. Worked out once, as far as it was asked: `living`, {(case, kind):
    its records as rules read them}; `agreed`, {(unit, day): {institution: until when}}; `published`, {policy: its
    published versions}; `staff`, {whose: who may be named}; `places`, {unit: where it lies}. `returning`: cases in
    which nothing is known of its author since a restore, and that she followed before it."""

    session: Session
    locked: LockedHome
    author: Author
    feeds: dict[str, FeedRow] = field(default_factory=dict)
    follows: dict[str, FollowRow] = field(default_factory=dict)
    known: dict[str, ChangeRow | StoredChange] = field(default_factory=dict)
    kept: dict[str, HeldChange] = field(default_factory=dict)
    held: dict[str, RecordState] = field(default_factory=dict)
    of_case: dict[tuple[str, str], dict[str, RecordState]] = field(default_factory=dict)
    living: dict[tuple[str, str], tuple[KnownRecord, ...]] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    institutions: dict[str, Institution] = field(default_factory=dict)
    agreed: dict[tuple[str, date], dict[str, str]] = field(default_factory=dict)
    published: dict[str, dict[str, Policy]] = field(default_factory=dict)
    staff: dict[str, frozenset[str]] = field(default_factory=dict)
    places: dict[str, Sequence[Any]] = field(default_factory=dict)
    made: list[ChangeRow] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    refusals: dict[str, HeldChange] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    sent: dict[str, int | None] = field(default_factory=dict)
    retired: list[int] = field(default_factory=list)
    unnamed: set[str] = field(default_factory=set)
    counts: dict[str, FeedCount] = field(default_factory=dict)
    position: int | None = None
    returning: set[str] = field(default_factory=set)

    @cached_property
    def home(self) -> str:
        """The partition all of this lies in."""
        return self.locked.home

    def load(self, changes: list[Sent], cases: Sequence[Any] | None = None) -> "WriteBatch":
        """Reads what these changes touch, and what their rules look at: two queries, whatever their number. `cases`:
        rows of CASES, where they were read already."""
        if cases is None:
            self.read_cases({change.feed for change in changes})
        else:
            self.take_cases(cases)
        found = rows_touched(self.session, self.home, names_touched(changes))
        self.known = {row.id: row for row in found.known}
        self.kept = self._copies(found.copies)
        self.held, self.of_case, self.living = {}, {}, {}
        for row in found.newest:
            if row.home == self.home:
                self.keep(row.record, RecordState.of(row))
        self.elsewhere = set(found.elsewhere) - self.held.keys()
        values = {name: state.values for name, state in self.held.items()}
        self.institutions = institutions_known(self.session, named_institutions(changes, values))
        return self

    def read_cases(self, feeds: Collection[str]) -> None:
        """As they stand, and the newest of the author's follows in each, also an ended one."""
        asked = asked_of_cases(self.home, self.author.actor, feeds)
        self.take_cases(self.session.connection().execute(CASES, asked).all())

    def take_cases(self, rows: Sequence[Any]) -> None:
        """From rows of CASES."""
        self.feeds |= {row.id: row for row in (FeedRow(*one[:OF_FEED]) for one in rows) if row.id}
        follows = [row for row in (FollowRow(*one[OF_FEED:]) for one in rows) if row.feed]
        self.follows |= {row.feed: row for row in sorted(follows, key=lambda row: (row.until is None, row.since))}

    def about(self, feed: str) -> FeedAbout:
        """What a feed of this home is about."""
        return FeedKey(self.home, feed).about

    def keep(self, record: str, state: RecordState) -> None:
        """What the record is now; `of_case`: the same by its case and kind, neither of which ever changes."""
        self.held[record] = state
        self.of_case.setdefault((state.feed, state.kind), {})[record] = state
        self.living.pop((state.feed, state.kind), None)

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

    @property
    def next_number(self) -> int:
        """Which `number` is about to give."""
        return (self.position or self.locked.position) + 1

    def number(self) -> int:
        """The next one of this home."""
        self.position = self.next_number
        return self.position

    def count_of(self, feed: FeedRow) -> "FeedCount":
        """Where this feed stands, with what was made so far."""
        return self.counts.setdefault(feed.id, FeedCount(feed.position, feed.live, feed.sum))

    def _copies(self, ids: Collection[str]) -> dict[str, HeldChange]:
        """Mapped, since a decision may be written on them; almost always there are none."""
        if not ids:
            return {}
        found = self.session.execute(KEPT, {"home": self.home, "ids": ids}).scalars()
        return {one.id: one for one in found}
