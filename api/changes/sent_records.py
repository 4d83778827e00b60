"""What reached its recipient, from the first version with which it did: nothing before that ever existed for them."""

from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from api.changes.case_records import living
from api.changes.merge import Values
from api.changes.write_batch import RecordState, WriteBatch
from api.ids import is_id
from api.records import KINDS, Record
from api.records.record import Case

SENT = SQLModel.metadata.tables["sent_record"]


def is_sent(kind: type[Record], values: Values) -> bool:
    """Addressed to somebody, and not held back as it stands."""
    if kind.recipient_field is None or not is_id(values.get(kind.recipient_field)):
        return False
    return kind.hidden_while is None or values.get(kind.hidden_while[0]) not in {None, *kind.hidden_while[1]}


def note_sent(batch: WriteBatch, record: str, state: RecordState) -> None:
    """Whoever was sent it in the middle of a batch has it, whatever the batch made of it afterwards."""
    kind = KINDS[state.kind]
    if kind.recipient_field:
        first = batch.sent.get(record)
        batch.sent[record] = first or (state.version if is_sent(kind, state.values) else None)


def store_sent(batch: WriteBatch) -> None:
    """The first version stays what it was; whether it has ended or was taken back follows the record."""
    dialect = postgresql if batch.session.get_bind().dialect.name == "postgresql" else sqlite
    for record, version in batch.sent.items():
        became = what_became(batch, record)
        own = (SENT.c.home == batch.home, SENT.c.record == record)
        if version is None:
            batch.session.execute(update(SENT).where(*own).values(settled(became)))
            continue
        statement = dialect.insert(SENT).values(home=batch.home, record=record, version=version, **became)
        keys = [SENT.c.home, SENT.c.record]
        batch.session.execute(statement.on_conflict_do_update(index_elements=keys, set_=settled(became)))


def store_revoked(batch: WriteBatch) -> None:
    """Where this batch wrote what a sent kind rests on: who may read it by now, from the moment on which it changed."""
    made = {(batch.held[record].feed, batch.held[record].kind) for record in batch.touched}
    for kind in (one for one in KINDS.values() if one.rests_on):
        for feed in sorted({feed for feed, name in made if name in kind.rests_on}):
            case = Case(batch.author.today, records=living(batch, feed, kind.rests_on))
            here = (SENT.c.home == batch.home, SENT.c.feed == feed, SENT.c.kind == kind.kind)
            for recipient in batch.session.connection().execute(select(SENT.c.recipient).where(*here).distinct()):
                over = kind.revoked(recipient.recipient, case)
                since = func.coalesce(SENT.c.revoked_at, batch.author.now) if over else None
                theirs = (*here, SENT.c.recipient == recipient.recipient)
                batch.session.execute(update(SENT).where(*theirs).values(revoked_at=since))


def what_became(batch: WriteBatch, record: str) -> Values:
    """The columns that the record as it stands now tells."""
    state = batch.held[record]
    kind, values = KINDS[state.kind], state.values
    over = kind.ended_when is not None and values.get(kind.ended_when[0]) in kind.ended_when[1]
    return {
        "kind": state.kind, "feed": state.feed, "recipient": values.get(kind.recipient_field or ""),
        "ended_at": batch.author.now if over else None,
        "withdrawn": state.version if values.get("voided_because") else None,
    }  # fmt: skip


def settled(became: Values) -> dict[str, Any]:
    """An end stays where it began; a reopened one has none."""
    return {
        name: func.coalesce(SENT.c[name], became[name]) if became[name] is not None else None
        for name in ("ended_at", "withdrawn")
    }
