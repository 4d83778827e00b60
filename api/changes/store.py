"""What an accepted change moves: the counter, the history, the record, its questions, the feed's digest."""

from datetime import UTC, date
from typing import Any

import orjson
from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from api.changes.canonical_json import text
from api.changes.digest import MODULUS, leaf
from api.changes.index_tables import ROWS
from api.changes.merge import Merged, questions_after
from api.changes.schemas import Change as Sent
from api.changes.schemas import Result
from api.changes.sent_records import note_sent, store_sent
from api.changes.tables import Change, Feed, Follow
from api.changes.write_batch import RecordState, WriteBatch


def write(
    batch: WriteBatch, change: Sent, content: str, held: RecordState | None, merged: Merged, *, late: bool
) -> Result:
    """A number under the lock; the newest telling alone keeps the body."""
    feed = batch.feeds.get(change.feed) or open_feed(batch, change.feed)
    batch.counter.position, batch.counter.moment = batch.counter.position + 1, batch.author.now
    made = history(batch, change, content, merged)
    made.late = late
    now = RecordState(change.kind, change.feed, made.version, merged.after, {}, made)
    who = {"change": made.id, "enrolment": made.enrolment, "by": made.by, "at": made.at}
    now.questions = questions_after(held.questions if held else {}, merged.lost, change.answers or [], change.set, who)
    made.body = text(now.body())
    if held:
        made.set, made.was = text(change.set), text(change.was or {})
        retire(held)
    count(feed, change.record, held, made.version)
    batch.remember(change, now, made)
    note_sent(batch, change.record, now)
    return result_of(made, batch.home)


def open_feed(batch: WriteBatch, feed_id: str) -> Feed:
    """Who opens a client follows her; her unit is responsible."""
    author = batch.author
    feed = Feed(
        home=batch.home,
        id=feed_id,
        unit=author.actor.unit or batch.home,
        opened_by=author.actor.id,
        opened_at=author.now,
    )
    batch.feeds[feed_id] = feed
    batch.follows[feed_id] = Follow(home=batch.home, feed=feed_id, agent=author.actor.id, since=author.now)
    batch.opened.append(feed_id)
    return feed


def history(batch: WriteBatch, change: Sent, content: str, merged: Merged) -> Change:
    """The change as a row of the one table."""
    position, author = batch.counter.position, batch.author
    return Change(
        home=batch.home, version=position, position=position, id=change.id, kind=change.kind,
        record=change.record, feed=change.feed,
        at=change.at, answers=text(change.answers) if change.answers else None, instead_of=change.instead_of,
        by=author.actor.id, enrolment=author.actor.enrolment, received_at=author.now,
        answer="merged" if merged.lost else "applied", started=batch.started, skew=author.skew, content=content,
        lost=text(merged.lost) if merged.lost else None,
    )  # fmt: skip


def retire(held: RecordState) -> None:
    """The telling before this one keeps what it set, no longer the whole."""
    if held.last:
        held.last.set = held.last.set or held.last.body
        held.last.body, held.last.last = None, False


def count(feed: Feed, record: str, held: RecordState | None, n: int) -> None:
    """The feed's digest and its last number."""
    feed.live += held is None
    feed.sum = (feed.sum + leaf(record, n) - (leaf(record, held.version) if held else 0)) % MODULUS
    feed.position = n


def result_of(made: Change, home: str) -> Result:
    """The answer as it was given, and is given again. What an author lost who follows no more would tell her what
    stands there now; those who do are asked."""
    more: dict[str, Any] = {"lost": sorted(orjson.loads(made.lost))} if made.lost and not made.late else {}
    if made.late:
        more["late"] = True
    answer: Any = "applied" if made.late else made.answer
    return Result(id=made.id, answer=answer, home=home, n=made.version, started=made.started, **more)


def store(batch: WriteBatch) -> None:
    """All of it to the database; the caller commits."""
    session = batch.session
    session.add_all([batch.feeds[feed] for feed in batch.opened])
    session.flush()
    session.add_all([batch.follows[feed] for feed in batch.opened])
    session.add_all(batch.made)
    session.flush()
    for refusal in batch.refusals.values():
        session.merge(refusal)
    for name, table in ROWS.items():
        upsert(
            session,
            table,
            [row_of(batch, table, record) for record in batch.touched if batch.held[record].kind == name],
        )
    store_sent(batch)


def row_of(batch: WriteBatch, table: Table, record: str) -> dict[str, Any]:
    """The record as columns."""
    held = batch.held[record]
    own = {"home": batch.home, "id": record, "feed": held.feed, "record_version": held.version}
    more = {"changed_at": batch.author.now.astimezone(UTC), "asked": bool(held.questions)}
    return {**{c.name: column_value(c, held.values.get(c.name)) for c in table.columns}, **own, **more}


def column_value(column: Column[Any], value: Any) -> Any:
    """A JSON value as its column keeps it, anything nested as canonical text; nothing where it does not fit.

    What a restore hands back is kept as it was told, even where this server's shape is stricter by now: the body holds
    it, and a table is only there to find records.
    """
    kept = column.type.python_type
    if isinstance(value, dict | list):
        value = text(value)
    if kept is date:
        return day_in(value)
    room = getattr(column.type, "length", None)
    fits = type(value) is kept and (room is None or len(value) <= room)
    return value if fits else None


def day_in(value: Any) -> date | None:
    """The day a text names, if it names one."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def upsert(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    """One statement a table; a record never changes its feed."""
    if not rows:
        return
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    fresh = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in ("home", "id", "feed")}
    keys = [table.c.home, table.c.id]
    session.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=fresh, where=table.c.feed == statement.excluded.feed),
        rows,
    )
