"""The records of a case as rules read them, out of what a writer holds."""

from collections.abc import Iterable

from api.changes.write_batch import WriteBatch
from api.records.record import KnownRecord


def living(batch: WriteBatch, feed: str, kinds: Iterable[str]) -> dict[str, tuple[KnownRecord, ...]]:
    """The records of these kinds in a case, without what was erased or taken back."""
    found = {}
    for name in kinds:
        known = (
            KnownRecord(id, one.last.at if one.last else "", one.record)
            for id, one in sorted(batch.of_case.get((feed, name), {}).items())
            if not one.erased and not one.values.get("voided_because")
        )
        found[name] = tuple(known)
    return found
