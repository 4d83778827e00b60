"""Two cases of one person: the coordinator closes one with a pointer to the other, and nothing moves."""

from typing import Any

import httpx
import pytest

from tests.samples import BODIES
from tests.town import Town


def another(town: Town, name: str = "Sari", **more: Any) -> str:
    phone = town.sari if name == "Sari" else town.place.phone(name)
    client = phone.save("client", {**BODIES["client"], "alias": "Mawar", **more})
    phone.sync()
    return client


def merge(town: Town, name: str, client: str, other: str) -> httpx.Response:
    path = f"/v1/clients/{client}/same-person"
    return town.place.http.post(path, json={"client": other}, headers=town.place.headers(name))


def test_one_is_closed_with_a_pointer_and_keeps_what_lies_in_it(town: Town) -> None:
    other, twin = another(town), another(town)
    visit = town.sari.save("visit", BODIES["visit"], feed=twin)
    town.sari.sync()
    answer = merge(town, "Ratna", twin, other)
    assert (answer.status_code, [one["name"] for one in answer.json()]) == (200, ["Sari"])
    assert merge(town, "Ratna", twin, other).json() == answer.json()
    town.sari.sync()
    body = town.sari.told[twin]["body"]
    assert (body["status"], body["closed_reason"], body["same_as"]) == ("closed", "same_person", other)
    assert (town.sari.told[visit]["feed"], town.sari.told[other]["body"]["status"]) == (twin, "registered")
    read = town.get("Ratna", f"/v1/clients/{twin}").json()
    assert (read["closed_reason"], read["same_as"]) == ("same_person", other)
    history = town.get("Ratna", f"/v1/clients/{twin}/history").json()
    assert len([one for one in history if one["set"].get("same_as")]) == 1


@pytest.mark.parametrize(
    ("name", "status"), [("Sari", 403), ("Dewi", 404), ("Budi", 404), ("Tono", 404), ("Maya", 404), ("Admin", 404)]
)
def test_nobody_but_her_coordinator_does_so(town: Town, name: str, status: int) -> None:
    other, twin = another(town), another(town)
    assert merge(town, name, twin, other).status_code == status
    assert town.get("Ratna", f"/v1/clients/{twin}").json()["status"] == "registered"


def test_the_other_is_open_another_one_and_of_her_unit(town: Town) -> None:
    twin = another(town)
    closed, foreign = another(town), another(town, "Budi")
    assert merge(town, "Ratna", closed, another(town)).status_code == 200
    gone = another(town)
    town.sari.save("client", {"voided_because": "Salah orang."}, record=gone)
    town.sari.sync()
    for other in (twin, closed, foreign, gone, town.records["visit"]):
        answer = merge(town, "Ratna", twin, other)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/client")


def test_not_while_a_danger_in_it_is_open(town: Town) -> None:
    other, twin = another(town), another(town)
    alert = {"flags": ["suicidal"], "opened_on": "2026-11-22", "next_on": "2026-11-23", "status": "open"}
    town.sari.save("alert", alert, feed=twin)
    town.sari.sync()
    answer = merge(town, "Ratna", twin, other)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "alert-still-open")


def test_who_accompanies_it_herself_says_so_in_no_other_way(town: Town) -> None:
    """An ordinary change looks at no other case: it could point anywhere."""
    twin = another(town, "Ratna")
    sets = {"status": "closed", "closed_reason": "same_person", "same_as": town.records["visit"]}
    ratna = town.place.phone("Ratna", "R")
    ratna.sync()
    for said in (sets, {"same_as": town.records["visit"]}):
        ratna.save("client", said, record=twin)
        [result] = ratna.push()["results"]
        assert (result["answer"], result["problem"]["errors"][0]["code"]) == ("refused", "same-person-by")
        ratna.out.clear()
    headers = town.place.headers("Ratna") | {"If-Match": town.get("Ratna", f"/v1/clients/{twin}").headers["etag"]}
    answer = town.place.http.patch(f"/v1/clients/{twin}", json=sets, headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "same-person-by")


def test_a_phone_of_an_agent_does_not_say_so_but_may_open_the_case_again(town: Town) -> None:
    other, twin = another(town), another(town)
    town.sari.save("client", {"status": "closed", "closed_reason": "same_person", "same_as": other}, record=twin)
    [result] = town.sari.push()["results"]
    assert (result["answer"], result["problem"]["errors"][0]["code"]) == ("refused", "same-person-by")
    town.sari.out.clear()
    assert merge(town, "Ratna", twin, other).status_code == 200
    town.sari.sync()
    town.sari.save("client", {"status": "registered", "closed_reason": None}, record=twin)
    assert town.sari.push()["results"][0]["answer"] == "applied"
    assert "same_as" not in town.get("Ratna", f"/v1/clients/{twin}").json()
    town.sari.sync()
    assert "same_as" not in town.sari.told[twin]["body"]
