"""Policies over the wire: every open number of the programme, as data and by version. The phone carries the same, and
learns those that an office published with its reference.
"""

from datetime import datetime
from typing import Annotated, Any, Self

from fastapi import APIRouter, Path, Query

from api import policies
from api.changes.published_policies import policy_of, rows_published, versions_of
from api.identity.current_actor import Reading, SignedIn
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
    published_at: datetime | None
    """When the nation's office published it. Null: it came with the server."""

    @classmethod
    def of(cls, policy: Policy, published_at: datetime | None) -> Self:
        """Without what it says."""
        return cls(**policy.model_dump(include=set(cls.model_fields)), published_at=published_at)


@router.get("", responses=answers(SignInNeeded))
def list_policies(actor: SignedIn, session: Reading) -> list[KnownPolicy]:
    """Every policy and version this server knows."""
    built_in = [one for versions in policies.POLICIES.values() for one in versions.values()]
    known = [KnownPolicy.of(one, None) for one in built_in]
    known += [KnownPolicy.of(policy_of(row), row.published_at) for row in rows_published(session)]
    order = list(policies.POLICIES)
    return sorted(known, key=lambda one: order.index(one.name))


@router.get("/{name}", responses=answers(SignInNeeded, NotFound), response_model=dict[str, Any])
def read_policy(name: Name, actor: SignedIn, session: Reading, version: Version = None) -> Any:
    """The whole policy: a record names the version it was made under."""
    try:
        versions = versions_of(session, name)
        found = versions[version] if version else list(versions.values())[-1]
    except (policies.UnknownPolicy, KeyError):
        raise NotFound("no-such-policy") from None
    return found.model_dump(mode="json", exclude_unset=True)
