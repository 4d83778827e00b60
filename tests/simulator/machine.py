"""Hypothesis as the adversary: it chooses the steps, and where a promise broke, the fewest that break it."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from inspect import signature
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, get_state_machine_test, initialize, rule

from api.db.engine import writing
from api.identity.people import Unit
from tests.conftest import Place, a_place
from tests.engines import Engine
from tests.samples import PARTNER
from tests.simulator import answers, cases, counts, network, office, offices, people, pictures, referrals, units
from tests.simulator.phones import ReturningPhone
from tests.simulator.promises import keep_promises
from tests.simulator.server import SimulatedServer
from tests.simulator.story import (
    AREAS,
    INSTITUTION,
    LEADERS,
    NATION,
    OTHER_INSTITUTION,
    OWNER,
    PHONES,
    STEPS,
    UNIT_OF,
    VILLAGE,
    Story,
)  # fmt: skip

ROOMS = (people, network, office, cases, units, pictures, referrals, offices, answers, counts)
# Left out of no history: without them nothing meets; or they follow on another, and weigh nothing where it was not.
ALWAYS = frozenset({
    "sync", "sync all", "arrives", "end backup", "ask for phone", "mend", "take", "decline", "answer", "amend",
    "edit paper", "give again", "leave", "bring keys back", "send pictures", "bring pictures", "regret",
    "forge picture", "send referral", "take referral back",
    "answer request", "answer referral", "send answer again", "take request back", "ask again",
})  # fmt: skip
CHOICES: dict[str, Sequence[Any]] = {
    "phone": PHONES,
    "agent": sorted(UNIT_OF),
    "unit": sorted(LEADERS),
    "days": [0, 0, 365, -365],
    "size": [1, 2, 3, 200],
    "limit": [1, 2, 50],
    **dict.fromkeys(("keep", "old", "full", "wipe"), (False, True)),
    **dict.fromkeys(("at", "to", "field", "how"), range(10)),
    "fate": network.FATES,
}
STEPS_EACH = 20  # of a long run twice as many
FRESH = 10  # at a time
TRIES = 20  # until a step finds something to do
NUMBERS = st.integers(0, 2**24 - 1)  # of wider ones Hypothesis draws small ones by far the most
PHASES = (Phase.generate, Phase.shrink) if os.environ.get("SHRINK") else (Phase.generate,)  # to the fewest: minutes


class SimulatedWorld:
    """A server on one engine, and the phones as they are when every history begins. `asked`: how often each step
    was chosen; `done`: and found something to do."""

    def __init__(self, server: SimulatedServer, phones: dict[str, ReturningPhone]) -> None:
        self.server, self.phones, self.done = server, phones, Counter[str]()
        self.asked = Counter[str]()

    def story(self) -> Story:
        self.server.begin_anew()
        story = Story(self.server, self.phones)
        for phone in self.phones.values():
            story.witness.known |= {change["id"] for change, _ in phone.acked}
            for record, item in phone.told.items():
                story.made.setdefault(record, item["kind"])
                if item["kind"] == "client" and record not in story.clients:
                    story.clients.append(record)
        for name in PHONES:
            story.look_at_all(name)
        return story


@contextmanager
def a_world(engine: Engine, folder: Path) -> Iterator[SimulatedWorld]:
    """Two agents of unit A, one with two phones, and one of unit B; each has a client, and all of A follow A's."""
    with a_place(engine, folder) as place:
        for unit, leader in LEADERS.items():
            place.person(leader, unit, role="coordinator")
        for agent, unit in UNIT_OF.items():
            place.person(agent, unit)
        with_offices(place)
        server = SimulatedServer(place)
        enrolling = Story(server, {})
        phones = {name: enrolling.new_phone(name) for name in OWNER}
        for phone in phones.values():
            phone.line = phone.straight
        for name in ("s1", "d1", "b1"):
            phones[name].save("client", {"code": "7Q4MK2H", "alias": f"{name} 0", "status": "registered"})
            phones[name].sync()
        place.invite(phones["s1"], next(iter(phones["s1"].told)), "D")
        for phone in phones.values():
            phone.sync()
        server.settle()
        yield SimulatedWorld(server, phones)
        server.close()


def with_offices(place: Place) -> None:
    """Who reads no case."""
    for officer, area in AREAS.items():
        place.person(officer, None, role="district", area=area)
    place.person(NATION, None, role="national")
    place.person(VILLAGE, None, role="village", area="33.22.01.2001")
    place.person(INSTITUTION, None, role="partner", partner=PARTNER)
    place.person(OTHER_INSTITUTION, None, role="partner")
    with writing(place.engine) as session:
        unit = session.get_one(Unit, place.units["B"])
        unit.village = "33.74.01.1001"
        session.add(unit)


def machine_of(world: SimulatedWorld) -> type[RuleBasedStateMachine]:
    """Hypothesis draws a number for each step, from which its name and words follow, so that those that do not matter
    can be left out one by one; and one for which steps the history is made of."""

    class Machine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.story = world.story()
            self.weights = dict.fromkeys(STEPS, 0.0)

        @initialize(number=NUMBERS)
        def begin(self, number: int) -> None:
            """Of half of the steps: those that seldom meet by chance do so where fewer are in their way."""
            left_out = Random(number)
            self.weights = {
                name: step.weight * (name in ALWAYS or left_out.random() < 0.5) for name, step in STEPS.items()
            }

        @rule(number=NUMBERS)
        def take(self, number: int) -> None:
            """Another, where there is nothing to do for it; none for 0, which is how one is left out."""
            chance = Random(number)
            for _ in range(TRIES if number else 0):
                [name] = chance.choices([*self.weights], [*self.weights.values()])
                world.asked[name] += 1
                if self.story.do(name, *(chance.choice(CHOICES[word]) for word in words_of(name))):
                    world.done[name] += 1
                    return

        def teardown(self) -> None:
            keep_promises(self.story)

    return Machine


@cache
def words_of(step: str) -> list[str]:
    return list(signature(STEPS[step].take).parameters)[1:]


def play_random(world: SimulatedWorld, seed: int, histories: int, steps: int = STEPS_EACH) -> None:
    """AssertionError with the steps that break a promise: the fewest, where SHRINK is set.

    A few at a time: of more, Hypothesis makes most by repeating parts of those before, and half the steps are one.
    """
    for first in range(0, histories, FRESH):
        play_few(world, f"{seed} {first}", min(FRESH, histories - first), steps)


def play_few(world: SimulatedWorld, seed: str, histories: int, steps: int) -> None:
    asked = settings(
        max_examples=histories + 1, stateful_step_count=steps, deadline=None, database=None, print_blob=False,
        suppress_health_check=list(HealthCheck), phases=PHASES, report_multiple_bugs=False,
    )  # fmt: skip
    seeded(seed)(get_state_machine_test(machine_of(world), settings=asked))()


def play_on(world: SimulatedWorld, seed: int, most: int) -> list[str]:
    """Until every step found something to do. Those that never did, after so many histories.

    Of fifty, two in three leave one out by chance: what follows on a rare step is done two or three times in them.
    """
    for first in range(0, most, FRESH):
        if idle(world):
            play_few(world, f"{seed} on {first}", FRESH, STEPS_EACH)
    return idle(world)


def idle(world: SimulatedWorld) -> list[str]:
    return [name for name in STEPS if not world.done[name]]
