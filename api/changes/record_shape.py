"""A record's values as its kind's shape reads them."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from api.changes.canonical_json import text
from api.changes.merge import Values
from api.records import KINDS, Record

# Of which an older shape may have had more.
LONGER = frozenset({"string_too_long", "too_long"})


def readable(kind: type[Record], values: Values) -> Record:
    """The record, without what this server's stricter shape can no longer read."""
    try:
        return kind.model_validate_json(text(values))
    except ValidationError as error:
        bad = {complaint["loc"][0] for complaint in error.errors(include_url=False) if complaint["loc"]}
        return kind.model_validate_json(text({name: value for name, value in values.items() if name not in bad}))


def complaints_of(kind: type[Record], values: Values) -> list[ErrorDetails]:
    """What no shape of this kind ever held: not of fields unknown here, nor of what is merely longer than it may be."""
    try:
        kind.model_validate_json(text({name: value for name, value in values.items() if name in kind.model_fields}))
    except ValidationError as error:
        return [one for one in error.errors(include_url=False, include_input=False) if one["type"] not in LONGER]
    return []


def is_whole(kind: str, values: Mapping[str, Any]) -> bool:
    """It has what every creation of its kind carries, which what a restore brought back may lack: then it is kept and
    told, and neither rules nor counts look at it."""
    return KINDS[kind].immutable_fields <= values.keys()
