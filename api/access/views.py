"""Which fields of a record a reader sees. Follows read whole, everybody else through the view the kind declares."""

from typing import Any

from api.access.scope import RecordKey, Scope
from api.changes.feed_key import FeedKey
from api.changes.merge import Values
from api.records import Record

Fields = frozenset[str]


def view_of(scope: Scope, kind: type[Record], case: FeedKey, record: str, values: Values) -> Fields:
    """The fields of this record, as it stands with these values, which this reader may see."""
    if case in scope.followed:
        return frozenset(kind.model_fields)
    role = scope.actor.role
    if scope.is_over(RecordKey(case.home, record)):
        return kind.readable_after_end.get(role, frozenset())
    return office_view(kind, role, values)


def office_view(kind: type[Record], role: str, values: Values) -> Fields:
    """By what the kind opens to a role."""
    fields = kind.readable_by.get(role, frozenset())
    more = kind.readable_when_flagged.get(role)
    return fields | more if more and is_flagged(kind, values) else fields


def is_flagged(kind: type[Record], values: Values) -> bool:
    """Whether the kind calls this record one that an office must know of."""
    known: dict[str, Any] = {name: value for name, value in values.items() if name in kind.model_fields}
    return kind.model_construct(**known).flagged()


def viewed(values: Values, fields: Fields) -> Values:
    """The body through a view: fields, and the questions about them."""
    shown = {name: value for name, value in values.items() if name in fields}
    questions = {name: value for name, value in values.get("questions", {}).items() if name in fields}
    return {**shown, "questions": questions} if questions else shown
