"""A phone's sign-ins against a model of the protocol: copies, repeats, replays, restores, locks and time, in any order.

What the server answers and keeps must be the model's after each step; and a defect planted in the server must not be.
"""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, get_state_machine_test, rule

from tests.conftest import a_place
from tests.place import Place
from tests.planted import PlantedDefect, planted
from tests.sign_in.defects import DEFECTS, TOLD
from tests.sign_in.history import LEADER, SignInHistory
from tests.soak import asked

ANY, TWO = st.integers(0, 9), st.booleans()
STEPS = {
    "ask": {"which": ANY, "lost": TWO}, "ask_": {"which": ANY, "lost": TWO}, "get_stuck": {"which": ANY},
    "arrive": {"which": ANY}, "copy_phone": {"which": ANY}, "bring_back": {"which": ANY}, "forge": {"how": ANY},
    "steal": {"how": ANY}, "pass_time": {"how": ANY}, "lock": {"wipe": TWO}, "switch": {"counts": TWO},
    "restore": {"lost": ANY}, "put_back": {"lost": ANY}, "renew_keys": {}, "enter": {"which": ANY},
    "enter_": {"which": ANY},
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One server: each history is about a phone of its own."""
    with a_place("sqlite", tmp_path_factory.mktemp("chain")) as place:
        place.person(LEADER, role="coordinator")
        place.person("Sari")
        yield place


def play(place: Place, seed: int, histories: int) -> None:
    class Machine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.history = SignInHistory(place)

    for name, words in STEPS.items():

        def take(machine: Machine, name: str = name.strip("_"), **chosen: int) -> None:
            getattr(machine.history, name)(**chosen)

        take.__name__ = name
        setattr(Machine, name, rule(**words)(take))
    wanted = settings(
        max_examples=histories, stateful_step_count=16, deadline=None, database=None, print_blob=False,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate], report_multiple_bugs=False,
    )  # fmt: skip
    seeded(seed)(get_state_machine_test(Machine, settings=wanted))()


@pytest.mark.whole
def test_whatever_comes_in_whatever_order_is_answered_as_the_model_says(world: Place) -> None:
    play(world, 1, 25)


def tell(place: Place, name: str) -> None:
    history = SignInHistory(place)
    for step, *words in TOLD[name]:
        getattr(history, step)(*words)


def test_what_is_told_is_answered_as_the_model_says(world: Place) -> None:
    for name in TOLD:
        tell(world, name)


@pytest.mark.whole
@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_defect_of_signing_in_is_noticed(world: Place, defect: PlantedDefect) -> None:
    with planted(defect), pytest.raises(AssertionError):
        tell(world, defect.noticed)


@pytest.mark.soak
def test_many_sign_ins_are_answered_as_the_model_says(world: Place) -> None:
    pieces = asked()
    play(world, 1000 + pieces.start, len(pieces))
