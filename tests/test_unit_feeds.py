"""A unit's own papers: they come by belonging to the unit, and nobody is invited."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select

from api.changes.feed_key import coaching_id
from api.changes.tables import Feed, Follow
from api.changes.unit_feeds import IS_CASE, tell_papers_again
from api.clock import system_clock
from api.db.engine import reading, writing
from api.identity.memberships import Membership
from api.identity.people import Person
from api.identity.provisioning import add_role, make_unit
from api.ids import new_id
from tests.conftest import Place
from tests.house import described
from tests.phone import Phone
from tests.samples import BODIES
from tests.team_papers import PAPER, faults, office, paper, results, team_paper

__all__ = ["office", "team_paper"]


def end_role(place: Place, name: str, unit: str, ago: timedelta = timedelta()) -> None:
    ended = update(Membership).where(col(Membership.person) == place.people[name], col(Membership.unit) == unit)
    with writing(place.engine) as session:
        session.execute(ended.values(ended_at=place.clock() - ago))


def join(place: Place, name: str, unit: str, role: str = "agent") -> None:
    with writing(place.engine) as session:
        add_role(session, session.get_one(Person, place.people[name]), role, unit=unit, now=place.clock())
        tell_papers_again(session, unit)


def listed(place: Place, who: Phone | str, query: str = "") -> Any:
    headers = who.headers if isinstance(who, Phone) else place.headers(who)
    answer = place.http.get(f"/v1/team-papers{query}", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_every_unit_has_its_two_feeds_and_nobody_opened_them(office: Place) -> None:
    with writing(office.engine) as session:
        made = make_unit(session, "IBM Baru", "33.22.01.2001", now=system_clock()).id
    with reading(office.engine) as session:
        feeds = {feed.id: (feed.home, feed.unit) for feed in session.exec(select(Feed).where(~IS_CASE)).all()}
    units = (*office.units.values(), made)
    assert feeds == {name: (unit, unit) for unit in units for name in (unit, coaching_id(unit))}


def test_whoever_belongs_to_the_unit_has_its_papers_and_nobody_else(office: Place, sari: Phone, dewi: Phone) -> None:
    unit, budi, ratna = office.units["A"], office.phone("Budi", "B"), office.phone("Ratna", role="coordinator")
    made = paper(sari, unit)
    sari.sync()
    for phone in (sari, dewi, ratna):
        phone.sync()
        led = {coaching_id(unit): unit} if phone is ratna else {}
        assert phone.feeds == {unit: unit, **led}
        assert phone.told[made]["body"] == PAPER
    assert made not in budi.sync().told
    assert budi.feeds == {office.units["B"]: office.units["B"]}
    with reading(office.engine) as session:
        assert session.exec(select(Follow)).all() == []


def test_two_who_differ_are_asked_and_the_history_is_told(office: Place, sari: Phone, dewi: Phone) -> None:
    made = paper(sari, office.units["A"])
    sari.sync()
    dewi.sync()
    sari.save("team_paper", {"heads": 31}, record=made)
    dewi.save("team_paper", {"heads": 29}, record=made)
    sari.sync()
    assert results(dewi.push()) == ["merged"]
    assert sari.sync().told[made]["body"]["questions"]["heads"][0]["value"] == 29
    history = office.http.get(f"/v1/team-papers/{made}/history", headers=dewi.headers).json()
    assert [entry["set"] for entry in history] == [PAPER, {"heads": 31}, {"heads": 29}]


def test_a_stranger_writes_nothing_there(office: Place, sari: Phone) -> None:
    budi = office.phone("Budi", "B")
    made = paper(sari, office.units["A"])
    sari.sync()
    paper(budi, office.units["A"])
    budi.save("team_paper", {"heads": 1}, record=made, feed=office.units["A"])
    assert results(budi.push()) == ["waiting", "waiting"]


def test_a_kind_lies_where_it_says(office: Place, sari: Phone, client_of: Any) -> None:
    client = client_of(sari)
    paper(sari, client)
    sari.save("visit", BODIES["visit"], feed=office.units["A"])
    assert faults(sari.push()) == [[("/feed", "other-feed")]] * 2
    key = {"Idempotency-Key": new_id()}
    body = {"client": office.units["A"], **BODIES["visit"]}
    answer = office.http.post("/v1/visits", json=body, headers={**sari.headers, **key})
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [("/client", "other-feed")]


def test_who_leaves_loses_the_papers_and_delivers_what_she_had_written(office: Place, sari: Phone) -> None:
    unit = office.units["A"]
    made = paper(sari, unit)
    sari.sync()
    begun = listed(office, sari)
    assert [one["id"] for one in begun["items"]] == [made]
    join(office, "Sari", office.units["B"])
    end_role(office, "Sari", unit)
    sari.save("team_paper", {"heads": 40}, record=made)
    [late] = sari.push()["results"]
    assert (late["answer"], late["late"]) == ("applied", True)
    sari.sync()
    assert (sari.told, sari.feeds) == ({}, {office.units["B"]: office.units["B"]})
    told = listed(office, sari, f"?cursor={begun['next']}")
    assert (told["items"], told["withdrawn"]) == ([], [{"id": None, "unit": unit}])
    office.clock.ahead = timedelta(seconds=5)
    told = listed(office, sari, f"?cursor={told['next']}")
    assert listed(office, sari, f"?cursor={told['next']}")["withdrawn"] == []
    assert office.http.get(f"/v1/team-papers/{made}", headers=sari.headers).status_code == 404


def test_after_sixty_days_it_waits_for_the_coordinator(office: Place, sari: Phone) -> None:
    unit = office.units["A"]
    made = paper(sari, unit)
    sari.sync()
    join(office, "Sari", office.units["B"])
    end_role(office, "Sari", unit, timedelta(days=61))
    sari.save("team_paper", {"heads": 40}, record=made)
    assert results(sari.push()) == ["waiting"]


def test_who_joins_has_them_at_her_next_pull_wherever_her_cursor_stands(
    office: Place, sari: Phone, client_of: Any
) -> None:
    """She had followed a case of that home before, so that her number there is beyond the papers."""
    budi = office.phone("Budi", "B")
    made = paper(sari, office.units["A"])
    case = client_of(sari)
    office.person("Ratna", role="coordinator")
    move = {"unit": office.units["B"], "followers": [office.people["Budi"]], "reason": "Pindah."}
    answer = office.http.post(f"/v1/clients/{case}/unit", json=move, headers=office.headers("Ratna"))
    assert answer.status_code == 200, answer.text
    budi.sync()
    assert made not in budi.told
    join(office, "Budi", office.units["A"])
    assert made in budi.sync().told


def test_who_has_two_roles_in_a_unit_is_told_once(office: Place, sari: Phone) -> None:
    join(office, "Sari", office.units["A"], "coordinator")
    made = paper(sari, office.units["A"])
    assert results(sari.push()) == ["applied"]
    page = sari.pull()
    assert [one["record"] for one in page["told"]] == [made]
    assert page["digest"][office.units["A"]]["count"] == 1


def test_offices_read_what_is_theirs(office: Place, sari: Phone) -> None:
    made = paper(sari, office.units["A"])
    sari.sync()
    for name, unit, role in (("Ratna", "A", "coordinator"), ("Tono", "B", "coordinator"), ("Admin", None, "admin")):
        office.person(name, unit, role)
    office.person("Maya", None, role="partner")
    whole = listed(office, "Ratna")["items"]
    assert [(one["id"], one["unit"], "client" in one) for one in whole] == [(made, office.units["A"], False)]
    for name in ("Tono", "Admin", "Maya"):
        assert listed(office, name)["items"] == []
        answer = office.http.get(f"/v1/team-papers/{made}", headers=office.headers(name))
        assert answer.status_code == 404


def test_over_rest_it_is_written_for_her_own_unit(office: Place, sari: Phone) -> None:
    office.person("Ratna", role="coordinator")
    office.person("Admin", None, "admin")
    key = {"Idempotency-Key": new_id()}
    made = office.http.post("/v1/team-papers", json=PAPER, headers={**office.headers("Ratna"), **key})
    assert made.status_code == 201, made.text
    assert made.json()["id"] in sari.sync().told
    refused = office.http.post("/v1/team-papers", json=PAPER, headers={**office.headers("Admin"), **key})
    assert (refused.status_code, refused.json()["code"]) == (404, "no-unit")
    sari.save("client", BODIES["client"])
    pushed = office.http.post("/v1/sync/push", json=sari.ask(changes=sari.out), headers=office.headers("Admin"))
    assert (pushed.status_code, pushed.json()["code"]) == (404, "no-unit")
    assert "404" in described()["paths"]["/v1/sync/push"]["post"]["responses"]
    strange = office.http.get("/v1/team-papers?client=" + new_id(), headers=sari.headers)
    assert (strange.status_code, strange.json()["errors"][0]["pointer"]) == (422, "/query/client")


def test_it_is_no_client(office: Place, sari: Phone, client_of: Any) -> None:
    client_of(sari)
    unit, headers = office.units["A"], sari.headers
    assert office.http.get("/v1/me", headers=headers).json()["counts"]["clients"] == 1
    invite = {"agent": office.people["Sari"], "reason": "Coba."}
    assert office.http.get(f"/v1/clients/{unit}/followers", headers=headers).status_code == 404
    assert office.http.post(f"/v1/clients/{unit}/followers", json=invite, headers=headers).status_code == 404
    assert office.http.get(f"/v1/clients/{unit}", headers=headers).status_code == 404


def test_after_a_restore_the_papers_come_back(office: Place, sari: Phone) -> None:
    """What a phone hands in lies where its kind says, and nowhere else."""
    unit = office.units["A"]
    sari.save("client", BODIES["client"])
    sari.sync()
    office.restore(sari)
    body = {"record": new_id(), "feed": unit, "by": office.people["Sari"], "at": "2026-11-02T08:00:00Z"}
    found = [{**body, "kind": "team_paper", "body": PAPER}]
    found += [{**body, "record": new_id(), "kind": "visit", "body": BODIES["visit"]}]
    answer = sari.post("/v1/sync/push", sari.ask(changes=[], found=found))
    assert [one["answer"] for one in answer["found"]] == ["made", "waiting"]
    assert body["record"] in sari.sync().told
