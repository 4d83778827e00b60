"""What a batch reads before its first change is judged: the records, kinds and institutions that its changes name."""

from collections.abc import Mapping

from api.changes.merge import Values
from api.changes.schemas import Change as Sent
from api.ids import is_id
from api.records import KINDS


def names_touched(changes: list[Sent]) -> dict[str, set[str]]:
    """What `batch_reads` asks for. `made`: records that these changes would make, and the cases these would open."""
    ids, kinds = {change.id for change in changes}, looked_at(changes)
    return {
        "known": ids.union(*(change.answers or () for change in changes)),
        "records": named_records(changes),
        "looked_at": {change.feed for change in changes} if kinds else set(),
        "kinds": kinds,
        "copies": ids | {change.instead_of for change in changes if change.instead_of},
        "made": {change.record for change in changes if change.was is None},
    }


def looked_at(changes: list[Sent]) -> set[str]:
    """Kinds of the same case that the rules of these changes look at, or that what was sent rests on beside them."""
    made = {change.kind for change in changes} & set(KINDS)
    judged = {name for kind in made for name in KINDS[kind].looks_at}
    return judged.union(*(kind.rests_on for kind in KINDS.values() if kind.rests_on & made or kind.kind in made))


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
