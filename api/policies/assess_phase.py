"""At which of the five phases a unit stands by a rubric, criterion by criterion, and what holds it back. Pure.

All of it is whole numbers: a criterion gives its weight in quarters, four to a point, so nothing is rounded.
`pwa/src/coaching/phase_assessment/phase_rubric.ts` is the same in TypeScript; both read `tests/vectors/phases.json`.
"""

from collections.abc import Mapping
from typing import NamedTuple

from api.policies.phase_rubric import STEPS, Evidence, PhaseCriterion, PhaseRubric


class CriterionScore(NamedTuple):
    """`quarters`: four are a point. `missing`: there was no evidence, or none that can be read."""

    key: str
    quarters: int
    missing: bool


class PhaseResult(NamedTuple):
    """`by_points`: the phase of `quarters` alone; `phase`: as far as the gates let it; `held_by`: those that did not;
    `missing`: evidence that the rubric asks for, in its order."""

    version: str
    scores: list[CriterionScore]
    quarters: int
    by_points: str
    phase: str
    held_by: list[str]
    missing: list[str]


def assess_phase(rubric: PhaseRubric, evidence: Mapping[str, object]) -> PhaseResult:
    """`evidence`: by name, a whole number, a yes, or for a share how many out of how many; what the rubric does
    not name is left alone."""
    needed = {one.evidence: one.share for one in rubric.criteria}
    needed = {**needed, **{one.evidence: False for one in rubric.gates}}
    read = {
        name: readable_share(evidence.get(name)) if share else readable_number(evidence.get(name))
        for name, share in needed.items()
    }
    scores = [score_of(one, read[one.evidence]) for one in rubric.criteria]
    quarters = sum(one.quarters for one in scores)
    order = [one.key for one in rubric.phases]
    reached = sum(quarters >= STEPS * one.least for one in rubric.phases) - 1
    shut = [one for one in rubric.gates if order.index(one.phase) <= reached and not one.opens(read[one.evidence])]
    let = min([reached, *(order.index(one.phase) - 1 for one in shut)])
    return PhaseResult(
        rubric.version, scores, quarters, order[reached], order[max(let, 0)], [one.key for one in shut],
        [name for name, one in read.items() if one is None],
    )  # fmt: skip


def score_of(criterion: PhaseCriterion, evidence: Evidence | None) -> CriterionScore:
    """Nothing where nothing is known."""
    given = 0 if evidence is None else criterion.quarters(evidence)
    return CriterionScore(criterion.key, given, evidence is None)


def readable_number(said: object) -> int | None:
    """A yes is 1; nothing where it is no whole number from 0 on."""
    return int(said) if isinstance(said, int) and said >= 0 else None


def readable_share(said: object) -> tuple[int, int] | None:
    """Out of nobody there is no share."""
    if not isinstance(said, tuple | list) or len(said) != 2:
        return None
    found, of = (readable_number(one) for one in said)
    return (found, of) if found is not None and of else None
