"""What a phone sealed for the server is handed in by anybody, once, and never as anybody else's."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from api.changes.erasure import erase_case
from api.changes.feeds import lock_home
from api.changes.tables import Change, Feed, Follow
from api.cli.main import pulih
from api.db.engine import reading, writing
from api.identity.people import Person
from api.identity.server_keys import add_server_keys, read_server_keys
from api.identity.tables import Audit
from api.ids import new_id
from tests.conftest import Place
from tests.envelopes import envelope, outbox
from tests.phone import Phone
from tests.test_auth_renewal import code_for, lock
from tests.test_sync import VISIT
from tests.test_sync_people import end_follow

Json = Any


def hand_in(place: Place, *envelopes: str) -> list[str]:
    answer = place.http.post("/v1/rescue", json={"envelopes": list(envelopes)})
    assert answer.status_code == 200, answer.text
    return [one["answer"] for one in answer.json()["results"]]


def applied(place: Place, phone: Phone) -> list[tuple[str, str]]:
    with reading(place.engine) as session:
        rows = session.exec(select(Change).where(Change.enrolment == phone.enrolment).order_by(Change.version)).all()
        return [(row.id, row.by) for row in rows]


def held(place: Place) -> list[Json]:
    if "Bu Ratna" not in place.people:
        place.person("Bu Ratna", "A", "coordinator")
    answer: list[Json] = place.http.get("/v1/refusals", headers=place.headers("Bu Ratna")).json()
    return answer


def take(place: Place, change: str) -> Json:
    return place.http.post(f"/v1/refusals/{change}/take", headers=place.headers("Bu Ratna")).json()


def test_what_waits_is_applied_once_as_the_phone_that_wrote_it(place: Place, sari: Phone, client_of: Any) -> None:
    client = client_of(sari)
    visit = sari.save("visit", VISIT, feed=client)
    other = sari.save("client", {"code": "7Q4MK2H", "alias": "Mbak Melati", "status": "registered"})
    sari.save("visit", VISIT, feed=other)
    boxes = outbox(sari)
    assert hand_in(place, *boxes) == ["applied"] * 3
    assert hand_in(place, *boxes) == hand_in(place, *outbox(sari)) == ["known"] * 3
    with reading(place.engine) as session:
        deeds = session.exec(select(Audit.action).where(Audit.about == sari.enrolment)).all()
        assert deeds.count("rescued") == 1, "news, and no repetition"
    before = applied(place, sari)
    assert [by for _, by in before] == [place.people["Sari"]] * 4
    sari.sync()
    assert (sari.out, applied(place, sari)) == ([], before)
    assert visit in sari.records("visit")


def test_what_was_pushed_is_known(place: Place, sari: Phone) -> None:
    sari.save("client", {"code": "7Q4MK2H", "alias": "Mbak Melati", "status": "registered"})
    boxes = outbox(sari)
    sari.sync()
    assert hand_in(place, *boxes) == ["known"]
    assert len(applied(place, sari)) == 1


def test_an_edit_of_what_moved_meanwhile_becomes_a_question(
    place: Place, sari: Phone, dewi: Phone, client_of: Any
) -> None:
    client = client_of(sari, also=("Dewi",))
    dewi.sync()
    sari.save("client", {"alias": "Mas Biru"}, record=client)
    dewi.save("client", {"alias": "Mas Hijau"}, record=client)
    dewi.sync()
    assert hand_in(place, *outbox(sari)) == ["applied"]
    dewi.sync()
    assert dewi.records("client")[client]["alias"] == "Mas Hijau"
    assert [one["value"] for one in dewi.records("client")[client]["questions"]["alias"]] == ["Mas Biru"]


@pytest.mark.parametrize("why", ["time", "renewal"])
def test_an_ended_phone_is_heard_once(place: Place, sari: Phone, client_of: Any, why: str) -> None:
    visit = sari.save("visit", VISIT, feed=client_of(sari))
    boxes, old = outbox(sari), sari.enrolment
    if why == "time":
        place.clock.ahead = timedelta(days=401)
    else:
        sari.renew(code_for(place, "Sari"))
    assert hand_in(place, *boxes) == ["applied"]
    assert hand_in(place, *boxes) == ["known"]
    fresh = place.phone("Sari").sync()
    assert (visit in fresh.records("visit"), old == fresh.enrolment) == (True, False)


@pytest.mark.parametrize("why", ["lock", "wipe", "lock and renewal", "left"])
def test_what_a_locked_phone_sealed_goes_before_the_coordinator(
    place: Place, sari: Phone, client_of: Any, why: str
) -> None:
    client = client_of(sari)
    visit = sari.save("visit", VISIT, feed=client)
    fresh = sari.save("client", {"code": "7Q4MK2H", "alias": "Mbak Melati", "status": "registered"})
    sari.save("visit", VISIT, feed=fresh)
    boxes = outbox(sari)
    if why == "left":
        with writing(place.engine) as session:
            session.get_one(Person, place.people["Sari"]).active = False
    else:
        lock(place, sari)
    if why == "wipe":
        place.http.post(f"/v1/enrolments/{sari.enrolment}/wipe", headers=place.headers("Bu Ratna"))
    if why == "lock and renewal":
        Phone.renew(sari, code_for(place, "Sari"))
    assert hand_in(place, *boxes) == ["held"] * 3
    assert hand_in(place, *boxes) == ["known"] * 3
    assert len(held(place)) == 3
    assert [take(place, one["id"])["answer"] for one in held(place)] == ["applied"] * 3
    assert hand_in(place, *boxes) == ["known"] * 3
    with reading(place.engine) as session:
        authors = {row.record: row.by for row in session.exec(select(Change)).all()}
    assert authors[visit] == authors[fresh] == place.people["Sari"]


def test_what_may_not_be_written_any_more_is_held(place: Place, sari: Phone, dewi: Phone, client_of: Any) -> None:
    client = client_of(dewi, also=("Sari",))
    sari.sync()
    sari.save("visit", VISIT, feed=client)
    sari.save("visit", {**VISIT, "place": "moon"}, feed=client)
    boxes = outbox(sari)
    end_follow(place, place.phone("Bu Ratna", role="coordinator"), client, "Sari", "revoked")
    assert hand_in(place, *boxes) == ["held", "held"]
    assert {one["answer"] for one in held(place)} == {"waiting"}


def test_her_envelope_writes_nothing_where_she_may_not(place: Place, sari: Phone, dewi: Phone, client_of: Any) -> None:
    client = client_of(dewi)
    sari.save("visit", VISIT, feed=client)
    assert hand_in(place, *outbox(sari)) == ["held"]
    assert applied(place, sari) == []
    assert [one["problem"]["code"] for one in held(place)] == ["not-known-yet"]


def test_what_was_sealed_for_an_older_key_is_opened(place: Place, sari: Phone) -> None:
    sari.save("client", {"code": "7Q4MK2H", "alias": "Mbak Melati", "status": "registered"})
    add_server_keys(place.settings.keys_file)
    place.app.state.server_keys = read_server_keys(place.settings.keys_file)
    assert hand_in(place, *outbox(sari)) == ["applied"]
    place.app.state.server_keys = read_server_keys(place.settings.keys_file)
    sari.card["server"] = place.phone("Dewi").card["server"]
    assert hand_in(place, *outbox(sari)) == ["known"]


def test_a_visit_of_a_phone_that_is_ahead_is_taken(place: Place, sari: Phone, client_of: Any) -> None:
    client = client_of(sari)
    sari.save("visit", {**VISIT, "on": "2031-01-05"}, feed=client)
    sari.out[-1]["at"] = "2031-01-05T03:00:00Z"
    assert hand_in(place, *outbox(sari)) == ["applied"]


def test_a_visit_of_a_phone_whose_clock_went_back_is_judged_by_ours(place: Place, sari: Phone, client_of: Any) -> None:
    sari.save("visit", VISIT, feed=client_of(sari))
    sari.out[-1]["at"] = "2020-01-05T03:00:00Z"
    assert hand_in(place, *outbox(sari)) == ["applied"]


def test_a_found_record_is_kept_held_or_gone_like_any_other(place: Place, sari: Phone, client_of: Any) -> None:
    kept, gone = client_of(sari), client_of(sari, "Mbak Melati")
    sari.sync()
    place.restore(sari)
    told = {name: sari.told[kept][name] for name in ("kind", "record", "feed", "body", "by", "at")}
    lost = {**told, "record": new_id(), "kind": "visit", "body": VISIT}
    assert hand_in(place, envelope(sari, "found", found={**lost, "at": "gestern"})) == ["kept"]
    with writing(place.engine) as session:
        locked = lock_home(session, place.units["A"])
        erase_case(session, locked, session.get_one(Feed, (locked.home, gone)), place.clock())
    assert hand_in(place, envelope(sari, "found", found={**lost, "feed": gone})) == ["erased"]
    lock(place, sari)
    assert hand_in(place, envelope(sari, "found", found=lost)) == ["held"]


def test_found_records_are_taken_as_in_a_push(place: Place, sari: Phone, client_of: Any) -> None:
    client = client_of(sari)
    sari.sync()
    told = {name: sari.told[client][name] for name in ("kind", "record", "feed", "body", "by", "at")}
    assert hand_in(place, envelope(sari, "found", found=told)) == ["kept"]
    place.restore(sari)
    lost = {**told, "record": (other := new_id()), "kind": "visit", "body": VISIT}
    assert hand_in(place, envelope(sari, "found", found=lost)) == ["applied"]
    assert hand_in(place, envelope(sari, "found", found=lost)) == ["known"]
    assert other in sari.sync().records("visit")


def test_what_was_sealed_brings_back_a_follow_that_a_restore_lost(place: Place, sari: Phone, client_of: Any) -> None:
    visit = sari.save("visit", VISIT, feed=client_of(sari))
    boxes = outbox(sari)
    place.restore(sari)
    with writing(place.engine) as session:
        session.delete(session.exec(select(Follow)).one())
    assert hand_in(place, *boxes) == ["applied"]
    assert visit in sari.sync().records("visit")


def test_an_address_hands_in_so_often(place: Place) -> None:
    for _ in range(240):
        place.http.post("/v1/rescue", json={"envelopes": ["x"]})
    assert place.http.post("/v1/rescue", json={"envelopes": ["x"]}).status_code == 429
    assert place.http.post("/v1/rescue", json={"envelopes": []}).status_code == 200, "that asks only for the epoch"


def command(place: Place, file: Path) -> tuple[int, str]:
    environ = {
        "PULIH_DATABASE_URL": str(place.engine.url.render_as_string(hide_password=False)),
        "PULIH_KEYS_FILE": str(place.settings.keys_file),
    }
    result = CliRunner().invoke(pulih, ["rescue", str(file)], env=environ)
    return result.exit_code, result.output + result.stderr


def test_an_operator_hands_in_a_file_with_words_in_it(
    place: Place, sari: Phone, client_of: Any, tmp_path: Path
) -> None:
    sari.save("visit", VISIT, feed=client_of(sari))
    file = tmp_path / "selamatkan.txt"
    file.write_text("\ufeffBerikan berkas ini kepada ketua unit.\r\n\r\n" + "\r\n".join(outbox(sari)) + "\r\n")
    code, said = command(place, file)
    assert (code, said.split()) == (0, ["1", "tercatat", "sekarang"])
    assert command(place, file)[1].split() == ["1", "sudah", "ada"]
    file.write_text("tidak ada apa-apa di sini")
    code, said = command(place, file)
    assert (code, "kiriman" in said) == (1, True)
