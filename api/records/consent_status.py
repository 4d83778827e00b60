"""What she agrees to as things stand: acts in their order, the later over the earlier. Pure.

`pwa/src/records/consent/consent_status.ts` is the same in TypeScript; both read `tests/vectors/consents.json`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from api.records.case import Case, KnownRecord


class ConsentStatus(NamedTuple):
    """`given`: layer → the act it rests on; `withdrawn`: layer → the day it was taken back on, where it still is."""

    given: Mapping[str, KnownRecord]
    withdrawn: Mapping[str, str]


def consent_status(acts: Sequence[KnownRecord]) -> ConsentStatus:
    """By the day of the act, then as written down; on one day a withdrawal wins."""
    given: dict[str, KnownRecord] = {}
    withdrawn: dict[str, str] = {}
    for act in sorted(acts, key=rank):
        for layer in act.record.value("layers") or ():
            if act.record.value("act") == "withdrawn":
                given.pop(layer, None)
                withdrawn[layer] = act.record.value("on") or ""
            else:
                withdrawn.pop(layer, None)
                given[layer] = act
    return ConsentStatus(given, withdrawn)


def is_given(case: Case, layer: str) -> bool:
    """Whether she agrees to it as things stand."""
    return layer in consent_status(case.of("consent")).given


def rank(act: KnownRecord) -> tuple[Any, ...]:
    """The later stands over the earlier."""
    return act.record.value("on") or "", act.record.value("act") == "withdrawn", act.id
