"""What a rubric may name: evidence, phases, criteria and gates of which the server and the phones know."""

from collections.abc import Iterator
from typing import get_args

from api.policies import POLICIES
from api.policies.phase_rubric import PhaseRubric, RubricParts
from api.policies.policy import PolicyFault
from api.records.coaching.phase_evidence import SAID_BY_PAPERS
from api.records.coaching.shared_fields import Phase

BUILT_IN = [one for one in POLICIES["phase_rubric"].values() if isinstance(one, PhaseRubric)]
CRITERIA = frozenset(one.key for rubric in BUILT_IN for one in rubric.criteria)
GATES = frozenset(one.key for rubric in BUILT_IN for one in rubric.gates)
# Also what no paper says yet, and a rubric waits for.
SHARES = frozenset(one.evidence for rubric in BUILT_IN for one in rubric.criteria if one.share)
NUMBERS = frozenset(
    {one.evidence for rubric in BUILT_IN for one in rubric.criteria if not one.share}
    | {one.evidence for rubric in BUILT_IN for one in rubric.gates}
)
EVIDENCE = SAID_BY_PAPERS | SHARES | NUMBERS
PHASES: tuple[str, ...] = get_args(Phase)


def unknown_evidence(rubric: RubricParts) -> Iterator[PolicyFault]:
    """What neither a unit's paper says nor a rubric of before waits for is misspelt; and a share that is read as a
    number, or a number as a share, would be missing in every unit."""
    asked = [(f"/criteria/{at}/evidence", one.evidence, one.share) for at, one in enumerate(rubric.criteria)]
    asked += [(f"/gates/{at}/evidence", one.evidence, False) for at, one in enumerate(rubric.gates)]
    for pointer, name, share in asked:
        if name not in EVIDENCE:
            yield PolicyFault(pointer, "evidence-unknown", f"no evidence is called {name}")
        elif name in (NUMBERS if share else SHARES):
            told = f"{name} is a {'number' if share else 'share'}"
            yield PolicyFault(pointer, "evidence-misread", told)


def unknown_names(rubric: RubricParts) -> Iterator[PolicyFault]:
    """Phases are the programme's five, and phones have words for the criteria and gates that they brought along."""
    if tuple(one.key for one in rubric.phases) != PHASES:
        yield PolicyFault("/phases", "phases-unknown", "the phases are others", {"phases": ", ".join(PHASES)})
    asked = [(f"/criteria/{at}/key", one.key, CRITERIA) for at, one in enumerate(rubric.criteria)]
    asked += [(f"/gates/{at}/key", one.key, GATES) for at, one in enumerate(rubric.gates)]
    for pointer, key, known in asked:
        if key not in known:
            yield PolicyFault(pointer, "unknown-choice", f"no word is known for {key}")
