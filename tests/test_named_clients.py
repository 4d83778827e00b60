"""No client is named in a unit's own papers, which everybody in the unit reads."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.ids import new_id
from api.records import KINDS
from api.records.calling_names import calls_one
from api.records.declaration import declared
from tests.conftest import Place
from tests.phone import Phone
from tests.samples import PAPER_KINDS
from tests.team_papers import PAPER, office, paper, results, team_paper

__all__ = ["office", "team_paper"]

VECTORS = json.loads((Path(__file__).parent / "vectors/calling_names.json").read_text())


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["text"] or "nothing")
def test_a_text_calls_somebody_by_whole_words(case: Any) -> None:
    assert calls_one(case["text"], case["names"]) is case["calls"]


@pytest.mark.parametrize("kind", PAPER_KINDS)
def test_no_field_of_a_units_paper_can_name_somebody(kind: str) -> None:
    """Neither a record nor an id: whoever was there is a number."""
    assert not KINDS[kind].references()
    types = {name: field["type"] for name, field in declared(KINDS[kind])["fields"].items()}
    assert not [name for name, type_ in types.items() if type_ in ("id", "ref", "any", "map", "group", "list")]


def test_a_name_in_a_row_of_a_list_is_found_and_none_is_asked_for_where_nothing_is_written() -> None:
    """Also in a line that every row must have: whether a text is free stood nowhere to be read then."""
    named = {"strengths": [{"what": "Rapat tiap bulan."}, {"what": "Mbak-Rini rajin."}], "year": 2026}
    faults = [*KINDS["swot"].calls_one(named, lambda: ["Mbak Rini"])]
    assert [(one.fields, one.code) for one in faults] == [(("strengths",), "names-a-client")]
    asked: list[str] = []
    assert [*KINDS["swot"].calls_one({"year": 2026}, lambda: asked or pytest.fail("asked"))] == []


def test_a_paper_names_no_client_and_the_refusal_does_not_say_which(
    office: Place, sari: Phone, dewi: Phone, client_of: Any
) -> None:
    client_of(dewi, "Mbak Rini")
    for text in ("Mbak Rini membantu.", "Hadir: 7q4-mk2h", "Mbak Rinitis", "Rapat"):
        paper(sari, office.units["A"], note=text)
    answer = sari.push()
    assert results(answer) == ["refused", "refused", "applied", "applied"]
    for one in answer["results"][:2]:
        [error] = one["problem"]["errors"]
        assert (error["pointer"], error["code"]) == ("/set/note", "names-a-client")
        assert "rini" not in json.dumps(one).lower()
    body = {**PAPER, "what": "Bersama mbak rini"}
    told = office.http.post("/v1/team-papers", json=body, headers={**sari.headers, "Idempotency-Key": new_id()})
    assert [(e["pointer"], e["code"]) for e in told.json()["errors"]] == [("/what", "names-a-client")]
