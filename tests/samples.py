"""A body of every kind that the server takes, for tests that go over all of them: the kinds' own examples."""

from collections.abc import Mapping
from typing import Any

from api.records import KINDS
from api.records.field_types import refers_to
from api.records.record import choices

STAFF = str(KINDS["appointment"].example["person"])
PARTNER = str(KINDS["referral"].example["partner"])

SERVICES: list[str] = list(choices(KINDS["referral"].model_fields["service"].annotation))


CASE_KINDS = [name for name, kind in KINDS.items() if kind.feed == "case"]
COACHING_KINDS = [name for name, kind in KINDS.items() if kind.feed == "coaching"]
PAPER_KINDS = [name for name, kind in KINDS.items() if kind.feed == "unit"]


def body_of(kind: str) -> dict[str, Any]:
    """With a free note, which no office may read."""
    secret = {"note": "RAHASIA"} if "note" in KINDS[kind].model_fields else {}
    return {**KINDS[kind].example, **secret}


BODIES: dict[str, dict[str, Any]] = {kind: body_of(kind) for kind in KINDS}
# An edit of each kind that the server takes from whoever follows.
EDITS: dict[str, dict[str, Any]] = {kind: dict(KINDS[kind].edit) for kind in KINDS}


def refers(kind: str) -> dict[str, str]:
    """Fields of a body that name another record, each with its kind: only a test knows which one stands there."""
    targets = {name: refers_to(KINDS[kind].model_fields[name].annotation) for name in BODIES[kind]}
    return {name: target for name, target in targets.items() if target}


def body_in(kind: str, records: Mapping[str, str]) -> dict[str, Any]:
    """For a case that holds these records, by kind; the kinds stand in such an order that what is named is there."""
    return BODIES[kind] | {name: records[target] for name, target in refers(kind).items()}
