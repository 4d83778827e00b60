"""A record whose numbers come from the policy `journey` names a version of it that was published."""

from collections.abc import Iterator

from api import policies
from api.records.record import Fault, fault


def policy_faults(version: str | None) -> Iterator[Fault]:
    """None where no version is named."""
    if version not in (None, *policies.POLICIES["journey"]):
        yield fault("policy_unknown", "policy")
