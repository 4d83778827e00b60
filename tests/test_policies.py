"""Policies are data that agree with themselves, and the eligibility of a case is what its table says."""

import json
from typing import Any, get_args

import pytest

from api import instruments, policies
from api.policies.eligibility import Eligibility, Facts
from api.records.vocabulary import RedFlag
from tests.conftest import Place
from tests.engines import HOUSE

VECTORS = json.loads((HOUSE / "tests/vectors/eligibility.json").read_text("utf-8"))
SHEETS = {sheet["name"]: sheet for sheet in VECTORS["sheets"]}
EVERY = [pytest.param(one, id=one.version) for one in policies.POLICIES["eligibility"].values()]


def facts_of(sheet: dict[str, Any]) -> Facts:
    result = instruments.score(VECTORS["instrument"], VECTORS["version"], sheet["answers"])
    flags, needs = sheet.get("red_flags", ()), sheet.get("care_needs", ())
    return Facts(result.bands, result.recent, result.injecting, flags, needs, sheet.get("age_band"))


@pytest.mark.parametrize("name", SHEETS)
def test_a_case_worked_by_hand_is_judged_as_worked(name: str):
    sheet = SHEETS[name]
    assert instruments.faults(VECTORS["instrument"], VECTORS["version"], sheet["answers"]) == []
    said = policies.eligibility(VECTORS["policy"]).judge(facts_of(sheet))
    assert (said.rule, said.suggestion, said.risk, said.tone) == (
        sheet["rule"], sheet["suggestion"], sheet["risk"], sheet["tone"],
    )  # fmt: skip
    if "first_advice" in sheet:
        assert list(said.advice[0]) == sheet["first_advice"]


def test_the_vectors_reach_every_rule_and_are_many():
    assert len(SHEETS) == len(VECTORS["sheets"]) >= 60
    rules = {rule.number for rule in policies.eligibility(VECTORS["policy"]).rules}
    assert {sheet["rule"] for sheet in SHEETS.values()} == rules


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_what_is_grave_is_never_said_calmly(sheet: dict[str, Any]):
    """Any sign of danger, any high band, any injecting lately: the first word is not calm."""
    facts = facts_of(sheet)
    grave = facts.red_flags or "high" in facts.bands.values() or facts.injecting in ("recent_low", "recent_high")
    said = policies.eligibility().judge(facts)
    assert not grave or said.tone != "calm"
    grades = [policies.eligibility().grades.index(band) for _, band in said.advice]
    assert grades == sorted(grades, reverse=True)


@pytest.mark.parametrize("policy", EVERY)
def test_a_policy_knows_only_what_exists_and_has_words_for_all(policy: Eligibility):
    known = instruments.definition("assist")
    bands, signs = {band.key for band in known.score.bands}, {sign.value for sign in known.signs["injecting"]}
    assert [rule.number for rule in policy.rules] == list(range(1, len(policy.rules) + 1))
    assert not policy.rules[-1].when, "the last rule meets every case"
    assert set(policy.advice) == set(known.topic)
    assert all(set(texts) == bands for texts in policy.advice.values())
    for rule in policy.rules:
        assert {rule.headline, rule.because} <= set(policy.words)
        assert rule.suggest in policy.suggestions
        assert rule.source
        for fit in rule.when:
            assert set(policy.topics((*fit.topics, *fit.recent))) <= set(known.topic)
            assert set(fit.bands) <= bands
            assert set(fit.injecting) <= signs
            assert set(fit.red_flags) <= set(get_args(RedFlag))


@pytest.mark.parametrize(("name", "version"), [("eligibility", "1999-1"), ("tea", None), ("tea", "2027-1")])
def test_a_policy_that_was_never_published_is_unknown(name: str, version: str | None):
    with pytest.raises(policies.UnknownPolicy):
        policies.policy(name, version)


def test_the_newest_is_current_and_the_old_ones_stay():
    assert policies.eligibility().version == "2027-1"
    assert policies.eligibility("2026-1").rules[0].suggest == "refer"


def test_every_sign_of_danger_has_a_class_steps_and_somebody_to_call():
    card = policies.emergency_card()
    no_danger = {"pregnancy", "injecting"}
    assert set(card.flags) == set(get_args(RedFlag)) - no_danger
    assert set(card.flags.values()) == set(card.classes) == set(card.steps)
    assert all(set(card.agents_alone) < set(steps) for steps in card.steps.values())
    called = {name for phone in card.phones for name in phone.for_classes}
    assert called == set(card.classes)
    assert {"119", "119,8", "129", "112"} == {phone.number for phone in card.phones}


def test_the_days_of_the_other_policies_are_days():
    assert policies.reading_time().partner_after_end_days == 90
    assert policies.phone_lease().closed_after_days == 45
    assert policies.visit_rhythm().open_alert_days <= policies.visit_rhythm().after_red_flag_days
    assert policies.referral_clock().answer_days == 6


def test_the_numbers_of_the_journey_fit_each_other():
    journey = policies.journey()
    assert (journey.meetings, journey.plan_months, journey.aftercare_months) == ({"low": 2, "moderate": 8}, 3, 6)
    assert max(journey.meetings.values()) <= journey.most_meetings
    assert journey.points == ("start", "mid", "end", *journey.days_after_end)
    assert list(journey.days_after_end.values()) == [30, 90, 180]
    assert journey.source.startswith("[P]")


def test_a_policy_is_served_whole_and_by_version(place: Place):
    place.person("Sari")
    headers = place.headers("Sari")
    listed = place.http.get("/v1/policies", headers=headers).json()
    assert {one["name"] for one in listed} == set(policies.POLICIES)
    told = place.http.get("/v1/policies/eligibility", params={"version": "2026-1"}, headers=headers).json()
    assert (told["version"], len(told["rules"])) == ("2026-1", 8)
    assert place.http.get("/v1/policies/eligibility", headers=headers).json()["version"] == "2027-1"
    for path in ("/v1/policies/tea", "/v1/policies/eligibility?version=1999-1"):
        assert place.http.get(path, headers=headers).status_code == 404


def test_a_sheet_is_judged_with_what_else_is_known_and_unknown_words_are_refused(place: Place):
    place.person("Sari")
    path, headers = "/v1/instruments/assist/score", place.headers("Sari")
    sheet = {"answers": SHEETS["cannabis 3 is low"]["answers"]}
    said = place.http.post(path, json={**sheet, "red_flags": ["suicidal"]}, headers=headers).json()
    assert (said["rule"], said["suggestion"], said["tone"], said["headline"]) == (1, "refer_now", "danger", "low")
    assert "IGD" in said["because"]
    for more, pointer in (({"red_flags": ["suicide"]}, "/red_flags/0"), ({"care_needs": ["hamil"]}, "/care_needs/0")):
        refused = place.http.post(path, json={**sheet, **more}, headers=headers)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
