"""What becomes of each record that a phone hands in after a restore: made, asked or kept as a copy, and never more."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select, update

from api.changes.canonical_json import digest
from api.changes.epoch import new_epoch
from api.changes.tables import Change, EpochTold, Feed, Follow, HeldChange
from api.clock import system_clock
from api.db.engine import reading, writing
from api.identity.enrolment_codes import make_code
from api.identity.server_epoch import epoch_state
from api.identity.tables import Enrolment
from api.ids import new_id
from api.sync.recovery import LARGEST
from api.sync.returning import OPEN, was_there_before, was_told
from tests.conftest import Place
from tests.phone import Phone
from tests.test_returning import AT, count, found, hand_in, lose
from tests.test_returning import visit as visit
from tests.test_sync import VISIT


def history(place: Place, phone: Phone, plural: str, record: str) -> list[Any]:
    answer = place.http.get(f"/v1/{plural}/{record}/history", headers=phone.headers)
    assert answer.status_code == 200, answer.text
    return list(answer.json())


def test_what_was_erased_stays_erased(place: Place, sari: Phone, visit: str) -> None:
    case, told = sari.told[visit]["feed"], found(sari, visit)[0]
    with writing(place.engine) as session:
        session.execute(update(Change).where(col(Change.record) == visit).values(body=None))
    place.restore(sari)
    assert hand_in(sari, told) == ["erased"]
    with writing(place.engine) as session:
        session.execute(update(Feed).where(col(Feed.id) == case).values(erased_at=system_clock()))
    before = count(place)
    assert hand_in(sari, told, {**told, "record": new_id()}) == ["erased"] * 2
    with writing(place.engine) as session:
        session.delete(session.exec(select(Follow)).one())
    hand_in(sari, told)
    with reading(place.engine) as session:
        assert session.exec(select(Follow)).all() == [], "nobody begins to follow what was erased"
    assert count(place) == before


def test_a_kind_that_is_not_known_here_is_kept_as_a_copy(place: Place, sari: Phone, visit: str) -> None:
    place.restore(sari)
    before = count(place)
    assert hand_in(sari, found(sari, visit, kind="tea", record=new_id())[0]) == ["waiting"]
    assert count(place) == before


def test_what_is_made_again_is_what_was_told_and_no_question(place: Place, sari: Phone, visit: str) -> None:
    place.restore(sari)
    asked = {"note": [{"change": new_id(), "enrolment": None, "by": new_id(), "at": AT, "value": "X"}]}
    again = found(sari, visit, record=new_id(), body={**VISIT, "questions": asked, "place": None})[0]
    assert hand_in(sari, again) == ["made"]
    body = {name: value for name, value in VISIT.items() if name != "place"}
    assert sari.sync().told[again["record"]]["body"] == body
    [made] = history(place, sari, "visits", again["record"])
    assert (made["set"], made["late"]) == (body, False)


def test_what_differs_is_asked_with_what_differs_and_each_word_of_hers(place: Place, sari: Phone, visit: str) -> None:
    place.restore(sari)
    for note in ("Lain.", "Lain lagi."):
        assert hand_in(sari, *found(sari, visit, body={**VISIT, "note": note})) == ["asked"]
    told = sari.sync().told[visit]["body"]
    assert (told["note"], [one["value"] for one in told["questions"]["note"]]) == (VISIT["note"], ["Lain lagi."])
    for entry, note in zip(history(place, sari, "visits", visit)[1:], ("Lain.", "Lain lagi."), strict=True):
        assert (entry["set"], entry["lost"], entry["late"]) == ({"note": note}, {"note": note}, False)


def test_who_heard_of_an_older_restore_alone_hands_in_nothing(
    place: Place, sari: Phone, dewi: Phone, visit: str
) -> None:
    place.restore(sari)
    place.restore(dewi)
    sari.epoch = dewi.epoch
    assert hand_in(sari, {**found(sari, visit)[0], "record": new_id()}) == ["refused"]


def test_a_renewed_phone_has_no_second_fortnight(place: Place, sari: Phone, visit: str) -> None:
    place.restore(sari)
    heard_long_ago(place)
    for _ in range(2):
        renew(place, sari)
        assert hand_in(sari, {**found(sari, visit)[0], "record": new_id()}) == ["refused"]


@pytest.mark.parametrize("held", ["before the backup", "after it"])
def test_a_follow_that_comes_back_says_why(place: Place, sari: Phone, dewi: Phone, visit: str, held: str) -> None:
    case = sari.told[visit]["feed"]
    place.invite(sari, case, "Dewi")
    dewi.sync()
    if held == "after it":
        lose(place, case)
        place.restore(dewi, sari)
        assert hand_in(dewi, *found(dewi, case)) == ["made"]
    else:
        with writing(place.engine) as session:
            session.delete(session.exec(select(Follow).where(Follow.agent == place.people["Sari"])).one())
        place.restore(sari)
    hand_in(sari, *found(sari, case))
    answer = place.http.get(f"/v1/clients/{case}/followers", headers=sari.headers).json()
    [hers] = [one for one in answer if one["agent"] == place.people["Sari"]]
    assert (hers["until"], hers["because"]) == (None, "Mendampingi lagi setelah server dipulihkan.")


@pytest.mark.usefixtures("visit")
def test_the_fortnight_begins_and_ends_at_its_moment_and_is_of_her_own_phone(place: Place, sari: Phone) -> None:
    """A moment before it is that of a clock that went back, from which it begins anew."""
    place.restore(sari)
    with writing(place.engine) as session:
        told = session.exec(select(EpochTold)).one().at
        before = told - timedelta(seconds=1)
        for within, moment, heard in (
            (OPEN, told, True),
            (OPEN, told + OPEN - timedelta(seconds=1), True),
            (OPEN, told + OPEN, False),
            (None, told + 2 * OPEN, True),
            (OPEN, before, True),
            (OPEN, before + OPEN - timedelta(seconds=1), True),
            (OPEN, before + OPEN, False),
        ):
            assert was_told(session, sari.enrolment, within=within, now=moment) is heard
            assert not was_told(session, new_id(), within=within, now=moment)
            assert not was_told(session, None, within=within, now=moment)


@pytest.mark.usefixtures("visit")
def test_who_had_a_phone_before_the_restore_was_there_before(place: Place, sari: Phone) -> None:
    with writing(place.engine) as session:
        session.get_one(Enrolment, sari.enrolment).made_in = ""  # before enrolments said it
        session.flush()
        assert not was_there_before(session, sari.enrolment, epoch_state(session)), "there was no restore"
        new_epoch(session, place.clock() - timedelta(days=365))
    dewi = place.phone("Dewi")
    with reading(place.engine) as session:
        here = epoch_state(session)
        assert was_there_before(session, sari.enrolment, here), "whatever the clock of the restored machine says"
        assert not was_there_before(session, dewi.enrolment, here)


def ask_again(place: Place, phone: Phone) -> None:
    """It hears once more that there is another epoch."""
    epoch = phone.epoch
    place.http.post("/v1/sync/push", json={**phone.ask(changes=[]), "epoch": "f" * 32}, headers=phone.headers)
    phone.epoch = epoch


def renew(place: Place, phone: Phone) -> None:
    """With a code of the coordinator."""
    with writing(place.engine) as session:
        code = make_code(session, place.settings, phone.card["agent"]["id"], now=place.clock())
    phone.renew(code)
    ask_again(place, phone)


def heard_long_ago(place: Place) -> None:
    with writing(place.engine) as session:
        for told in session.exec(select(EpochTold)).all():
            told.at -= timedelta(days=20)


def test_another_phone_of_somebody_who_was_there_has_nothing_of_then(place: Place, sari: Phone, visit: str) -> None:
    place.restore(sari)
    fresh, handed = place.phone("Sari"), found(sari, visit)[0]
    for _ in range(2):
        ask_again(place, fresh)
        assert hand_in(fresh, {**handed, "record": new_id()}) == ["refused"]
        renew(place, fresh)
    assert hand_in(sari, {**handed, "record": new_id()}) == ["made"]


def test_who_says_that_a_restore_lost_her_phone_has_no_second_fortnight(place: Place, sari: Phone, visit: str) -> None:
    """Its enrolment is known to nobody, so her word must do; but it does so once."""
    place.restore(sari)
    heard_long_ago(place)
    for enrolment in (new_id(), new_id()):
        sari.enrolment = enrolment
        renew(place, sari)
        assert hand_in(sari, {**found(sari, visit)[0], "record": new_id()}) == ["refused"]


def test_and_it_has_the_first(place: Place, sari: Phone, visit: str) -> None:
    place.restore()
    sari.epoch, sari.enrolment = place.phone("Dewi").epoch, new_id()
    renew(place, sari)
    assert hand_in(sari, {**found(sari, visit)[0], "record": new_id()}) == ["made"]


def test_who_came_after_the_restore_has_no_phone_that_it_lost(place: Place, sari: Phone) -> None:
    """Whatever she says of one."""
    place.restore(sari)
    citra = place.phone("Citra")
    citra.enrolment, own = new_id(), new_id()
    renew(place, citra)
    client = {"kind": "client", "record": own, "feed": own, "body": {"alias": "X"}, "by": new_id(), "at": AT}
    assert hand_in(citra, client) == ["refused"]


def test_the_longest_body_is_taken_and_one_letter_more_is_not(place: Place, sari: Phone, visit: str) -> None:
    place.restore(sari)
    for more, answer in ((0, "made"), (1, "refused")):
        note = "x" * (LARGEST + more - len('{"note":""}'))
        assert hand_in(sari, *found(sari, visit, record=new_id(), body={"note": note})) == [answer]


def test_what_is_kept_of_it_has_the_mark_of_what_was_handed_in(place: Place, sari: Phone, visit: str) -> None:
    place.restore(sari)
    kept, other = dict(VISIT), {**VISIT, "note": "Lain."}
    again, strange = found(sari, visit, record=new_id()), found(sari, visit, kind="tea", record=new_id())
    assert hand_in(sari, *again, *found(sari, visit, body=other), *strange) == ["made", "asked", "waiting"]
    with reading(place.engine) as session:
        marks = session.exec(select(Change.content).order_by(col(Change.version).desc()).limit(2)).all()
        assert marks == [digest({"note": "Lain."}), digest(kept)]
        assert session.exec(select(HeldChange.content)).all() == [digest(kept)]
