"""By what a unit's phase is worked out, as versioned data: criteria with weights and steps, thresholds, gates."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from api.policies.policy import Frozen, Policy, PolicyFault

WHOLE = 100
STEPS = 4
# How many; or how many out of how many.
Evidence = int | tuple[int, int]
EvidenceName = Annotated[str, Field(pattern=r"^(monitoring|number)\.[a-z][a-z0-9_]*$")]
Least = Annotated[int, Field(ge=0, le=999_999_999)]
Key = Annotated[str, Field(min_length=1, max_length=40)]


class RubricPhase(Frozen):
    """Reached with `least` points, unless a gate holds it back."""

    key: Key
    least: Least


class PhaseCriterion(Frozen):
    """`steps`: from which value on it gives one to four quarters of its weight; of a `share` a percentage."""

    key: Key
    aspect: Literal["input", "process", "output"]
    weight: Annotated[int, Field(ge=1, le=WHOLE)]
    evidence: EvidenceName
    share: bool = False
    steps: tuple[Least, Least, Least, Least]

    def quarters(self, evidence: Evidence) -> int:
        """0 to four times its weight."""
        found, of = evidence if isinstance(evidence, tuple) else (evidence, 1)
        scale = WHOLE if self.share else 1
        return self.weight * sum(found * scale >= step * of for step in self.steps)


class PhaseGate(Frozen):
    """Without it this phase, and what stands above, is not reached. `least`, `most`: one of them."""

    key: Key
    phase: Key
    evidence: EvidenceName
    least: Least | None = None
    most: Least | None = None

    def opens(self, evidence: Evidence | None) -> bool:
        """Not without evidence."""
        if not isinstance(evidence, int):
            return False
        return evidence >= self.least if self.least is not None else evidence <= (self.most or 0)


class RubricParts(Policy):
    """A rubric as somebody drafts it: each part has its shape, and they may contradict each other."""

    phases: Annotated[tuple[RubricPhase, ...], Field(min_length=1, max_length=10)]
    criteria: Annotated[tuple[PhaseCriterion, ...], Field(min_length=1, max_length=60)]
    gates: Annotated[tuple[PhaseGate, ...], Field(max_length=60)] = ()


class PhaseRubric(RubricParts):
    """Weights add up to 100. A record names its version and is judged by it for ever."""

    @model_validator(mode="after")
    def agree(self) -> Self:
        """With itself."""
        if faults := list(rubric_faults(self)):
            raise ValueError("; ".join(f"{one.pointer}: {one.told}" for one in faults))
        return self


def rubric_faults(rubric: RubricParts) -> Iterator[PolicyFault]:
    """Where it contradicts itself."""
    yield from weight_faults(rubric)
    yield from threshold_faults(rubric)
    yield from step_faults(rubric)
    yield from gate_faults(rubric)
    for name, several in (("phases", rubric.phases), ("criteria", rubric.criteria), ("gates", rubric.gates)):
        keys = [one.key for one in several]
        for at, key in enumerate(keys):
            if key in keys[:at]:
                yield PolicyFault(f"/{name}/{at}/key", "key-twice", "a key stands twice")


def weight_faults(rubric: RubricParts) -> Iterator[PolicyFault]:
    """All of them are the whole."""
    if (added := sum(one.weight for one in rubric.criteria)) != WHOLE:
        told = f"weights add up to {added}, not {WHOLE}"
        yield PolicyFault("/criteria", "weights-not-whole", told, {"added": added, "whole": WHOLE})


def threshold_faults(rubric: RubricParts) -> Iterator[PolicyFault]:
    """The first phase is reached by nothing, and none before the one below it."""
    told = "thresholds of phases ascend from 0 to 100"
    least = [-1, *(one.least for one in rubric.phases)]
    for at, (one, other) in enumerate(pairwise(least)):
        if one >= other or other > WHOLE or (at == 0 and other):
            yield PolicyFault(f"/phases/{at}/least", "thresholds-not-ascending", told)


def step_faults(rubric: RubricParts) -> Iterator[PolicyFault]:
    """Evidence may never lower a phase by being more; from nothing on it would give something without evidence."""
    for at, one in enumerate(rubric.criteria):
        if any(step > other for step, other in pairwise(one.steps)):
            yield PolicyFault(f"/criteria/{at}/steps", "steps-descend", f"{one.key}: steps descend")
        if one.steps[0] < 1:
            told = f"{one.key}: its first step is reached by nothing"
            yield PolicyFault(f"/criteria/{at}/steps", "step-from-nothing", told)


def gate_faults(rubric: RubricParts) -> Iterator[PolicyFault]:
    """Each is of a phase and bound once, and what it reads is told apart from shares."""
    named = {one.key for one in rubric.phases}
    for at, one in enumerate(rubric.gates):
        if one.phase not in named:
            yield PolicyFault(f"/gates/{at}/phase", "gate-without-phase", f"gates name no phase: {one.key}")
        if (one.least is None) == (one.most is None):
            yield PolicyFault(f"/gates/{at}", "gate-bound", f"{one.key}: either least or most")
    yield from evidence_faults(rubric)


def evidence_faults(rubric: RubricParts) -> Iterator[PolicyFault]:
    """The same evidence is a share everywhere or nowhere."""
    shares: Mapping[str, bool] = {one.evidence: one.share for one in reversed(rubric.criteria)}
    places = [(f"/criteria/{at}/evidence", one.evidence, one.share) for at, one in enumerate(rubric.criteria)]
    places += [(f"/gates/{at}/evidence", one.evidence, False) for at, one in enumerate(rubric.gates)]
    for pointer, name, share in places:
        if shares.get(name, False) is not share:
            yield PolicyFault(pointer, "evidence-two-ways", "the same evidence is a share here and a number there")
