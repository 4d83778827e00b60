"""What a batch reads before its first change is judged: the records, kinds and institutions that its changes name."""

from collections.abc import Container, Mapping

from api.changes.merge import Values
from api.changes.schemas import Change as Sent
from api.ids import is_id
from api.records import KINDS


def unknown_here(changes: list[Sent], held: Container[str]) -> list[str]:
    """Records that these changes would make, and the cases these would open."""
    return sorted({change.record for change in changes if change.was is None and change.record not in held})


def looked_at(changes: list[Sent]) -> set[str]:
    """Kinds of the same case that the rules of these changes look at, or that what was sent rests on beside them."""
    made = {change.kind for change in changes} & set(KINDS)
    judged = {name for kind in made for name in KINDS[kind].looks_at}
    return judged.union(*(kind.rests_on for kind in KINDS.values() if kind.rests_on & made))


def named_records(changes: list[Sent]) -> set[str]:
    """The records these changes are of, and those they refer to."""
    named = {change.record for change in changes}
    for change in changes:
        kind = KINDS.get(change.kind)
        named |= {value for name in (kind.references() if kind else ()) if is_id(value := change.set.get(name))}
    return named


def named_institutions(changes: list[Sent], held: Mapping[str, Values]) -> set[str]:
    """Those that these changes, or the records they are of, say."""
    named: set[str] = set()
    for change in changes:
        kind = KINDS.get(change.kind)
        for name in kind.institution_fields() if kind else ():
            said = (change.set.get(name), held.get(change.record, {}).get(name))
            named |= {value for value in said if is_id(value)}
    return named
