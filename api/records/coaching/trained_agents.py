"""Who of a unit is a trained agent, and since when. Pure.

`pwa/src/coaching/trained_agents.ts` reads the papers alike; both read `tests/vectors/trained_agents.json`.
"""

from collections.abc import Iterable, Mapping

from api import policies
from api.records.rule import Read

AGENT_TRAININGS = policies.supervision().agent_trainings


def trained_since(trainings: Mapping[str, Read], attendances: Iterable[Read]) -> dict[str, str]:
    """{person: the last day of the first training for agents that she passed}."""
    return {person: min(days) for person, days in passes_of(trainings, attendances).items()}


def passes_of(trainings: Mapping[str, Read], attendances: Iterable[Read]) -> dict[str, list[str]]:
    """{person: the last day of each training for agents that she passed}. Somebody of an office (*satker*) was there
    too, and is no agent. `trainings`: by id."""
    found: dict[str, list[str]] = {}
    for came in attendances:
        person, training = came("person"), trainings.get(came("training") or "")
        day = training("ends_on") if training and training("sort") in AGENT_TRAININGS else None
        if person and came("passed") and day:
            found.setdefault(person, []).append(str(day))
    return found
