"""Which fields of a kind name something that is kept elsewhere."""

from functools import cache
from typing import TYPE_CHECKING

from api.records.field_types import NamesStaff, Shown, marked, refers_to

if TYPE_CHECKING:
    from api.records.record import Record


@cache
def references_of(kind: "type[Record]") -> frozenset[str]:
    """Asked for twice a change, so answered once a kind."""
    return frozenset(name for name, field in kind.model_fields.items() if refers_to(field.annotation))


@cache
def staff_fields_of(kind: "type[Record]") -> dict[str, str]:
    """{field: whose staff it names}."""
    fields = kind.model_fields.items()
    return {name: one.whose for name, field in fields for one in marked(field.annotation, NamesStaff)}


@cache
def institution_fields_of(kind: "type[Record]") -> frozenset[str]:
    """By their type."""
    fields = kind.model_fields.items()
    return frozenset(name for name, field in fields if Shown("partner") in marked(field.annotation, Shown))
