"""A unit's coaching papers: they come to whoever leads the unit and to the officer of its district, and to no agent."""

from typing import Any

from sqlalchemy import update
from sqlmodel import col, select

from api.changes.feed_key import FeedKey, coaching_id
from api.changes.tables import HeldChange
from api.db.engine import reading, writing
from api.identity.memberships import Membership
from api.identity.people import Person, Unit
from api.identity.roles import add_role
from api.ids import new_id
from tests.coaching_papers import ADVICE, advice, coached, coaching_paper
from tests.conftest import Place
from tests.phone import Phone
from tests.samples import BODIES
from tests.team_papers import faults, results
from tests.test_returning import hand_in

__all__ = ["coached", "coaching_paper"]
FAR = "33.21.01.2001"


def given(place: Place, name: str, role: str, **where: str) -> None:
    with writing(place.engine) as session:
        add_role(session, session.get_one(Person, place.people[name]), role, now=place.clock(), **where)


def ended(place: Place, name: str, role: str) -> None:
    mine = (col(Membership.person) == place.people[name], col(Membership.role) == role)
    with writing(place.engine) as session:
        session.execute(update(Membership).where(*mine).values(ended_at=place.clock()))


def asked(place: Place, who: str, path: str, body: Any = None) -> Any:
    headers = {**place.headers(who), "Idempotency-Key": new_id()}
    return place.http.post(path, json=body, headers=headers) if body else place.http.get(path, headers=headers)


def test_its_id_is_told_from_the_units_and_is_never_a_records() -> None:
    unit, client = new_id(), new_id()
    feeds = [FeedKey(unit, unit), FeedKey(unit, coaching_id(unit)), FeedKey(unit, client)]
    assert [feed.about for feed in feeds] == ["unit", "coaching", "case"]
    assert coaching_id(unit)[14] == "8"


def test_who_leads_the_unit_and_the_officer_write_them_offline(coached: Place, sari: Phone) -> None:
    unit, other = coached.units["A"], coached.units["B"]
    hadi, ratna, jauh = (coached.phone(name) for name in ("Hadi", "Ratna", "Jauh"))
    made = advice(hadi, unit)
    assert results(hadi.push()) == ["applied"]
    for phone in (hadi, ratna):
        assert phone.sync().told[made]["body"] == ADVICE
    assert ratna.feeds == {unit: unit, coaching_id(unit): unit}
    assert hadi.feeds == {coaching_id(home): home for home in coached.units.values()}
    ratna.save("coaching_paper", {"heads": 5}, record=made)
    second = advice(hadi, other)
    assert [results(phone.push()) for phone in (ratna, hadi)] == [["applied"], ["applied"]]
    assert hadi.sync().told[made]["body"]["heads"] == 5
    assert {one["feed"] for one in hadi.told.values()} == {coaching_id(unit), coaching_id(other)}
    for stranger in (sari, jauh):
        assert coaching_id(unit) not in stranger.sync().feeds
        assert not {made, second} & stranger.told.keys()
        advice(stranger, unit)
        stranger.save("coaching_paper", {"heads": 1}, record=made, feed=coaching_id(unit))
        assert results(stranger.push()) == ["waiting", "waiting"]
    assert hadi.sync().told[made]["body"]["heads"] == 5


def test_over_rest_the_officer_names_the_unit(coached: Place, sari: Phone) -> None:
    unit, path = coached.units["A"], "/v1/coaching-papers"
    made = asked(coached, "Hadi", path, {**ADVICE, "unit": unit})
    assert made.status_code == 201, made.text
    assert made.json()["unit"] == unit
    hers = asked(coached, "Ratna", path, dict(ADVICE))
    assert (hers.status_code, hers.json()["unit"]) == (201, unit)
    written = {made.json()["id"], hers.json()["id"]}
    for who in ("Hadi", "Ratna"):
        assert {one["id"] for one in asked(coached, who, f"{path}?unit={unit}").json()["items"]} == written
    assert asked(coached, "Hadi", f"{path}?unit={coached.units['B']}").json()["items"] == []
    for who in ("Jauh", "Sari"):
        assert asked(coached, who, path).json()["items"] == []
        assert asked(coached, who, f"{path}/{made.json()['id']}").status_code == 404
        assert asked(coached, who, path, {**ADVICE, "unit": unit}).status_code == 404
    for body, code in (({}, "required"), ({"unit": "A"}, "must-be-uuid7")):
        errors = asked(coached, "Hadi", path, {**ADVICE, **body}).json()["errors"]
        assert [(one["pointer"], one["code"]) for one in errors] == [("/unit", code)]


def test_a_kind_lies_where_it_says_and_names_no_client(coached: Place, sari: Phone, client_of: Any) -> None:
    client, unit = client_of(sari, alias="Mas Wahyu"), coached.units["A"]
    hadi = coached.phone("Hadi")
    hadi.save("coaching_paper", ADVICE, feed=unit)
    hadi.save("visit", BODIES["visit"], feed=coaching_id(unit))
    hadi.save("client", BODIES["client"])
    # To an officer one name is like another.
    advised, _ = (advice(hadi, unit, note=f"{name} jarang datang.") for name in ("Mas Wahyu", "Mas Bukan"))
    answer = hadi.push()
    assert results(answer) == ["waiting", "refused", "waiting", "applied", "applied"]
    refused = [one for one in answer["results"] if one["answer"] == "refused"]
    assert faults({"results": refused}) == [[("/feed", "other-feed")]]
    ratna = coached.phone("Ratna")
    ratna.pull()
    ratna.save("coaching_paper", {"reply": "Mas Wahyu rajin."}, record=advised)
    assert faults(ratna.push()) == [[("/set/reply", "names-a-client")]]
    ratna.save("client", BODIES["client"], record=coaching_id(unit), feed=coaching_id(unit))
    assert faults(ratna.push()) == [[("/record", "must-be-uuid7")]]
    assert asked(coached, "Hadi", f"/v1/clients/{client}").status_code == 404


def test_who_is_an_officer_and_an_agent_reaches_no_case_as_the_officer(
    coached: Place, sari: Phone, client_of: Any
) -> None:
    """Her phone acts for the clients; the office signs in as the officer. When she is no agent any more, what she had
    written for a client goes before the coordinator."""
    client = client_of(sari)
    given(coached, "Sari", "district", area="33.22")
    assert client in sari.sync().feeds
    assert coaching_id(coached.units["A"]) not in sari.feeds
    assert asked(coached, "Sari", "/v1/clients").json()["items"] == []
    assert asked(coached, "Sari", f"/v1/clients/{client}").status_code == 404
    visit = {"client": client, **BODIES["visit"]}
    assert asked(coached, "Sari", "/v1/visits", visit).status_code == 404
    made = asked(coached, "Sari", "/v1/coaching-papers", {**ADVICE, "unit": coached.units["A"]})
    assert made.status_code == 201, made.text
    ended(coached, "Sari", "agent")
    sari.save("visit", BODIES["visit"], feed=client)
    assert results(sari.push()) == ["waiting"]
    with reading(coached.engine) as session:
        assert [row.unit for row in session.exec(select(HeldChange)).all()] == [coached.units["A"]]
    sari.sync()
    assert client not in sari.feeds
    assert client not in sari.told
    assert made.json()["id"] in sari.told


def test_an_officer_who_leaves_keeps_none_of_them_and_delivers_what_she_wrote(coached: Place) -> None:
    hadi, unit = coached.phone("Hadi"), coached.units["A"]
    made = advice(hadi, unit)
    hadi.sync()
    given(coached, "Hadi", "district", area="33.21")
    ended_once = update(Membership).where(col(Membership.area) == "33.22")
    with writing(coached.engine) as session:
        session.execute(ended_once.values(ended_at=coached.clock()))
    hadi.save("coaching_paper", {"heads": 9}, record=made)
    [late] = hadi.push()["results"]
    assert (late["answer"], late["late"]) == ("applied", True)
    hadi.sync()
    assert (hadi.feeds, hadi.told) == ({}, {})
    ended(coached, "Hadi", "district")
    assert coached.http.get("/v1/me", headers=hadi.headers).status_code == 401


def test_a_unit_whose_village_is_another_districts_goes_to_its_officer(coached: Place) -> None:
    hadi, jauh, unit = coached.phone("Hadi"), coached.phone("Jauh"), coached.units["A"]
    made = advice(hadi, unit)
    hadi.sync()
    with writing(coached.engine) as session:
        session.execute(update(Unit).where(col(Unit.id) == unit).values(village=FAR))
    hadi.save("coaching_paper", {"heads": 9}, record=made)
    assert results(hadi.push()) == ["waiting"]
    assert made not in hadi.sync().told
    assert made in jauh.sync().told


def test_after_a_restore_they_come_back(coached: Place) -> None:
    hadi, unit = coached.phone("Hadi"), coached.units["A"]
    coached.restore(hadi)
    found = {"record": new_id(), "feed": coaching_id(unit), "by": coached.people["Hadi"], "at": "2026-11-02T08:00:00Z"}
    lost = {**found, "kind": "coaching_paper", "body": ADVICE}
    nowhere = {**lost, "record": new_id(), "feed": new_id()}
    answer = hadi.post("/v1/sync/push", hadi.ask(changes=[], found=[lost, nowhere]))
    assert [one["answer"] for one in answer["found"]] == ["made", "refused"]
    assert found["record"] in hadi.sync().told


def test_after_a_restore_what_only_the_officer_writes_comes_back_from_her_phone(coached: Place) -> None:
    """From whoever leads the unit it waits, on her phone too: else she could bring a paper that nobody wrote."""
    hadi, ratna, lost = coached.phone("Hadi"), coached.phone("Ratna"), lost_swot(coached)
    coached.restore(hadi, ratna)
    answers = [hand_in(phone, lost) for phone in (ratna, ratna)]
    [copy] = asked(coached, "Ratna", "/v1/refusals").json()
    taken = coached.http.post(f"/v1/refusals/{copy['id']}/take", headers=coached.headers("Ratna"))
    assert (taken.status_code, copy["record"]) == (422, lost["record"]), "nor does she take it herself"
    answers += [hand_in(phone, lost) for phone in (hadi, ratna)]
    assert answers == [["waiting"], ["waiting"], ["made"], ["same"]]
    assert ratna.sync().told[lost["record"]]["by"] == coached.people["Hadi"]
    assert asked(coached, "Hadi", "/v1/refusals").json() == [], "what came back needs nobody's word"


def test_what_comes_back_settles_the_copies_that_say_the_same_and_no_other(coached: Place) -> None:
    """Nor one that waits for another reason."""
    hadi, ratna, lost = coached.phone("Hadi"), coached.phone("Ratna"), lost_swot(coached)
    coached.restore(hadi, ratna)
    other = {**lost, "body": {**BODIES["swot"], "year": 2025}}
    assert [hand_in(ratna, lost), hand_in(ratna, other)] == [["waiting"], ["waiting"]]
    with writing(coached.engine) as session:
        copy = session.exec(select(HeldChange).where(col(HeldChange.change).contains(":2026"))).one()
        session.add(HeldChange(**{**copy.model_dump(), "id": new_id(), "problem": "{}"}))
    assert hand_in(hadi, lost) == ["made"]
    [left] = [one for one in asked(coached, "Hadi", "/v1/refusals").json() if one["set"]["year"] == 2025]
    assert left["set"] == other["body"]
    with reading(coached.engine) as session:
        assert sorted(map(str, session.scalars(select(HeldChange.decision)))) == ["None", "None", "resolved"]


def test_after_a_restore_what_only_who_leads_the_unit_still_has_is_taken_by_the_officer(coached: Place) -> None:
    """As hers, unjudged; there is no word of it for the officer of another district, and none of a name for her."""
    ratna, lost, other = coached.phone("Ratna"), lost_swot(coached), lost_swot(coached)
    coached.restore(ratna)
    assert hand_in(ratna, lost, other) == ["waiting", "waiting"]
    ratna.save("coaching_paper", {"heads": "x"}, feed=lost["feed"])
    ratna.save("swot", BODIES["swot"], feed=lost["feed"])
    assert results(ratna.push()) == ["refused"] * 2, "which are not the officer's to take"
    told = {one["record"]: one for one in asked(coached, "Hadi", "/v1/refusals").json()}
    assert told.keys() == {lost["record"], other["record"]}
    one = told[lost["record"]]
    assert (one["set"], one["author"], one["by"], one["client"]) == (BODIES["swot"], "", None, lost["feed"])
    take, no = f"/v1/refusals/{one['id']}/take", f"/v1/refusals/{told[other['record']]['id']}/decline"
    assert asked(coached, "Jauh", "/v1/refusals").json() == []
    for path, body in ((take, {}), (no, {"reason": "Salah."})):
        assert coached.http.post(path, json=body, headers=coached.headers("Jauh")).status_code == 404
    taken = [coached.http.post(take, headers=coached.headers("Hadi")).json() for _ in range(2)]
    assert (taken[0]["answer"], taken[0]) == ("applied", taken[1])
    assert asked(coached, "Hadi", no, {"reason": "Sudah ditulis lagi."}).json()["decision"] == "declined"
    assert asked(coached, "Hadi", "/v1/refusals").json() == []
    waits = [one["because"] for one in asked(coached, "Ratna", "/v1/refusals").json() if one["answer"] == "waiting"]
    assert waits == ["Sudah ditulis lagi."], "she hears why her phone lets go of it"
    assert hand_in(ratna, lost, other) == ["same", "declined"]
    assert ratna.sync().told[lost["record"]]["by"] == coached.people["Hadi"]
    assert other["record"] not in ratna.told


def lost_swot(coached: Place) -> dict[str, Any]:
    """A paper that only the officer writes, of unit A, as a phone still has it."""
    lost = {"record": new_id(), "feed": coaching_id(coached.units["A"]), "by": coached.people["Hadi"]}
    return {**lost, "at": "2026-11-02T08:00:00Z", "kind": "swot", "body": BODIES["swot"]}
