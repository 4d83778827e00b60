"""What became of a record, change by change, each through the reader's view and from when it was hers to know."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

from api.access.scope import Scope
from api.access.views import Fields, office_view
from api.changes.following import author_told
from api.changes.merge import Values
from api.records import Record
from api.resources.records.found import Found
from api.resources.records.told_shapes import HistoryEntry

CHANGE = SQLModel.metadata.tables["change"]
OF_RECORD = (
    select(CHANGE)
    .where(CHANGE.c.home == bindparam("home"), CHANGE.c.record == bindparam("record"))
    .order_by(CHANGE.c.version)
)
VERSIONS = select(CHANGE.c.id, CHANGE.c.version).where(
    CHANGE.c.home == bindparam("home"), CHANGE.c.record == bindparam("record")
)


def first_version(scope: Scope, found: Found) -> int:
    """From which on the record is the reader's: what was sent, from when it was; anything else, from the beginning."""
    sent = scope.sent.get(found.key)
    return sent.version if sent else 0


def questions_of(session: Session, scope: Scope, found: Found) -> Values:
    """The open questions, without those that are older than the reader's first version."""
    first = first_version(scope, found)
    told = {name: [told_question(scope, one) for one in several] for name, several in found.questions.items()}
    if not told or not first:
        return told
    named = {"home": found.case.home, "record": found.record}
    versions = {row.id: row.version for row in session.connection().execute(VERSIONS, named)}
    kept = {name: [one for one in several if versions.get(one["change"], 0) >= first] for name, several in told.items()}
    return {name: several for name, several in kept.items() if several}


def told_question(scope: Scope, one: Values) -> Values:
    """To an office without the phone and the person that it came from."""
    return one if author_told(scope.actor, one.get("by")) else {**one, "by": None, "enrolment": None}


def history_of(session: Session, scope: Scope, kind: type[Record], found: Found) -> list[HistoryEntry]:
    """Oldest first. Who follows sees what each author sent and saw; an office what stood in its view before and
    after, so that neither a draft nor a value that was hidden then comes with it."""
    rows = session.connection().execute(OF_RECORD, {"home": found.case.home, "record": found.record}).all()
    if found.case in scope.followed:
        return [entry(scope, row, sets_of(kind, row), loaded(row.was), loaded(row.lost)) for row in rows]
    return list(through_view(scope, kind, found, rows))


def through_view(scope: Scope, kind: type[Record], found: Found, rows: Sequence[Any]) -> Iterator[HistoryEntry]:
    """The first is the record as it then stood, whole."""
    first, now, role = first_version(scope, found), Values(), scope.actor.role
    begun = False
    for row in rows:
        before, sets, lost = now, sets_of(kind, row), loaded(row.lost) or {}
        now = {**before, **{name: value for name, value in sets.items() if name not in lost}}
        now = {name: value for name, value in now.items() if value is not None}
        if row.version < first:
            continue
        view = office_view(kind, role, now) & found.fields
        if not begun:
            begun = True
            yield entry(scope, row, only(now, view), None, None)
            continue
        was = {name: before.get(name) for name in sets}
        seen = only(was, view & office_view(kind, role, before))
        yield entry(scope, row, only(sets, view), seen, only(lost, view) or None)


def entry(scope: Scope, row: Any, sets: Values, was: Values | None, lost: Values | None) -> HistoryEntry:
    """One change."""
    return HistoryEntry(
        id=row.id, n=row.version, at=row.at, received_at=row.received_at, by=author_told(scope.actor, row.by),
        answer=row.answer, late=row.late, set=sets, was=was, lost=lost,
    )  # fmt: skip


def sets_of(kind: type[Record], row: Any) -> Values:
    """A creation that was never edited keeps its all in the body, also what the server wrote into it."""
    sets: Values = loaded(row.set or row.body) or {}
    return {name: value for name, value in sets.items() if name != "questions" and name not in kind.kept_fields}


def loaded(stored: str | None) -> Any:
    """A stored text."""
    return orjson.loads(stored) if stored else None


def only(values: Values, fields: Fields) -> Values:
    """Those of these fields."""
    return {name: value for name, value in values.items() if name in fields}
