"""A pull: one snapshot gives page, numbers, digests and list. Nothing is written in it."""

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import and_, or_, tuple_
from sqlmodel import Session, col, select

from api.actor import Actor
from api.changes.digest import MODULUS, follows_hash
from api.changes.feed_key import FeedKey
from api.changes.feeds import Followed, cases_followed, followed
from api.changes.schemas import Digest, PullAsk, Told
from api.changes.tables import Change, HomeCounter
from api.db.engine import set_rls_scope

Cursor = dict[str, int]


def pull(session: Session, actor: Actor, ask: PullAsk) -> dict[str, Any]:
    """The parts of a PullAnswer that come from the cases she follows."""
    set_rls_scope(session, cases_followed(session, actor.id))
    feeds = followed(session, actor.id)
    homes = sorted({feed.home for feed in feeds.values()})
    moved = {feed.home for feed in feeds.values() if feed.position > ask.cursor.get(feed.home, 0)}
    rows = page(session, feeds, moved, ask) if moved else []
    more = len(rows) > ask.limit
    rows = rows[: ask.limit]
    names = {feed.id: feed.home for feed in feeds.values()}
    answer: dict[str, Any] = {"told": [told(row) for row in rows], "more": more}
    answer["cursor"] = reached(session, ask.cursor, homes, rows, more)
    if follows_hash(names) != ask.follows:
        answer["feeds"] = names
    if not more:
        answer["digest"] = digests(feeds.values())
    return answer


def page(session: Session, feeds: dict[FeedKey, Followed], homes: set[str], ask: PullAsk) -> list[Change]:
    """The newest telling of each record beyond the cursor, in order; one more than asked shows whether more waits."""
    beyond = or_(*(and_(col(Change.home) == home, col(Change.position) > ask.cursor.get(home, 0)) for home in homes))
    query = (
        select(Change)
        .where(col(Change.last), beyond, tuple_(col(Change.home), col(Change.feed)).in_(list(feeds)))
        .order_by(col(Change.home), col(Change.position))
        .limit(ask.limit + 1)
    )
    return list(session.exec(query).all())


def told(row: Change) -> Told:
    """A record as it travels; no body: erased."""
    return Told(
        n=row.version, told=row.position, id=row.id, kind=row.kind, record=row.record, feed=row.feed, home=row.home,
        body=orjson.loads(row.body) if row.body else None, by=row.by, at=row.at,
    )  # fmt: skip


def reached(session: Session, cursor: Cursor, homes: Iterable[str], rows: list[Change], more: bool) -> Cursor:
    """While more waits: the last number of each home on the page. At the end: where each followed home stands."""
    after = {home: cursor[home] for home in homes if home in cursor}
    after |= {row.home: row.position for row in rows}
    if not more:
        counters = session.exec(select(HomeCounter).where(col(HomeCounter.home).in_(list(homes)))).all()
        after = {counter.home: counter.position for counter in counters}
    return after


def digests(feeds: Iterable[Followed]) -> dict[str, Digest]:
    """Per home: how many records live in the followed feeds, and their sum."""
    sums: dict[str, Digest] = {}
    for feed in feeds:
        so_far = sums.get(feed.home, Digest(count=0, sum=0))
        sums[feed.home] = Digest(count=so_far.count + feed.live, sum=(so_far.sum + feed.sum) % MODULUS)
    return sums
