"""Two ways through the description: every operation by itself, and from one to the next along its links.

WALK_SEED, WALK_EACH and WALK_CHAINED make it longer or another; the same ones give the same cases.
"""

from os import environ
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from schemathesis.generation.case import Case
from schemathesis.generation.hypothesis.examples import generate_many

from tests.walked_api import WHO, ApiWalk, example_of, leads_of, operations, walked

SEED = int(environ.get("WALK_SEED", "8"))
EACH = int(environ.get("WALK_EACH", "6"))  # cases of each operation
CHAINED = int(environ.get("WALK_CHAINED", "2"))  # cases of each link
LINKS = 2  # one after the other
HOW = settings(
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)


def walk_operations(part: int, parts: int, *, seeded: int = SEED, each: int = EACH) -> None:
    """As anybody, drawn for each case; half of those that fit name what is there."""
    with walked() as walk:
        for operation in operations()[part::parts]:

            @seed(seeded)
            @settings(HOW, max_examples=each)
            @given(cases_of(operation), st.sampled_from(sorted(WHO)), st.booleans())
            def asked(case: Case, role: str, real: bool) -> None:
                walk.step(case, role, real=real)

            asked()


def cases_of(operation: Any) -> st.SearchStrategy[Case]:
    """Two of three fit the description."""
    good, bad = (operation.as_strategy(generation_mode=mode) for mode in GenerationMode)
    return st.one_of(good, good, bad)


def walk_links() -> None:
    """As everybody in turn, each on a fresh demo: what was made or listed is read, changed and carried on."""
    for role in WHO:
        with walked() as walk:
            for operation in beginnings():
                follow(walk, role, example_of(operation), LINKS)


def follow(walk: ApiWalk, role: str, case: Case, further: int) -> None:
    """The same cases each time; of a link's several the first leads on."""
    answer = walk.step(case, role)
    for target, known in leads_of(case.operation, answer, case) if answer and further else ():
        first, *others = generate_many(target.as_strategy(**known), CHAINED)
        follow(walk, role, first, further - 1)
        for other in others:
            walk.step(other, role)


def beginnings() -> list[Any]:
    """What needs nothing before it and leads on."""
    return [
        one
        for one in operations()
        if not one.path_parameters and any(list(answer.iter_links()) for _, answer in one.responses.items())
    ]
