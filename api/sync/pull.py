"""A pull: one snapshot gives page, numbers, digests and list. Nothing is written in it.

Bodies are kept as the JSON that travels, so they go into the answer as they lie, unread.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select, union_all
from sqlmodel import Session

from api.access.followed_cases import state_followed
from api.actor import Actor
from api.changes.change_rows import CHANGE, FOLLOW
from api.changes.digest import MODULUS, follows_hash
from api.changes.feed_key import FeedKey
from api.changes.following import author_told, follows_cases
from api.changes.schemas import PullAsk
from api.db.bulk import dashed, plain_id
from api.sync.current_epoch import EpochMet, FollowedHome, require_current_epoch, sums_met

Numbers = dict[str, int]
IDS = ("id", "record", "feed", "home", "by")
COLUMNS = [plain_id(CHANGE.c[name]) for name in IDS]
COLUMNS += [CHANGE.c.version, CHANGE.c.position, CHANGE.c.kind, CHANGE.c.at, CHANGE.c.body]


def pull(session: Session, actor: Actor, ask: PullAsk, *, brief: bool) -> tuple[EpochMet, dict[str, Any], bytes]:
    """The epoch, the parts of a PullAnswer that come from the cases she follows, and `told` as it is sent."""
    names = {feed.id: feed.home for feed in state_followed(session, actor)}
    met = require_current_epoch(session, actor, ask, sums_met(session, actor))
    moved = {name: home for name, home in met.homes.items() if home.newest > ask.cursor.get(name, 0)}
    rows = page(session, actor, Moved(moved, names), ask) if moved else []
    more = len(rows) > ask.limit
    told = [ToldRow(row, actor, brief=brief) for row in rows[: ask.limit]]
    positions = met.positions
    answer: dict[str, Any] = {"more": more, "cursor": reached(ask.cursor, positions, told) if more else positions}
    if follows_hash(names) != ask.follows:
        answer["feeds"] = names
    if not more:
        answer["digest"] = {name: digest(home) for name, home in met.homes.items()}
    return met, answer, b"[" + ",".join([one.json for one in told]).encode() + b"]"


class ToldRow:
    """A record as it travels: where it was found, and its JSON; no body: erased. `brief`: without its change's
    id, by which a phone keeps nothing, and which is all chance, so that no packing makes it smaller. Where an office is
    not told the author, the unit stands in her place."""

    __slots__ = ("home", "json", "position")

    def __init__(self, row: Any, actor: Actor, *, brief: bool) -> None:
        name, record, feed, home, author = map(dashed, row[:5])
        version, self.position, kind, at, body = row[5:]
        self.home, by = home, author_told(actor, author) or home
        if body and not follows_cases(actor.role):
            body = unsigned(body, actor, home)
        change = "" if brief else name
        self.json = (
            f'{{"n":{version},"told":{self.position},"id":"{change}","kind":"{kind}","record":"{record}","feed":"{feed}",'
            f'"home":"{home}","body":{body or "null"},"by":"{by}","at":"{at}"}}'
        )


def unsigned(body: str, actor: Actor, home: str) -> str:
    """A body whose questions tell an office neither whose they are nor from which phone."""
    fields = orjson.loads(body) if '"questions"' in body else {}
    asked = [one for several in fields.get("questions", {}).values() for one in several]
    strange = [one for one in asked if author_told(actor, one["by"]) is None]
    for one in strange:
        one["by"], one["enrolment"] = home, None
    return orjson.dumps(fields).decode() if strange else body


class Moved(NamedTuple):
    """Homes in which something may be news, and the feeds she follows ({feed: home})."""

    homes: Mapping[str, FollowedHome]
    names: Mapping[str, str]

    def papers(self, ask: PullAsk) -> list[FeedKey]:
        """Those of units in which something is."""
        keys = (FeedKey(home, feed) for feed, home in self.names.items() if home in self.homes)
        return sorted(key for key in keys
                      if key.about != "case" and self.homes[key.home].papers > ask.cursor.get(key.home, 0))  # fmt: skip


def page(session: Session, actor: Actor, moved: Moved, ask: PullAsk) -> list[Any]:
    """The newest telling of each record beyond the cursor, in order; one more than asked shows whether more waits."""
    parts = []
    if follows_cases(actor.role):
        here = (FOLLOW.c.home == CHANGE.c.home, FOLLOW.c.feed == CHANGE.c.feed)
        hers = and_(*here, FOLLOW.c.until.is_(None), FOLLOW.c.agent == bindparam("agent"))
        beyond = (is_beyond(home, CHANGE.c.position, ask) for home in sorted(moved.homes))
        parts = [told_where(or_(*beyond), CHANGE.c.position, ask).join_from(CHANGE, FOLLOW, hers)]
    # Papers by their feed: along the positions the few of them would cost a walk through the home.
    place = CHANGE.c.position + 0
    if papers := [and_(is_beyond(key.home, place, ask), CHANGE.c.feed == key.id) for key in moved.papers(ask)]:
        parts.append(told_where(or_(*papers), place, ask))
    told = union_all(*(select(one.subquery()) for one in parts)).subquery() if parts else None
    if told is None:
        return []
    query = select(told).order_by("home", "position").limit(ask.limit + 1)
    return list(session.connection().execute(query, {"agent": actor.id}).all())


def is_beyond(home: str, position: ColumnElement[int], ask: PullAsk) -> ColumnElement[bool]:
    """In this home, and not yet told."""
    return and_(CHANGE.c.home == home, position > ask.cursor.get(home, 0))


def told_where(beyond: ColumnElement[bool], position: ColumnElement[int], ask: PullAsk) -> Select[Any]:
    """Home by home, in the order of their positions."""
    query = select(*COLUMNS).where(CHANGE.c.last, beyond)
    return query.order_by(CHANGE.c.home, position).limit(ask.limit + 1)


def reached(cursor: Numbers, positions: Numbers, told: Iterable[ToldRow]) -> Numbers:
    """While more waits: the last number of each home on the page."""
    return {home: cursor[home] for home in positions if home in cursor} | {one.home: one.position for one in told}


def digest(home: FollowedHome) -> Numbers:
    """How many records live in the followed cases of a home, and their sum."""
    return {"count": home.live, "sum": home.sum % MODULUS}


def spliced(answer: dict[str, Any], told: bytes) -> bytes:
    """Both as one JSON object."""
    return orjson.dumps(answer, option=orjson.OPT_UTC_Z)[:-1] + b',"told":' + told + b"}"
