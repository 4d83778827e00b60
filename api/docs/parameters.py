"""What an address takes beside its body, as it truly is: a list names the filters of its kind and no others."""

from typing import Any

from api.records import KINDS, Record
from api.records.record import choices

Schema = dict[str, Any]

LANGUAGE: Schema = {
    "name": "Accept-Language", "in": "header", "required": False, "schema": {"type": "string"}, "example": "en",
    "description": "`en` for English `title` and `detail`; anything else is answered in Indonesian.",
}  # fmt: skip
REFERENCE = {"$ref": "#/components/parameters/Accept-Language"}


def parameter_components() -> Schema:
    """For `components.parameters`."""
    return {LANGUAGE["name"]: LANGUAGE}


def tell_parameters(operation: Schema) -> None:
    """Those of its kind; a parameter that is absent is not null."""
    told = operation.get("parameters", [])
    for one in told:
        one["schema"] = plain(one["schema"])
    kind = next((kind for kind in KINDS.values() if operation["operationId"] == f"list_{kind.kind}"), None)
    if kind is not None:
        told = [one for one in told if one["name"] not in refused(kind)]
        for one in told:
            one.update(special(kind, one))
    operation["parameters"] = [*told, REFERENCE]


def plain(schema: Schema) -> Schema:
    """Without null, and without what the parameter itself says."""
    named = [part for part in schema.get("anyOf", []) if part != {"type": "null"}]
    kept = {name: value for name, value in schema.items() if name not in ("anyOf", "title", "description")}
    return kept | named[0] if len(named) == 1 else schema


def refused(kind: type[Record]) -> set[str]:
    """Filters for which the kind has no field, and the client where it is about none."""
    kept = {
        "from_on": bool(kind.day), "to_on": bool(kind.day), "status": "status" in kind.model_fields,
        "client": kind.feed == "case",
    }  # fmt: skip
    return {name for name, there in kept.items() if not there}


def special(kind: type[Record], told: Schema) -> Schema:
    """What differs from kind to kind."""
    status = kind.model_fields.get("status")
    by_name: dict[str, Schema] = {
        "status": {"schema": {"type": "string", "enum": choices(status.annotation) if status else ()}},
        "missing": {"schema": {"type": "string", "enum": sorted(kind.model_fields)}},
        "from_on": {"description": f"Only where `{kind.day}` is this day or a later one."},
        "to_on": {"description": f"Only where `{kind.day}` is this day or an earlier one."},
    }
    return by_name.get(told["name"], {})
