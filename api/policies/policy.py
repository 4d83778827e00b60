"""What every policy has: a name, a version, and where its numbers come from. Read once, never changed."""

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """Nothing unknown in it."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Policy(Frozen):
    """One version of one policy. `region`: a Kemendagri code, or null for all; `source`: why these numbers."""

    name: str
    version: str
    year: Annotated[int, Field(ge=2017, le=2100)]
    region: str | None
    source: Annotated[str, Field(min_length=1, max_length=2_000)]


class PolicyFault(NamedTuple):
    """Why it cannot be published. `pointer`: RFC 6901; `code`: its sentence's; `told`: the same to an operator;
    `values`: the parameters of the sentence."""

    pointer: str
    code: str
    told: str
    values: Mapping[str, Any] = {}


class UnknownPolicy(LookupError):
    """No policy or version of this name was ever published here."""
