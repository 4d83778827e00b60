"""An agent is trained by what the policy counts as a training of agents; the phone reads the same cases."""

import json
from typing import Any, get_args

import pytest

from api.records.coaching.trained_agents import AGENT_TRAININGS, trained_since
from api.records.coaching.training import Training
from tests.conftest import Place
from tests.engines import HOUSE
from tests.test_coaching_kinds import RestDesk

CASES = json.loads((HOUSE / "tests/vectors/trained_agents.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda one: one["about"])
def test_who_is_a_trained_agent_by_the_papers_of_a_unit(case: dict[str, Any]) -> None:
    trainings = {name: one.get for name, one in case["trainings"].items()}
    assert trained_since(trainings, (one.get for one in case["attendances"])) == case["since"]


def test_the_policy_names_sorts_of_training() -> None:
    [sorts, _] = get_args(Training.model_fields["sort"].annotation)
    assert set(AGENT_TRAININGS) < set(get_args(sorts))


def test_a_unit_is_operational_only_with_a_decree_that_holds_and_a_trained_agent(place: Place) -> None:
    place.person("Hadi", None, "district", area="33.22")
    place.person("Ratna", role="coordinator")
    hadi = RestDesk(place, "Hadi", place.units["A"])

    def lacks(day: str) -> list[str]:
        return [one["code"] for one in hadi.edit("unit_year", operational_on=day).json()["errors"]]

    hadi.create("unit_year")
    hadi.create("training", sort="bimtek_officers")
    hadi.create("training_attendance")
    hadi.create("training")
    hadi.create("training_attendance", person=None, satker="BNNK Semarang")
    both = ["operational-without-decree", "operational-untrained"]
    assert lacks("2026-05-20") == both, "an officer is no agent, and what officers are taught makes none"
    hadi.create("decree", starts_on="2026-06-01")
    hadi.create("training_attendance")
    assert lacks("2026-05-07") == both, "the training was not over"
    assert lacks("2026-05-20") == ["operational-without-decree"]
    assert hadi.edit("unit_year", operational_on="2026-06-01").status_code == 200
