"""A client is referred where an agreement holds, or somebody says why not; an institution says whom it takes."""

from datetime import date, timedelta
from functools import reduce
from typing import Any

import pytest

from api.changes.feed_key import coaching_id
from api.ids import new_id
from api.records import KINDS
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES, PARTNER

GIVEN = {"act": "given", "on": "2026-11-01", "layers": ["contact", "referral"], "text_version": "janji-2026-1",
         "way": "thumb", "witness": "agent", "minor": False}  # fmt: skip
SENT = {name: value for name, value in BODIES["referral"].items() if name != "no_agreement_because"}
PROFILE = {"services": ["assessment"], "takes": ["men"], "age_from": 18, "age_to": 60, "capacity": 12, "free_now": 3,
           "hours": "Senin-Jumat 08.00-15.00", "fee": "free", "appointed_by": "menkes",
           "appointment_number": "HK.02/501", "appointed_on": "2026-02-10"}  # fmt: skip


@pytest.fixture
def hadi(place: Place) -> Phone:
    place.person("Hadi", None, "district", area="33.22")
    return place.phone("Hadi")


def agree(hadi: Phone, unit: str, **more: str) -> str:
    days = {"starts_on": "2026-05-01", "ends_on": "2028-12-31"}
    paper = hadi.save("agreement", {**BODIES["agreement"], **days, **more}, feed=coaching_id(unit))
    hadi.sync()
    return paper


def refer(sari: Phone, client: str, **more: Any) -> Any:
    """What her phone hears: the answer, and where a fault lies."""
    name = sari.save("referral", {**SENT, **more}, feed=client)
    [result] = sari.push()["results"]
    faults = (result.get("problem") or {}).get("errors", ())
    return name, result["answer"], [(one["pointer"], one["code"]) for one in faults]


def agreed_client(place: Place, sari: Phone) -> str:
    client = sari.save("client", {"code": "7Q4MK2H", "alias": "Mas Wahyu", "status": "registered"})
    sari.save("consent", GIVEN, feed=client)
    sari.sync()
    return client


def over_rest(place: Place, client: str, **more: Any) -> Any:
    body, headers = {**SENT, **more, "client": client}, {**place.headers("Sari"), "Idempotency-Key": new_id()}
    return place.http.post("/v1/referrals", json=body, headers=headers)


MISSING = [("/set/agreement_until", "agreement-missing")]


def test_without_an_agreement_a_referral_says_why(place: Place, sari: Phone, hadi: Phone) -> None:
    client = agreed_client(place, sari)
    assert refer(sari, client)[1:] == ("applied", []), "an older app cannot say"
    assert refer(sari, client, agreement_until="2028-12-31")[1:] == ("refused", MISSING), "it says what is not so"
    assert refer(sari, client, no_agreement_because="Belum diurus.")[1:] == ("applied", [])
    refused = over_rest(place, client)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "agreement-missing")
    assert over_rest(place, client, no_agreement_because="Belum diurus.").status_code == 201


def test_with_one_that_holds_nobody_is_asked(place: Place, sari: Phone, hadi: Phone) -> None:
    client = agreed_client(place, sari)
    for_another = agree(hadi, place.units["B"])
    agree(hadi, place.units["A"], number="lama", ends_on="2026-05-31")
    assert over_rest(place, client).status_code == 422, "another unit's, or one that is over, is none"
    paper = agree(hadi, place.units["A"])
    assert refer(sari, client, agreement_until="2028-12-31")[1:] == ("applied", [])
    assert over_rest(place, client).status_code == 201
    hadi.save("agreement", {"voided_because": "Salah lembaga."}, record=paper)
    hadi.sync()
    assert over_rest(place, client).status_code == 422
    assert for_another != paper


def test_the_day_it_was_sent_decides_and_not_the_day_it_comes(place: Place, sari: Phone, hadi: Phone) -> None:
    """An agent without a line sends on the agreement's last day what the server hears of a day later."""
    client, today = agreed_client(place, sari), date.fromisoformat(place.today())
    days = [str(today - timedelta(days=1)), str(today)]
    agree(hadi, place.units["A"], ends_on=days[0])
    for sent_on, answer in zip(days, [("applied", []), ("refused", MISSING)], strict=True):
        assert refer(sari, client, sent_on=sent_on, reply_by=days[1], agreement_until=days[0])[1:] == answer
    for day in days:
        refused = over_rest(place, client, sent_on=day, reply_by=days[1])
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "agreement-missing"), "sent today"


def test_the_day_of_sending_is_not_moved_once_it_was_sent(place: Place, sari: Phone) -> None:
    """From it the institution is given time. A draft was sent on no day; what she wrote stays on her phone."""
    client = agreed_client(place, sari)
    sent, _, _ = refer(sari, client)
    draft, *answer = refer(sari, client, status="drafted")
    assert answer == ["applied", []]
    sari.sync()
    for day in ("2026-10-01", "2026-11-05"):
        sari.save("referral", {"sent_on": day}, record=draft)
        sari.save("referral", {"sent_on": day}, record=sent)
        told, refused = sari.push()["results"]
        assert (told["answer"], refused["answer"]) == ("applied", "refused")
        [error] = refused["problem"]["errors"]
        assert (error["pointer"], error["code"]) == ("/set/sent_on", "day-of-step")
    assert [change["set"]["sent_on"] for change, _ in sari.refused] == ["2026-10-01", "2026-11-05"]
    told = place.http.get(f"/v1/referrals/{sent}", headers=sari.headers)
    headers = {**sari.headers, "If-Match": told.headers["ETag"], "Content-Type": "application/merge-patch+json"}
    answer = place.http.patch(f"/v1/referrals/{sent}", json={"sent_on": "2026-11-05"}, headers=headers)
    [error] = answer.json()["errors"]
    assert (answer.status_code, error["pointer"], error["code"]) == (422, "/sent_on", "day-of-step")
    sari.save("referral", {"sent_on": SENT["sent_on"]}, record=sent)
    assert sari.push()["results"][0]["answer"] == "applied", "said again"
    sari.save("referral", {"status": "sent", "sent_on": "2026-11-08"}, record=draft)
    assert sari.push()["results"][0]["answer"] == "applied"
    sari.save("referral", {"status": "cancelled", "status_because": "Tidak jadi."}, record=sent)
    sari.save("referral", {"sent_on": "2026-11-05"}, record=sent)
    assert [one["answer"] for one in sari.push()["results"]] == ["applied", "refused"], "it was sent before"


def partners_told(place: Place, name: str) -> Any:
    told = place.http.get("/v1/reference", headers=place.headers(name)).json()["partners"]
    return next(one for one in told if one["id"] == PARTNER)


def test_phones_are_told_until_when_and_nothing_else_of_the_paper(place: Place, sari: Phone, hadi: Phone) -> None:
    assert partners_told(place, "Sari")["agreed_until"] is None
    agree(hadi, place.units["A"])
    told = place.http.get("/v1/reference", headers=place.headers("Sari")).text
    assert partners_told(place, "Sari")["agreed_until"] == "2028-12-31"
    assert partners_told(place, "Hadi")["agreed_until"] is None, "of no unit"
    place.clock.ahead = timedelta(days=1200)
    assert partners_told(place, "Sari")["agreed_until"] is None, "it ended, by the server's clock"
    place.clock.ahead = timedelta()
    assert BODIES["agreement"]["number"] not in told
    assert place.http.get("/v1/agreements", headers=place.headers("Sari")).json()["items"] == []


@ON_ONE_ENGINE
def test_it_names_an_institution_of_the_register(place: Place, hadi: Phone) -> None:
    hadi.save("agreement", {**BODIES["agreement"], "institution": new_id()}, feed=coaching_id(place.units["A"]))
    [result] = hadi.push()["results"]
    assert [one["pointer"] for one in result["problem"]["errors"]] == ["/set/institution"]


@ON_ONE_ENGINE
def test_two_months_before_it_ends_officer_and_coordinator_are_asked_for_another(place: Place, hadi: Phone) -> None:
    place.person("Ratna", role="coordinator")
    agree(hadi, place.units["A"], ends_on=place.today())
    for name in ("Hadi", "Ratna"):
        tasks = place.http.get("/v1/tasks", headers=place.headers(name)).json()["items"]
        assert "agreement_ends" in {one["code"] for one in tasks}, name


@pytest.fixture
def officer(place: Place) -> dict[str, str]:
    place.person("Maya", None, "partner", partner=PARTNER)
    return place.headers("Maya")


def test_an_institution_says_of_itself_whom_it_takes(place: Place, sari: Phone, officer: dict[str, str]) -> None:
    path = "/v1/partner-profile"
    assert place.http.get(path, headers=officer).json()["said_on"] is None
    assert place.http.patch(path, json=PROFILE, headers=officer).status_code == 428
    seen = {**officer, "If-Match": place.http.get(path, headers=officer).headers["etag"]}
    assert place.http.patch(path, json=PROFILE, headers=seen).json()["said_on"] == place.today()
    assert place.http.patch(path, json=PROFILE, headers=seen).status_code == 200, "said again"
    assert place.http.patch(path, json={"free_now": 1}, headers=seen).status_code == 412, "it has moved"
    told = partners_told(place, "Sari")
    assert (told["services"], told["profile"]["free_now"]) == (["assessment"], 3)
    assert (told["profile"]["appointed_by"], told["profile"]["appointed_on"]) == ("menkes", "2026-02-10")
    seen["If-Match"] = place.http.get(path, headers=officer).headers["etag"]
    assert place.http.patch(path, json={"free_now": None}, headers=seen).status_code == 200
    assert partners_told(place, "Sari")["profile"]["free_now"] is None


def nested(depth: int) -> Any:
    """Deeper than what is merged can be followed."""
    return reduce(lambda inside, _: {"a": inside}, range(depth), 1)


UNFIT: list[tuple[dict[str, Any], str]] = [
    ({"free_now": 13}, "/free_now"), ({"age_to": 17}, "/age_to"), ({"services": []}, "/services"),
    ({"services": ["tea"]}, "/services/0"), ({"tea": 1}, "/tea"), ({"capacity": -1}, "/capacity"),
    ({"hours": "\u200b "}, "/hours"), ({"fee": nested(600)}, "/fee"), ({"takes": ["men", "men"]}, "/takes"),
    ({"services": ["assessment"] * 2}, "/services"), ({"appointed_on": None}, "/appointed_on"),
    ({"appointed_by": None}, "/appointed_by"), ({"appointed_until": "2026-01-01"}, "/appointed_until"),
]  # fmt: skip


@ON_ONE_ENGINE
def test_what_cannot_be_is_refused_at_its_place(place: Place, officer: dict[str, str]) -> None:
    for more, pointer in UNFIT:
        answer = place.http.patch("/v1/partner-profile", json=PROFILE | more, headers={**officer, "If-Match": "*"})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert place.http.get("/v1/partner-profile", headers=officer).json()["said_on"] is None


def test_only_who_refers_is_told_by_a_kind_that_says_so() -> None:
    assert [name for name, kind in KINDS.items() if kind.agrees_with] == ["agreement"]
