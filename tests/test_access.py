"""Who sees what: endpoint × role × own and foreign unit, case and field, made from the kinds themselves."""

import json
from typing import Any

import pytest
from sqlmodel import col, select

from api.access.read_log import ReadLog, SeenRecord, log_read
from api.access.scope import Scope
from api.actor import Actor
from api.db.engine import reading
from api.ids import new_id
from api.records import KINDS
from tests.conftest import Place
from tests.samples import BODIES, CASE_KINDS, EDITS, body_in
from tests.test_sync_people import end_follow
from tests.town import Town

META = {"id", "client", "unit", "n", "changed_at"}


@pytest.mark.parametrize("name", ["Dewi", "Budi", "Tono", "Lain", "Jauh", "Admin"])
def test_who_is_out_of_scope_learns_nothing(town: Town, name: str):
    for kind in CASE_KINDS:
        learns_nothing(town, kind, name)


def learns_nothing(town: Town, kind: str, name: str) -> None:
    nowhere = town.get(name, f"/v1/{KINDS[kind].plural}/{new_id()}")
    for path in town.paths(kind):
        answer = town.get(name, path)
        assert answer.status_code == 404
        assert {**answer.json(), "request_id": ""} == {**nowhere.json(), "request_id": ""}
    assert town.listed(name, kind) == []


def test_who_follows_reads_it_whole(town: Town):
    for kind in CASE_KINDS:
        body = town.get("Sari", next(town.paths(kind))).json()
        assert {name: body[name] for name in BODIES[kind]} == body_in(kind, town.records)


@pytest.mark.parametrize(("name", "role"), [("Ratna", "coordinator"), ("Maya", "partner"), ("Hadi", "district")])
def test_an_office_reads_its_view_and_no_field_more(town: Town, name: str, role: str):
    for kind in CASE_KINDS:
        reads_its_view(town, kind, name, role)


def reads_its_view(town: Town, kind: str, name: str, role: str) -> None:
    view = KINDS[kind].readable_by.get(role)
    answer = town.get(name, next(town.paths(kind)))
    if not view:
        assert (answer.status_code, town.listed(name, kind)) == (404, [])
        return
    assert set(answer.json()) - META <= view
    assert set(answer.json()) - META == view & set(town.get("Sari", next(town.paths(kind))).json())
    assert [set(item) - META for item in town.listed(name, kind)] == [set(answer.json()) - META]
    for entry in town.get(name, f"{next(town.paths(kind))}/history").json():
        assert set(entry["set"]) <= view
    assert "RAHASIA" not in answer.text


def test_no_view_opens_answers_urine_or_free_notes_to_an_office():
    for kind in KINDS.values():
        for fields in kind.readable_by.values():
            assert not fields & {"answers", "urine", "note", "triggers", "coping"}
            assert fields <= set(kind.model_fields)
        papers = {"village"} if kind.feed == "coaching" or kind.kind == "outreach" else set()
        assert set(kind.readable_by) <= {"coordinator", "partner", "district", *papers}, "least of all the law"


def test_a_red_flag_opens_the_note_to_the_coordinator_alone(town: Town):
    flagged = town.sari.save("visit", {**BODIES["visit"], "red_flags": ["overdose"]}, feed=town.client)
    town.sari.sync()
    assert town.get("Ratna", f"/v1/visits/{flagged}").json()["note"] == "RAHASIA"
    assert town.get("Maya", f"/v1/visits/{flagged}").status_code == 404


def test_a_filter_tells_nothing_that_the_view_hides(town: Town):
    assert town.get("Ratna", "/v1/screenings?missing=urine").status_code == 422
    assert len(town.get("Ratna", "/v1/screenings?missing=consent").json()["items"]) == 1
    assert town.get("Maya", "/v1/clients?status=registered").status_code == 422


def test_a_draft_is_nobodys_business_yet(town: Town):
    draft = {**BODIES["referral"], "status": "drafted"}
    record = town.sari.save("referral", draft, feed=town.client)
    town.sari.sync()
    assert town.get("Maya", f"/v1/referrals/{record}").status_code == 404
    assert town.get("Ratna", f"/v1/referrals/{record}").status_code == 200


def test_every_read_of_an_office_is_kept(town: Town):
    town.get("Ratna", f"/v1/clients/{town.client}")
    town.get("Maya", f"/v1/referrals/{town.records['referral']}")
    town.get("Sari", f"/v1/clients/{town.client}")
    with reading(town.place.engine) as session:
        rows = session.exec(select(ReadLog).order_by(col(ReadLog.id))).all()
    names = {town.place.people[name]: name for name in town.place.people}
    assert [(names[row.agent], row.kind, row.how, json.loads(row.records), json.loads(row.feeds)) for row in rows] == [
        ("Ratna", "client", "read", [town.client], [town.client]),
        ("Maya", "referral", "read", [town.records["referral"]], [town.client]),
    ]


def test_a_read_of_many_is_one_entry_with_its_filter(town: Town):
    for _ in range(3):
        town.sari.save("visit", BODIES["visit"], feed=town.client)
    town.sari.sync()
    page = town.get("Ratna", f"/v1/visits?client={town.client}").json()
    town.get("Ratna", f"/v1/visits?client={new_id()}")
    town.get("Ratna", "/v1/visits?cursor=" + town.get("Ratna", "/v1/visits").json()["next"])
    with reading(town.place.engine) as session:
        rows = [(row.count, json.loads(row.asked), json.loads(row.records)) for row in session.exec(select(ReadLog))]
    ids = [item["id"] for item in page["items"]]
    assert rows[0] == (4, {"client": town.client}, ids)
    assert [row[0] for row in rows] == [4, 0, 4], "a poll that shows nothing is no read"


def patch(town: Town, name: str, kind: str, body: Any) -> Any:
    path = f"/v1/{KINDS[kind].plural}/{town.records[kind]}"
    headers = {**town.place.headers(name), "If-Match": etag_for(town, name, path)}
    return town.place.http.patch(path, json=body, headers=headers)


def etag_for(town: Town, name: str, path: str) -> str:
    """Hers, or where she reads nothing the agent's."""
    own = town.get(name, path).headers
    return own["etag"] if "etag" in own else town.get("Sari", path).headers["etag"]


@pytest.mark.parametrize("name", ["Dewi", "Budi", "Tono", "Lain", "Jauh", "Admin", "Ratna", "Maya", "Hadi"])
def test_nobody_writes_what_is_not_opened_to_them(town: Town, name: str):
    for kind in CASE_KINDS:
        writes_only_what_is_opened(town, kind, name)


def writes_only_what_is_opened(town: Town, kind: str, name: str) -> None:
    path = next(town.paths(kind))
    role = {"Ratna": "coordinator", "Maya": "partner", "Hadi": "district"}.get(name, "")
    if set(EDITS[kind]) <= KINDS[kind].writable_by.get(role, frozenset()):
        return
    before = town.get("Sari", path)
    etag = etag_for(town, name, path) if role else before.headers["etag"]
    headers = {**town.place.headers(name), "If-Match": etag}
    answer = town.place.http.patch(path, json=EDITS[kind], headers=headers)
    assert answer.status_code == (403 if KINDS[kind].readable_by.get(role) else 404)
    assert town.get("Sari", path).json() == before.json()


def test_the_partner_answers_a_referral_and_the_agent_hears_it(town: Town):
    refused = patch(town, "Maya", "referral", {"status": "declined"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/status")
    accepted = patch(town, "Maya", "referral", {"status": "accepted", "appointment_on": "2026-12-01"})
    assert accepted.status_code == 200, accepted.text
    town.sari.sync()
    body = town.sari.told[town.records["referral"]]["body"]
    assert (body["status"], body["appointment_on"]) == ("accepted", "2026-12-01")
    skipped = patch(town, "Maya", "referral", {"status": "sent"})
    assert skipped.status_code == 422


def test_a_client_who_moves_keeps_her_case_and_changes_her_people(town: Town):
    place = town.place
    body = {"unit": place.units["B"], "followers": [place.people["Budi"]], "reason": "Pindah rumah."}
    path = f"/v1/clients/{town.client}/unit"
    assert place.http.post(path, json=body, headers=place.headers("Tono")).status_code == 404
    assert place.http.post(path, json=body, headers=place.headers("Sari")).status_code == 403
    stranger = place.http.post(path, json={**body, "followers": [place.people["Dewi"]]}, headers=place.headers("Ratna"))
    assert (stranger.status_code, stranger.json()["errors"][0]["pointer"]) == (422, "/followers/0")
    assert place.http.post(path, json=body, headers=place.headers("Ratna")).status_code == 200
    budi = place.phone("Budi")
    assert set(budi.sync().told) == set(town.records.values())
    town.sari.save("visit", BODIES["visit"], feed=town.client)
    assert town.sari.push()["results"][0]["late"] is True
    assert town.sari.sync().told == {}
    assert len(budi.sync().told) == len(town.records) + 1
    assert town.get("Ratna", f"/v1/clients/{town.client}").status_code == 404
    assert town.get("Tono", f"/v1/clients/{town.client}").status_code == 200
    record = budi.save("visit", BODIES["visit"], feed=town.client)
    assert record in budi.sync().told


def test_an_agent_invites_only_colleagues_and_revokes_nobody(town: Town):
    path = f"/v1/clients/{town.client}/followers"
    place = town.place
    stranger = {"agent": place.people["Budi"], "reason": "Ikut."}
    assert place.http.post(path, json=stranger, headers=place.headers("Sari")).status_code == 422
    assert (
        place.http.post(
            path, json={**stranger, "agent": place.people["Dewi"]}, headers=place.headers("Dewi")
        ).status_code
        == 404
    )
    place.invite(town.sari, town.client, "Dewi")
    answer = place.http.request(
        "DELETE", f"{path}/{place.people['Dewi']}", json={"reason": "revoked"}, headers=place.headers("Sari")
    )
    assert answer.status_code == 403
    end_follow(place, place.phone("Ratna"), town.client, "Dewi", "revoked")
    ended = [one for one in town.get("Sari", path).json() if one["until"]]
    assert [(one["name"], one["ended"]) for one in ended] == [("Dewi", "revoked")]


def test_who_follows_is_told_who_let_her(town: Town):
    place, path = town.place, f"/v1/clients/{town.client}/followers"
    place.invite(town.sari, town.client, "Dewi")
    assert {one["name"]: one["invited_by"] for one in town.get("Dewi", path).json()} == {"Dewi": "Sari", "Sari": None}


def test_a_look_is_written_in_the_name_of_who_looked(place: Place) -> None:
    """On PostgreSQL nobody's look could be written at all; on SQLite that says nothing."""
    asked: list[str] = []

    class Watched(Actor):
        def __getattribute__(self, name: str) -> Any:
            asked.append(name)
            return super().__getattribute__(name)

    place.person("Ratna", role="coordinator")
    who = Watched(place.people["Ratna"], "Ratna", "coordinator", place.units["A"], None, None)
    log_read(place.engine, Scope(who, place.clock()), "visit", "read", [SeenRecord(place.units["A"], place.units["A"])])
    assert "area" in asked, "its transaction states who reads"
