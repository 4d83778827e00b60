"""A held change is told with the names a coordinator knows: who wrote it, and about which of her unit's clients."""

from typing import Any

from api.ids import new_id
from tests.conftest import Place
from tests.phone import Phone
from tests.test_feed_key import move
from tests.test_sync import VISIT
from tests.test_sync_people import end_follow


def test_who_wrote_it_and_about_whom_is_said(place: Place, sari: Phone, client_of: Any) -> None:
    ratna = place.phone("Ratna", role="coordinator")
    client = client_of(sari, "Mas Wahyu")
    end_follow(place, ratna, client, "Sari", "revoked")
    sari.save("visit", VISIT, feed=client)
    sari.push()
    [told] = place.http.get("/v1/refusals", headers=ratna.headers).json()
    assert (told["author"], told["alias"], told["by"]) == ("Sari", "Mas Wahyu", place.people["Sari"])
    no = place.http.post(f"/v1/refusals/{told['id']}/decline", json={"reason": "Dobel."}, headers=ratna.headers)
    assert (no.json()["author"], no.json()["alias"]) == ("Sari", "Mas Wahyu")


def test_a_client_who_is_another_units_is_not_named(place: Place, sari: Phone, client_of: Any) -> None:
    ratna = place.phone("Ratna", role="coordinator")
    client = client_of(sari, "Mas Wahyu")
    place.person("Tono", "B", role="coordinator")
    end_follow(place, ratna, client, "Sari", "revoked")
    sari.save("visit", VISIT, feed=client)
    sari.push()
    move(place, "Ratna", client, "B")
    told = {name: place.http.get("/v1/refusals", headers=place.headers(name)).json() for name in ("Ratna", "Tono")}
    assert [one["alias"] for one in told["Tono"]] == ["Mas Wahyu"]
    assert [one.get("alias") for one in told["Ratna"]] in ([], [None])


def test_what_her_people_wrote_into_a_case_that_left_the_unit_is_not_taken(
    place: Place, sari: Phone, dewi: Phone, client_of: Any
) -> None:
    """It is answered as if nothing were known there, and who leads the other unit finds nothing of it."""
    client, nobodys = client_of(sari, "Mas Wahyu"), new_id()
    place.person("Ratna", role="coordinator")
    place.person("Tono", "B", role="coordinator")
    move(place, "Ratna", client, "B")
    for feed in (client, nobodys):
        dewi.save("visit", VISIT, feed=feed)
    dewi.push()
    told = place.http.get("/v1/refusals", headers=place.headers("Ratna")).json()
    assert {one["client"] for one in told} == {client, nobodys}
    taken = [place.http.post(f"/v1/refusals/{one['id']}/take", headers=place.headers("Ratna")) for one in told]
    assert [(one.status_code, one.json()["code"]) for one in taken] == [(404, "not-known-yet")] * 2
    assert place.http.get("/v1/visits", headers=place.headers("Tono")).json()["items"] == []


def test_a_client_whom_nobody_knows_has_no_alias(place: Place, sari: Phone) -> None:
    ratna = place.phone("Ratna", role="coordinator")
    sari.save("client", {"alias": "Mas Baru", "code": "wrong", "status": "registered"})
    sari.push()
    [told] = place.http.get("/v1/refusals", headers=ratna.headers).json()
    assert (told["author"], told.get("alias")) == ("Sari", None)
