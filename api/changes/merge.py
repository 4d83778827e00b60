"""A field is written if it still says what its author saw, or already says what she writes; otherwise it clashes.

Pure. `values` is the record as it stands; nothing here knows who writes or where it is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.changes.canonical_json import same, text

NEVER_CLASH = frozenset({"amended_because", "voided_because"})
UNTIED: Mapping[str, str] = {}
RESERVED = frozenset({"feed", "home", "unit", "questions", "id", "n"})

Values = dict[str, Any]


@dataclass(frozen=True)
class Merged:
    """`after`: the values with the change over them; `lost`: {field: what the author wanted} where it clashed."""

    after: Values
    lost: Values

    @cached_property
    def text(self) -> str:
        """`after` as it is judged, and kept where it has no question."""
        return text(self.after)


def merge(values: Values, sets: Mapping[str, Any], was: Mapping[str, Any], tied: Mapping[str, str] = UNTIED) -> Merged:
    """The change over the record, field by field; null and absent are the same. `tied`: {field: its exclusive one}."""
    if not values and not was:
        return Merged({field: wanted for field, wanted in sets.items() if wanted is not None}, {})
    lost: Values = {}
    for field, wanted in sets.items():
        now = values.get(field)
        if not (field in NEVER_CLASH or same(now, was.get(field)) or same(now, wanted)):
            lost[field] = wanted
    if lost:
        lost |= lost_beside(values, sets, lost, tied)
    after = {**values, **{field: wanted for field, wanted in sets.items() if field not in lost}}
    return Merged({field: value for field, value in after.items() if value is not None}, lost)


def lost_beside(values: Values, sets: Mapping[str, Any], lost: Values, tied: Mapping[str, str]) -> Values:
    """What must not be written alone: where an exclusive field moves, it and what is tied to it are all written or all
    asked."""
    moved = {field: wanted for field, wanted in sets.items() if not same(values.get(field), wanted)}
    whole: Values = {}
    for lead in moved.keys() & set(tied.values()):
        together = {field: wanted for field, wanted in moved.items() if lead in (field, tied.get(field))}
        whole |= together if lost.keys() & together.keys() else {}
    return whole


def created_again(values: Values, sets: Mapping[str, Any]) -> Merged:
    """A creation of what is there already, as after a restore: it replaces nothing, and what differs is asked."""
    lost = {name: wanted for name, wanted in sets.items() if wanted is not None and not same(values.get(name), wanted)}
    return Merged(dict(values), lost)


def questions_after(
    questions: Values, lost: Values, answers: list[str], sets: Mapping[str, Any], who: Values
) -> Values:
    """The questions after a change: those it answers go, those it lost come; the newest per enrolment stays.

    `who`: {change, enrolment, by, at} of this change.
    """
    after: dict[str, list[Values]] = {}
    for field in {**questions, **lost}:
        open_ones = [one for one in questions.get(field, []) if field not in sets or one["change"] not in answers]
        if field in lost:
            open_ones = [one for one in open_ones if one["enrolment"] != who["enrolment"]]
            open_ones.append({**who, "value": lost[field]})
        if open_ones:
            after[field] = open_ones
    return after
