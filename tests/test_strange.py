"""Whatever a broken phone sends, each change is answered at its place, and both engines answer alike."""

import json
from pathlib import Path
from typing import Any

from tests.conftest import Place, a_place
from tests.engines import ENGINES
from tests.strange import Stranger
from tests.town import Town

SEED, BATCHES = 11, 120


def answers(place: Place) -> list[Any]:
    """(answer, lost fields, faults, number) of each change; afterwards the lists and the phone hold the same."""
    town = Town(place)
    stranger, heard = Stranger(SEED, town.client, town.records), []
    for _ in range(BATCHES):
        sent = json.dumps(town.sari.ask(changes=stranger.batch())).encode()
        said = place.http.post("/v1/sync/push", content=sent, headers={**town.sari.headers, **AS_JSON})
        assert said.status_code == 200, said.text
        heard += [heard_of(result) for result in said.json()["results"]]
    town.sari.sync()
    return heard


AS_JSON = {"Content-Type": "application/json"}


def heard_of(result: Any) -> Any:
    problem = result.get("problem") or {}
    return result["answer"], sorted(result.get("lost") or []), problem.get("errors"), result.get("n")


def test_strange_changes_are_answered_one_by_one_and_alike(tmp_path: Path) -> None:
    heard = []
    for engine in ENGINES:
        with a_place(engine, tmp_path) as place:
            heard.append(answers(place))
    assert all(one == heard[0] for one in heard)
    assert {answer for answer, *_ in heard[0]} == {"applied", "merged", "waiting", "refused"}
