"""Histories that tell most.

A line of histories.json: what it is about, its steps, and whether the phone's own code can be told it too.
"""

import json
from typing import Any, NamedTuple

from tests.engines import HOUSE
from tests.simulator.machine import SimulatedWorld
from tests.simulator.promises import keep_promises

FILE = HOUSE / "tests" / "vectors" / "histories.json"


class ToldHistory(NamedTuple):
    """`phone`: it is told in TypeScript as well."""

    name: str
    steps: list[list[Any]]
    phone: bool = False


def histories() -> dict[str, ToldHistory]:
    return {one["name"]: ToldHistory(**one) for one in json.loads(FILE.read_text())}


def tell(world: SimulatedWorld, history: ToldHistory) -> list[list[Any]]:
    """Steps that found nothing to do; AssertionError where a promise broke."""
    story = world.story()
    idle = [[name, *words] for name, *words in history.steps if not story.do(name, *words)]
    keep_promises(story)
    return idle
