"""What she agreed to has its effect: nothing is sent, asked or visited against her word."""

import json
from typing import Any

import pytest

from api.ids import new_id
from api.records import KINDS
from api.records.agreed import Consented
from api.records.case import KnownRecord
from api.records.consent_status import consent_status
from tests.conftest import Place
from tests.engines import HOUSE, ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES

VECTORS = json.loads((HOUSE / "tests/vectors/consents.json").read_text("utf-8"))
GIVEN = {**BODIES["consent"], "on": "2026-11-01"}
REFERRAL = {**BODIES["referral"], "sent_on": "2026-11-10", "reply_by": "2026-11-18"}
SCORES = {"cannabis": {"score": 14, "band": "moderate"}}


def withdrawn(*layers: str, on: str = "2026-11-10") -> dict[str, Any]:
    return {"act": "withdrawn", "on": on, "layers": list(layers)}


def refused_at(phone: Phone) -> list[str]:
    """Where the newest change was refused; what came before it was taken."""
    results = phone.push()["results"]
    assert [one["answer"] for one in results[:-1]] == ["applied"] * (len(results) - 1), results
    problem = results[-1].get("problem") or {}
    return [error["pointer"].removeprefix("/set/") for error in problem.get("errors", [])]


@pytest.mark.parametrize("vector", VECTORS["cases"], ids=lambda vector: vector["about"])
def test_both_languages_know_what_stands(vector: Any):
    acts = [
        KnownRecord(str(at), "", KINDS["consent"].model_validate_json(json.dumps({"on": on, "act": act, "layers": of})))
        for at, (on, act, of) in enumerate(vector["acts"])
    ]
    status = consent_status(acts)
    assert {layer: int(act.id) for layer, act in status.given.items()} == vector["given"]
    assert status.withdrawn == vector["withdrawn"]


@pytest.mark.parametrize(
    ("visit", "at"),
    [
        ({"on": "2026-11-09"}, []),
        ({"on": "2026-11-10"}, []),
        ({"on": "2026-11-12"}, ["on"]),
        ({"on": "2026-11-12", "purpose": "plan"}, ["purpose"]),
        ({"on": "2026-11-12", "purpose": "came_herself"}, []),
        ({"on": "2026-11-12", "purpose": "alert"}, []),
        ({"on": "2026-11-10", "next_on": "2026-11-20"}, ["next_on"]),
    ],
)
@ON_ONE_ENGINE
def test_who_wants_no_visits_is_not_visited(sari: Phone, client_of, visit: Any, at: list[str]):
    client = client_of(sari)
    sari.save("consent", GIVEN, feed=client)
    sari.save("consent", withdrawn("contact"), feed=client)
    sari.save("visit", visit, feed=client)
    assert refused_at(sari) == at


LAYERS: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "participation": ("visit", {"on": "2026-11-12", "purpose": "plan"}, ["purpose"]),
    "family": ("visit", {"on": "2026-11-12", "support": ["listened", "family_talk"]}, ["support"]),
    "screening": ("screening", BODIES["screening"], ["on"]),
    "urine": ("screening", {**BODIES["screening"], "urine": "positive"}, ["urine"]),
    "media": ("consent", {**GIVEN, "on": "2026-11-12", "way": "voice", "evidence": "recording"}, ["evidence"]),
    "referral": ("referral", REFERRAL, ["status"]),
}


@pytest.mark.parametrize("layer", sorted(LAYERS))
@ON_ONE_ENGINE
def test_what_she_took_back_is_not_done_and_what_she_did_not_is(sari: Phone, client_of, layer: str):
    kind, body, at = LAYERS[layer]
    for taken in sorted({*LAYERS, "research"}):
        client = client_of(sari)
        sari.save("consent", {**GIVEN, "layers": sorted(LAYERS)}, feed=client)
        sari.save("consent", withdrawn(taken), feed=client)
        sari.save(kind, body, feed=client)
        because = at if taken == layer else ["on"] if (kind, taken) == ("screening", "screening") else []
        assert refused_at(sari) == because, taken


@ON_ONE_ENGINE
def test_who_accompanies_nobody_any_more_changes_no_status_to_it(sari: Phone, client_of):
    client = client_of(sari)
    sari.save("consent", GIVEN, feed=client)
    sari.save("consent", withdrawn("participation"), feed=client)
    sari.save("client", {"status": "accompanied"}, record=client)
    assert refused_at(sari) == ["status"]
    sari.save("client", {"status": "closed", "closed_reason": "dropped_out"}, record=client)
    assert refused_at(sari) == []


def test_what_was_written_before_she_took_it_back_can_still_be_corrected(sari: Phone, client_of):
    client = client_of(sari)
    visit = sari.save("visit", {"on": "2026-11-12", "purpose": "plan", "support": ["family_talk"]}, feed=client)
    sari.save("consent", withdrawn("contact", "participation", "family"), feed=client)
    sari.save("visit", {"note": "Lain.", "amended_because": "Salah tulis."}, record=visit)
    assert refused_at(sari) == []
    sari.save("visit", {"family_mood": "angry", "amended_because": "Salah tulis."}, record=visit)
    assert refused_at(sari) == ["family_mood"]


def test_what_needs_her_yes_is_refused_where_one_can_ask_first_and_kept_from_a_phone(
    place: Place, sari: Phone, client_of
):
    client = client_of(sari)
    needs = [(name, rule.code) for name, kind in KINDS.items() for rule in kind.rules if isinstance(rule, Consented)]
    assert {"aftercare", "quality_of_life", "questionnaire", "meeting"} <= {name for name, _ in needs}
    for kind, code in needs:
        sari.save(kind, BODIES[kind], feed=client)
        assert "refused" not in {one["answer"] for one in sari.push()["results"]}, kind
        headers = {**sari.headers, "Idempotency-Key": new_id()}
        answer = place.http.post(f"/v1/{KINDS[kind].plural}", json={**BODIES[kind], "client": client}, headers=headers)
        assert code.replace("_", "-") in {one["code"] for one in answer.json()["errors"]}, kind


@pytest.mark.parametrize(
    ("consent", "carries", "at"),
    [
        (None, {}, ["status"]),
        ({"layers": ["contact"]}, {}, ["status"]),
        ({"partners": [new_id()]}, {}, ["status"]),
        ({"partners": [REFERRAL["partner"]]}, {}, []),
        ({}, {"scores": SCORES}, []),
        ({"items": None}, {"scores": SCORES}, ["carries/scores"]),
        ({}, {"urine": "positive"}, ["carries/urine"]),
        ({"items": ["urine"]}, {"urine": "positive"}, []),
        ({}, {"scores": {"cannabis": {"score": 14, "band": "high"}}}, ["carries/scores/cannabis"]),
    ],
)
@ON_ONE_ENGINE
def test_a_referral_goes_out_by_her_consent_and_carries_what_it_names(
    sari: Phone, client_of, consent: Any, carries: Any, at: list[str]
):
    client = client_of(sari)
    if consent is not None:
        sari.save("consent", {**GIVEN, **consent}, feed=client)
    sari.save("referral", {**REFERRAL, "carries": {"code": "7Q4MK2H", **carries}}, feed=client)
    assert refused_at(sari) == at


@ON_ONE_ENGINE
def test_scores_carried_are_those_of_the_interview_named(sari: Phone, client_of):
    client = client_of(sari)
    sari.save("consent", GIVEN, feed=client)
    screening = sari.save("screening", BODIES["screening"], feed=client)
    other = {"cannabis": {"score": 15, "band": "moderate"}}
    for scores in (SCORES, other):
        carries = {"code": "7Q4MK2H", "scores": scores}
        sari.save("referral", {**REFERRAL, "screening": screening, "carries": carries}, feed=client)
    assert refused_at(sari) == ["carries/scores/cannabis"]


def test_after_a_withdrawal_nothing_more_is_sent_and_a_draft_may_be_cancelled(sari: Phone, client_of):
    client = client_of(sari)
    sari.save("consent", GIVEN, feed=client)
    draft = sari.save("referral", {**REFERRAL, "status": "drafted"}, feed=client)
    sari.save("consent", withdrawn("referral"), feed=client)
    sari.save("referral", {"status": "sent"}, record=draft)
    assert refused_at(sari) == ["status"]
    sari.save("referral", {"status": "cancelled", "status_because": "Persetujuan dicabut."}, record=draft)
    assert refused_at(sari) == []


def test_a_later_step_erases_nothing_and_appointments_belong_to_an_acceptance(sari: Phone, client_of):
    client = client_of(sari)
    sari.save("consent", GIVEN, feed=client)
    referral = sari.save("referral", REFERRAL, feed=client)
    sari.sync()
    sari.save(
        "referral", {"status": "declined", "status_because": "Penuh.", "appointment_on": "2026-12-01"}, record=referral
    )
    assert refused_at(sari) == ["appointment_on"]
    sari.save("referral", {"status": "declined", "status_because": "Penuh."}, record=referral)
    sari.sync()
    sari.save("referral", {"status": "closed", "status_because": None}, record=referral)
    assert refused_at(sari) == ["status_because"]


@pytest.mark.parametrize("day", ["1990-01-01", "2026-11-09"])
@ON_ONE_ENGINE
def test_an_appointment_lies_after_the_sending(sari: Phone, client_of, day: str):
    client = client_of(sari)
    sari.save("consent", GIVEN, feed=client)
    referral = sari.save("referral", REFERRAL, feed=client)
    sari.sync()
    sari.save("referral", {"status": "accepted", "appointment_on": day}, record=referral)
    assert "appointment_on" in refused_at(sari)


@pytest.mark.parametrize("kind", ["screening", "meeting", "situation", "urine_test"])
def test_what_nobody_agreed_to_is_kept_from_a_phone_and_refused_over_rest(
    place: Place, sari: Phone, client_of, kind: str
):
    client = client_of(sari)
    sari.save(kind, BODIES[kind], feed=client)
    assert refused_at(sari) == []

    def create() -> Any:
        headers = {**sari.headers, "Idempotency-Key": new_id()}
        body = {"client": client, **BODIES[kind]}
        return place.http.post(f"/v1/{KINDS[kind].plural}", json=body, headers=headers)

    refused = create()
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/on")
    assert "persetujuan" in refused.json()["errors"][0]["detail"]
    sari.save("consent", GIVEN, feed=client)
    sari.sync()
    assert create().status_code == 201


@ON_ONE_ENGINE
def test_a_withdrawn_urine_test_is_not_written_down(sari: Phone, client_of):
    client = client_of(sari)
    sari.save("consent", {**GIVEN, "layers": ["screening", "urine"]}, feed=client)
    sari.save("consent", withdrawn("urine"), feed=client)
    sari.save("screening", {**BODIES["screening"], "urine": "positive"}, feed=client)
    assert refused_at(sari) == ["urine"]


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ({"way": "voice", "witness": "none"}, "refused"),
        ({"way": "voice", "witness": "none", "evidence": "recording"}, "applied"),
        ({"way": "voice", "witness": "family"}, "applied"),
        ({"way": "thumb", "witness": "none", "evidence": "paper"}, "applied"),
    ],
)
@ON_ONE_ENGINE
def test_a_spoken_yes_has_a_witness_or_a_recording(sari: Phone, client_of, more: Any, answer: str):
    sari.save("consent", {**GIVEN, "evidence": None, **more}, feed=client_of(sari))
    assert [one["answer"] for one in sari.push()["results"]] == [answer]
