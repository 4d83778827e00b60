"""Random histories on both engines hold every promise; and those that tell most are told again and again."""

import os
from collections.abc import Iterator

import pytest

from tests.engines import ENGINES, Engine
from tests.phone_defects import DEFECTS as PHONE_DEFECTS
from tests.planted import PlantedDefect, planted
from tests.simulator.defects import DEFECTS
from tests.simulator.machine import STEPS_EACH, SimulatedWorld, a_world, play_on, play_random
from tests.simulator.retelling import ToldHistory, histories, tell
from tests.soak import asked

# What was asked for by name; there are more.
NAMED = (
    "no replay check", "numbers without the lock", "last writer wins", "`was` from the told value",
    "follow without telling again", "list not authoritative", "epoch ignored", "acknowledged changes dropped early",
    "not put back", "`found` left out", "right taken from the change", "refused change deleted", "erasure not replayed",
    "feed compared without home", "clock as cursor", "history past the view", "held changes of another unit",
    "60 days never ending", "durability: relaxed", "key struck after the journal",
)  # fmt: skip
HISTORIES = int(os.environ.get("HISTORIES", "50"))
FIRST_SEED = int(os.environ.get("SEED", "1"))


@pytest.fixture(scope="module", params=ENGINES)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedWorld]:
    """One server for all of them; each history begins with a copy of its database."""
    engine: Engine = request.param
    with a_world(engine, tmp_path_factory.mktemp("world")) as made:
        yield made


def share_of(world: SimulatedWorld, histories: int) -> int:
    """On PostgreSQL one in five where both are asked: one costs as much there as three, and most is judged alike."""
    few = histories // 5 if len(ENGINES) > 1 else 0
    return histories - few if world.server.place.settings.sqlite or not few else few


def test_random_histories_hold_every_promise(world: SimulatedWorld) -> None:
    asked = share_of(world, HISTORIES)
    play_random(world, FIRST_SEED, asked)
    if asked >= 50:
        idle = play_on(world, FIRST_SEED, 5 * asked)
        assert idle == [], "they found nothing to do: whatever they would have met was not told"


@pytest.mark.whole
@pytest.mark.parametrize("history", histories().values(), ids=lambda history: history.name)
def test_a_history_that_tells_most(world: SimulatedWorld, history: ToldHistory) -> None:
    assert tell(world, history) == [], "did nothing"


@pytest.mark.whole
@pytest.mark.parametrize("world", [one for one in ENGINES if one == "sqlite"], indirect=True)
@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_planted_defect_is_noticed(world: SimulatedWorld, defect: PlantedDefect) -> None:
    with planted(defect), pytest.raises(AssertionError):
        tell(world, histories()[defect.noticed])


def test_no_defect_is_left_out() -> None:
    """The last is in tests/test_concurrent.py, which takes the lock away and counts what is lost."""
    planted_here = {one.name for one in (*DEFECTS, *PHONE_DEFECTS)}
    assert set(NAMED) - planted_here == {"numbers without the lock"}
    assert {one.name for one in PHONE_DEFECTS} <= set(NAMED)


@pytest.mark.soak
def test_many_histories_hold_every_promise(world: SimulatedWorld) -> None:
    pieces = asked()
    play_random(world, 1000 + pieces.start, share_of(world, len(pieces)), 2 * STEPS_EACH)
