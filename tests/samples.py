"""A body of every kind that the server takes, for tests that go over all of them: the kinds' own examples."""

from typing import Any

from api.records import KINDS
from api.records.record import choices

PARTNER = str(KINDS["referral"].example["partner"])

SERVICES: list[str] = list(choices(KINDS["referral"].model_fields["service"].annotation))


CASE_KINDS = [name for name, kind in KINDS.items() if kind.feed == "case"]
PAPER_KINDS = [name for name, kind in KINDS.items() if kind.feed == "unit"]


def body_of(kind: str) -> dict[str, Any]:
    """With a free note, which no office may read."""
    secret = {"note": "RAHASIA"} if "note" in KINDS[kind].model_fields else {}
    return {**KINDS[kind].example, **secret}


BODIES: dict[str, dict[str, Any]] = {kind: body_of(kind) for kind in KINDS}
# An edit of each kind that the server takes from whoever follows.
EDITS: dict[str, dict[str, Any]] = {kind: dict(KINDS[kind].edit) for kind in KINDS}
