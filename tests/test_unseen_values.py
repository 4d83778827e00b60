"""What a reader is not shown is neither what she saw nor what she is told, and no answer lets her guess it."""

from time import process_time
from typing import Any

from api.ids import new_id
from tests.conftest import Place
from tests.phone import Phone
from tests.test_sync import VISIT, results
from tests.test_sync_people import end_follow


def test_who_reads_without_the_note_overwrites_none(place: Place, dewi: Phone, client_of: Any) -> None:
    ratna = place.phone("Ratna", role="coordinator")
    case = client_of(ratna, also=("Dewi",))
    visit = dewi.save("visit", {**VISIT, "note": "RAHASIA"}, feed=case)
    dewi.sync()
    end_follow(place, ratna, case, "Ratna", "handed_over")
    path = f"/v1/visits/{visit}"
    read = place.http.get(path, headers=ratna.headers)
    assert "note" not in read.json()
    edit = {"note": "Lain.", "place": "post", "amended_because": "Salah."}
    wrote = place.http.patch(path, json=edit, headers={**ratna.headers, "If-Match": read.headers["etag"]})
    assert wrote.status_code == 403, wrote.text  # online she is an office again; her phone's late work is asked about
    assert dewi.sync().told[visit]["body"]["note"] == "RAHASIA"


def test_who_no_longer_follows_guesses_nothing(place: Place, sari: Phone, client_of: Any) -> None:
    case = client_of(sari)
    dewi = place.phone("Dewi")
    place.invite(sari, case, "Dewi")
    dewi.sync()
    end_follow(place, sari, case, "Sari", "handed_over")
    dewi.save("client", {"occupation": "working", "status": "accompanied"}, record=case)
    dewi.sync()
    heard = []
    for field, guesses in (("occupation", ("studying", None, "working")), ("status", ("registered", "accompanied"))):
        for guess in guesses:
            change = {"id": new_id(), "kind": "client", "record": case, "feed": case, "at": "2026-11-01T00:00:00Z"}
            change |= {"set": {field: "none" if field == "occupation" else "aftercare"}, "was": {field: guess}}
            first, again = (sari.post("/v1/sync/push", sari.ask(changes=[change]))["results"][0] for _ in range(2))
            assert first == again
            heard.append({name: value for name, value in first.items() if name not in ("id", "n")})
    assert all(one == heard[0] for one in heard), heard
    assert (heard[0]["answer"], heard[0]["late"]) == ("applied", True)
    body = dewi.sync().told[case]["body"]
    assert len(body["questions"]["occupation"]) == 1, "the newest of a phone"


def test_a_clash_of_who_follows_still_shows_what_stands(place: Place, sari: Phone, client_of: Any) -> None:
    case = client_of(sari)
    other = place.phone("Sari").sync()
    for phone, status in ((sari, "accompanied"), (other, "aftercare")):
        phone.save("client", {"status": status}, record=case)
    sari.sync()
    heard = other.push()["results"][0]
    assert (heard["answer"], heard["problem"]["current"]) == ("refused", "accompanied")


def test_a_cursor_of_many_homes_is_refused_at_once(place: Place, sari: Phone) -> None:
    cursor = {new_id(): 1 for _ in range(30_000)}
    for path, more in (("push", {"changes": []}), ("pull", {"follows": "0" * 64})):
        asked, began = {**sari.ask(**more), "cursor": cursor}, process_time()
        answer = place.http.post(f"/v1/sync/{path}", json=asked, headers=sari.headers)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/cursor")
        assert process_time() - began < 5
    few = {**dict(list(cursor.items())[:500]), **sari.cursor}
    assert results(sari.post("/v1/sync/push", {**sari.ask(changes=[]), "cursor": few})) == []
