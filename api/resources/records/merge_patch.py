"""JSON merge patch (RFC 7396) of one field."""

from typing import Any


def patched(value: Any, patch: Any) -> Any:
    """An object is merged member by member, null takes one out; anything else takes the place of what was there."""
    if not isinstance(patch, dict):
        return patch
    before = value if isinstance(value, dict) else {}
    kept = {name: one for name, one in before.items() if name not in patch}
    return {**kept, **{name: patched(before.get(name), one) for name, one in patch.items() if one is not None}}
