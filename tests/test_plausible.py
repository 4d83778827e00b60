"""Records that cannot be so are refused, at the field and in words; what could be so is taken."""

from datetime import timedelta
from typing import Any

import pytest

from api.clock import system_clock
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES

CONSENT = BODIES["consent"]
FINISHED = {"status": "finished", "ends_on": "2026-11-01"}
# Of an example that is over: nothing of its end.
BEGUN = {"certificate": None, "ends_on": None}


def pointers(phone: Phone) -> list[list[str]]:
    """Of each change in the outbox, where it was refused; nothing where it was taken."""
    return [
        [error["pointer"].removeprefix("/set/") for error in (result.get("problem") or {}).get("errors", [])]
        for result in phone.push()["results"]
    ]


def refused_at(phone: Phone, client: str, kind: str, **fields: Any) -> list[str]:
    phone.save(kind, {**BODIES[kind], **fields}, feed=client)
    return pointers(phone)[0]


@pytest.mark.parametrize(
    ("kind", "fields", "at"),
    [
        ("visit", {"red_flags": ["suicide"]}, "red_flags/0"),
        ("visit", {"met": ["nobody", "client"]}, "met"),
        ("visit", {"met": ["nobody"]}, None),
        ("visit", {"on": "1990-05-01"}, "on"),
        ("visit", {"next_on": "2036-11-23"}, "next_on"),
        ("visit", {"use_days": 31}, "use_days"),
        ("visit", {"care_needs": ["pregnancy"], "support": ["listened"], "purpose": "came_herself"}, None),
        ("vocational_training", {"status": "interested", **BEGUN, "certificate": "competence"}, "certificate"),
        ("vocational_training", {"status": "interested", **BEGUN, "certificate": "none"}, None),
        ("vocational_training", {"status": "interested", **BEGUN, "kit_received": True}, "kit_received"),
        ("vocational_training", {"status": "interested", **BEGUN, "kit_received": False}, None),
        ("vocational_training", {"status": "attending", **BEGUN, "outcome": "working"}, "outcome"),
        ("vocational_training", {"status": "finished", "ends_on": None}, "ends_on"),
        ("vocational_training", {**FINISHED, "certificate": "competence", "outcome": "working"}, None),
        ("screening", {"policy": "ngawur"}, "policy"),
        ("consent", {"way": None}, "way"),
        ("consent", {"witness": None}, "witness"),
        ("consent", {"text_version": None}, "text_version"),
        ("consent", {"minor": None}, "minor"),
        ("consent", {"act": "withdrawn", "way": None, "witness": None, "text_version": None, "minor": None}, None),
    ],
)
@ON_ONE_ENGINE
def test_what_cannot_be_is_refused_at_its_field(sari: Phone, client_of, kind: str, fields: Any, at: str | None):
    assert refused_at(sari, client_of(sari), kind, **fields) == ([] if at is None else [at])


def test_nothing_was_sent_or_seen_the_day_after_tomorrow(sari: Phone, client_of):
    client, later = client_of(sari), (system_clock() + timedelta(days=2)).date().isoformat()
    for kind, field in (("referral", "sent_on"), ("visit", "on"), ("alert", "opened_on"), ("screening", "urine_on")):
        assert field in refused_at(sari, client, kind, **{field: later})
        sari.out.clear()


@pytest.mark.parametrize(
    ("age", "minor", "at"),
    [("0-14", False, ["minor"]), ("15-17", False, ["minor"]), ("18-24", False, []), ("0-14", True, ["minor"] * 2)],
)
@ON_ONE_ENGINE
def test_a_child_is_no_adult_in_her_consent(sari: Phone, client_of, age: str, minor: bool, at: list[str]):
    assert refused_at(sari, client_of(sari, age_band=age), "consent", minor=minor) == at


def test_a_child_is_known_in_the_same_batch_and_by_her_age_as_it_stands(sari: Phone):
    client = sari.save("client", {**BODIES["client"], "age_band": "15-17"})
    sari.save("consent", CONSENT, feed=client)
    sari.save("client", {"age_band": "18-24"}, record=client)
    sari.save("consent", CONSENT, feed=client)
    assert pointers(sari) == [[], ["minor"], [], []]


def test_another_client_s_age_says_nothing(sari: Phone, client_of):
    client_of(sari, "Dik Bayu", age_band="0-14")
    assert refused_at(sari, client_of(sari), "consent") == []


def test_how_far_a_day_may_lie_is_a_policy(place: Place):
    place.person("Sari")
    policy = place.http.get("/v1/policies/plausible_days", headers=place.headers("Sari")).json()
    assert (policy["past_days"], policy["planned_days"]) == (3653, 400)
