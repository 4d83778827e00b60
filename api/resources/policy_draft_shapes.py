"""Drafts of policies on the wire."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from api.changes.schemas import Json
from api.shapes import ClosedShape, WireShape


class PolicyDraftText(ClosedShape):
    """What is to be published one day."""

    draft: Annotated[dict[str, Json], Field(max_length=40)] | None
    """A policy as `GET /v1/policies/{name}` gives it, with the year from which it is to count; its name, version and
    region are the server's. Null throws the draft away."""


class PolicyFaultTold(WireShape):
    """Why the draft cannot be published as it is."""

    pointer: str
    """Where in the draft (RFC 6901)."""
    code: str
    """Which rule."""
    detail: str
    """In words."""


class PolicyDraftTold(WireShape):
    """The draft of a policy, as it stands."""

    name: str
    """Of the policy."""
    version: str
    """What it would be called if it were published now."""
    draft: dict[str, Any] | None
    """As it was kept. Null: there is none."""
    faults: list[PolicyFaultTold]
    """What is wrong with it; empty where it may be published."""
    saved_at: datetime | None
    """When it was kept last. Null: there is none."""
