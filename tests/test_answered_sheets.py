"""A questionnaire keeps what its answers say; the server reckons it again, and offices learn that it was asked."""

from typing import Any

import pytest

from api import instruments
from api.ids import new_id
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES

QUALITY, OTHER = BODIES["quality_of_life"], BODIES["questionnaire"]
FULL = QUALITY["answers"]
WITHOUT_21 = {key: value for key, value in FULL.items() if key != "q21"}
STAGES = ("precontemplation", "contemplation", "action", "maintenance")
ALL_THREE = {**{stage: {"score": "3.00"} for stage in STAGES}, "readiness": {"score": "6.00"}}
SPARSE = {key: FULL[key] for key in ("q1", "q2", "q3")}
FEWER = dict(instruments.score("whoqol-bref", "1996-1", WITHOUT_21).domains)


def refused_at(phone: Phone, client: str, kind: str, **fields: Any) -> list[str]:
    phone.save(kind, {**BODIES[kind], **fields}, feed=client)
    problem = phone.push()["results"][-1].get("problem") or {}
    return [error["pointer"].removeprefix("/set/") for error in problem.get("errors", [])]


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({}, []),
        ({"domains": None}, []),
        ({"domains": {**QUALITY["domains"], "physical": {"score": "14.28", "percent": "64.29"}}}, ["domains"]),
        ({"domains": {**QUALITY["domains"], "physical": {"score": "14.29"}}}, ["domains"]),
        ({"domains": {"physical": QUALITY["domains"]["physical"]}}, ["domains"]),
        ({"domains": {**QUALITY["domains"], "mood": {"score": "4.00"}}}, ["domains"]),
        ({"domains": {"physical": {"score": 14.29}}}, ["domains/physical/score"]),
        ({"answers": {**FULL, "q5": 6}}, ["answers/q5"]),
        ({"answers": {**FULL, "q27": 1}}, ["answers/q27"]),
        ({"answers": WITHOUT_21, "domains": FEWER}, []),
        ({"answers": SPARSE, "domains": None}, []),
        ({"answers": SPARSE}, ["domains"]),
        ({"age_band": "15-17"}, ["answers/q21"]),
        ({"age_band": "15-17", "answers": WITHOUT_21, "domains": FEWER}, []),
        ({"point": None}, ["point"]),
        ({"answers": None}, ["answers"]),
        ({"version": "1995-1"}, ["version"]),
        ({"instrument": "dast-10", "version": "1982-1", "answers": OTHER["answers"], "domains": None}, ["version"]),
        ({"helped": "nobody"}, ["helped"]),
    ],
)
@ON_ONE_ENGINE
def test_what_is_said_of_a_life_follows_from_its_answers(sari: Phone, client_of, fields: Any, at: list[str]):
    assert refused_at(sari, client_of(sari), "quality_of_life", **fields) == at


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({}, []),
        ({"domains": {"total": {"score": "2", "band": "none"}}}, ["domains"]),
        ({"answers": {"q1": True}}, [f"answers/q{number}" for number in range(2, 11)]),
        (
            {
                "instrument": "urica",
                "version": "1983-1",
                "answers": {f"q{number}": 3 for number in range(1, 33)},
                "domains": ALL_THREE,
            },
            [],
        ),
        ({"instrument": "whoqol-bref", "version": "1996-1", "answers": FULL, "domains": None}, ["version"]),
        ({"instrument": "assist", "version": "3.1-id-2"}, ["version"]),
    ],
)
@ON_ONE_ENGINE
def test_of_any_questionnaire_of_the_kind(sari: Phone, client_of, fields: Any, at: list[str]):
    assert refused_at(sari, client_of(sari), "questionnaire", **fields) == at


@pytest.mark.parametrize("kind", ["quality_of_life", "questionnaire"])
def test_who_took_back_that_she_is_accompanied_is_not_asked(sari: Phone, client_of, kind: str):
    client = client_of(sari)
    sari.save("consent", {**BODIES["consent"], "on": "2026-11-01", "layers": ["participation"]}, feed=client)
    withdrawn = {"act": "withdrawn", "on": "2026-11-10", "layers": ["participation"]}
    sari.save("consent", withdrawn, feed=client)
    assert refused_at(sari, client, kind, on="2026-11-10") == []
    assert refused_at(sari, client, kind, on="2026-11-11") == ["on"]


def test_an_office_learns_that_it_was_asked_and_no_answer(place: Place, sari: Phone, client_of):
    client = client_of(sari)
    made = {kind: sari.save(kind, BODIES[kind], feed=client) for kind in ("quality_of_life", "questionnaire")}
    sari.sync()
    place.person("Ratna", role="coordinator")
    known = {"id", "client", "unit", "n", "changed_at", "on"}
    for address, more in (("qualities-of-life", "point"), ("questionnaires", "instrument")):
        items = place.http.get(f"/v1/{address}", headers=place.headers("Ratna")).json()["items"]
        assert [set(one) for one in items] == [known | {more}]
    history = place.http.get(f"/v1/qualities-of-life/{made['quality_of_life']}/history", headers=place.headers("Ratna"))
    assert [set(entry["set"]) for entry in history.json()] == [{"on", "point"}]


def test_a_sheet_is_scored_without_being_stored(place: Place):
    place.person("Sari")
    headers = {**place.headers("Sari"), "Idempotency-Key": new_id()}
    asked = place.http.post("/v1/instruments/whoqol-bref/score", json={"answers": FULL}, headers=headers)
    assert (asked.status_code, asked.json()) == (200, {"domains": QUALITY["domains"]})
    child = {"answers": FULL, "age_band": "0-14"}
    refused = place.http.post("/v1/instruments/whoqol-bref/score", json=child, headers=headers)
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/answers/q21"]


def test_a_definition_is_read_in_either_language(place: Place):
    place.person("Sari")
    told = {
        language: place.http.get(f"/v1/instruments/urica?language={language}", headers=place.headers("Sari")).json()
        for language in ("id", "en")
    }
    assert [one["title"] for one in told.values()] == ["Kesiapan berubah (URICA)", "Readiness to change (URICA)"]
    assert told["id"]["score"]["domains"][0]["items"] == told["en"]["score"]["domains"][0]["items"]
    assist = place.http.get("/v1/instruments/assist?language=en", headers=place.headers("Sari")).json()
    assert assist["language"] == "id"
