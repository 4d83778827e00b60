"""What a phone hands in after a restore: by whom, when and how much; and nobody loses her client by coming second."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func
from sqlmodel import col, select

from api.changes.index_tables import ROWS
from api.changes.tables import Change, EpochTold, Feed, Follow, HeldChange
from api.db.engine import reading, writing
from api.identity.enrolment_codes import make_code
from api.ids import new_id
from api.tables import METADATA
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_feed_key import move
from tests.test_sync import VISIT, results
from tests.test_sync_people import end_follow

AT = "2026-11-01T00:00:00Z"


def found(phone: Phone, *records: str, **other: Any) -> list[dict[str, Any]]:
    """What it was told of these, as it hands it in."""
    told = [phone.told[record] for record in records]
    return [{name: one[name] for name in ("kind", "record", "feed", "body", "by", "at")} | other for one in told]


def hand_in(phone: Phone, *items: dict[str, Any]) -> list[str]:
    answer = phone.post("/v1/sync/push", phone.ask(changes=[], found=list(items)))
    return [one["answer"] for one in answer["found"]]


def lose(place: Place, case: str) -> None:
    """As if it had begun after the backup."""
    with writing(place.engine) as session:
        for table in (*ROWS.values(), METADATA.tables["sent_record"]):
            session.execute(delete(table).where(table.c.feed == case))
        for shape in (HeldChange, Change, Follow):
            session.execute(delete(shape).where(col(shape.feed) == case))
        session.execute(delete(Feed).where(col(Feed.id) == case))


def put_back(phone: Phone) -> None:
    """Its acknowledged changes wait again."""
    phone.out = [change for change, _ in phone.acked] + phone.out
    phone.acked = []


@pytest.fixture
def visit(sari: Phone, client_of: Any) -> str:
    made = sari.save("visit", VISIT, feed=client_of(sari))
    sari.sync()
    return made


def count(place: Place) -> int:
    with reading(place.engine) as session:
        return session.exec(select(func.count()).select_from(Change)).one()


def test_nobody_hands_in_before_a_restore_or_without_having_heard_of_it(
    place: Place, sari: Phone, dewi: Phone, visit: str
) -> None:
    fresh = {**found(sari, visit)[0], "record": new_id()}
    before = count(place)
    place.http.post("/v1/sync/push", json={**sari.ask(changes=[]), "epoch": "f" * 32}, headers=sari.headers)
    assert hand_in(sari, fresh, *found(sari, visit, body={**VISIT, "note": "X"})) == ["refused"] * 2
    place.restore(dewi)
    sari.epoch = dewi.epoch
    newcomer = place.phone("Citra")
    place.http.post("/v1/sync/push", json={**newcomer.ask(changes=[]), "epoch": "f" * 32}, headers=newcomer.headers)
    newcomer.epoch = dewi.epoch
    own = new_id()
    client = {"kind": "client", "record": own, "feed": own, "body": {"alias": "X"}, "by": new_id(), "at": AT}
    assert hand_in(sari, fresh) == hand_in(newcomer, client) == ["refused"]
    assert count(place) == before


def test_a_phone_renewed_since_still_hands_in_what_it_holds(place: Place, sari: Phone, visit: str) -> None:
    place.restore(sari)
    with writing(place.engine) as session:
        code = make_code(session, place.settings, place.people["Sari"], now=place.clock())
    sari.renew(code)
    assert hand_in(sari, {**found(sari, visit)[0], "record": new_id()}) == ["made"]


def test_a_while_after_hearing_of_it_nobody_hands_in(place: Place, sari: Phone, visit: str) -> None:
    place.restore(sari)
    for days, answer in ((13, "made"), (15, "refused")):
        with writing(place.engine) as session:
            told = session.exec(select(EpochTold)).one()
            told.at = told.at.now(told.at.tzinfo) - timedelta(days=days)
        assert hand_in(sari, {**found(sari, visit)[0], "record": new_id()}) == [answer]


def test_what_is_handed_in_keeps_its_kind_and_its_size(place: Place, sari: Phone, visit: str) -> None:
    case = sari.told[visit]["feed"]
    place.restore(sari)
    before = count(place)
    assert hand_in(sari, *found(sari, case, kind="visit")) == ["waiting"]
    assert hand_in(sari, *found(sari, visit, body={"note": "x" * 40_000})) == ["refused"]
    assert hand_in(sari, *found(sari, visit, record=new_id(), body={"note": "x" * 40_000})) == ["refused"]
    assert count(place) == before
    with reading(place.engine) as session:
        assert [row.record for row in session.exec(select(HeldChange)).all()] == [case], "a copy is kept"


def test_handed_in_twice_it_is_asked_once(place: Place, sari: Phone, visit: str) -> None:
    place.restore(sari)
    other = found(sari, visit, body={**VISIT, "note": "Lain."})
    assert (hand_in(sari, *other), hand_in(sari, *other)) == (["asked"], ["same"])
    assert len(sari.sync().told[visit]["body"]["questions"]["note"]) == 1


@ON_ONE_ENGINE
def test_what_the_server_itself_wrote_is_asked_of_nobody(place: Place, sari: Phone, client_of: Any) -> None:
    case = client_of(sari)
    sari.save("consent", BODIES["consent"], feed=case)
    referral = sari.save("referral", BODIES["referral"], feed=case)
    place.restore(sari.sync())
    body = {**sari.told_values(referral), "number": "R-3322012001-2026-77", "steps": []}
    for more, answer in (({}, "same"), ({"urgency": "urgent"}, "asked")):
        assert hand_in(sari, *found(sari, referral, body=body | more)) == [answer]
    assert set(sari.sync().told[referral]["body"]["questions"]) == {"urgency"}


def test_who_comes_second_keeps_her_client(place: Place, sari: Phone, dewi: Phone, visit: str) -> None:
    """Sari opened it after the backup and Dewi was invited; Dewi's phone is back first."""
    case = sari.told[visit]["feed"]
    place.invite(sari, case, "Dewi")
    dewi.sync()
    sari.save("visit", VISIT, feed=case)
    sari.sync()
    late = sari.save("visit", VISIT, feed=case)
    lose(place, case)
    place.restore(dewi, sari)
    assert hand_in(dewi, *found(dewi, case, visit)) == ["made"] * 2
    put_back(sari)
    assert set(results(sari.push())) == {"applied"}
    assert not sari.refused, sari.refused
    assert {case, visit, late} <= set(sari.sync().told)
    assert set(dewi.sync().told) == set(sari.told)
    assert "questions" not in sari.told[visit]["body"]


def test_what_she_only_holds_brings_her_back_too(place: Place, sari: Phone, dewi: Phone, visit: str) -> None:
    """A follow begun after the backup, in a case from before it."""
    case = sari.told[visit]["feed"]
    place.invite(sari, case, "Dewi")
    dewi.sync()
    with writing(place.engine) as session:
        session.execute(delete(Follow).where(col(Follow.agent) == place.people["Dewi"]))
    place.restore(dewi)
    assert hand_in(dewi, *found(dewi, case, visit)) == ["same"] * 2
    assert {case, visit} <= set(dewi.sync().told)


def test_who_was_revoked_or_never_there_gets_nothing_back(
    place: Place, sari: Phone, dewi: Phone, budi: Phone, visit: str
) -> None:
    case = sari.told[visit]["feed"]
    place.invite(sari, case, "Dewi")
    dewi.sync()
    end_follow(place, place.phone("Ratna", role="coordinator"), case, "Dewi", "revoked")
    place.restore(dewi, budi)
    assert hand_in(dewi, *found(dewi, case, visit)) == ["waiting"] * 2
    assert hand_in(budi, *found(sari, case, visit)) == ["waiting"] * 2
    assert dewi.sync().told == budi.sync().told == {}


def test_a_follow_that_comes_back_brings_no_other_that_ended(
    place: Place, sari: Phone, dewi: Phone, client_of: Any
) -> None:
    """Both in one push: of the one nothing is known any more, the other was revoked before the backup."""
    lost, ended = client_of(sari, also=("Dewi",)), client_of(sari, "Mbak Rini", also=("Dewi",))
    dewi.sync()
    end_follow(place, place.phone("Ratna", role="coordinator"), ended, "Dewi", "revoked")
    with writing(place.engine) as session:
        hers = session.exec(select(Follow).where(Follow.agent == place.people["Dewi"], Follow.feed == lost)).one()
        session.delete(hers)
    place.restore(dewi)
    for case in (lost, ended):
        dewi.save("visit", VISIT, feed=case)
    assert results(dewi.push()) == ["applied", "waiting"]
    assert lost in dewi.sync().told
    assert ended not in dewi.told


def test_naming_a_case_of_another_unit_brings_nobody_in(place: Place, sari: Phone, dewi: Phone, visit: str) -> None:
    """Dewi never accompanied it; it lies in her unit's home and is another unit's by now."""
    case = sari.told[visit]["feed"]
    place.person("Ratna", role="coordinator")
    assert move(place, "Ratna", case, "B").status_code == 200
    place.restore(dewi)
    assert hand_in(dewi, *found(sari, case, visit)) == ["waiting"] * 2
    assert dewi.sync().told == {}


def test_a_creation_that_comes_again_fills_no_gap_unasked(
    place: Place, sari: Phone, dewi: Phone, client_of: Any
) -> None:
    """Somebody cleared the note meanwhile; who made the client brings it back as a question."""
    case = client_of(sari, note="Yang lama.", also=("Dewi",))
    dewi.sync()
    dewi.save("client", {"note": None}, record=case)
    dewi.sync()
    lose(place, case)
    place.restore(dewi, sari)
    assert hand_in(dewi, *found(dewi, case)) == ["made"]
    put_back(sari)
    assert results(sari.push()) == ["merged"]
    body = dewi.sync().told[case]["body"]
    assert ("note" in body, body["questions"]["note"][0]["value"]) == (False, "Yang lama.")


def test_taking_what_was_held_gives_back_a_follow_a_restore_lost(
    place: Place, sari: Phone, dewi: Phone, visit: str
) -> None:
    case, ratna = sari.told[visit]["feed"], place.phone("Ratna", role="coordinator")
    place.restore(sari)
    with writing(place.engine) as session:
        session.execute(delete(Follow).where(col(Follow.agent) == place.people["Sari"]))
        told = session.exec(select(EpochTold)).one()
        told.at -= timedelta(days=30)
    place.invite(ratna, case, "Dewi")
    late = sari.save("visit", VISIT, feed=case)
    assert results(sari.push()) == ["waiting"]
    path = f"/v1/refusals/{sari.out[0]['id']}/take"
    assert place.http.post(path, headers=ratna.headers).json()["answer"] == "applied"
    assert {case, visit, late} <= set(sari.sync().told)


def test_what_was_erased_is_told_to_who_comes_back_and_to_nobody_else(
    place: Place, sari: Phone, dewi: Phone, visit: str
) -> None:
    """Her follow is lost with the restore; a colleague who heard of no restore names the case too."""
    case = sari.told[visit]["feed"]
    place.restore(sari)
    dewi.epoch = sari.epoch
    with writing(place.engine) as session:
        session.exec(select(Feed).where(Feed.id == case)).one().erased_at = place.clock()
        session.execute(delete(Follow))
    for phone, answer in ((sari, "erased"), (dewi, "waiting")):
        phone.save("visit", VISIT, feed=case)
        assert results(phone.push()) == [answer]
