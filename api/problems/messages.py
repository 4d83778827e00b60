"""Pydantic's complaints as faults: a JSON pointer, a code of ours and its sentence. The input is never quoted."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from api.ids import FEED_ID_PATTERN, UUID7_PATTERN
from api.problems.language import sentence

# {pydantic's type: our code}; {pydantic's name of a bound: ours}
CODES = {
    "missing": "required",
    "extra_forbidden": "unknown-field",
    "none_required": "must-be-absent",
    "string_type": "must-be-text",
    "string_too_short": "text-too-short",
    "string_too_long": "text-too-long",
    "string_unicode": "text-not-storable",
    "literal_error": "unknown-choice",
    "enum": "unknown-choice",
    "bool_type": "must-be-yes-or-no",
    "bool_parsing": "must-be-yes-or-no",
    "greater_than": "number-not-more",
    "greater_than_equal": "number-too-small",
    "less_than": "number-not-less",
    "less_than_equal": "number-too-large",
    "finite_number": "number-not-storable",
    "list_type": "must-be-list",
    "set_type": "must-be-list",
    "tuple_type": "must-be-list",
    "too_long": "too-many-values",
    "too_short": "too-few-values",
    "timezone_aware": "time-zone-needed",
    "json_invalid": "not-json",
    "json_type": "not-json",
    "recursion_loop": "too-deep",
}
BEGINNINGS = {
    "date_": "no-such-day",
    "datetime_": "unreadable-time",
    "int_": "must-be-whole",
    "float_": "must-be-number",
    "decimal_": "must-be-number",
    "dict_": "must-be-object",
    "model_": "must-be-object",
}
BOUNDS = {
    "min_length": "least", "max_length": "most", "ge": "least", "le": "most", "gt": "bound", "lt": "bound",
}  # fmt: skip


def pointer_to(place: Iterable[str | int]) -> str:
    """RFC 6901: `/changes/0/set/on`."""
    return "".join(f"/{spelled(part).replace('~', '~0').replace('/', '~1')}" for part in place)


def spelled(part: str | int) -> str:
    """A member's name, which anybody may have chosen: cut, and without what no answer can carry."""
    return str(part)[:80].replace("\0", "?").encode(errors="replace").decode()


def fault_at(pointer: str, code: str, **values: Any) -> dict[str, str]:
    """One item of `errors[]`. `values`: the parameters of the code's sentence."""
    return {"pointer": pointer, "code": code, "detail": sentence(code, **values)}


def value_fault(code: str, **values: Any) -> PydanticCustomError:
    """For a validator of ours to raise."""
    return PydanticCustomError("pulih", "{code}", {"code": code, "values": values})


def fault_of(complaint: Mapping[str, Any]) -> dict[str, str]:
    """The same of one of `ValidationError.errors()`."""
    pointer, kind, about = pointer_to(complaint["loc"]), complaint["type"], complaint.get("ctx") or {}
    if kind == "pulih":
        return fault_at(pointer, about["code"], **about["values"])
    values = {ours: about[theirs] for theirs, ours in BOUNDS.items() if theirs in about}
    return fault_at(pointer, code_of(kind, about), **values)


def code_of(kind: str, about: Mapping[str, Any]) -> str:
    """Ours for one of pydantic's types."""
    if kind == "string_pattern_mismatch" and about.get("pattern") in (UUID7_PATTERN, FEED_ID_PATTERN):
        return "must-be-uuid7"
    if kind == "string_too_short" and about.get("min_length") == 1:
        return "text-empty"
    return CODES.get(kind) or next((code for start, code in BEGINNINGS.items() if kind.startswith(start)), "unfit")
