"""A push: lock the home, read all, judge each, write all, commit. One transaction per home."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlalchemy import Engine
from sqlmodel import Session

from api.actor import Actor
from api.changes.answer_shapes import FoundResult, Result
from api.changes.apply import apply, unknown
from api.changes.canonical_json import as_sent
from api.changes.feeds import LockedHome, lock_home
from api.changes.following import FOLLOWS
from api.changes.held import hold_change
from api.changes.schemas import Ask, Change, Found
from api.changes.store import store
from api.changes.write_batch import Author, WriteBatch
from api.db.engine import writing
from api.db.passing_faults import repeatable
from api.problems.tree import NotFound
from api.sync.current_epoch import EpochMet, epoch_met, require_current_epoch
from api.sync.incoming import Faulty, change_of, read_change
from api.sync.recovery import recover
from api.sync.returning import follow_again_if_returning

# A day short of where the calendar ends: moving a clock into another zone must not fall off it.
EARLIEST, LATEST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


class Moments(NamedTuple):
    """`now`: by the server's clock; `own`: by the phone's, where one says so."""

    now: datetime
    own: datetime | None


def author_of(actor: Actor, moments: Moments, home: LockedHome, **more: bool) -> Author:
    """Her own clock decides what day it is for her, where her unit lies; a wrong year refuses no visit."""
    own = min(max(moments.own or moments.now, EARLIEST), LATEST)
    skew = int((own - moments.now).total_seconds())
    return Author(actor, home.time(moments.now), own.astimezone(ZoneInfo(actor.timezone)).date(), skew, **more)


# Begins a transaction that may write, and says who asks as it stands there.
Begin = Callable[[], AbstractContextManager[tuple[Session, Actor]]]


def begin_as(engine: Engine, actor: Actor) -> Begin:
    """For who needs no token: the command line, and what is done in somebody's name."""

    @contextmanager
    def begin() -> Iterator[tuple[Session, Actor]]:
        with writing(engine, actor) as session:
            yield session, actor

    return begin


class Pushed(NamedTuple):
    """One result per change, in their order; `met`: the epoch as it stood when they were judged."""

    results: list[Result]
    met: EpochMet


@repeatable
def push(begin: Begin, moments: Moments, raw: Sequence[Any], ask: Ask | None = None) -> Pushed:
    """Everything of one home in one transaction; almost always there is no other. `ask`: whose epoch must be ours."""
    read = [read_change(one) for one in raw]
    named = [one for one in read if not isinstance(one, Result)]
    answered: dict[int, Result] = {}
    with begin() as (session, actor):
        met = epoch_met(session, actor, {change_of(one).feed for one in named})
        if ask:
            require_current_epoch(session, actor, ask, met)
        parted = list(by_home(met, actor, named).items())
        for home, mine in parted[:1]:
            answered |= push_home(open_batch(session, actor, moments, home), moments, mine)
    for home, mine in parted[1:]:
        with begin() as (session, actor):
            answered |= push_home(open_batch(session, actor, moments, home), moments, mine)
    return Pushed([one if isinstance(one, Result) else answered.get(id(one)) or nowhere(one) for one in read], met)


def by_home(met: EpochMet, actor: Actor, read: list[Change | Faulty]) -> dict[str, list[Change | Faulty]]:
    """The follow names the home; without one it is her unit. What lies in neither has no home: an officer names a feed
    that she does not follow."""
    parted: dict[str, list[Change | Faulty]] = {}
    for one in read:
        case = met.cases.get(change_of(one).feed)
        home = case.home if case else actor.unit
        if home is None and actor.role not in FOLLOWS:
            raise NotFound("no-unit")
        if home is not None:
            parted.setdefault(home, []).append(one)
    return parted


def nowhere(one: Change | Faulty) -> Result:
    """Like what is not known here; its author keeps it. No copy is left, since no home is hers to write in."""
    return Result(id=change_of(one).id, answer="waiting", problem=unknown().as_body())


def push_home(batch: WriteBatch, moments: Moments, read: list[Change | Faulty]) -> dict[int, Result]:
    """{id(what was read): result} of one home, under its lock."""
    batch.load([change_of(one) for one in read])
    follow_again_if_returning(batch, moments.now)
    results = {id(one): judge(batch, one) for one in read}
    store(batch)
    return results


def judge(batch: WriteBatch, one: Change | Faulty) -> Result:
    """By the door; a faulty one is only copied."""
    if isinstance(one, Change):
        return apply(batch, one)
    content = sha256(as_sent(one.raw).encode()).hexdigest()
    return hold_change(batch, one.change, content, "refused", one.problem, one.raw)


def open_batch(
    session: Session, actor: Actor, moments: Moments, home: str | None, feed: str | None = None, **more: bool
) -> WriteBatch:
    """The lock first; everything else is read under it. `feed`: in the home where it lies for her, else in `home`."""
    locked = lock_home(session, home, actor, feed)
    return WriteBatch(session, locked, author_of(actor, moments, locked, **more))


def recover_all(begin: Begin, moments: Moments, raw: Sequence[Any]) -> list[FoundResult]:
    """What a phone hands in after a restore, each apart."""
    results = []
    for one in raw:
        try:
            found = Found.model_validate(one)
        except ValidationError:
            results.append(FoundResult(record=None, answer="refused"))
            continue
        results.append(recover_in_home(begin, moments, found))
    return results


@repeatable
def recover_in_home(begin: Begin, moments: Moments, found: Found, **more: bool) -> FoundResult:
    """One record in its home's transaction. `more`: of its author."""
    with begin() as (session, actor):
        try:
            batch = open_batch(session, actor, moments, actor.unit, found.feed, **more)
        except NotFound:  # of nobody's home: see `nowhere`
            return FoundResult(record=found.record, answer="refused")
        answer = recover(batch, found, moments.now)
        store(batch)
    return FoundResult(record=found.record, answer=answer)
