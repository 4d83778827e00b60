"""A body of every kind that the server takes, for tests that go over all of them: the kinds' own examples."""

from typing import Any

from api.records import KINDS

PARTNER = "01920000-0000-7000-8000-00000000a001"


def body_of(kind: str) -> dict[str, Any]:
    """With a free note, which no office may read."""
    secret = {"note": "RAHASIA"} if "note" in KINDS[kind].model_fields else {}
    return {**KINDS[kind].example, **secret}


BODIES: dict[str, dict[str, Any]] = {kind: body_of(kind) for kind in KINDS}
# An edit of each kind that the server takes from whoever follows.
EDITS: dict[str, dict[str, Any]] = {kind: dict(KINDS[kind].edit) for kind in KINDS}
