"""By what a unit's phase is worked out, as versioned data: criteria with weights and steps, thresholds, gates."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from api.policies.policy import Frozen, Policy

WHOLE = 100
STEPS = 4
# How many; or how many out of how many.
Evidence = int | tuple[int, int]
EvidenceName = Annotated[str, Field(pattern=r"^(monitoring|number)\.[a-z][a-z0-9_]*$")]
Least = Annotated[int, Field(ge=0)]


class RubricPhase(Frozen):
    """Reached with `least` points, unless a gate holds it back."""

    key: str
    least: Least


class PhaseCriterion(Frozen):
    """`steps`: from which value on it gives one to four quarters of its weight; of a `share` a percentage."""

    key: str
    aspect: Literal["input", "process", "output"]
    weight: Annotated[int, Field(ge=1, le=WHOLE)]
    evidence: EvidenceName
    share: bool = False
    steps: tuple[Least, Least, Least, Least]

    @model_validator(mode="after")
    def ascend(self) -> Self:
        """Evidence may never lower a phase by being more; from nothing on it would give something without evidence."""
        if any(one > other for one, other in pairwise(self.steps)):
            raise ValueError(f"{self.key}: steps descend")
        if self.steps[0] < 1:
            raise ValueError(f"{self.key}: its first step is reached by nothing")
        return self

    def quarters(self, evidence: Evidence) -> int:
        """0 to four times its weight."""
        found, of = evidence if isinstance(evidence, tuple) else (evidence, 1)
        scale = WHOLE if self.share else 1
        return self.weight * sum(found * scale >= step * of for step in self.steps)


class PhaseGate(Frozen):
    """Without it this phase, and what stands above, is not reached. `least`, `most`: one of them."""

    key: str
    phase: str
    evidence: EvidenceName
    least: Least | None = None
    most: Least | None = None

    @model_validator(mode="after")
    def bound_once(self) -> Self:
        """Neither open nor contradicting itself."""
        if (self.least is None) == (self.most is None):
            raise ValueError(f"{self.key}: either least or most")
        return self

    def opens(self, evidence: Evidence | None) -> bool:
        """Not without evidence."""
        if not isinstance(evidence, int):
            return False
        return evidence >= self.least if self.least is not None else evidence <= (self.most or 0)


class PhaseRubric(Policy):
    """Weights add up to 100. A record names its version and is judged by it for ever."""

    phases: Annotated[tuple[RubricPhase, ...], Field(min_length=1)]
    criteria: Annotated[tuple[PhaseCriterion, ...], Field(min_length=1)]
    gates: tuple[PhaseGate, ...] = ()

    @model_validator(mode="after")
    def agree(self) -> Self:
        """With itself."""
        if (added := sum(one.weight for one in self.criteria)) != WHOLE:
            raise ValueError(f"weights add up to {added}, not {WHOLE}")
        least = [one.least for one in self.phases]
        if least[0] != 0 or any(one >= other for one, other in pairwise(least)) or least[-1] > WHOLE:
            raise ValueError("thresholds of phases ascend from 0 to 100")
        named = {one.key for one in self.phases}
        if strange := [one.key for one in self.gates if one.phase not in named]:
            raise ValueError(f"gates name no phase: {', '.join(strange)}")
        for several in (self.phases, self.criteria, self.gates):
            if len({one.key for one in several}) < len(several):
                raise ValueError("a key stands twice")
        shares = {one.evidence: one.share for one in self.criteria}
        if any(shares.get(one.evidence, False) for one in self.gates) or self.told_apart(shares):
            raise ValueError("the same evidence is a share here and a number there")
        return self

    def told_apart(self, shares: Mapping[str, bool]) -> bool:
        """Whether two criteria read the same evidence in two ways."""
        return any(shares[one.evidence] is not one.share for one in self.criteria)
