"""The records of a case as rules read them, out of what a writer holds."""

from collections.abc import Iterable

from api.changes.record_shape import is_whole
from api.changes.write_batch import WriteBatch
from api.records.record import KnownRecord


def living(batch: WriteBatch, feed: str, kinds: Iterable[str]) -> dict[str, tuple[KnownRecord, ...]]:
    """The records of these kinds in a case, without what was erased or taken back."""
    return {name: living_of(batch, feed, name) for name in kinds}


def living_of(batch: WriteBatch, feed: str, kind: str) -> tuple[KnownRecord, ...]:
    """Of one kind; worked out anew where the batch kept another one of them since."""
    if (feed, kind) not in batch.living:
        found = sorted(batch.of_case.get((feed, kind), {}).items())
        batch.living[feed, kind] = tuple(
            KnownRecord(id, one.last.at if one.last else "", one.record)
            for id, one in found
            if not one.erased and not one.values.get("voided_because") and is_whole(kind, one.values)
        )
    return batch.living[feed, kind]
