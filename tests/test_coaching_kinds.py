"""The kinds of supervision, all in one place: written by the officer, read by who leads the unit, judged by rules."""

from typing import Any

import httpx
import pytest

from api.changes.feed_key import coaching_id
from api.ids import new_id
from api.records import KINDS
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.samples import BODIES, COACHING_KINDS, EDITS, body_in
from tests.team_papers import faults, results

WRITTEN = [kind for kind in COACHING_KINDS if KINDS[kind].may_write("district")]


@pytest.fixture
def unit(place: Place) -> str:
    place.stand_at_examples()
    place.person("Hadi", None, "district", area="33.22")
    place.person("Ratna", role="coordinator")
    return place.units["A"]


class RestDesk:
    """Somebody over REST; `made`: the last record of each kind."""

    def __init__(self, place: Place, name: str, unit: str) -> None:
        self.http, self.unit, self.made = place.http, unit, dict[str, str]()
        self.headers = place.headers(name)

    def create(self, kind: str, /, **more: Any) -> httpx.Response:
        body = {**body_in(kind, self.made), **more, "unit": self.unit}
        given = {name: value for name, value in body.items() if value is not None}
        headers = {**self.headers, "Idempotency-Key": new_id()}
        answer = self.http.post(f"/v1/{KINDS[kind].plural}", json=given, headers=headers)
        if answer.status_code == 201:
            self.made[kind] = answer.json()["id"]
        return answer

    def edit(self, kind: str, **sets: Any) -> httpx.Response:
        path = f"/v1/{KINDS[kind].plural}/{self.made[kind]}"
        etag = self.http.get(path, headers=self.headers).headers["etag"]
        return self.http.patch(path, json=sets, headers={**self.headers, "If-Match": etag})

    def count(self, kind: str) -> int:
        return len(self.http.get(f"/v1/{KINDS[kind].plural}", headers=self.headers).json()["items"])


@pytest.fixture
def hadi(place: Place, unit: str) -> RestDesk:
    return RestDesk(place, "Hadi", unit)


@pytest.fixture
def ready(hadi: RestDesk) -> RestDesk:
    """The unit has its decree, and an agent who passed a training."""
    for kind in ("decree", "training", "training_attendance"):
        assert hadi.create(kind).status_code == 201
    return hadi


def test_each_is_written_over_rest_and_read_back_whole(hadi: RestDesk) -> None:
    for kind in WRITTEN:
        body = body_in(kind, hadi.made)
        made = hadi.create(kind)
        assert made.status_code == 201, (kind, made.text)
        assert {name: made.json()[name] for name in body} == body
        edited = hadi.edit(kind, **EDITS[kind])
        assert edited.status_code == 200, (kind, edited.text)
        assert {name: edited.json()[name] for name in EDITS[kind]} == EDITS[kind]
        refused = hadi.create(kind, mood="fine")
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/mood")
        assert hadi.count(kind) == 1


def test_each_travels_from_the_officer_to_who_leads_the_unit_who_may_not_write_it(place: Place, unit: str) -> None:
    hadi, ratna = place.phone("Hadi"), place.phone("Ratna")
    made: dict[str, str] = {}
    for kind in WRITTEN:
        made[kind] = hadi.save(kind, body_in(kind, made), feed=coaching_id(unit))
    assert set(results(hadi.push())) == {"applied"}
    ratna.sync()
    for kind, record in made.items():
        told = ratna.told[record]["body"]
        kept = KINDS[kind].kept_fields
        assert {name: value for name, value in told.items() if name not in kept} == {
            **BODIES[kind], **body_in(kind, made)
        }  # fmt: skip
        ratna.save(kind, EDITS[kind], record=record)
    said = dict(zip(WRITTEN, ratna.push()["results"], strict=True))
    assert {k for k in said if said[k]["answer"] == "applied"} == {"appointment", "training_attendance", "unit_action"}
    refused = [one for one in said.values() if one["answer"] == "refused"]
    assert {code for one in faults({"results": refused}) for _, code in one} == {"not-your-role"}


def test_what_came_of_a_year_is_worked_out_by_the_server(hadi: RestDesk) -> None:
    hadi.create("monitoring", when="start", outreach=1, prefilled=None)
    hadi.create("monitoring")
    for day in ("2025-12-31", "2026-01-01", "2026-11-20"):
        hadi.create("unit_action", status="doing")
        assert hadi.edit("unit_action", status="done", done_on=day).status_code == 200
    hadi.create("unit_action", status="doing")
    told = hadi.create("assistance_result").json()
    assert {"measure": "outreach", "start": 1, "end": 4} in told["changes"]
    assert told["actions_done"] == 2, "of its year"
    assert hadi.create("unit_problem", urgency=5, seriousness=5, growth=5).json()["score"] == 125


def test_a_phase_is_worked_out_from_its_monitoring_as_it_was_then(hadi: RestDesk) -> None:
    hadi.create("unit_year", operational_on=None, target_clients=8)
    hadi.create("monitoring", on="2026-11-20", leader_active=None, room=None, clients=6)
    told = hadi.create("phase_assessment").json()
    given = {one["key"]: one["quarters"] for one in told["scores"] if not one["missing"]}
    assert given == {
        "sk_valid": 24, "agents_trained": 18, "village_fund": 24, "tools": 8, "mapping_done": 16, "screened": 12,
        "reached": 18,
    }  # fmt: skip
    assert (told["total"], told["phase_computed"], told["held_by"]) == (sum(given.values()), "tumbuh", [])
    assert told["missing"][:2] == ["monitoring.room", "monitoring.ketua_present"]
    assert hadi.edit("monitoring", voided_because="Salah unit.").status_code == 200
    edited = hadi.edit("phase_assessment", override_because="Lain.")
    assert (edited.status_code, edited.json()["total"]) == (200, told["total"])


@ON_ONE_ENGINE
def test_there_is_no_phase_without_evidence(hadi: RestDesk) -> None:
    """A target alone says nothing of the monitoring."""
    hadi.create("unit_year")
    nothing = {name: None for name in BODIES["monitoring"] if name not in ("on", "year", "when")}
    hadi.create("monitoring", **nothing)
    for more, code in (({}, "phase-without-evidence"), ({"monitoring": None}, "required")):
        said = hadi.create("phase_assessment", **more).json()["errors"]
        assert [(one["pointer"], one["code"]) for one in said] == [("/monitoring", code)]
    assert hadi.count("phase_assessment") == 0


REASON = {"figure": "screened", "because": "Satu dibatalkan."}  # of another one
BAD: list[tuple[str, dict[str, Any], str, str]] = [
    ("unit_year", {"target_clients": -1}, "/target_clients", "number-too-small"),
    ("unit_year", {"year": 2099}, "/year", "year-not-yet"),
    ("monitoring", {"year": 2027}, "/year", "year-not-yet"),
    ("monitoring", {"outreach": 9, "figure_reasons": [REASON]}, "/figure_reasons", "figure-reason-needed"),
    ("monitoring", {"relapse": 2}, "/relapse", "too-few-to-tell"),
    ("monitoring", {"referrals": 2}, "/referrals", "too-few-to-tell"),
    ("monitoring", {"productive": 100}, "/productive", "too-few-to-tell"),
    ("monitoring", {"qol_social": 80}, "/qol_social", "too-few-to-tell"),
    ("monitoring", {"screened": 99, "prefilled": None}, "/screened", "more-than-reached"),
    ("decree", {"ends_on": "2025-01-01"}, "/ends_on", "decree-ends-before"),
    ("appointment", {"ends_on": "2026-04-01"}, "/ends_on", "appointment-ends-before"),
    ("appointment", {"ends_on": None, "left_because": "moved"}, "/left_because", "left-day-needed"),
    ("appointment", {"handed_over": True}, "/handed_over", "not-your-role"),
    ("training", {"ends_on": "2026-05-01"}, "/ends_on", "training-ends-before"),
    ("training", {"institution": "0192d5a1-c0de-7f00-8a3b-2f6d1e5c9b70"}, "/institution", "institution-unknown"),
    ("training_attendance", {"person": None}, "/training", "attendee-needed"),
    ("training_attendance", {"passed": False}, "/certificate_no", "certificate-unpassed"),
    ("village_profile", {"bersinar": "declared"}, "/bersinar", "bersinar-day-needed"),
    ("village_profile", {"users_estimate": 9000}, "/users_estimate", "more-than-live-there"),
    ("advocacy", {"answer": "no"}, "/promised_by", "nothing-promised"),
    ("unit_problem", {"growth": 6}, "/growth", "number-too-large"),
    ("swot", {"strengths": [{"what": "x"}] * 11}, "/strengths", "too-many-values"),
    ("unit_action", {"status": "done"}, "/status", "action-step"),
    ("assistance", {"consent_complete": 90}, "/consent_complete", "figure-reason-needed"),
    ("assistance", {"prefilled": {"flags_handled": 80}}, "/prefilled", "figure-reason-needed"),
    ("assistance", {"agents": 9}, "/agents", "more-than-came"),
    ("assistance", {"signed_unit": True}, "/signed_unit", "not-your-role"),
    ("assistance", {"unit_says": "Baik."}, "/unit_says", "not-your-role"),
    ("assistance_result", {"unit_says": "Baik."}, "/unit_says", "not-your-role"),
    ("phase_assessment", {"rubric_version": "2026-none"}, "/rubric_version", "rubric-unknown"),
    ("phase_assessment", {"year": 2025}, "/monitoring", "monitoring-of-other-year"),
    ("phase_assessment", {"override_because": None}, "/phase", "override-reason-needed"),
    ("phase_assessment", {"assessors": [{"who": "Bu Ani"}]}, "/assessors", "two-assessors"),
    ("phase_assessment", {"assessors": [{"who": "Bu Ani"}, {"who": "bu  ani"}]}, "/assessors", "two-assessors"),
    ("funding", {"planned": None, "spent": None}, "/line", "amount-needed"),
]


@ON_ONE_ENGINE
def test_what_cannot_be_is_refused_in_words_and_nothing_is_stored(ready: RestDesk) -> None:
    ready.create("monitoring")
    for kind, more, pointer, code in BAD:
        before = ready.count(kind)
        refused = ready.create(kind, **more)
        assert refused.status_code == 422, (kind, more, refused.text)
        said = {(one["pointer"], one["code"]): one["detail"] for one in refused.json()["errors"]}
        assert (pointer, code) in said, (kind, said)
        assert said[pointer, code].endswith(".")
        assert ready.count(kind) == before


@ON_ONE_ENGINE
def test_what_a_figure_rests_on_is_not_taken_away_from_under_it(hadi: RestDesk) -> None:
    few, untold = "too-few-to-tell", {"productive": None}
    recorded = {"outreach": 3, "productive": 60}
    hadi.create("monitoring", prefilled=recorded, clients=9, productive=60, changed_because="Lain.")
    assert hadi.edit("monitoring", clients=None).status_code == 200, "the records told it of enough"
    for name, left, code in (("prefilled", untold, few), ("changed_because", None, "figure-reason-needed")):
        said = hadi.edit("monitoring", **{name: left}).json()["errors"]
        assert [(one["pointer"], one["code"]) for one in said] == [(f"/{name}", code)]
    assert hadi.edit("monitoring", clients=9, prefilled=untold).status_code == 200
    said = hadi.edit("monitoring", clients=None).json()["errors"]
    assert [(one["pointer"], one["code"]) for one in said] == [("/clients", few)]


TWICE = {
    "decree": "decree-twice", "village_profile": "profile-twice", "unit_year": "unit-year-twice", "swot": "swot-twice",
    "monitoring": "monitoring-twice", "training_attendance": "attendance-twice",
    "phase_assessment": "assessment-twice", "appointment": "appointment-twice",
}  # fmt: skip


@ON_ONE_ENGINE
def test_what_there_is_once_is_there_once(ready: RestDesk) -> None:
    for kind in [one for one in TWICE if one not in ready.made]:
        assert ready.create(kind).status_code == 201, kind
    for kind, code in TWICE.items():
        assert code in [one["code"] for one in ready.create(kind).json()["errors"]], kind


@ON_ONE_ENGINE
def test_who_is_asked_for_what(place: Place, unit: str, ready: RestDesk) -> None:
    def asked(name: str) -> set[str]:
        told = place.http.get("/v1/tasks", headers=place.headers(name)).json()["items"]
        return {one["code"] for one in told if one["kind"] in COACHING_KINDS}

    ready.edit("decree", ends_on=str(place.clock().date()))
    ready.create("unit_action")
    ready.create("assistance")
    ready.create("advocacy", on="2026-03-05")
    ready.create("appointment", ends_on=str(place.clock().date()))
    assert asked("Ratna") == {"decree_ends", "unit_action", "assistance_sign", "appointment_ends"}
    assert asked("Hadi") == {"decree_ends", "assistance_next", "appointment_ends"}
    assert ready.edit("appointment", left_because="moved").status_code == 200
    ratna = RestDesk(place, "Ratna", unit)
    ratna.made = ready.made
    assert "appointment_ends" not in asked("Hadi") | asked("Ratna")
    assert "appointment_left" in asked("Ratna")
    assert ratna.edit("appointment", handed_over=True).status_code == 200
    assert "appointment_left" not in asked("Ratna")


@ON_ONE_ENGINE
def test_a_village_is_not_told_where_somebody_comes_from(place: Place, ready: RestDesk) -> None:
    """A role and *ex_user* would say of whom: each village has one who leads its unit."""
    assert ready.create("appointment", role="ketua", background="ex_user").status_code == 201
    place.person("Lurah", None, "village", area="33.22.01.2001")
    [told] = place.http.get("/v1/appointments", headers=place.headers("Lurah")).json()["items"]
    assert (told["role"], "background" in told) == ("ketua", False)
