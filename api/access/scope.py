"""Which cases and records somebody reaches: one table by role, computed once a transaction and stated.

Deny by default. The same answer filters every query and stands in the transaction for row security to compare with
(`row_security.py`), so that neither can know more than the other. What is out of scope does not exist.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from sqlalchemy import bindparam, select, union_all
from sqlmodel import Session, SQLModel

from api.access.followed_cases import state_followed
from api.access.reached_cases import Cases, ReachedCases
from api.access.unit_papers import papers_in
from api.actor import Actor
from api.areas import known
from api.changes.feed_key import FeedKey
from api.changes.following import FOLLOWS
from api.changes.tables import ID, REVOKED_AT, Feed
from api.db.stated_scope import by_last_symbol, listed, state
from api.policies import reading_time
from api.problems.tree import NotFound, NotYours
from api.records import Record
from api.records.record import FeedAbout

FEED, SENT = SQLModel.metadata.tables["feed"], SQLModel.metadata.tables["sent_record"]


class Reach(NamedTuple):
    """Which feeds a role reaches: those it follows, those its unit is responsible for, what was sent to its place.

    `follows`: what it may follow at all, as `following.py` has it. `sent`: the column of `sent_record` that names that
    place. `unnamed`: of what was sent it is never told whose case it is, nor which unit asks.
    `papers`: those of the units in its area, through the kinds' views. `village`: it leads one, and reads its months.
    `counts`: what is counted of units, in its own area or in the whole country. `publishes`: the programme's rules.
    `warned`: of danger in its units that nobody looked after, by class; `oversees`: in how many regencies, and studies.
    `opens`: units in its area. `writes`: papers for areas that lie in its own (`reached_area_papers.py`).
    """

    follows: frozenset[FeedAbout] = frozenset()
    unit: bool = False
    sent: str = ""
    unnamed: bool = False
    village: bool = False
    papers: Set[FeedAbout] = frozenset()
    counts: Literal["", "area", "country"] = ""
    publishes: bool = False
    warned: bool = False
    oversees: bool = False
    opens: bool = False
    writes: bool = False


# Who is missing reaches nothing: an admin, and every role that nobody thought of.
REACH: Mapping[str, Reach] = {
    "agent": Reach(follows=FOLLOWS["agent"]),
    "coordinator": Reach(follows=FOLLOWS["coordinator"], unit=True),
    "partner": Reach(sent="recipient"),
    "village": Reach(village=True, papers={"unit", "coaching"}),
    "district": Reach(
        FOLLOWS["district"], sent="area", unnamed=True, papers={"unit"}, counts="area", warned=True, opens=True,
        writes=True,
    ),
    "province": Reach(counts="area", oversees=True, writes=True),
    "national": Reach(counts="country", oversees=True, publishes=True, writes=True),
}  # fmt: skip


class RecordKey(NamedTuple):
    """A record's whole name."""

    home: str
    id: str


class SentHere(NamedTuple):
    """A record that was sent to the reader's institution or district. `version`: the first that reached it. `until`:
    when the client's data in it ends for the reader; None: not yet known. `withdrawn`: the version that took it back.
    `revoked`: the client no longer agrees that it is read there."""

    kind: str
    feed: str
    version: int
    until: datetime | None
    withdrawn: int | None
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """`followed`: feeds read whole. `cases`: all in scope, through the views where not followed. `sent`: to the
    reader's institution, also when its time to read the client's data is over or it was withdrawn."""

    actor: Actor
    now: datetime
    followed: Cases = frozenset()
    cases: ReachedCases = field(default_factory=ReachedCases)
    sent: Mapping[RecordKey, SentHere] = field(default_factory=dict)

    @property
    def reach(self) -> Reach:
        """By the role."""
        return REACH.get(self.actor.role, Reach())

    def reads_sent(self, kind: type[Record]) -> bool:
        """She reads of it what was sent to her place: not of what lies in units' papers that she reaches beside it."""
        return bool(self.reach.sent) and kind.feed not in self.reach.follows | self.reach.papers

    def never_named(self, about: FeedAbout) -> bool:
        """What she is shown of it never says whose it is."""
        return self.reach.unnamed and about not in self.reach.follows | self.reach.papers

    def is_over(self, record: RecordKey) -> bool:
        """The reader keeps its own work alone."""
        found = self.sent.get(record)
        return found is not None and is_past(found.until, self.now)

    def why_over(self, record: RecordKey) -> str | None:
        """`revoked` where the client took her agreement back, `time` where the time to read has run out."""
        return ("revoked" if self.sent[record].revoked else "time") if self.is_over(record) else None

    def has(self, kind: type[Record], case: FeedKey, record: str) -> bool:
        """Whether the reader may know of this record."""
        if case in self.followed:
            return True
        if not kind.readable_by.get(self.actor.role):
            return False
        if self.reach.sent and kind.is_addressed():
            found = self.sent.get(RecordKey(case.home, record))
            return found is not None and found.kind == kind.kind and found.withdrawn is None
        return case in self.cases


# Few: almost every case is its home's own. Each half has an index of its own, which SQLite does not see through an OR.
MOVED = union_all(
    *(select(FEED.c.home, FEED.c.id).where(FEED.c.home != FEED.c.unit, one == bindparam("unit", type_=ID))
      for one in (FEED.c.home, FEED.c.unit))
)  # fmt: skip
SENT_TO = {
    name: select(SENT, SENT.c[since].label("over_since")).where(SENT.c[name] == bindparam("place"))
    for name, since in REVOKED_AT.items()
}


def area_counted(actor: Actor, asked: str | None) -> str:
    """The code of the area of whose units she asks, her own where none is named; empty: the country. NotYours of an
    office that is told no counts, NotFound of an area that does not lie in hers."""
    counts = REACH.get(actor.role, Reach()).counts
    own = "" if counts == "country" else actor.area or ""
    if not counts or (counts == "area" and not own):
        raise NotYours("offices-only")
    inside = own if asked is None else asked
    if inside != own and not (inside.startswith(f"{own}." if own else "") and known(inside)):
        raise NotFound()
    return inside


def area_held(actor: Actor, right: Literal["warned", "opens", "village"]) -> str:
    """The code of the district that is warned and opens units, or of the village that she leads. NotYours of others."""
    if not getattr(REACH.get(actor.role, Reach()), right) or not actor.area:
        code = "village-only" if right == "village" else "district-only"
        raise NotYours(code)
    return actor.area


def must_have_right(actor: Actor, right: Literal["oversees", "publishes"]) -> None:
    """NotYours of a role without it."""
    if not getattr(REACH.get(actor.role, Reach()), right):
        code = {"oversees": "above-districts-only", "publishes": "nation-only"}[right]
        raise NotYours(code)


def is_past(until: datetime | None, now: datetime) -> bool:
    """A moment that is over."""
    return until is not None and until <= now


def enter(session: Session, actor: Actor, now: datetime) -> Scope:
    """Computes the reader's scope and states it; nothing of a case exists in this transaction before."""
    reach = REACH.get(actor.role, Reach())
    forget_others(session, reach)
    followed = state_followed(session, actor) if reach.follows else frozenset[FeedKey]()
    if reach.unit and actor.unit:
        return Scope(actor, now, followed, state_unit(session, actor.unit, followed))
    if (reach.sent or reach.papers) and (place := actor.partner or actor.area):
        return state_opened(session, Scope(actor, now, followed), place)
    return Scope(actor, now, followed, ReachedCases(followed))


def forget_others(session: Session, reach: Reach) -> None:
    """Whose role changed while she waited for a lock reaches no longer what was stated before."""
    if session.info.setdefault("pulih_reach", reach) != reach:
        lists = [*by_last_symbol("cases", ()), *by_last_symbol("opened", ()), *by_last_symbol("sent", ())]
        state(session, dict.fromkeys([*lists, "whole", "away", "moved"], ""))
        session.info["pulih_reach"] = reach


def state_unit(session: Session, unit: str, followed: Cases) -> ReachedCases:
    """All of the home that bears its name, but what moved away; and what moved here."""
    rows = [FeedKey(*row) for row in session.connection().execute(MOVED, {"unit": unit})]
    away, moved = ([case for case in rows if (case.home == unit) is gone] for gone in (True, False))
    state(session, {"whole": unit, "away": listed(away), "moved": listed(moved)})
    return ReachedCases(followed.union(moved), unit, frozenset(away))


def state_opened(session: Session, scope: Scope, place: str) -> Scope:
    """What was sent to her place, the cases that this opens, and papers of units of her area."""
    sent = sent_to(session, scope.reach.sent, place) if scope.reach.sent else {}
    cases = frozenset(FeedKey(key.home, one.feed) for key, one in sent.items() if is_open(one, scope.now))
    opened = cases | papers_in(session, scope.reach.papers, place)
    live = (key for key, one in sent.items() if one.withdrawn is None)
    state(session, {**by_last_symbol("opened", opened), **by_last_symbol("sent", live)})
    return replace(scope, cases=ReachedCases(opened | scope.followed), sent=sent)


def is_open(one: SentHere, now: datetime) -> bool:
    """Whether it still opens the client's data."""
    return one.withdrawn is None and not is_past(one.until, now)


def sent_to(session: Session, column: str, place: str) -> dict[RecordKey, SentHere]:
    """All that ever reached this place."""
    time = timedelta(days=reading_time().partner_after_end_days)
    rows = session.connection().execute(SENT_TO[column], {"place": place})
    return {
        RecordKey(row.home, row.record): SentHere(
            row.kind, row.feed, row.version, first_of(row.ended_at + time if row.ended_at else None, row.over_since),
            row.withdrawn, row.over_since is not None,
        )
        for row in rows
    }  # fmt: skip


def first_of(*moments: datetime | None) -> datetime | None:
    """The earliest that is known."""
    return min((moment for moment in moments if moment), default=None)


def feed_in_scope(session: Session, scope: Scope, feed: str) -> Feed:
    """A client's case, or 404 for what you may not know exists. Who reads what was sent has records, not cases."""
    called = scope.cases.called(feed) if not scope.reach.sent else set()
    mine = {case for case in called if case.about == "case"}
    found = [row for case in sorted(mine) if (row := session.get(Feed, case)) and row.erased_at is None]
    if not found:
        raise NotFound("no-such-case")
    return min(found, key=lambda row: row.opened_at)
