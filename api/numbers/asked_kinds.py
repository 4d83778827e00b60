"""Of each kind what the numbers of quarters look at, and how far from a quarter a record of it may lie. Pure."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from api import policies
from api.numbers.asked_fields import fields_asked
from api.records import KINDS
from api.records.agreed import CONSENT


class AskedKind(NamedTuple):
    """`fields`: what is looked at. `days`: those by which a record falls into a quarter, its own first. `near`: so many
    days before the first quarter and after the last it still says something of them; None: always."""

    fields: tuple[str, ...]
    days: tuple[str, ...]
    near: int | None


@cache
def kinds_asked() -> dict[str, AskedKind]:
    """By kind, all that is looked at."""
    asked = set(fields_asked())
    found: dict[str, AskedKind] = {}
    for kind in sorted({one.kind for one in asked} - {""}):
        own = KINDS[kind].day
        days = tuple(dict.fromkeys(day for day in (own, *days_of_bases(kind)) if day))
        named = {one.name for one in asked if one.kind == kind and one.name}
        found[kind] = AskedKind(tuple(sorted({*named, *days})), days, near_of(kind) if own else None)
    return found


def days_of_bases(kind: str) -> Iterator[str]:
    """By which the bases of this kind look."""
    yield from (base.day for base in policies.told_numbers().bases if base.kind == kind)


def near_of(kind: str) -> int | None:
    """As `AskedKind` says. At which step somebody is, what she agreed to and what is paired or followed by something
    may be of any day."""
    told = policies.told_numbers()
    parts = [part for line in told.lines for part in line.every_part()]
    always = {CONSENT, *(kind for step in policies.journey().steps for kind in (step.kind, *step.undone_by))}
    always |= {base.kind for base in told.bases if base.paired} | {part.follows for part in parts}
    if kind in always:
        return None
    met = [part.met_in_days or 0 for part in parts if kind in {one.kind for one in part.any}]
    return max([0, *met, *(base.first_in_days or 0 for base in told.bases if base.kind == kind)])
