"""What unit and officer both agreed to stands: who wants to change it takes her agreement back first. What the unit's
coordinator says of it is hers alone, and stands like the rest."""

from collections.abc import Iterator

from api.records.record import Case, Fault, Fields, Record, fault

SIGNED_BY = {"signed_unit": frozenset({"coordinator"}), "signed_coach": frozenset({"district"})}
SIGNED: Fields = frozenset(SIGNED_BY)
FIELD_WRITERS = {**SIGNED_BY, "unit_says": SIGNED_BY["signed_unit"]}
MECHANISM: Fields = frozenset({"voided_because", "amended_because"})


def moved_after_signing(record: Record, before: Record | None, _case: Case) -> Iterator[Fault]:
    """Each field that was moved though both had agreed."""
    yield from moved_while_signed(record, before, SIGNED, "already_agreed")


def moved_while_signed(record: Record, before: Record | None, signed: Fields, code: str) -> Iterator[Fault]:
    """The same of whoever signs such a paper; `code` tells who has to take it back."""
    if before is None or not all(before.value(name) for name in signed):
        return
    for name in sorted(type(record).model_fields.keys() - signed - MECHANISM - record.kept_fields):
        if record.value(name) != before.value(name):
            yield fault(code, name)
