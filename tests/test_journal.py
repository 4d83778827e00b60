"""What an older copy must not bring back: a lock, a wipe, an ended follow, an erased case, somebody who left."""

import os
import resource
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlmodel import Session, col, select

from api.access.rights_requests import RightsRequest
from api.backups.journal_replay import replay_journal
from api.backups.kept_boxes import keep_box, kept_boxes, write_through
from api.backups.server_journal import keep_journal
from api.changes.erasure import erase_case
from api.changes.feeds import lock_home
from api.changes.tables import Change, Feed, Follow, HeldChange, MoveOffer
from api.clock import system_clock
from api.db.engine import make_engine, writing
from api.identity.people import Person
from api.identity.tables import Enrolment
from api.ids import new_id
from tests.conftest import Place
from tests.engines import ENGINES, ON_ONE_ENGINE, owners
from tests.phone import Phone
from tests.reused_databases import leave_alone
from tests.samples import BODIES
from tests.test_backup import backed_up, desk_at, elsewhere
from tests.test_feed_key import move
from tests.test_own_data import unfit
from tests.test_sync_people import end_follow

pytestmark = pytest.mark.whole


def put_back(place: Place, made: Path) -> str:
    """In its own place, while nobody is served."""
    place.app.state.engine.dispose()
    place.engine.dispose()
    leave_alone(place.settings.database_url)
    return desk_at(place).prints("restore", str(made), "--replace")


def lines(place: Place) -> list[Any]:
    """None where nothing was ever written."""
    file = place.settings.journal_file
    return [orjson.loads(line) for line in file.read_bytes().splitlines() if line] if file.exists() else []


def erase(place: Place, case: str) -> None:
    """As it is done for a client who asks."""
    engine = make_engine(owners(place.settings.database_url))
    keep_journal(engine, place.settings, place.clock)
    with writing(engine) as session:
        feed = session.exec(select(Feed).where(col(Feed.id) == case)).one()
        erase_case(session, lock_home(session, feed.home), feed, system_clock())
    engine.dispose()


def told_beside(place: Place, sari: Phone, case: str) -> str:
    """Her own words, and what another unit was told of her. A code of her own page."""
    sari.save("move", {**BODIES["move"], "to_unit": place.units["B"]}, feed=case)
    sari.sync()
    ids = {"id": new_id(), "feed": case}
    with writing(place.engine) as session:
        asked = {"asked_at": place.clock(), "due_at": place.clock()}
        session.add(RightsRequest(home=place.units["A"], right="erase", said="Hapus semua.", **ids, **asked))
        units = {"home": place.units["B"], "case_home": place.units["A"], "from_unit": place.units["A"]}
        session.add(MoveOffer(because="Pindah.", offered_at=place.clock(), **ids, **units))
    answer = place.http.post(f"/v1/clients/{case}/own-codes", headers=sari.headers)
    return str(answer.json()["code"])


def left_beside(session: Session) -> list[str | None]:
    """Of these."""
    return [session.exec(select(RightsRequest.said)).one(), session.exec(select(MoveOffer.because)).one()]


def status_of(place: Place, phone: Phone) -> str:
    answer = place.http.post("/v1/enrolments/status", json={"handle": phone.card["handle"]})
    return "" if answer.status_code == 404 else str(answer.json()["status"])


@pytest.mark.parametrize("survives", [True, False], ids=["with the journal", "without it"])
def test_what_was_ended_since_stays_ended(
    place: Place, sari: Phone, dewi: Phone, client_of: Any, survives: bool
) -> None:
    """And without the journal it would not: that is what it is for."""
    ratna = place.phone("Ratna", role="coordinator")
    kept, gone = client_of(sari, also=("Dewi",)), client_of(sari, "Kak Mawar")
    begun = client_of(sari, "Pak Tono")
    away, code = client_of(sari, "Bu Rini"), told_beside(place, sari, gone)
    old, lost = place.phone("Dewi"), place.phone("Sari")
    place.person("Citra")
    made = backed_up(desk_at(place))

    fresh = place.phone("Dewi")
    for phone, word in ((old, "lock"), (lost, "wipe")):
        answer = place.http.post(f"/v1/enrolments/{phone.enrolment}/{word}", headers=ratna.headers)
        assert answer.status_code == 200, answer.text
    end_follow(place, ratna, kept, "Dewi", "revoked")
    assert move(place, "Ratna", away, "B").status_code == 200
    place.invite(sari, begun, "Dewi")
    erase(place, gone)
    desk_at(place).prints("user", "off", "Citra")
    if not survives:
        place.settings.journal_file.unlink()
    told = put_back(place, made)

    assert ("19 diterapkan" in told) is survives
    stand = [status_of(place, phone) for phone in (old, lost, fresh)]
    assert stand == (["locked", "wipe", "active"] if survives else ["active", "active", ""])
    with writing(place.engine) as session:
        feed = session.exec(select(Feed).where(col(Feed.id) == gone)).one()
        follow = session.exec(select(Follow).where(Follow.agent == place.people["Dewi"], Follow.feed == kept)).one()
        bodies = session.exec(select(Change.body).where(Change.feed == gone)).all()
        assert any(bodies) is not survives
        moved = session.exec(select(Feed.unit).where(col(Feed.id) == away)).one()
        assert moved == place.units["B" if survives else "A"], "whom it left reads it no more"
        assert left_beside(session) == ([None, None] if survives else ["Hapus semua.", "Pindah."])
        citra = session.exec(select(Person).where(Person.name == "Citra")).one()
        assert (feed.erased_at is not None, follow.reason, citra.active) == (survives, "revoked" if survives else None,
                                                                             not survives)  # fmt: skip
    unfit(place, code)
    if survives:
        fresh.sign_in()
        assert kept not in fresh.feeds
        assert place.http.get(f"/v1/clients/{begun}", headers=fresh.headers).status_code == 200


def test_the_journal_holds_ids_and_times_and_nothing_that_did_not_happen(place: Place, sari: Phone) -> None:
    with writing(place.app.state.engine) as session:
        session.get_one(Enrolment, sari.enrolment).status = "wipe"
        session.flush()
        session.rollback()
    assert [(line["table"], line["new"], line["id"]) for line in lines(place)] == [("enrolment", True, sari.enrolment)]
    assert place.settings.journal_file.stat().st_mode & 0o077 == 0
    assert "Sari" not in place.settings.journal_file.read_text()


def test_a_line_that_was_cut_and_whom_nobody_knows_stop_nothing(place: Place, sari: Phone) -> None:
    made, journal = backed_up(desk_at(place)), place.settings.journal_file
    of_a_release_before = orjson.dumps({"table": "enrolment", "id": new_id(), "status": "locked"}) + b"\n"
    for name in ("Newcomer", "Another"):
        place.phone(name)
        with journal.open("ab") as file:
            file.write(of_a_release_before + b'{"at":"2026-')
    assert "4 tidak dikenal" in put_back(place, made), "neither what comes behind a cut line, nor what it comes behind"


@pytest.mark.parametrize("place", [one for one in ENGINES if one == "sqlite"], indirect=True)
def test_whatever_holds_cases_is_its_owners_alone(place: Place, tmp_path: Path, sari: Phone) -> None:
    """Also where the machine's habit is that everybody may read: a file may be carried out of its folder."""
    before = os.umask(0o022)
    try:
        made, laid = backed_up(desk_at(place)), elsewhere(place, tmp_path, f"sqlite:///{tmp_path}/fresh.sqlite3")
        laid.prints("restore", str(made))
        make_engine(f"sqlite:///{tmp_path}/new.sqlite3").connect().close()
    finally:
        os.umask(before)
    files = [one for one in tmp_path.rglob("*") if one.is_file() and one.name != ".lock"]
    assert len(files) > 7
    assert [str(one) for one in files if one.stat().st_mode & 0o077] == []


def test_a_journal_that_takes_no_line_undoes_nothing_and_is_told(
    place: Place, sari: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    place.settings.journal_file.unlink()
    place.settings.journal_file.mkdir()
    place.person("Ratna", role="coordinator")
    answer = place.http.post(f"/v1/enrolments/{sari.enrolment}/lock", headers=place.headers("Ratna"))
    assert (answer.status_code, status_of(place, sari)) == (200, "locked")
    assert [record.getMessage() for record in caplog.records if record.exc_info] == ["journal failed"]


def test_what_finds_no_room_is_told_and_a_box_is_whole_or_none(tmp_path: Path) -> None:
    """A full disk takes the beginning of a text, and says so only of the rest."""
    journal, box = tmp_path / "journal.jsonl", {"name": "a", "sealed": "x" * 100}
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            write_through(journal, os.O_APPEND, b"x" * 100)
        with pytest.raises(OSError, match="File too large"):
            keep_box(journal, box)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(kept_boxes(journal)) == []
    keep_box(journal, box)
    assert list(kept_boxes(journal)) == [box]


def test_what_happens_together_is_written_line_by_line_and_what_did_not_change_is_not(
    place: Place, sari: Phone, dewi: Phone
) -> None:
    with writing(place.app.state.engine) as session:
        for phone in (sari, dewi):
            row = session.get_one(Enrolment, phone.enrolment)
            row.status, row.unsent = "locked", 7
        with session.begin_nested():
            session.get_one(Enrolment, dewi.enrolment).status = "wipe"
        session.get_one(Enrolment, sari.enrolment).unsent = 8
    told = [(line["table"], line["id"], line["status"]) for line in lines(place) if "new" not in line]
    assert sorted(told) == sorted(
        [("enrolment", sari.enrolment, "locked")]
        + [("enrolment", dewi.enrolment, status) for status in ("locked", "wipe")]
    )
    moments = [line["at"] for line in lines(place)]
    assert moments == sorted(moments)


def test_nobody_follows_twice_where_a_line_that_ended_it_was_lost(place: Place, sari: Phone, client_of: Any) -> None:
    """A power cut between commit and journal; of two at once the older would outlive its end."""
    case, journal = client_of(sari), place.settings.journal_file
    [line] = [one for one in lines(place) if one["table"] == "follow"]
    journal.write_bytes(orjson.dumps({**line, "since": "2026-12-24T00:00:00Z"}))
    with writing(place.engine) as session:
        assert replay_journal(session, journal) == (0, 1)
        assert len(session.exec(select(Follow).where(Follow.feed == case)).all()) == 1


@ON_ONE_ENGINE
def test_what_waits_for_the_coordinator_of_a_case_moves_on_with_it(place: Place, sari: Phone, client_of: Any) -> None:
    case, journal = client_of(sari), place.settings.journal_file
    home, other = place.units["A"], place.units["B"]
    about = {"home": home, "feed": case, "kind": "visit", "record": new_id(), "by": place.people["Sari"]}
    moved = {"table": "feed", "home": home, "id": case, "erased_at": None, "unit": other}
    journal.write_bytes(orjson.dumps(moved))
    with writing(place.engine) as session:
        told = {"received_at": place.clock(), "answer": "waiting", "change": "[]", "content": "", "problem": ""}
        session.add(HeldChange(id=new_id(), unit=home, **about, **told))
        assert replay_journal(session, journal) == (1, 0)
        assert session.exec(select(HeldChange.unit)).one() == other
