"""What every policy has: a name, a version, and where its numbers come from. Read once, never changed."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Nothing unknown in it."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Policy(Frozen):
    """One version of one policy. `region`: a Kemendagri code, or null for all; `source`: why these numbers."""

    name: str
    version: str
    year: int
    region: str | None
    source: str


class UnknownPolicy(LookupError):
    """No policy or version of this name was ever published here."""
