"""A push: lock the home, read all, judge each, write all, commit. One transaction per home."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlalchemy import Engine
from sqlmodel import Session

from api.actor import Actor
from api.changes.apply import apply
from api.changes.canonical_json import as_sent
from api.changes.epoch import ensure_epoch
from api.changes.feeds import cases_named, lock_home
from api.changes.held import hold_change
from api.changes.schemas import Change, Found, FoundResult, Result
from api.changes.store import store
from api.changes.tables import HomeCounter
from api.changes.write_batch import Author, WriteBatch
from api.db.engine import reading, writing
from api.problems.tree import NotFound
from api.sync.incoming import Faulty, change_of, read_change
from api.sync.recovery import recover
from api.sync.returning import follow_again_if_returning

# A day short of where the calendar ends: moving a clock into another zone must not fall off it.
EARLIEST, LATEST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


class Moments(NamedTuple):
    """`now`: by the server's clock; `own`: by the phone's, where one says so."""

    now: datetime
    own: datetime | None


def author_of(actor: Actor, moments: Moments, counter: HomeCounter, **more: bool) -> Author:
    """Her own clock decides what day it is for her, where her unit lies; a wrong year refuses no visit."""
    own = min(max(moments.own or moments.now, EARLIEST), LATEST)
    skew = int((own - moments.now).total_seconds())
    return Author(actor, counter.time(moments.now), own.astimezone(ZoneInfo(actor.timezone)).date(), skew, **more)


def push(engine: Engine, actor: Actor, moments: Moments, raw: Sequence[Any]) -> list[Result]:
    """One result per change, in their order."""
    read = [read_change(one) for one in raw]
    named = [one for one in read if not isinstance(one, Result)]
    answered: dict[int, Result] = {}
    for home, mine in by_home(engine, actor, named).items():
        answered |= push_home(engine, actor, moments, home, mine)
    return [one if isinstance(one, Result) else answered[id(one)] for one in read]


def by_home(engine: Engine, actor: Actor, read: list[Change | Faulty]) -> dict[str, list[Change | Faulty]]:
    """The follow names the home; without one it is her unit."""
    feeds = {change_of(one).feed for one in read}
    with reading(engine, actor) as session:
        cases = cases_named(session, actor.id, feeds)
    parted: dict[str, list[Change | Faulty]] = {}
    for one in read:
        case = cases.get(change_of(one).feed)
        home = case.home if case else actor.unit
        if home is None:
            raise NotFound("no-unit")
        parted.setdefault(home, []).append(one)
    return parted


def push_home(
    engine: Engine, actor: Actor, moments: Moments, home: str, read: list[Change | Faulty]
) -> dict[int, Result]:
    """{id(what was read): result} of one home, in one transaction."""
    with writing(engine, actor) as session:
        batch = open_batch(session, actor, home, moments).load([change_of(one) for one in read])
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


def open_batch(session: Session, actor: Actor, home: str, moments: Moments, **more: bool) -> WriteBatch:
    """The counter first; everything else is read under it."""
    counter = lock_home(session, home)
    author = author_of(actor, moments, counter, **more)
    return WriteBatch(session, counter, author, ensure_epoch(session).started)


def recover_all(engine: Engine, actor: Actor, moments: Moments, raw: Sequence[Any]) -> list[FoundResult]:
    """What a phone hands in after a restore, each apart."""
    results = []
    for one in raw:
        try:
            found = Found.model_validate(one)
        except ValidationError:
            results.append(FoundResult(record=None, answer="refused"))
            continue
        results.append(recover_in_home(engine, actor, moments, found))
    return results


def recover_in_home(engine: Engine, actor: Actor, moments: Moments, found: Found) -> FoundResult:
    """One record in its home's transaction."""
    with reading(engine, actor) as session:
        case = cases_named(session, actor.id, [found.feed]).get(found.feed)
    home = case.home if case else actor.unit
    if home is None:
        raise NotFound("no-unit")
    with writing(engine, actor) as session:
        batch = open_batch(session, actor, home, moments)
        answer = recover(batch, found, moments.now)
        store(batch)
    return FoundResult(record=found.record, answer=answer)
