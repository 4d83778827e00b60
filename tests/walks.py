"""Two ways through the description: every operation by itself, and from one to the next along its links.

WALK_SEED, WALK_EACH and WALK_CHAINED make it longer or another; the same ones give the same cases.
"""

from copy import deepcopy
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
PLACES = ("path_parameters", "query", "headers", "cookies")
HOW = settings(
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)

_made: dict[tuple[Any, ...], list[Case]] = {}


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
        first, *others = led_to(target, known)
        follow(walk, role, first, further - 1)
        for other in others:
            walk.step(other, role)


def led_to(target: Any, known: dict[str, dict[str, Any]]) -> list[Case]:
    """With what is known in its place; the rest is made once, for whoever is led there and by whatever."""
    names = (target.label, *sorted((place, name) for place, named in known.items() for name in named))
    made = _made.get(names) or generate_many(target.as_strategy(**known), CHAINED)
    _made[names] = made
    return [filled_in(one, known) for one in made]


def filled_in(made: Case, known: dict[str, dict[str, Any]]) -> Case:
    """Another case than the one that was made: a step may change it."""
    places = {place: type(was)({**was, **known.get(place, {})}) for place in PLACES for was in [getattr(made, place)]}
    return Case(made.operation, made.method, made.path, **places, body=deepcopy(made.body), media_type=made.media_type)


def beginnings() -> list[Any]:
    """What needs nothing before it and leads on."""
    return [
        one
        for one in operations()
        if not one.path_parameters and any(list(answer.iter_links()) for _, answer in one.responses.items())
    ]
