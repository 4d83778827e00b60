"""A client moves to another unit: asked, offered, and accepted there; until then that unit knows next to nothing."""

from typing import Any

import pytest
from sqlmodel import select

from api.changes.tables import MoveOffer
from api.db.engine import reading
from tests.conftest import Place

Json = Any


class Leaders:
    """Ratna of A, from where the client moves; Tono of B, where she moves to."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.sari, self.budi = place.phone("Sari"), place.phone("Budi", "B")
        for name, unit in (("Ratna", "A"), ("Tono", "B"), ("Umi", "C")):
            place.person(name, unit, "coordinator")

    def asks(self, client: str, **more: Json) -> str:
        body = {"asked_on": self.place.today(), "to_unit": self.place.units["B"], "agreed": "spoken"}
        body |= {"because": "Pindah ikut ibunya.", "handed_note": "RAHASIA", "status": "asked"}
        record = self.sari.save("move", body | more, feed=client)
        self.sari.sync()
        return record

    def post(self, name: str, path: str, body: Json = None) -> Json:
        return self.place.http.post(f"/v1/{path}", headers=self.place.headers(name), json=body)

    def get(self, name: str, path: str) -> Json:
        return self.place.http.get(f"/v1/{path}", headers=self.place.headers(name))

    def offered(self, client: str) -> str:
        move = self.asks(client)
        assert self.post("Ratna", f"moves/{move}/offer").json() == {"status": "offered", "client": None}
        return move

    def takes_no_step(self, move: str, status: str) -> None:
        """Whoever accompanies the client answers for no unit."""
        self.sari.save("move", {"status": status, "answer_because": "Coba."}, record=move)
        self.sari.sync()
        assert self.sari.refused.pop()[1]["problem"]["errors"][0]["code"] == "step-of-others"

    def status(self, move: str) -> Json:
        self.sari.sync()
        return self.sari.told[move]["body"]["status"]


@pytest.fixture
def two(place: Place) -> Leaders:
    return Leaders(place)


def follower(place: Place, name: str = "Budi") -> Json:
    return {"followers": [place.people[name]]}


def test_a_case_moves_once_it_was_asked_offered_and_accepted(place: Place, two: Leaders, client_of: Any) -> None:
    client = client_of(two.sari, "Mas Wahyu")
    move = two.asks(client)
    assert [one["id"] for one in two.get("Ratna", "moves").json()["items"]] == [move]
    assert two.get("Tono", "move-offers").json() == []
    assert two.post("Ratna", f"moves/{move}/offer").status_code == 200
    assert two.status(move) == "offered"
    answer = two.post("Tono", f"move-offers/{move}/accept", follower(place))
    assert answer.json() == {"status": "accepted", "client": client}
    two.budi.sync()
    assert two.budi.told[client]["body"]["alias"] == "Mas Wahyu"
    moved = two.budi.told[move]["body"]
    assert (moved["status"], moved["handed_note"], moved["accepted_on"]) == (
        "accepted", "RAHASIA", place.today(),
    )  # fmt: skip
    two.sari.sync()
    assert client not in two.sari.feeds
    assert two.get("Ratna", f"clients/{client}").status_code == 404
    assert two.get("Tono", f"clients/{client}").json()["code"]
    assert two.post("Tono", f"move-offers/{move}/accept", follower(place)).json() == answer.json()
    assert two.post("Tono", f"move-offers/{move}/refuse", {"reason": "Coba."}).status_code == 409
    assert two.post("Tono", f"move-offers/{move}/accept", follower(place, "Sari")).status_code == 409, "Budi follows"


def test_until_then_the_other_unit_knows_where_from_why_age_and_sex_alone(
    place: Place, two: Leaders, client_of: Any
) -> None:
    client = client_of(two.sari, "Mas Wahyu")
    two.sari.save("client", {"age_band": "18-24", "sex": "male"}, record=client)
    move = two.offered(client)
    [offer] = two.get("Tono", "move-offers").json()
    assert offer == {
        "id": move, "from_unit": "Unit A", "because": "Pindah ikut ibunya.", "age_band": "18-24", "sex": "male",
        "asked_on": place.today(),
    }  # fmt: skip
    for path in (f"clients/{client}", f"moves/{move}", f"moves/{move}/history", f"clients/{client}/followers"):
        assert two.get("Tono", path).status_code == 404
    assert two.get("Tono", "clients").json()["items"] == two.get("Tono", "moves").json()["items"] == []
    assert client not in {one["client"] for one in two.get("Tono", "followers").json()}
    assert two.get("Umi", "move-offers").json() == []


def test_nobody_else_offers_accepts_or_refuses(place: Place, two: Leaders, client_of: Any) -> None:
    client = client_of(two.sari)
    move = two.asks(client)
    assert two.post("Tono", f"moves/{move}/offer").status_code == 404
    agent = place.http.post(f"/v1/moves/{move}/offer", headers=two.sari.headers)
    assert agent.status_code == 403
    two.takes_no_step(move, "offered")
    assert two.post("Ratna", f"moves/{move}/offer").status_code == 200
    assert two.status(move) == "offered"
    two.takes_no_step(move, "accepted")
    two.takes_no_step(move, "refused")
    assert two.post("Ratna", f"moves/{move}/offer").status_code == 200
    for name in ("Ratna", "Umi"):
        assert two.post(name, f"move-offers/{move}/accept", follower(place)).status_code == 404
        assert two.post(name, f"move-offers/{move}/refuse", {"reason": "Coba."}).status_code == 404
    for name in ("Sari", "Ratna"):
        assert two.post("Tono", f"move-offers/{move}/accept", follower(place, name)).status_code == 422
    assert two.status(move) == "offered"


def test_a_refusal_says_why_and_the_case_stays(place: Place, two: Leaders, client_of: Any) -> None:
    client = client_of(two.sari)
    move = two.offered(client)
    assert two.post("Tono", f"move-offers/{move}/refuse", {"reason": "Tidak ada yang kosong."}).status_code == 200
    assert two.status(move) == "refused"
    assert two.sari.told[move]["body"]["answer_because"] == "Tidak ada yang kosong."
    assert client in two.sari.feeds
    again = {why: two.post("Tono", f"move-offers/{move}/refuse", {"reason": why}).status_code
             for why in ("Tidak ada yang kosong.", "Lain.")}  # fmt: skip
    assert list(again.values()) == [200, 409]
    with reading(place.engine) as session:
        offer = session.exec(select(MoveOffer)).one()
        assert (offer.because, offer.age_band, offer.sex) == (None, None, None)
    two.sari.save("move", {"status": "asked"}, record=move)
    two.sari.sync()
    assert two.post("Ratna", f"moves/{move}/offer").status_code == 200
    assert [one["id"] for one in two.get("Tono", "move-offers").json()] == [move]


def test_what_was_withdrawn_meanwhile_is_not_accepted(place: Place, two: Leaders, client_of: Any) -> None:
    client = client_of(two.sari)
    move = two.offered(client)
    assert two.status(move) == "offered"
    two.sari.save("move", {"status": "withdrawn"}, record=move)
    two.sari.sync()
    answer = two.post("Tono", f"move-offers/{move}/accept", follower(place))
    assert answer.json() == {"status": "withdrawn", "client": None}
    assert two.get("Tono", "move-offers").json() == []
    assert two.get("Tono", f"clients/{client}").status_code == 404


def test_the_reason_names_nobody_and_one_move_is_open_at_a_time(place: Place, two: Leaders, client_of: Any) -> None:
    client = client_of(two.sari, "Mas Wahyu")
    two.asks(client, because="Mas Wahyu pindah.")
    assert two.sari.refused.pop()[1]["problem"]["errors"][0]["code"] == "move-names-her"
    two.asks(client)
    two.asks(client)
    assert two.sari.refused.pop()[1]["problem"]["errors"][0]["code"] == "move-still-open"


def test_the_coordinator_is_asked_to_pass_it_on(place: Place, two: Leaders, client_of: Any) -> None:
    move = two.asks(client_of(two.sari))
    asked = {one["record"]: one["code"] for one in two.get("Ratna", "tasks").json()["items"]}
    assert asked[move] == "move_offer"
