"""Drafts and refused changes that were handed in go back to the same person, and to nobody else."""

import json
from typing import Any

from joserfc import jwe
from sqlmodel import select

from api.changes.erasure import erase_case
from api.changes.feeds import lock_home
from api.changes.tables import Feed
from api.db.engine import reading, writing
from api.identity.rescued_envelopes import RescuedEnvelope
from tests.conftest import Place
from tests.envelopes import SEALED, envelope
from tests.phone import Phone
from tests.test_rescue import applied, hand_in, held
from tests.test_sync import VISIT

Json = Any


def returned(place: Place, phone: Phone) -> dict[str, Json]:
    answer = place.http.get("/v1/rescue", headers=phone.headers)
    assert answer.status_code == 200, answer.text
    opened = {}
    for one in answer.json()["envelopes"]:
        plain = jwe.decrypt_compact(one["sealed"], phone.box_key, algorithms=SEALED).plaintext
        opened[one["name"]] = json.loads(plain or b"")
    return opened


def test_drafts_and_refused_ones_go_to_her_next_phone_and_to_nobody_else(
    place: Place, sari: Phone, dewi: Phone
) -> None:
    sari.save("client", {"code": "7Q4MK2H", "alias": "Mbak Melati", "status": "registered"})
    [change] = sari.out
    draft = {"key": "visit:x", "value": {"on": "2026-11-20"}}
    boxes = [envelope(sari, "refused", change=change), envelope(sari, "draft", draft=draft)]
    assert hand_in(place, *boxes) == ["kept", "kept"]
    assert hand_in(place, *boxes) == ["known", "known"]
    assert (applied(place, sari), held(place)) == ([], [])
    fresh = place.phone("Sari")
    assert returned(place, sari) == returned(place, dewi) == {}
    assert [one.sign_in().rescued for one in (sari, dewi, fresh)] == [False, False, True]
    came = returned(place, fresh)
    assert sorted(
        (one["mark"], one.get("change", one.get("draft"))["key" if "draft" in one else "id"]) for one in came.values()
    ) == [("draft", "visit:x"), ("refused", change["id"])]
    for phone in (dewi, sari, fresh):
        gone = place.http.post("/v1/rescue/received", json={"names": list(came)}, headers=phone.headers)
        assert gone.status_code == 204
        assert bool(returned(place, fresh)) == (phone is not fresh)
    assert hand_in(place, *boxes) == ["known", "known"]
    assert returned(place, fresh) == {}
    with reading(place.engine) as session:
        assert {row.sealed for row in session.exec(select(RescuedEnvelope)).all()} == {None}


def test_it_lies_sealed_in_the_database(place: Place, sari: Phone) -> None:
    hand_in(place, envelope(sari, "draft", draft={"key": "visit:x", "value": {"note": "kangen rumah"}}))
    with reading(place.engine) as session:
        [row] = session.exec(select(RescuedEnvelope)).all()
    assert "kangen" not in str(row.sealed)
    assert len(str(row.sealed).split(".")) == 5


def test_an_older_phone_of_hers_is_given_nothing_of_a_newer(place: Place, sari: Phone) -> None:
    newer = place.phone("Sari")
    hand_in(place, envelope(newer, "draft", draft={"key": "visit:x", "value": {}}))
    assert returned(place, sari) == returned(place, newer) == {}
    assert len(returned(place, place.phone("Sari"))) == 1


def test_what_lies_in_a_case_that_was_erased_meanwhile_does_not_come_back(
    place: Place, sari: Phone, client_of: Any
) -> None:
    client, other = client_of(sari), client_of(sari, "Mbak Rini")
    for one in (client, other):
        sari.save("visit", VISIT, feed=one)
    assert hand_in(place, *(envelope(sari, "refused", change=one) for one in sari.out)) == ["kept", "kept"]
    with writing(place.engine) as session:
        locked = lock_home(session, place.units["A"])
        erase_case(session, locked, session.get_one(Feed, (locked.home, client)), place.clock())
    came = returned(place, place.phone("Sari"))
    assert [one["change"]["feed"] for one in came.values()] == [other]
