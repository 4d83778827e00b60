"""What a client asks for is done with the answer: she stops, something of it stops, or her case is erased."""

from typing import Any

import pytest
from sqlalchemy import insert, select, text
from sqlmodel import SQLModel, col

from api.changes.tables import Feed
from api.db.engine import writing
from api.records import KINDS
from tests.conftest import Place
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_own_data import answer, ask, code_of, opened, shown, waiting
from tests.town import Town

SECRET = "Baru bangun, katanya"


def asked(town: Town, right: str, **more: Any) -> str:
    assert ask(town.place, code_of(town.place, town.client), right, **more).status_code == 201
    return str(waiting(town.place)[0]["id"])


def withdrawn(town: Town) -> set[str]:
    town.sari.sync()
    acts = [one["body"] for one in town.sari.told.values() if one["kind"] == "consent"]
    return {layer for act in acts if act["act"] == "withdrawn" for layer in act["layers"]}


def test_she_stops_and_every_agreement_is_taken_back(town: Town) -> None:
    one = asked(town, "stop")
    assert answer(town.place, one, carry_out=True).status_code == 200
    assert withdrawn(town) == set(BODIES["consent"]["layers"]) - {"data_kept"}
    assert town.get("Maya", f"/v1/referrals/{town.records['referral']}").json()["over"] == "revoked"
    assert shown(town.place, code_of(town.place, town.client))["requests"][0]["outcome"] == "done"
    assert answer(town.place, one, carry_out=True).status_code == 200
    assert answer(town.place, one, carry_out=True, outcome="partly").status_code == 409


def test_it_is_limited_to_what_she_names(town: Town) -> None:
    one = asked(town, "limit")
    assert answer(town.place, one, carry_out=True).status_code == 422
    assert withdrawn(town) == set()
    assert answer(town.place, one, carry_out=True, layers=["referral", "media"]).status_code == 200
    assert withdrawn(town) == {"referral"}, "only what she agreed to"


@pytest.mark.parametrize("right", ["see", "correct", "complain", "who_looked"])
def test_what_is_done_elsewhere_is_answered_alone(town: Town, right: str) -> None:
    one = asked(town, right)
    refused = answer(town.place, one, carry_out=True)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "not-carried-out")
    assert answer(town.place, one).status_code == 200


@pytest.mark.parametrize("right", ["stop", "erase"])
def test_nobody_is_told_that_it_was_done_before_it_was(town: Town, right: str) -> None:
    one = asked(town, right)
    [fault] = answer(town.place, one).json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("/carry_out", "not-done-yet")
    assert waiting(town.place)[0]["outcome"] is None
    assert answer(town.place, one, outcome="partly").status_code == 200


@pytest.mark.parametrize("carry_out", [True, False])
def test_what_was_asked_beside_an_erasure_is_answered_as_done(town: Town, carry_out: bool) -> None:
    code = code_of(town.place, town.client)
    for right, more in (("erase", {}), ("erase", {"said": "Tolong"}), ("stop", {}), ("limit", {})):
        assert ask(town.place, code, right, **more).status_code == 201
    first, *others = waiting(town.place)
    assert answer(town.place, first["id"], carry_out=True).status_code == 200
    for one in others:
        assert answer(town.place, one["id"], carry_out=carry_out).status_code == 200, one["right"]


def test_a_no_does_nothing_and_says_why(town: Town) -> None:
    one = asked(town, "erase")
    for no in ({"carry_out": True}, {"answer": "  "}):
        assert answer(town.place, one, outcome="declined", **no).status_code == 422
    assert answer(town.place, one, outcome="declined", answer="Wajib disimpan.").status_code == 200
    assert town.get("Ratna", f"/v1/clients/{town.client}").status_code == 200


@pytest.mark.parametrize(("name", "status"), [("Sari", 403), ("Tono", 404), ("Maya", 403), ("Admin", 403)])
def test_nobody_but_her_coordinator_does_it(town: Town, name: str, status: int) -> None:
    assert answer(town.place, asked(town, "erase"), name, carry_out=True).status_code == status
    assert town.get("Ratna", f"/v1/clients/{town.client}").status_code == 200


def everything_kept(place: Place) -> str:
    """As an operator finds it in the tables."""
    with writing(place.engine) as session:
        return str([session.execute(select(table)).all() for table in SQLModel.metadata.sorted_tables])


def test_an_erased_case_leaves_no_word_in_any_table_and_no_phone(town: Town) -> None:
    sari, other = town.sari, town.place.phone("Citra")
    town.place.invite(sari, town.client, "Citra")
    other.sync()
    sari.save("visit", {**BODIES["visit"], "note": SECRET}, feed=town.client)
    sari.save("client", {"alias": "Mas Rahasia"}, record=town.client)
    sari.sync()
    kept = sari.told[town.client]
    with writing(town.place.engine) as session:
        part = {"home": town.place.units["A"], "record": town.client, "feed": town.client, "size": 3, "start": 0}
        row = {**part, "sha256": "0" * 64, "content": b"Rahasia", "received_at": town.place.clock()}
        session.execute(SQLModel.metadata.tables["blob_part"].insert().values(**row))
    # A copy that waits for the coordinator, and a change that is still on its way.
    sari.save("visit", {**BODIES["visit"], "note": f"{SECRET} ditahan", "on": "1990-01-01"}, feed=town.client)
    sari.push()
    sari.out.clear()
    one = asked(town, "erase", said="Namanya Mas Rahasia.")
    code = code_of(town.place, town.client)
    unsent = sari.save("visit", {**BODIES["visit"], "note": SECRET}, feed=town.client)
    assert unsent
    assert SECRET in everything_kept(town.place)
    done = answer(town.place, one, answer="Sudah dihapus.", carry_out=True)
    assert (done.status_code, done.json()["said"]) == (200, None)
    found = everything_kept(town.place)
    for word in (SECRET, "Rahasia", BODIES["client"]["alias"], BODIES["client"]["code"]):
        assert word not in found, word
    assert sari.push()["results"][0]["answer"] == "erased"
    sari.out.clear()
    for phone in (sari, other):
        phone.sync()
        assert not [one for one in phone.told.values() if one["feed"] == town.client and one["body"]]
    assert not opened(town.place, code).is_success
    for kind, record in town.records.items():
        if KINDS[kind].feed == "case":
            assert town.get("Sari", f"/v1/{KINDS[kind].plural}/{record}").status_code == 410, kind
    assert town.get("Ratna", "/v1/refusals").json() == []
    assert town.client not in str(town.get("Ratna", "/v1/followers").json())
    assert kept["body"]["alias"] == "Mas Rahasia"
    with writing(town.place.engine) as session:
        deeds = session.execute(text("SELECT action FROM audit WHERE action LIKE 'rights-%' ORDER BY action")).scalars()
        assert list(deeds) == ["rights-answer", "rights-erase"]


def test_who_was_offered_elsewhere_is_known_there_no_more(town: Town) -> None:
    sari = town.sari
    client = sari.save("client", {**BODIES["client"], "alias": "Mawar"})
    move = sari.save("move", {**BODIES["move"], "to_unit": town.place.units["B"], "because": SECRET}, feed=client)
    sari.sync()
    offered = town.place.http.post(f"/v1/moves/{move}/offer", headers=town.place.headers("Ratna"))
    assert offered.is_success, offered.text
    assert SECRET in str(town.get("Tono", "/v1/move-offers").json())
    assert ask(town.place, code_of(town.place, client), "erase").status_code == 201
    assert answer(town.place, waiting(town.place)[0]["id"], carry_out=True).status_code == 200
    assert town.get("Tono", "/v1/move-offers").json() == []
    assert SECRET not in everything_kept(town.place)


def test_what_was_erased_of_a_replayed_change_stays_erased(town: Town, sari: Phone) -> None:
    sari.save("visit", {**BODIES["visit"], "note": SECRET}, feed=town.client)
    again = list(sari.out)
    sari.push()
    assert answer(town.place, asked(town, "erase"), carry_out=True).status_code == 200
    sari.out[:] = again
    assert sari.push()["results"][0]["answer"] == "erased"


def test_nobody_elses_case_is_touched_by_it(town: Town) -> None:
    """Of the same agent in the same home, with a record of the same kinds and a copy that is held."""
    sari = town.sari
    other = sari.save("client", {**BODIES["client"], "alias": "Mawar"})
    sari.save("visit", {**BODIES["visit"], "note": SECRET}, feed=other)
    sari.save("client", {"alias": "Mas Biru"}, record=town.client)
    sari.out[-1]["was"] = {"alias": "Tidak begitu"}
    sari.sync()
    for case in (other, town.client):
        town.place.invite(sari, case, "Dewi")
        sari.save("visit", {**BODIES["visit"], "on": "1990-01-01", "note": f"{SECRET} ditahan"}, feed=case)
    sari.push()
    twins(town.place, town.client, "B")
    before, elsewhere = kept_of(town.place, other), kept_of(town.place, town.client, "B")
    assert [len(before[name]) for name in ("change", "held_change", "client", "visit")] == [2, 1, 1, 1]
    assert [row["asked"] for row in kept_of(town.place, town.client)["client"]] == [True]
    one = asked(town, "erase")
    assert [answer(town.place, one, carry_out=True).status_code for _ in range(2)] == [200, 200]
    assert (kept_of(town.place, other), kept_of(town.place, town.client, "B")) == (before, elsewhere)
    kept = kept_of(town.place, town.client)
    assert [row["asked"] for row in kept["client"]] == [False]
    assert {row["because"] for row in before["follow"]} > {row["because"] for row in kept["follow"]} == {None}
    assert [(row["decision"], row["decided_at"] is None) for row in kept["held_change"]] == [("resolved", False)]


TABLES = {table.name: table for table in SQLModel.metadata.sorted_tables if {"feed", "home"} <= {*table.c.keys()}}


def kept_of(place: Place, case: str, unit: str = "A") -> dict[str, list[Any]]:
    """{table: its rows of this case, in this home}."""
    with writing(place.engine) as session:
        return {
            name: [
                dict(row._mapping)
                for row in session.execute(select(table).where(table.c.feed == case, table.c.home == place.units[unit]))
            ]
            for name, table in TABLES.items()
        }


def twins(place: Place, case: str, unit: str) -> None:
    """The same under its ids in another home: no door makes that, a restore might."""
    rows = kept_of(place, case)
    with writing(place.engine) as session:
        feed = session.execute(select(Feed).where(col(Feed.id) == case)).scalar_one()
        session.add(Feed(**{**feed.model_dump(), "home": place.units[unit], "unit": place.units[unit]}))
        session.flush()
        for name, of_it in rows.items():
            if of_it:
                session.execute(insert(TABLES[name]), [{**row, "home": place.units[unit]} for row in of_it])
