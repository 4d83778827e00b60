"""Random histories on both engines hold every promise; and those that tell most are told again and again."""

import os
from collections.abc import Iterator

import pytest

from tests.engines import ENGINES, Engine
from tests.planted import PlantedDefect, planted
from tests.simulator.defects import DEFECTS
from tests.simulator.machine import STEPS_EACH, SimulatedWorld, a_world, play_random
from tests.simulator.retelling import ToldHistory, histories, tell
from tests.soak import asked

HISTORIES = int(os.environ.get("HISTORIES", "50"))
FIRST_SEED = int(os.environ.get("SEED", "1"))


@pytest.fixture(scope="module", params=ENGINES)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedWorld]:
    """One server for all of them; each history begins with a copy of its database."""
    engine: Engine = request.param
    with a_world(engine, tmp_path_factory.mktemp("world")) as made:
        yield made


def test_random_histories_hold_every_promise(world: SimulatedWorld) -> None:
    """On PostgreSQL one in five where both are asked: one costs as much there as three, and most is judged alike."""
    few = HISTORIES // 5
    share = few if not world.server.place.settings.sqlite else HISTORIES - few
    play_random(world, FIRST_SEED, share if len(ENGINES) > 1 else HISTORIES)


@pytest.mark.parametrize("history", histories().values(), ids=lambda history: history.name)
def test_a_history_that_tells_most(world: SimulatedWorld, history: ToldHistory) -> None:
    tell(world, history)


@pytest.mark.whole
@pytest.mark.parametrize("world", [one for one in ENGINES if one == "sqlite"], indirect=True)
@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_planted_defect_is_noticed(world: SimulatedWorld, defect: PlantedDefect) -> None:
    with planted(defect), pytest.raises(AssertionError):
        tell(world, histories()[defect.noticed])


@pytest.mark.soak
def test_many_histories_hold_every_promise(world: SimulatedWorld) -> None:
    pieces = asked()
    play_random(world, 1000 + pieces.start, len(pieces), 2 * STEPS_EACH)
