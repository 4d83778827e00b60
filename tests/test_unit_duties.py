"""What a coordinator is told of phones and of open questions, and how a leaver's cases go to a colleague at once."""

from datetime import timedelta
from typing import Any

import pytest

from api.db.engine import writing
from api.identity.people import Person
from api.identity.provisioning import add_role
from tests.conftest import Place
from tests.phone import Phone
from tests.samples import BODIES

Json = Any


@pytest.fixture
def ratna(place: Place) -> dict[str, str]:
    place.person("Bu Ratna", "A", "coordinator")
    return place.headers("Bu Ratna")


def phone_of(place: Place, headers: dict[str, str], name: str) -> Json:
    answer = place.http.get("/v1/enrolments", headers=headers)
    return next(one for one in answer.json() if one["agent"] == place.people[name])


def pull(phone: Phone, unsent: int | None = None, **said: Json) -> None:
    ask = {"protocol": 1, "epoch": phone.epoch, "cursor": phone.cursor, "follows": "0" * 64, **said}
    waits = {} if unsent is None else {"X-Unsent": str(unsent)}
    answer = phone.http.post("/v1/sync/pull", json=ask, headers=phone.headers | waits)
    assert answer.status_code == 200, answer.text


def test_a_phone_says_what_waits_on_it_and_how_its_clock_goes(place: Place, ratna: dict[str, str]) -> None:
    sari = place.phone("Sari")
    assert phone_of(place, ratna, "Sari")["heard_at"] is None
    ahead = (place.clock() + timedelta(minutes=12)).isoformat()
    pull(sari, app="1.4.0", unsent=3, clock=ahead)
    told = phone_of(place, ratna, "Sari")
    assert (told["app"], told["unsent"], told["heard_at"] is None) == ("1.4.0", 3, False)
    assert abs(told["skew"] - 720) <= 60
    pull(sari, app="1.4.0", unsent=0, clock=ahead)
    assert phone_of(place, ratna, "Sari")["unsent"] == 0
    pull(sari)
    told = phone_of(place, ratna, "Sari")
    assert (told["app"], told["unsent"], told["skew"]) == (None, None, None)


def test_what_is_no_news_is_written_once_in_a_while(place: Place, ratna: dict[str, str]) -> None:
    sari = place.phone("Sari")
    pull(sari, unsent=1)
    first = phone_of(place, ratna, "Sari")["heard_at"]
    place.clock.ahead = timedelta(minutes=5)
    pull(sari, unsent=1)
    assert phone_of(place, ratna, "Sari")["heard_at"] == first
    place.clock.ahead = timedelta(minutes=16)
    sari.nonce = place.http.get("/v1/me", headers=sari.headers).json()["nonce"]
    pull(sari.sign_in(), unsent=1)
    ratna = place.headers("Bu Ratna")
    assert phone_of(place, ratna, "Sari")["heard_at"] > first


def test_a_leavers_cases_go_to_a_colleague_in_one_go(place: Place, ratna: dict[str, str], client_of: Any) -> None:
    sari, dewi, budi = place.phone("Sari"), place.phone("Dewi"), place.phone("Budi", "B")
    alone, both = client_of(sari, "Mas Wahyu"), client_of(sari, "Mbak Rini", ("Dewi",))
    theirs = client_of(dewi, "Mas Yanto")
    elsewhere = client_of(budi, "Mas Yono")
    answer = hand_over(place, ratna, "Sari", "Dewi")
    assert answer.status_code == 200, answer.text
    assert set(answer.json()["clients"]) == {alone, both}
    told = place.http.get("/v1/followers", headers=ratna).json()
    assert {one["client"]: [who["name"] for who in one["followers"]] for one in told} == {
        alone: ["Dewi"], both: ["Dewi"], theirs: ["Dewi"],
    }  # fmt: skip
    dewi.sync()
    assert {alone, both, theirs} <= set(dewi.feeds)
    assert elsewhere not in dewi.feeds
    sari.sync()
    assert not {alone, both} & set(sari.feeds)
    assert hand_over(place, ratna, "Sari", "Dewi").json() == answer.json()
    assert hand_over(place, ratna, "Sari", "Bu Ratna").status_code == 404


def test_whoever_takes_over_works_in_the_unit_and_is_somebody_else(
    place: Place, ratna: dict[str, str], client_of: Any
) -> None:
    sari = place.phone("Sari")
    place.phone("Budi", "B")
    client_of(sari, "Mas Wahyu")
    for to in ("Sari", "Budi"):
        assert hand_over(place, ratna, "Sari", to).status_code == 422
    assert hand_over(place, place.headers("Sari"), "Sari", "Bu Ratna").status_code == 403
    place.person("Tono", "B", "coordinator")
    assert hand_over(place, place.headers("Tono"), "Sari", "Budi").status_code == 404


def hand_over(place: Place, headers: dict[str, str], who: str, to: str) -> Json:
    body = {"to": place.people[to], "reason": "Pindah ke kota."}
    return place.http.post(f"/v1/agents/{place.people[who]}/hand-over", headers=headers, json=body)


def test_she_sees_that_two_wrote_differently_and_what_where_her_view_opens_it(
    place: Place, ratna: dict[str, str], client_of: Any
) -> None:
    sari, dewi = place.phone("Sari"), place.phone("Dewi")
    client = client_of(sari, "Mas Wahyu", ("Dewi",))
    plan = sari.save("plan", {**BODIES["plan"]}, feed=client)
    sari.sync()
    dewi.sync()
    sari.save("plan", {"meetings_planned": 6, "triggers": "Sepi."}, record=plan)
    dewi.save("plan", {"meetings_planned": 7, "triggers": "Lelah."}, record=plan)
    sari.sync()
    dewi.sync()
    [asked] = place.http.get("/v1/questions", headers=ratna).json()
    assert (asked["kind"], asked["record"], asked["client"]) == ("plan", plan, client)
    assert asked["fields"] == ["meetings_planned", "triggers"]
    assert (asked["set"], asked["others"]) == ({"meetings_planned": 6}, {"meetings_planned": [7]})
    place.person("Tono", "B", "coordinator")
    assert place.http.get("/v1/questions", headers=place.headers("Tono")).json() == []
    assert place.http.get("/v1/questions", headers=sari.headers).status_code == 403


def test_a_case_of_another_unit_that_she_follows_herself_is_not_hers_to_count_or_hand_over(
    place: Place, ratna: dict[str, str], client_of: Any
) -> None:
    place.phone("Sari")
    budi = place.phone("Budi", "B")
    with writing(place.engine) as session:
        herself = session.get_one(Person, place.people["Bu Ratna"])
        add_role(session, herself, "agent", unit=place.units["B"], now=place.clock())
    client = client_of(budi, "Mas Yono")
    place.invite(budi, client, "Bu Ratna")
    assert place.http.get(f"/v1/clients/{client}", headers=ratna).status_code == 200
    assert hand_over(place, ratna, "Budi", "Sari").status_code == 404
    assert place.http.get(f"/v1/months/{place.today()[:7]}", headers=ratna).json()["clients"] == 0
