"""From interest to a certificate: the ladder, attendance, and what landed phones still write."""

from typing import Any

import pytest

from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone

TRAINING = {"trade": "barista", "status": "interested", "provider_kind": "blk"}
ENDED = {"status": "finished", "ends_on": "2026-11-01"}
# What the first app on phones could say.
EARLIER = ("interested", "enrolled", "attending", "finished", "dropped_out")


def said(phone: Phone) -> list[Any]:
    """Of each change: `applied`, or where it was refused."""
    results = phone.push()["results"]
    return [one["answer"] if one["answer"] != "refused" else faults(one["problem"]) for one in results]


def faults(problem: dict[str, Any]) -> list[str]:
    return [error["pointer"].removeprefix("/set/") for error in problem["errors"]]


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"hours": 40, "hours_attended": 41, "status": "attending"}, ["hours_attended"]),
        ({"hours": 40, "hours_attended": 40, "status": "attending"}, None),
        ({"sessions": 8, "sessions_attended": 9, "status": "attending"}, ["sessions_attended"]),
        ({"sessions_attended": 9, "status": "attending"}, None),
        ({"sessions_attended": 1, "status": "waiting"}, ["sessions_attended"]),
        ({"certificate_no": "BLK/2026/7", "status": "attending"}, ["certificate_no"]),
        ({"skkni": "Barista junior", "status": "attending"}, ["skkni"]),
        ({"certificate": "competence", "certificate_no": "BLK/2026/7", "skkni": "Barista junior", **ENDED}, None),
        ({**ENDED, "ends_on": "2027-02-01"}, ["ends_on"]),
        ({"status": "attending", "ends_on": "2027-02-01"}, None),
        ({"status": "dropped_out", "ends_on": "2027-02-01"}, ["ends_on"]),
        ({"status": "dropped_out"}, None),
        ({"kit": "full", "status": "selection"}, ["kit"]),
        ({"kit": "none", "status": "selection"}, None),
        ({"kit": "partial", "kit_what": "Mesin espreso", "kit_on": "2026-11-02", "status": "attending"}, None),
        ({"kit_what": "Mesin espreso", "status": "attending"}, ["kit_what"]),
        ({"kit": "none", "kit_on": "2026-11-02", "status": "attending"}, ["kit_on"]),
        ({"paid_by": "village_fund", "provider_kind": "disnaker_ppkd", "trade": "phone_repair"}, None),
    ],
)
@ON_ONE_ENGINE
def test_what_cannot_be_is_refused_at_its_field(sari: Phone, client_of, fields: Any, at: list[str] | None):
    sari.save("vocational_training", {**TRAINING, **fields}, feed=client_of(sari))
    assert said(sari)[-1] == (at or "applied")


@pytest.mark.parametrize(
    ("was", "now", "fits"),
    [
        ("interested", "selection", True),
        ("selection", "not_selected", True),
        ("not_selected", "selection", True),
        ("interested", "attending", True),
        ("attending", "interested", False),
        ("attending", "not_selected", False),
        ("not_selected", "attending", False),
        ("dropped_out", "attending", True),
        ("enrolled", "dropped_out", True),
    ],
)
@ON_ONE_ENGINE
def test_it_goes_where_the_ladder_leads(sari: Phone, client_of, was: str, now: str, fits: bool):
    training = sari.save("vocational_training", {**TRAINING, "status": was}, feed=client_of(sari))
    sari.sync()
    sari.save("vocational_training", {"status": now}, record=training)
    assert said(sari) == ["applied" if fits else ["status"]]


@ON_ONE_ENGINE
def test_who_leaves_in_the_middle_leaves_on_a_day_that_has_come(sari: Phone, client_of):
    """Her planned last day would put off what came of it until then."""
    planned = {**TRAINING, "status": "attending", "ends_on": "2027-02-01"}
    courses = [sari.save("vocational_training", planned, feed=client_of(sari)) for _ in range(3)]
    sari.sync()
    for course, day in zip(courses, ({}, {"ends_on": None}, {"ends_on": "2026-11-20"}), strict=True):
        sari.save("vocational_training", {"status": "dropped_out", **day}, record=course)
    assert said(sari) == [["status"], ["ends_on"], "applied"]


def test_what_landed_phones_write_is_still_taken(sari: Phone, client_of):
    client = client_of(sari)
    for status in EARLIER:
        ended = {"ends_on": "2026-11-01", "outcome": "working"} if status in ("finished", "dropped_out") else {}
        tools = {} if status == "interested" else {"kit_received": True}
        sari.save("vocational_training", {**TRAINING, "hours": 40, "status": status, **ended, **tools}, feed=client)
    assert said(sari)[-len(EARLIER) :] == ["applied"] * len(EARLIER)


def test_their_steps_forward_are_still_taken(sari: Phone, client_of):
    client = client_of(sari)
    steps = [(was, now) for place, was in enumerate(EARLIER) for now in EARLIER[place + 1 :]]
    for was, now in steps:
        begun = {**TRAINING, "status": was, "ends_on": "2026-11-01"}
        training = sari.save("vocational_training", begun, feed=client)
        sari.sync()
        sari.save("vocational_training", {"status": now}, record=training)
        assert said(sari) == ["applied"], (was, now)


def test_a_coordinator_reads_no_number_that_leads_to_a_name(place: Place, sari: Phone, client_of):
    told = {"certificate": "competence", "certificate_no": "BLK/2026/7", "skkni": "Barista junior"}
    tools = {"kit": "full", "kit_what": "Mesin", "kit_on": "2026-11-02"}
    training = sari.save("vocational_training", {**TRAINING, **ENDED, **told, **tools}, feed=client_of(sari))
    sari.sync()
    place.person("Ratna", role="coordinator")
    seen = place.http.get(f"/v1/vocational-trainings/{training}", headers=place.headers("Ratna")).json()
    assert (seen["certificate"], seen["kit"], seen["kit_on"]) == ("competence", "full", "2026-11-02")
    assert not {"certificate_no", "skkni", "kit_what", "note"} & set(seen)


@pytest.fixture
def ended(sari: Phone, client_of) -> tuple[str, str]:
    """A client and her training that is over."""
    client = client_of(sari)
    training = sari.save("vocational_training", {**TRAINING, **ENDED}, feed=client)
    sari.sync()
    return client, training


def outcome(ended: tuple[str, str], **fields: Any) -> dict[str, Any]:
    return {"training": ended[1], "point": "m1", "on": "2026-11-20", "state": "working_in_trade", **fields}


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"income": "steady", "relapse_since": "no"}, "applied"),
        ({"state": "lost"}, "applied"),
        ({"state": "lost", "income": "none"}, ["income"]),
        ({"state": None}, ["state"]),
        ({"on": "2026-10-31"}, ["on"]),
        ({"training": None}, ["training"]),
    ],
)
@ON_ONE_ENGINE
def test_what_became_of_it_is_asked_after_its_end(sari: Phone, ended: Any, fields: Any, answer: Any):
    sari.save("vocational_outcome", outcome(ended, **fields), feed=ended[0])
    assert said(sari) == [answer]


def test_a_point_is_told_once_and_may_be_amended(sari: Phone, ended: Any):
    first = sari.save("vocational_outcome", outcome(ended), feed=ended[0])
    sari.save("vocational_outcome", outcome(ended), feed=ended[0])
    third = sari.save("vocational_outcome", outcome(ended, point="m3"), feed=ended[0])
    assert said(sari) == ["applied", ["point"], "applied"]
    sari.sync()
    sari.save("vocational_outcome", {"point": "m1", "amended_because": "Salah."}, record=third)
    sari.save("vocational_outcome", {"state": "business", "amended_because": "Salah."}, record=first)
    assert said(sari)[-2:] == [["point"], "applied"]


def test_nothing_became_yet_of_a_course_that_goes_on(sari: Phone, client_of):
    client = client_of(sari)
    training = sari.save("vocational_training", {**TRAINING, "status": "attending"}, feed=client)
    sari.save("vocational_outcome", outcome((client, training)), feed=client)
    assert said(sari)[-1] == ["training"]


def test_whether_she_used_again_is_nothing_for_an_office(place: Place, sari: Phone, ended: Any):
    record = sari.save("vocational_outcome", outcome(ended, relapse_since="yes", note="Rahasia."), feed=ended[0])
    sari.sync()
    place.person("Ratna", role="coordinator")
    seen = place.http.get(f"/v1/vocational-outcomes/{record}", headers=place.headers("Ratna")).json()
    assert seen["state"] == "working_in_trade"
    assert not {"relapse_since", "note"} & set(seen)
