"""The district's office signs a referral beside the institution: by policy, with her consent, without a name."""

from datetime import timedelta
from typing import Any

from tests.phone import Phone
from tests.samples import BODIES
from tests.test_access import patch
from tests.test_approvals import words_of
from tests.town import Town

SIGNED = {"cosign": "signed"}


def read(town: Town, name: str) -> Any:
    return town.get(name, f"/v1/referrals/{town.records['referral']}").json()


def referred(phone: Phone, client: str, *without: str, **screening: Any) -> dict[str, Any]:
    """A referral that was sent after an interview, as its follower has it; she agreed to all but `without`."""
    layers = [one for one in BODIES["consent"]["layers"] if one not in without]
    phone.save("consent", {**BODIES["consent"], "layers": layers}, feed=client)
    phone.save("screening", {**BODIES["screening"], **screening}, feed=client)
    record = phone.save("referral", BODIES["referral"], feed=client)
    phone.sync()
    assert not phone.refused, phone.refused
    body: dict[str, Any] = phone.told[record]["body"]
    return body


def withdrawn(town: Town, *layers: str) -> None:
    town.sari.save("consent", {"act": "withdrawn", "on": "2026-11-24", "layers": list(layers)}, feed=town.client)
    town.sari.sync()
    assert not town.sari.refused, town.sari.refused


def test_the_office_reads_what_it_signs_upon_and_never_whose_it_is(town: Town) -> None:
    told = read(town, "Hadi")
    assert (told["service"], told["partner"], told["district"]) == (
        "assessment",
        BODIES["referral"]["partner"],
        "33.22",
    )
    assert told["risk"] == {"headline": BODIES["screening"]["headline"]}
    hidden = {"carries", "reason", "number", "steps", "screening", "consent", BODIES["client"]["alias"]}
    hidden |= {town.client, town.place.units["A"], "33.22.01.2001", *BODIES["referral"]["carries"].values()}
    for path in ("/v1/referrals", f"/v1/referrals/{told['id']}", f"/v1/referrals/{told['id']}/history", "/v1/tasks"):
        answer = town.get("Hadi", path)
        assert answer.status_code == 200
        assert not hidden & set(words_of(answer.json())), path
    assert town.get("Jauh", f"/v1/referrals/{told['id']}").status_code == 404


def test_its_officer_alone_signs_once_and_everybody_asked_sees_the_day(town: Town) -> None:
    for name in ("Sari", "Ratna", "Maya", "Jauh"):
        assert patch(town, name, "referral", SIGNED).status_code in (403, 404, 422), name
    for field in ({"cosigned_on": "2026-11-24"}, {"status": "received"}, {"partner_note": "Ya."}):
        assert patch(town, "Hadi", "referral", {**SIGNED, **field}).status_code in (403, 422), field
    assert patch(town, "Hadi", "referral", SIGNED).status_code == 200
    assert read(town, "Hadi")["cosigned_by"] == "Hadi"
    assert {name: bool(read(town, name).get("cosigned_on")) for name in ("Sari", "Ratna", "Maya", "Hadi")} == {
        "Sari": True, "Ratna": True, "Maya": True, "Hadi": True,
    }  # fmt: skip
    assert patch(town, "Hadi", "referral", {"cosign": None}).status_code == 422


def test_nothing_waits_for_the_signature(town: Town) -> None:
    for status in ("received", "accepted"):
        assert patch(town, "Maya", "referral", {"status": status}).status_code == 200
    assert patch(town, "Hadi", "referral", SIGNED).status_code == 200


def test_what_is_carried_to_the_institution_is_what_the_office_sees_of_scores(sari: Phone, client_of: Any) -> None:
    client = client_of(sari)
    sari.save("consent", BODIES["consent"], feed=client)
    screening = sari.save("screening", BODIES["screening"], feed=client)
    carries = {**BODIES["referral"]["carries"], "scores": BODIES["screening"]["scores"]}
    record = sari.save("referral", {**BODIES["referral"], "screening": screening, "carries": carries}, feed=client)
    sari.sync()
    assert not sari.refused, sari.refused
    assert sari.told[record]["body"]["risk"]["scores"] == BODIES["screening"]["scores"]


def test_it_is_not_asked_without_her_consent_nor_of_a_draft_nor_without_an_interview(
    sari: Phone, client_of: Any
) -> None:
    assert "district" in referred(sari, client_of(sari))
    assert "district" not in referred(sari, client_of(sari), "approval")
    client = client_of(sari)
    sari.save("consent", BODIES["consent"], feed=client)
    alone = sari.save("referral", BODIES["referral"], feed=client)
    sari.save("screening", BODIES["screening"], feed=client)
    draft = sari.save("referral", {**BODIES["referral"], "status": "drafted"}, feed=client)
    sari.sync()
    assert not {"district", "risk"} & {*sari.told[alone]["body"], *sari.told[draft]["body"]}
    sari.save("referral", {"status": "sent"}, record=draft)
    sari.sync()
    assert sari.told[draft]["body"]["district"] == "33.22"


def test_each_reads_it_while_she_agrees_to_that_reader(town: Town) -> None:
    withdrawn(town, "approval")
    told = read(town, "Hadi")
    assert (told["over"], told["status"]) == ("revoked", "sent")
    assert not {"risk", "partner", "urgency"} & set(told)
    assert "over" not in read(town, "Maya")
    assert patch(town, "Hadi", "referral", SIGNED).status_code in (403, 404, 409, 422)


def test_who_may_be_referred_no_more_is_read_by_neither(town: Town) -> None:
    withdrawn(town, "referral")
    assert {read(town, name)["over"] for name in ("Hadi", "Maya")} == {"revoked"}


def test_a_referral_that_nobody_signed_is_late_after_three_working_days(town: Town) -> None:
    town.place.clock.ahead = timedelta(days=30)
    for name, code in (("Sari", "referral_cosign"), ("Ratna", "referral_cosign"), ("Hadi", "district_cosign")):
        told = town.get(name, "/v1/tasks?late=true").json()["items"]
        assert code in {one["code"] for one in told if one["kind"] == "referral"}, (name, told)
    town.place.clock.ahead = timedelta()
    assert patch(town, "Hadi", "referral", SIGNED).status_code == 200
    town.place.clock.ahead = timedelta(days=30)
    for name in ("Sari", "Hadi"):
        told = town.get(name, "/v1/tasks").json()["items"]
        assert not {"referral_cosign", "district_cosign"} & {one["code"] for one in told}, name


def test_a_hand_back_that_is_late_twice_goes_on_to_the_office_without_a_name(town: Town) -> None:
    today = str(town.place.clock().date())
    steps: list[dict[str, Any]] = [
        {"status": "received"},
        {"status": "accepted"},
        {"status": "assessed", "assessed_on": today},
        {"status": "in_treatment"},
        {"status": "completed", "discharged_on": today, "discharge": "completed"},
    ]
    for step in steps:
        assert patch(town, "Maya", "referral", step).status_code == 200, step

    def told(name: str) -> set[str]:
        answer = town.get(name, "/v1/tasks").json()["items"]
        assert name != "Hadi" or {(one["client"], one["alias"]) for one in answer} <= {(None, None)}
        return {one["code"] for one in answer if one["record"] == town.records["referral"]}

    assert "district_hand_back" not in told("Hadi")
    town.place.clock.ahead = timedelta(days=10)
    assert "district_hand_back" in told("Hadi")
    assert "referral_late_twice" in told("Ratna")
    town.place.clock.ahead = timedelta()
    assert patch(town, "Maya", "referral", {"status": "handed_back"}).status_code == 200
    town.place.clock.ahead = timedelta(days=10)
    assert "district_hand_back" in told("Hadi")
    assert "hand_back_waits" not in told("Ratna"), "the town's aftercare is of today"
    assert "district_hand_back" not in told("Jauh")
