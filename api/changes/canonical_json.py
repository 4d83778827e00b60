"""One text per value: what is compared, hashed and stored. What both engines cannot keep alike is refused here."""

import json
from hashlib import sha256
from typing import Any

import orjson

DEEPEST = 8
LARGEST = 2**53


def text(value: Any) -> str:
    """Canonical JSON: sorted keys, no blanks."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def as_sent(value: Any) -> str:
    """Text of what may not even be sound, for a copy to be looked at; ASCII alone, so that both engines keep it."""
    return json.dumps(cut(value), sort_keys=True, separators=(",", ":"))


def cut(value: Any, depth: int = 1) -> Any:
    """Without what lies deeper than a person would write, and a parser follow."""
    if not isinstance(value, dict | list):
        return value
    if depth > 4 * DEEPEST:
        return "…"
    if isinstance(value, list):
        return [cut(part, depth + 1) for part in value]
    return {name: cut(part, depth + 1) for name, part in value.items()}


def as_shown(value: Any) -> Any:
    """The value of a copy; as text where it could not be answered as it is."""
    return as_sent(value) if unsound(value) else value


def digest(value: Any) -> str:
    """SHA-256 of the canonical text, in hex."""
    return sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()


def same(one: Any, other: Any) -> bool:
    """Equal as canonical text: 1 is not true, and 1 is not 1.0."""
    return one is other or text(one) == text(other)


def unsound(value: Any, depth: int = 1) -> str | None:
    """A code where the value holds something that does not keep: NUL, a number out of range, too deep a nest."""
    if isinstance(value, str):
        return None if "\0" not in value and (value.isascii() or encodes(value)) else "text-not-storable"
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return None if -LARGEST <= value <= LARGEST else "number-not-storable"
    if depth > DEEPEST:
        return "too-deep"
    parts = [*value, *value.values()] if isinstance(value, dict) else value
    return next((fault for part in parts if (fault := unsound(part, depth + 1))), None)


def encodes(value: str) -> bool:
    """False for a lone surrogate."""
    return not any("\ud800" <= symbol <= "\udfff" for symbol in value)
