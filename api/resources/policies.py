"""Policies over the wire: every open number of the programme, as data and by version. The phone carries the same."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from api import policies
from api.identity.current_actor import SignedIn
from api.policies.policy import Policy
from api.problems.tree import NotFound, SignInNeeded, answers
from api.shapes import WireShape

router = APIRouter(prefix="/v1/policies", tags=["policies"])

Name = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="Such as eligibility.")]
Version = Annotated[str | None, Query(min_length=1, max_length=40, description="The newest when absent.")]


class KnownPolicy(WireShape):
    """A policy in one of its versions; the newest version of a name stands last."""

    name: str
    """By which it is asked for."""
    version: str
    """Records name it."""
    year: int
    """From which year it counts."""
    region: str | None
    """Where it counts. Null: everywhere."""
    source: str
    """Where its numbers come from."""


@router.get("", responses=answers(SignInNeeded))
def list_policies(actor: SignedIn) -> list[KnownPolicy]:
    """Every policy and version this server knows."""
    known = (one for versions in policies.POLICIES.values() for one in versions.values())
    return [KnownPolicy.model_validate(one.model_dump(include=set(KnownPolicy.model_fields))) for one in known]


@router.get("/{name}", responses=answers(SignInNeeded, NotFound), response_model=dict[str, Any])
def read_policy(name: Name, actor: SignedIn, version: Version = None) -> Any:
    """The whole policy: a record names the version it was made under."""
    return found(name, version).model_dump(mode="json", exclude_unset=True)


def found(name: str, version: str | None) -> Policy:
    """The policy, or 404."""
    try:
        return policies.policy(name, version)
    except policies.UnknownPolicy:
        raise NotFound("no-such-policy") from None
