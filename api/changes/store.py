"""What an accepted change moves: the counter, the history, the record, its questions, the feed's digest."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Column, Table, bindparam, func, update

from api.changes.answer_shapes import Result
from api.changes.blobs import note_unnamed, store_unnamed
from api.changes.canonical_json import text
from api.changes.change_rows import CHANGE, FEED, ChangeRow, FeedRow, FollowRow, StoredChange
from api.changes.digest import MODULUS, leaf
from api.changes.feeds import store_counter
from api.changes.index_tables import ROWS
from api.changes.merge import Merged, questions_after
from api.changes.schemas import Change as Sent
from api.changes.sent_records import note_sent, store_revoked, store_sent
from api.changes.tables import Follow
from api.changes.write_batch import FeedCount, RecordState, WriteBatch
from api.db.bulk import insert_rows, numbered, replacing

COMMON = 6  # columns that every kind has


def write(
    batch: WriteBatch, change: Sent, content: str, held: RecordState | None, merged: Merged, *, late: bool
) -> Result:
    """A number under the lock; the newest telling alone keeps the body."""
    feed = batch.feeds.get(change.feed) or open_feed(batch, change.feed)
    made = history(batch, change, content, merged, late)
    now = RecordState(change.kind, change.feed, made.version, merged.after, {}, made)
    who = {"change": made.id, "enrolment": made.enrolment, "by": made.by, "at": made.at}
    now.questions = questions_after(held.questions if held else {}, merged.lost, change.answers or [], change.set, who)
    made.body = text(now.body()) if now.questions else merged.text
    if held:
        made.set, made.was = text(change.set), text(change.was or {})
        retire(batch, held)
        note_unnamed(batch, change.record, held, now)
    count(batch.count_of(feed), change.record, held, made.version)
    batch.remember(change, now, made)
    note_sent(batch, change.record, now)
    return result_of(made, batch.home)


def open_feed(batch: WriteBatch, feed_id: str) -> FeedRow:
    """Who opens a client follows her; her unit is responsible."""
    actor, now = batch.author.actor, batch.author.now
    feed = FeedRow(batch.home, feed_id, actor.unit or batch.home, 0, 0, 0, actor.id, now)
    batch.feeds[feed_id], batch.follows[feed_id] = feed, FollowRow(batch.home, feed_id, actor.id, now)
    batch.opened.append(feed_id)
    return feed


def history(batch: WriteBatch, change: Sent, content: str, merged: Merged, late: bool) -> ChangeRow:
    """The change as a row of the one table."""
    number, author = batch.number(), batch.author
    return ChangeRow(
        home=batch.home, version=number, position=number, id=change.id, kind=change.kind, record=change.record,
        feed=change.feed, at=change.at, set=None, was=None,
        answers=text(change.answers) if change.answers else None, instead_of=change.instead_of,
        by=author.actor.id, enrolment=author.actor.enrolment, received_at=author.now,
        answer="merged" if merged.lost else "applied", started=batch.locked.started, late=late, skew=author.skew,
        content=content, lost=text(merged.lost) if merged.lost else None, last=True, body=None,
    )  # fmt: skip


def retire(batch: WriteBatch, held: RecordState) -> None:
    """The telling before this one is stored as such, also where it was stored before this batch."""
    if isinstance(held.last, ChangeRow):
        held.last.retire()
    if held.last and held.last.version <= batch.locked.position:
        batch.retired.append(held.last.version)


def count(feed: FeedCount, record: str, held: RecordState | None, n: int) -> None:
    """The feed's digest and its last number."""
    feed.live += held is None
    feed.sum = (feed.sum + leaf(record, n) - (leaf(record, held.version) if held else 0)) % MODULUS
    feed.position = n


def result_of(made: ChangeRow | StoredChange, home: str) -> Result:
    """The answer as it was given, and is given again. What an author lost who follows no more would tell her what
    stands there now; those who do are asked."""
    more: dict[str, Any] = {"lost": sorted(orjson.loads(made.lost))} if made.lost and not made.late else {}
    if made.late:
        more["late"] = True
    answer: Any = "applied" if made.late else made.answer
    return Result(id=made.id, answer=answer, home=home, n=made.version, started=made.started, **more)


def store(batch: WriteBatch) -> None:
    """All of it to the database, a statement a table, parents first; the caller commits."""
    session = batch.session
    store_counts(batch)
    # By the session, which writes it into the journal too.
    session.add_all(Follow(**batch.follows[name]._asdict()) for name in batch.opened)
    store_changes(batch)
    for refusal in batch.refusals.values():
        session.merge(refusal)
    by_kind: dict[str, list[str]] = {}
    for record in batch.touched:
        by_kind.setdefault(batch.held[record].kind, []).append(record)
    for name in sorted(by_kind):
        rows = [row_of(batch, name, record) for record in by_kind[name]]
        insert_rows(session, ROWS[name], rows, replacing(ROWS[name]))
    store_sent(batch)
    store_revoked(batch)
    store_unnamed(batch)


MOVE_FEED = (
    update(FEED)
    .where(FEED.c.home == bindparam("in_home"), FEED.c.id == bindparam("of_case"))
    .values(position=bindparam("reached"), live=bindparam("living"), sum=bindparam("summed"))
)


def store_counts(batch: WriteBatch) -> None:
    """The counter's last number, and each feed's last number and digest."""
    if batch.made:
        batch.locked.position, batch.locked.moment = batch.made[-1].version, batch.author.now
        store_counter(batch.session, batch.locked)
    stand = {name: batch.feeds[name]._replace(**asdict(one)) for name, one in batch.counts.items()}
    insert_rows(batch.session, FEED, [stand[name] for name in batch.opened])
    moved = [
        {"in_home": one.home, "of_case": one.id, "reached": one.position, "living": one.live, "summed": one.sum}
        for name, one in stand.items()
        if name not in batch.opened
    ]
    if moved:
        batch.session.connection().execute(MOVE_FEED, moved)


def store_changes(batch: WriteBatch) -> None:
    """Those that were the newest keep what they set; then the new ones."""
    if batch.retired:
        older = update(CHANGE).where(
            CHANGE.c.home == batch.home, numbered(batch.session, CHANGE.c.version, batch.retired)
        )
        keeps = {"set": func.coalesce(CHANGE.c.set, CHANGE.c.body), "body": None, "last": False}
        batch.session.connection().execute(older.values(keeps))
    insert_rows(batch.session, CHANGE, [row.values() for row in batch.made])


def row_of(batch: WriteBatch, name: str, record: str) -> list[Any]:
    """The record as columns: `home`, `id`, `feed`, `record_version`, `changed_at`, `asked`, then its fields."""
    held = batch.held[record]
    own = [batch.home, record, held.feed, held.version, batch.author.now, bool(held.questions)]
    places = places_of(ROWS[name])
    row = [*own, *[None] * len(places)]
    for field, value in held.values.items():
        if place := places.get(field):
            row[place.at] = place.fit(value)
    return row


class ColumnPlace(NamedTuple):
    """Where a field stands in its row, and how its value is kept."""

    at: int
    fit: Callable[[Any], Any]


@cache
def places_of(table: Table) -> dict[str, ColumnPlace]:
    """Those of the columns after the common ones."""
    fields = list(table.columns)[COMMON:]
    return {column.name: ColumnPlace(at, fit_for(column)) for at, column in enumerate(fields, COMMON)}


def fit_for(column: Column[Any]) -> Callable[[Any], Any]:
    """A JSON value as its column keeps it, anything nested as canonical text; nothing where it does not fit.

    What a restore hands back is kept as it was told, even where this server's shape is stricter by now: the body holds
    it, and a table is only there to find records.
    """
    kept, room = column.type.python_type, getattr(column.type, "length", None)
    if kept is date:
        return day_in

    def fit(value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, dict | list):
            value = text(value)
        return value if type(value) is kept and (room is None or len(value) <= room) else None

    return fit


def day_in(value: Any) -> date | None:
    """The day a text names, if it names one."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
