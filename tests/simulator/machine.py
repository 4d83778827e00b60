"""Hypothesis as the adversary: it chooses the steps, and where a promise broke, the fewest that break it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import signature
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, get_state_machine_test, rule

from tests.conftest import a_place
from tests.engines import Engine
from tests.simulator import network, office, people
from tests.simulator.phones import ReturningPhone
from tests.simulator.promises import keep_promises
from tests.simulator.server import SimulatedServer
from tests.simulator.story import LEADERS, OWNER, PHONES, STEPS, UNIT_OF, Story, StoryStep

ROOMS = (people, network, office)
CHOICES: dict[str, Any] = {
    "phone": st.sampled_from(PHONES),
    "agent": st.sampled_from(sorted(UNIT_OF)),
    "unit": st.sampled_from(sorted(LEADERS)),
    "days": st.sampled_from([0, 0, 365, -365]),
    "size": st.sampled_from([1, 2, 3, 200]),
    "limit": st.sampled_from([1, 2, 50]),
    "keep": st.booleans(), "old": st.booleans(), "full": st.booleans(), "wipe": st.booleans(),
    "at": st.integers(0, 9), "to": st.integers(0, 9), "field": st.integers(0, 9), "how": st.integers(0, 9),
    "fate": st.sampled_from(network.FATES),
}  # fmt: skip
STEPS_EACH = 20  # of a long run twice as many
PHASES = (Phase.generate, Phase.shrink) if os.environ.get("SHRINK") else (Phase.generate,)  # to the fewest: minutes


class SimulatedWorld:
    """A server on one engine, and the phones as they are when every history begins."""

    def __init__(self, server: SimulatedServer, phones: dict[str, ReturningPhone]) -> None:
        self.server, self.phones = server, phones

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


def rule_of(name: str, step: StoryStep) -> Callable[..., Any]:
    words = list(signature(step.take).parameters)[1:]

    def take(machine: Any, **chosen: Any) -> None:
        machine.story.do(name, *(chosen[word] for word in words))

    take.__name__ = step.take.__name__
    rules: Callable[..., Any] = rule(**{word: CHOICES[word] for word in words})(take)
    return rules


def machine_of(world: SimulatedWorld) -> type[RuleBasedStateMachine]:
    """Each step is a rule, as often as it weighs."""

    class Machine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.story = world.story()

        def teardown(self) -> None:
            keep_promises(self.story)

    for name, step in STEPS.items():
        for turn in range(step.weight):
            setattr(Machine, f"{step.take.__name__}_{turn}", rule_of(name, step))
    return Machine


def play_random(world: SimulatedWorld, seed: int, histories: int, steps: int = STEPS_EACH) -> None:
    """AssertionError with the fewest steps that break a promise."""
    asked = settings(
        max_examples=histories, stateful_step_count=steps, deadline=None, database=None, print_blob=False,
        suppress_health_check=list(HealthCheck), phases=PHASES, report_multiple_bugs=False,
    )  # fmt: skip
    seeded(seed)(get_state_machine_test(machine_of(world), settings=asked))()
