"""All kinds as one document, `api/kinds.json`: what the phone, and whoever integrates, needs to know of each.

A field's `type`: day, one, many, yes, int, text, note, ref, partner, village, id, list, map, group, blob,
any.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from api.ids import UUID7_PATTERN
from api.records import KINDS
from api.records.blobs import NeedsLayer
from api.records.field_types import Between, Refers, Shown, bare
from api.records.kind_rules import rules_of, tied_fields
from api.records.record import Record
from api.records.task import declared_part
from api.records.vocabulary import Retired

Declaration = dict[str, Any]

BOUNDS = ((Ge, "ge", "min"), (Le, "le", "max"), (MinLen, "min_length", "least"), (MaxLen, "max_length", "most"))
TYPES: dict[Any, str] = {bool: "yes", int: "int", date: "day", Any: "any"}


def declarations() -> Declaration:
    """Of all kinds, by name."""
    return {"kinds": {name: declared(kind) for name, kind in sorted(KINDS.items())}}


def declared(kind: type[Record]) -> Declaration:
    """One kind; what is as usual is left out."""
    told = {
        "plural": kind.plural, "about": kind.about, "feed": kind.feed.removeprefix("case"),
        "called_by": sorted(kind.called_by), "opens_case": kind.opens_case, "append_only": kind.append_only,
        "contact": kind.contact, "missed": declared_part(kind.missed) if kind.missed else None,
        "day": kind.day, "recipient_field": kind.recipient_field, "area_field": kind.area_field,
        "hidden_while": state(kind.hidden_while),
        "ended_when": state(kind.ended_when),
        "immutable_fields": sorted(kind.immutable_fields), "required_fields": sorted(kind.required_fields),
        "kept_fields": sorted(kind.kept_fields),
        "exclusive_fields": sorted(kind.exclusive_fields), "tied_fields": tied_fields(kind),
        "looks_at": sorted(kind.looks_at),
        "readable_by": views(kind.readable_by), "readable_when_flagged": views(kind.readable_when_flagged),
        "readable_after_end": views(kind.readable_after_end), "writable_by": views(kind.writable_by),
        "written_by": sorted(kind.written_by), "field_writers": views(kind.field_writers),
        "fields": {name: field_declared(field) for name, field in kind.model_fields.items()},
        "rules": [rule.declared() for rule in rules_of(kind)], "tasks": [task.declared() for task in kind.tasks],
        "example": kind.example, "edit": kind.edit,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value not in (None, False, "", [], {})}


def state(where: tuple[str, frozenset[str]] | None) -> list[Any] | None:
    """A field and the values that count."""
    return [where[0], sorted(where[1])] if where else None


def views(by_role: Mapping[str, frozenset[str]]) -> Declaration:
    """Sorted, so that the document differs only where something changed."""
    return {role: sorted(fields) for role, fields in sorted(by_role.items())}


def field_declared(field: FieldInfo) -> Declaration:
    """Its type, what bounds it, and its sentence."""
    told = type_declared(field.annotation)
    for marker in field.metadata:
        told |= bounded(marker)
    return told | ({"description": field.description} if field.description else {})


def type_declared(annotation: Any) -> Declaration:
    """By its core, then by every marker around it."""
    core, markers = bare(annotation)
    told = core_declared(core)
    for marker in markers:
        told |= bounded(marker)
    return told


def core_declared(core: Any) -> Declaration:
    """What the bare type says."""
    origin, inside = get_origin(core), get_args(core)
    if origin is Literal:
        return {"type": "one", "options": list(inside)}
    if origin is list:
        item = type_declared(inside[0])
        return {**item, "type": "many"} if item["type"] == "one" else {"type": "list", "of": item}
    if origin is dict:
        keys = {"keys": list(get_args(inside[0]))} if get_origin(inside[0]) is Literal else {}
        return {"type": "map", **keys, "of": type_declared(inside[1])}
    if isinstance(core, type) and issubclass(core, BaseModel):
        return {"type": "group", "fields": {name: field_declared(one) for name, one in core.model_fields.items()}}
    return {"type": TYPES.get(core, "text")}


def bounded(marker: Any) -> Declaration:
    """What one marker adds."""
    if isinstance(marker, Shown):
        return {"type": marker.type}
    if isinstance(marker, Refers):
        return {"type": "ref", "kind": marker.kind}
    if isinstance(marker, NeedsLayer):
        return {"layer": marker.layer}
    if isinstance(marker, Between):
        return {"earliest": marker.earliest, "latest": marker.latest}
    if isinstance(marker, Retired):
        return {"retired": list(marker.values) or True}
    if isinstance(marker, FieldInfo):
        return {name: value for one in marker.metadata for name, value in bounded(one).items()}
    if isinstance(marker, StringConstraints):
        return text_bounds(marker)
    return {word: getattr(marker, name) for kind, name, word in BOUNDS if isinstance(marker, kind)}


def text_bounds(marker: StringConstraints) -> Declaration:
    """How long a text is, and what it looks like; an id is a type of its own."""
    if marker.pattern == UUID7_PATTERN:
        return {"type": "id"}
    told = {"least": marker.min_length, "most": marker.max_length, "pattern": marker.pattern}
    return {name: value for name, value in told.items() if value is not None}
