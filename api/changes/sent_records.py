"""What reached its recipient, from the first version with which it did: nothing before that ever existed for them."""

from collections import defaultdict
from collections.abc import Set
from typing import Any

from sqlalchemy import bindparam, case, func, select, update
from sqlmodel import SQLModel

from api.changes.case_records import living
from api.changes.merge import Values
from api.changes.tables import REVOKED_AT
from api.changes.write_batch import RecordState, WriteBatch
from api.db.among import among
from api.db.bulk import insert_rows
from api.ids import is_id
from api.records import KINDS, Record

SENT = SQLModel.metadata.tables["sent_record"]

# An end stays where it began; a reopened one has none. Asked again of another office, it is that one's from then on.
SETTLED = ("ended_at", "withdrawn")
TOLD = {name: bindparam(f"now_{name}", type_=SENT.c[name].type) for name in SETTLED}
AGAIN = "ON CONFLICT (home, record) DO UPDATE SET " + ", ".join(
    f"{name} = CASE WHEN excluded.{name} IS NOT NULL THEN coalesce(sent_record.{name}, excluded.{name}) END"
    for name in SETTLED
)
AGAIN += """, area = excluded.area, version = CASE
    WHEN excluded.recipient IS NOT NULL OR coalesce(sent_record.area, '') = coalesce(excluded.area, '')
    THEN sent_record.version ELSE excluded.version END"""
SETTLE = (
    update(SENT)
    .where(SENT.c.home == bindparam("in_home"), SENT.c.record == bindparam("of_record"))
    .values({name: case((told.is_not(None), func.coalesce(SENT.c[name], told))) for name, told in TOLD.items()})
)
OF_KIND = (SENT.c.home == bindparam("home"), SENT.c.kind == bindparam("kind"))
# By the column that names a place: who there was sent something of some cases, and whether it is over for them.
READERS = {
    name: select(SENT.c.feed, SENT.c[name], SENT.c[since].is_not(None))
    .where(*OF_KIND, among(SENT.c.feed), SENT.c[name].is_not(None))
    .distinct()
    for name, since in REVOKED_AT.items()
}

# {kind: those that rest on it, itself where it is sent: what a restore lost is brought back unjudged}
RESTS_ON_IT = {
    name: [one for one in KINDS.values() if name in one.rests_on or (one.rests_on and name == one.kind)]
    for name in KINDS
}


def is_sent(kind: type[Record], values: Values) -> bool:
    """Addressed to somebody, and not held back as it stands."""
    recipient, area = places_named(kind, values)
    if not is_id(recipient) and not area:
        return False
    return kind.hidden_while is None or values.get(kind.hidden_while[0]) not in {None, *kind.hidden_while[1]}


def places_named(kind: type[Record], values: Values) -> tuple[Any, Any]:
    """The institution and the area that it names; None where it names none, as where its kind knows no such field."""
    return values.get(str(kind.recipient_field)), values.get(str(kind.area_field))


def note_sent(batch: WriteBatch, record: str, state: RecordState) -> None:
    """Whoever was sent it in the middle of a batch has it, whatever the batch made of it afterwards."""
    kind = KINDS[state.kind]
    if kind.is_addressed():
        first = batch.sent.get(record)
        batch.sent[record] = first or (state.version if is_sent(kind, state.values) else None)


def store_sent(batch: WriteBatch) -> None:
    """The first version stays what it was; whether it has ended or was taken back follows the record."""
    fresh = [record for record, version in batch.sent.items() if version is not None]
    insert_rows(batch.session, SENT, [sent_row(batch, record) for record in fresh], AGAIN)
    if older := [settled(batch, record) for record, version in batch.sent.items() if version is None]:
        batch.session.connection().execute(SETTLE, older)


def settled(batch: WriteBatch, record: str) -> Values:
    """For SETTLE."""
    became = what_became(batch, record)
    return {"in_home": batch.home, "of_record": record, **{f"now_{name}": became[name] for name in SETTLED}}


def sent_row(batch: WriteBatch, record: str) -> list[Any]:
    """In the order of the table's columns; nothing was revoked yet."""
    values = {**what_became(batch, record), "version": batch.sent[record]}
    return [values.get(column.name) for column in SENT.columns]


def store_revoked(batch: WriteBatch) -> None:
    """Where this batch wrote what was sent, or what that rests on: who may read it by now, from the moment on which it
    changed."""
    moved = defaultdict[type[Record], set[str]](set)
    for state in (batch.held[record] for record in batch.touched):
        for kind in RESTS_ON_IT.get(state.kind, ()):
            moved[kind].add(state.feed)
    for kind, feeds in moved.items():
        for column in REVOKED_AT:
            revoke_at(batch, kind, column, feeds)


def revoke_at(batch: WriteBatch, kind: type[Record], column: str, feeds: Set[str]) -> None:
    """At the places which this column names."""
    connection, since = batch.session.connection(), SENT.c[REVOKED_AT[column]]
    asked = {"home": batch.home, "kind": kind.kind, "ids": feeds}
    for feed, place, was_over in connection.execute(READERS[column], asked).all():
        over = kind.revoked(place if column == "recipient" else None, living(batch, feed, kind.rests_on))
        if over != was_over:
            theirs = (SENT.c.home == batch.home, SENT.c.feed == feed, SENT.c.kind == kind.kind, SENT.c[column] == place)
            told = {since.name: func.coalesce(since, batch.author.now) if over else None}
            connection.execute(update(SENT).where(*theirs).values(told))


def what_became(batch: WriteBatch, record: str) -> Values:
    """The columns that the record as it stands now tells."""
    state = batch.held[record]
    kind, values = KINDS[state.kind], state.values
    recipient, area = places_named(kind, values)
    over = kind.ended_when is not None and values.get(kind.ended_when[0]) in kind.ended_when[1]
    return {
        "home": batch.home, "record": record, "kind": state.kind, "feed": state.feed,
        "recipient": recipient, "area": area,
        "ended_at": batch.author.now if over else None,
        "withdrawn": state.version if values.get("voided_because") else None,
    }  # fmt: skip
