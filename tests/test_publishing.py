"""The nation's office publishes a rubric for a year: assessments are judged by it then, and old ones keep theirs."""

import json
from typing import Any

import pytest
from sqlmodel import select

from api import policies
from api.changes.published_policies import PublishedPolicy
from api.db.engine import reading
from api.identity.access_tokens import give_token
from api.identity.tables import Audit
from api.policies.phase_rubric import PhaseRubric
from api.resources.policy_checks import faults_of_draft, whole_text
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.planted import PlantedDefect, planted
from tests.test_coaching_kinds import RestDesk

Json = Any
PATH = "/v1/policy-drafts/phase_rubric"
BUILT_IN = policies.phase_rubric()
OFFICES = (("Hadi", "district", "33.22"), ("Propinsi", "province", "33"), ("Pusat", "national", None),
           ("Dua", "national", None), ("Lurah", "village", "33.22.01.2001"), ("Admin", "admin", None))  # fmt: skip


def draft(year: int = 2026, **parts: Json) -> Json:
    """The built-in rubric for this year, in which a valid decree gives ten points and a room none."""
    told = BUILT_IN.model_dump(mode="json", exclude_unset=True)
    criteria = [
        {**one, "weight": {"sk_valid": 8}.get(one["key"], one["weight"])}
        for one in told["criteria"]
        if one["key"] != "room"
    ]
    return {**told, "criteria": criteria, "year": year, "source": "Keputusan rapat kerja.", **parts}


@pytest.fixture
def nation(place: Place) -> Place:
    place.stand_at_examples()
    for name, role, area in OFFICES:
        place.person(name, None, role, area=area)
    return place


def asked(place: Place, who: str, method: str, path: str = PATH, match: str | None = None, body: Json = None) -> Any:
    """By a token of a sign-in just now."""
    token = give_token(place.settings, place.people[who], now=place.clock(), ways=("pwd",))
    headers = {"Authorization": f"Bearer {token}"} | ({"If-Match": match} if match else {})
    return place.http.request(method, path, headers=headers, json=body)


def kept(place: Place, body: Json, who: str = "Pusat") -> Any:
    """In the place of the draft that stands there."""
    match = asked(place, who, "GET").headers["etag"]
    return asked(place, who, "PUT", match=match, body={"draft": body})


def publish(place: Place, match: str, who: str = "Pusat") -> Any:
    return asked(place, who, "POST", PATH, match)


def test_a_published_rubric_judges_what_names_it_and_old_assessments_keep_theirs(nation: Place) -> None:
    hadi = RestDesk(nation, "Hadi", nation.units["A"])
    hadi.create("monitoring", on="2026-11-20", leader_active=None, clients=6)
    before = hadi.create("phase_assessment", override_because="Lain.").json()
    told = kept(nation, draft())
    assert (told.status_code, told.json()["faults"], told.json()["version"]) == (200, [], "2026-1")
    answer = publish(nation, told.headers["etag"])
    assert (answer.status_code, answer.json()["version"], answer.json()["year"]) == (200, "2026-1", 2026)
    assert asked(nation, "Pusat", "GET").json()["draft"] is None
    assert (
        asked(nation, "Hadi", "GET", "/v1/policies/phase_rubric?version=2026-1").json()["source"] == draft()["source"]
    )
    listed = asked(nation, "Hadi", "GET", "/v1/policies").json()
    rubrics = [one["version"] for one in listed if one["name"] == "phase_rubric"]
    assert rubrics == [*policies.POLICIES["phase_rubric"], "2026-1"]

    hadi.create("monitoring", on="2026-11-21", when="end", leader_active=None, clients=6)
    after = hadi.create("phase_assessment", when="end", rubric_version="2026-1", override_because="Lain.").json()
    given = {one["key"]: one["quarters"] for one in after["scores"]}
    assert (given["sk_valid"], "room" in given, after["total"] - before["total"] > 0) == (32, False, True)
    stands = hadi.http.get(f"/v1/phase-assessments/{before['id']}", headers=hadi.headers).json()
    assert (stands["scores"], stands["rubric_version"]) == (before["scores"], BUILT_IN.version)
    with reading(nation.engine) as session:
        [row] = session.exec(select(PublishedPolicy)).all()
        trail = session.exec(select(Audit).where(Audit.action == "publish-policy")).all()
    assert [(one.about, one.by) for one in trail] == [(row.id, nation.people["Pusat"])]


def test_an_officers_phone_learns_it_with_its_reference_and_nothing_where_nothing_is_new(nation: Place) -> None:
    nation.person("Sari")
    hadi = nation.phone("Hadi")
    hadi.sync()
    first = nation.http.get("/v1/reference", headers=nation.headers("Hadi"))
    assert first.json()["rubrics"] == []
    publish(nation, kept(nation, draft()).headers["etag"])
    held = {**nation.headers("Hadi"), "If-None-Match": first.headers["etag"]}
    learned = nation.http.get("/v1/reference", headers=held)
    [rubric] = learned.json()["rubrics"]
    assert {**rubric, "name": "phase_rubric", "region": None, "source": draft()["source"]} == {
        **draft(), "version": "2026-1"
    }  # fmt: skip
    held["If-None-Match"] = learned.headers["etag"]
    assert nation.http.get("/v1/reference", headers=held).status_code == 304
    assert nation.http.get("/v1/reference", headers=nation.headers("Sari")).json()["rubrics"] == []


def test_of_two_who_publish_the_same_draft_the_second_is_told_that_it_moved(nation: Place) -> None:
    etag = kept(nation, draft()).headers["etag"]
    assert kept(nation, draft(), "Dua").headers["etag"] == etag, "the same again is no change"
    assert publish(nation, etag).status_code == 200
    assert publish(nation, etag, "Dua").status_code == 412
    assert asked(nation, "Dua", "PUT", match=etag, body={"draft": draft(2027)}).status_code == 412
    assert publish(nation, asked(nation, "Dua", "GET").headers["etag"], "Dua").json()["code"] == "no-draft"
    assert publish(nation, kept(nation, draft()).headers["etag"]).json()["version"] == "2026-2"
    with reading(nation.engine) as session:
        assert len(session.exec(select(PublishedPolicy)).all()) == 2


PUBLISH = "api.resources.policy_drafts:publish"
RIGHTS = (
    PlantedDefect(
        "anybody drafts", "api.access.scope:must_have_right", "not getattr(REACH.get(actor.role, Reach()), right)", "0"
    ),
    PlantedDefect("a stale draft", PUBLISH, "must_name(match, etag_of(stands))", "False"),
)


def rights(place: Place) -> None:
    """Only the nation's office, what it has read, without faults, and by who signed in a moment ago."""
    etag = kept(place, draft(criteria=draft()["criteria"][1:])).headers["etag"]
    for who in ("Hadi", "Propinsi", "Lurah", "Admin"):
        for method in ("GET", "PUT", "POST"):
            said = asked(place, who, method, PATH, etag, {"draft": None} if method == "PUT" else None)
            assert (said.status_code, said.json().get("code")) == (403, "nation-only")
    assert publish(place, '"another"').status_code == 412
    refused = publish(place, etag)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/criteria")
    assert asked(place, "Pusat", "POST").status_code == 428
    printed = place.http.post(PATH, headers={**place.headers("Pusat"), "If-Match": etag})
    assert (printed.status_code, printed.json()["code"]) == (401, "stale-sign-in")
    assert kept(place, None).json()["draft"] is None


@ON_ONE_ENGINE
def test_only_the_nations_office_publishes_and_only_what_it_has_read_and_is_whole(nation: Place) -> None:
    for defect in RIGHTS:
        with planted(defect), pytest.raises(AssertionError):
            rights(nation)
    rights(nation)
    answers = [asked(nation, "Pusat", "GET", f"/v1/policy-drafts/{name}") for name in ("journey", "tea")]
    assert [(one.status_code, one.json()["code"]) for one in answers] == [
        (409, "policy-by-build"),
        (404, "no-such-policy"),
    ]
    for draft_text in ('{"a": "\\ud800"}', '{"a": "%s"}' % ("x" * 70_000), "[]", '{"a": ' * 90 + "1" + "}" * 90):
        match = asked(nation, "Pusat", "GET").headers["etag"]
        headers = {**nation.headers("Pusat"), "If-Match": match, "Content-Type": "application/json"}
        told = nation.http.put(PATH, content=f'{{"draft": {draft_text}}}', headers=headers)
        assert told.status_code in (413, 422), draft_text[:20]


def criterion(**parts: Json) -> Json:
    first, *others = draft()["criteria"]
    return {"criteria": [{**first, **parts}, *others]}


BROKEN: list[tuple[Json, str, str]] = [
    (criterion(weight=7), "/criteria", "weights-not-whole"),
    (criterion(weight="8"), "/criteria/0/weight", "must-be-whole"),
    (criterion(steps=[2, 1, 1, 1]), "/criteria/0/steps", "steps-descend"),
    (criterion(steps=[0, 1, 1, 1]), "/criteria/0/steps", "step-from-nothing"),
    (criterion(evidence="monitoring.mood"), "/criteria/0/evidence", "evidence-unknown"),
    (criterion(evidence="number.completion"), "/criteria/16/evidence", "evidence-two-ways"),
    (criterion(share=True), "/criteria/0/evidence", "evidence-misread"),
    (criterion(evidence="number.satisfaction", share=False), "/criteria/0/evidence", "evidence-misread"),
    (criterion(key="mood"), "/criteria/0/key", "unknown-choice"),
    (criterion(key="tools"), "/criteria/3/key", "key-twice"),
    ({"phases": [{**one, "least": 0} for one in draft()["phases"]]}, "/phases/1/least", "thresholds-not-ascending"),
    ({"phases": draft()["phases"][:4]}, "/phases", "phases-unknown"),
    ({"gates": [{**draft()["gates"][0], "phase": "tea"}]}, "/gates/0/phase", "gate-without-phase"),
    ({"gates": [{**draft()["gates"][0], "most": 3}]}, "/gates/0", "gate-bound"),
    ({"year": 2025}, "/year", "policy-year-over"),
    ({"source": ""}, "/source", "text-empty"),
    ({"mood": 1}, "/mood", "unknown-field"),
]


@pytest.mark.parametrize(("parts", "pointer", "code"), BROKEN, ids=[code for *_, code in BROKEN])
def test_each_fault_of_a_draft_is_told_with_its_place(parts: Json, pointer: str, code: str) -> None:
    assert faults_of_draft("phase_rubric", whole_text("phase_rubric", "2026-1", draft()), 2026) == []
    found = faults_of_draft("phase_rubric", whole_text("phase_rubric", "2026-1", draft(**parts)), 2026)
    assert (pointer, code) in [(one["pointer"], one["code"]) for one in found], found


def test_the_version_that_counts_in_a_year_is_the_newest_of_the_last_year_that_has_one() -> None:
    versions = [PhaseRubric.model_validate_json(whole_text("phase_rubric", name, draft(int(name[:4]))))
                for name in ("2027-1", "2027-2", "2030-1", "2028-1")]  # fmt: skip
    found = {year: policies.of_year(versions, year).version for year in (2026, 2027, 2028, 2029, 2030, 2031)}
    assert list(found.values()) == ["2027-2", "2027-2", "2028-1", "2028-1", "2030-1", "2030-1"]


@ON_ONE_ENGINE
def test_another_systems_codes_are_published_too(nation: Place) -> None:
    path, told = "/v1/policy-drafts/data_mapping", json.loads(policies.policy("data_mapping").model_dump_json())
    year, number = told["version"].split("-")
    etag = asked(nation, "Pusat", "GET", path).headers["etag"]
    wrong = {**told, "elements": [{"measure": "mood", "element": "X"}]}
    answer = asked(nation, "Pusat", "PUT", path, etag, {"draft": wrong})
    assert [(one["pointer"], one["code"]) for one in answer.json()["faults"]] == [("/elements/0", "measure-unknown")]
    answer = asked(nation, "Pusat", "PUT", path, answer.headers["etag"], {"draft": {**told, "country": "IDN"}})
    assert (answer.json()["faults"], answer.json()["version"]) == ([], f"{year}-{int(number) + 1}")
    assert asked(nation, "Pusat", "POST", path, answer.headers["etag"]).status_code == 200
    assert asked(nation, "Hadi", "GET", "/v1/policies/data_mapping").json()["country"] == "IDN"
