"""The records of a case as rules read them, out of what a writer holds."""

from collections.abc import Iterable

from pydantic import ValidationError

from api.changes.canonical_json import text
from api.changes.merge import Values
from api.changes.write_batch import WriteBatch
from api.records import KINDS, Record
from api.records.record import KnownRecord


def living(batch: WriteBatch, feed: str, kinds: Iterable[str]) -> dict[str, tuple[KnownRecord, ...]]:
    """The records of these kinds in a case, without what was erased or taken back."""
    found = {}
    for name in kinds:
        states = sorted((id, one) for id, one in batch.held.items() if one.kind == name and one.feed == feed)
        known = (
            KnownRecord(id, one.last.at if one.last else "", readable(KINDS[name], one.values))
            for id, one in states
            if not one.erased and not one.values.get("voided_because")
        )
        found[name] = tuple(known)
    return found


def readable(kind: type[Record], values: Values) -> Record:
    """The record, without what this server's stricter shape can no longer read."""
    try:
        return kind.model_validate_json(text(values))
    except ValidationError as error:
        bad = {complaint["loc"][0] for complaint in error.errors(include_url=False) if complaint["loc"]}
        return kind.model_validate_json(text({name: value for name, value in values.items() if name not in bad}))
