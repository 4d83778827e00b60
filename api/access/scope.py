"""Who may see what, in one place: which cases are in somebody's scope, and which fields of a record.

Deny by default. Who follows a case reads it whole; a coordinator reads her unit's cases and a partner the records
addressed to it, each through the view the kind declares; an admin reads no case. What is out of scope does not exist.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, tuple_
from sqlmodel import Session, col, exists, select

from api.actor import Actor
from api.changes.feed_key import FeedKey
from api.changes.index_tables import ROWS
from api.changes.merge import Values
from api.changes.tables import Feed, Follow
from api.problems.tree import NotFound
from api.records import KINDS, Record


def follows(actor: Actor) -> ColumnElement[bool]:
    """Feeds she follows now."""
    mine = (col(Follow.home) == Feed.home, col(Follow.feed) == Feed.id, col(Follow.agent) == actor.id)
    return exists().where(*mine, col(Follow.until).is_(None))


def scoped(actor: Actor) -> ColumnElement[bool]:
    """The one filter on feeds, for every query that reaches a case."""
    if actor.role == "agent":
        return follows(actor)
    if actor.role == "coordinator":
        return or_(col(Feed.unit) == actor.unit, follows(actor))
    if actor.role == "partner":
        return or_(false(), *(addressed(kind, actor) for kind in KINDS.values() if kind.recipient_field))
    return false()


def scoped_rows(actor: Actor, kind: type[Record]) -> ColumnElement[bool]:
    """The same for the rows of a kind: a partner reads only what its own view opens, and only what was sent to it."""
    if actor.role != "partner":
        return scoped(actor)
    if not kind.readable_by.get("partner"):
        return false()
    return sent_to(kind, actor) if kind.recipient_field else scoped(actor)


def addressed(kind: type[Record], actor: Actor) -> ColumnElement[bool]:
    """Feeds that hold something of this kind sent to this partner."""
    table = ROWS[kind.kind]
    return exists().where(table.c.home == Feed.home, table.c.feed == Feed.id, sent_to(kind, actor))


def sent_to(kind: type[Record], actor: Actor) -> ColumnElement[bool]:
    """Addressed to this partner, not taken back and not held back."""
    table = ROWS[kind.kind]
    to_me = and_(table.c[kind.recipient_field or ""] == actor.partner, table.c.voided_because.is_(None))
    return and_(to_me, table.c[kind.hidden_while[0]].not_in(kind.hidden_while[1])) if kind.hidden_while else to_me


def feed_in_scope(session: Session, actor: Actor, feed: str) -> Feed:
    """The case, or 404 for what you may not know exists. Partners have records, not cases."""
    query = select(Feed).where(Feed.id == feed, scoped(actor), col(Feed.erased_at).is_(None))
    found = session.exec(query.order_by(col(Feed.opened_at))).first() if actor.role != "partner" else None
    if found is None:
        raise NotFound("Klien ini tidak ada.")
    return found


def following(session: Session, actor: Actor, cases: Collection[FeedKey]) -> set[FeedKey]:
    """Those of these cases which she follows, and so reads whole."""
    query = select(Follow.home, Follow.feed).where(
        tuple_(col(Follow.home), col(Follow.feed)).in_(cases), Follow.agent == actor.id, col(Follow.until).is_(None)
    )
    return {FeedKey(home, feed) for home, feed in session.exec(query).all()}


def visible(kind: type[Record], actor: Actor, whole: bool, values: Values) -> frozenset[str]:
    """The fields of this record which this reader may see."""
    if whole:
        return frozenset(kind.model_fields)
    fields = kind.readable_by.get(actor.role, frozenset())
    more = kind.readable_when_flagged.get(actor.role, frozenset())
    return fields | more if more and is_flagged(kind, values) else fields


def is_flagged(kind: type[Record], values: Values) -> bool:
    """Whether the kind calls this record one that an office must know of."""
    known: dict[str, Any] = {name: value for name, value in values.items() if name in kind.model_fields}
    return kind.model_construct(**known).flagged()


def viewed(values: Values, fields: frozenset[str]) -> Values:
    """The body through a view: fields, and the questions about them."""
    shown = {name: value for name, value in values.items() if name in fields}
    questions = {name: value for name, value in values.get("questions", {}).items() if name in fields}
    return {**shown, "questions": questions} if questions else shown
