"""Sealed boxes of a case go with it when it is erased, come back with no older copy, and fill no disk."""

from typing import Any

import pytest
from sqlmodel import select

from api.backups.kept_boxes import folder_beside
from api.changes.feed_key import FeedKey
from api.changes.feeds import lock_home
from api.changes.tables import Change, Feed
from api.db.engine import reading, writing
from api.identity.rate_limits import RESCUE_ADDRESS
from api.identity.rescued_envelopes import RescuedEnvelope
from api.identity.server_keys import ServerKeys
from api.ids import demo_id, new_id
from api.sync import rescue
from api.sync.rescue_envelopes import EnvelopeContent
from api.sync.rescue_erased import forget_envelopes, ids_of_case, look_through
from tests.conftest import Place
from tests.engines import ENGINES
from tests.envelopes import envelope
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_backup import backed_up, desk_at
from tests.test_feed_key import move
from tests.test_journal import put_back
from tests.test_own_data import answer, ask, code_of, waiting
from tests.test_rescue import hand_in
from tests.test_rescue_returns import returned
from tests.test_sync import VISIT
from tests.test_throttles import HERE, tries

CASE, OTHER = demo_id("case"), demo_id("other")


def draft(phone: Phone, *ids: str, note: str = "") -> str:
    """Of which the server knows nothing but the ids that it names."""
    return envelope(phone, "draft", draft={"key": f"visit:{':'.join(ids)}", "value": {"note": note}})


@pytest.mark.parametrize(("key", "note", "named"), [(CASE, OTHER, CASE), ("new", OTHER, OTHER)])
def test_a_draft_lies_where_its_key_says_or_else_where_it_may(key: str, note: str, named: str) -> None:
    told = {"key": f"visit:{key}", "value": {"note": f"tentang {note}"}}
    assert ids_of_case(EnvelopeContent(v=1, mark="draft", enrolment=new_id(), draft=told)) == {named}


def refused(phone: Phone, case: str) -> str:
    phone.save("visit", VISIT, feed=case)
    return envelope(phone, "refused", change=phone.out.pop())


def erase(place: Place, case: str, coordinator: str = "Bu Ratna") -> None:
    """By the door, as for a client who asks."""
    place.person(coordinator, role="coordinator")
    assert ask(place, code_of(place, case, coordinator), "erase").status_code == 201
    [asked, *_] = waiting(place, coordinator)
    done = answer(place, asked["id"], coordinator, carry_out=True)
    assert done.status_code == 200, done.text


def sealed(place: Place) -> int:
    """How many boxes can still be opened here, in the database and beside it."""
    with reading(place.engine) as session:
        rows = [row for row in session.exec(select(RescuedEnvelope)).all() if row.sealed is not None]
    files = list(folder_beside(place.settings.journal_file).glob("*"))
    assert {file.stem for file in files} == {row.name for row in rows}
    return len(rows)


def test_under_the_lock_only_what_came_since_is_opened(place: Place, sari: Phone, client_of: Any) -> None:
    """What was looked through before goes without a key to open it."""
    case = client_of(sari)
    home, keys = place.units["A"], place.app.state.server_keys
    assert hand_in(place, draft(sari, case), draft(sari)) == ["kept"] * 2
    with reading(place.engine) as session:
        seen = look_through(session, keys, home)
    assert sorted(seen.values(), key=len) == [set(), {case}]
    assert hand_in(place, draft(sari, case, note="sesudahnya")) == ["kept"]
    for able, left in ((ServerKeys((), ()), 2), (keys, 1)):
        with writing(place.app.state.engine) as session:
            lock_home(session, home)
            forget_envelopes(session, able, FeedKey(home, case), seen)
        assert sealed(place) == left


def in_another_home(place: Place, case: str, visit: str) -> str:
    """A record of a case of the same id there: no door makes that, a restore might."""
    with writing(place.engine) as session:
        feed = session.exec(select(Feed).where(Feed.id == case)).one()
        made = session.exec(select(Change).where(Change.record == visit)).one()
        session.add(Feed(**{**feed.model_dump(), "home": place.units["C"], "unit": place.units["C"]}))
        session.flush()
        own = {"home": place.units["C"], "record": new_id()}
        session.add(Change(**{**made.model_dump(), **own}))
        return own["record"]


@pytest.mark.parametrize("moved", [False, True], ids=["at home", "from another unit"])
def test_what_lies_sealed_of_a_case_goes_with_it(place: Place, sari: Phone, client_of: Any, moved: bool) -> None:
    other, writer = client_of(sari, "Mbak Rini"), place.phone("Budi", "B") if moved else sari
    case = client_of(writer)
    if moved:
        place.person("Tono", "B", "coordinator")
        assert move(place, "Tono", case, "A", "Sari").status_code == 200
        sari.sync()
    visit = sari.save("visit", VISIT, feed=case)
    sari.sync()
    hers = [refused(sari, case), draft(sari, case), draft(sari, visit), draft(sari, note=f"tentang {case}")]
    nowhere = envelope(sari, "refused", change={"id": "without a case"})
    others = [refused(sari, other), draft(sari, other, note=f"sama dengan {case}"), draft(sari), nowhere]
    others.append(draft(sari, in_another_home(place, case, visit)))
    assert hand_in(place, *hers, *others) == ["kept"] * 9
    assert sealed(place) == 9
    erase(place, case)
    assert sealed(place) == 5
    assert hand_in(place, *hers, *others) == ["known"] * 9
    late = [refused(sari, case), draft(sari, case, note="lain"), draft(sari, visit, note="lain")]
    assert hand_in(place, *late) == ["erased"] * 3
    before = tries(place, RESCUE_ADDRESS, HERE)
    assert hand_in(place, *late) == ["erased"] * 3
    assert tries(place, RESCUE_ADDRESS, HERE) == before + 1, "a copy of it is anybody's"
    assert (sealed(place), len(returned(place, place.phone("Sari")))) == (5, 5)


def test_a_box_that_cannot_be_cleared_away_keeps_no_line_out_of_the_journal(
    place: Place, sari: Phone, client_of: Any
) -> None:
    case, journal = client_of(sari), place.settings.journal_file
    assert hand_in(place, draft(sari, case)) == ["kept"]
    folder_beside(journal).rename(journal.with_suffix(".aside"))
    folder_beside(journal).touch()
    erase(place, case)
    assert f'"id":"{case}","erased_at":' in journal.read_text()


def test_what_cannot_be_opened_holds_up_nobody(place: Place, sari: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as a page has, older than all others, of a key that is gone."""
    monkeypatch.setattr("api.sync.rescue_returns.PAGE", 2)
    with writing(place.engine) as session:
        for number in range(3):
            row = {"person": place.people["Sari"], "enrolment": sari.enrolment, "received_at": place.clock()}
            session.add(RescuedEnvelope(name=f"{number:064x}", sealed="nobody's", **row))
    hand_in(place, *(draft(sari, note=str(number)) for number in range(3)))
    fresh = place.phone("Sari")
    came = returned(place, fresh)
    assert len(came) == 2
    assert place.http.post("/v1/rescue/received", json={"names": list(came)}, headers=fresh.headers).is_success
    assert len(returned(place, fresh)) == 1


def test_a_phone_fills_no_disk_and_what_finds_no_room_stays_with_it(
    place: Place, sari: Phone, dewi: Phone, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes = [draft(sari, note=str(number) * 500) for number in range(3)]
    monkeypatch.setattr(rescue, "ROOM", 2 * len(boxes[0]))
    told = place.http.post("/v1/rescue", json={"envelopes": boxes}).json()["results"]
    assert [one["answer"] for one in told] == ["kept", "kept", "refused"]
    assert told[2]["problem"]["code"] == "envelope-full"
    assert hand_in(place, *boxes) == ["known", "known", "refused"]
    sari.save("client", BODIES["client"])
    assert hand_in(place, envelope(sari, change=sari.out[0]), draft(dewi)) == ["applied", "kept"]
    fresh = place.phone("Sari")
    names = list(returned(place, fresh))
    assert place.http.post("/v1/rescue/received", json={"names": names}, headers=fresh.headers).is_success
    assert hand_in(place, *boxes) == ["known", "known", "kept"]


@pytest.mark.whole
@pytest.mark.parametrize("place", [one for one in ENGINES if one == "sqlite"], indirect=True)
def test_what_was_handed_in_since_a_backup_is_there_after_it_was_put_back(
    place: Place, sari: Phone, client_of: Any
) -> None:
    """And what was given back, or erased, comes with it no more."""
    case = client_of(sari)
    assert hand_in(place, draft(sari, note="sudah diberikan")) == ["kept"]
    made = backed_up(desk_at(place))
    fresh = place.phone("Sari")
    names = list(returned(place, fresh))
    assert place.http.post("/v1/rescue/received", json={"names": names}, headers=fresh.headers).is_success
    assert hand_in(place, draft(sari, note="belum"), draft(sari, case)) == ["kept", "kept"]
    erase(place, case)
    put_back(place, made)
    assert sealed(place) == 1
    fresh.sign_in()
    assert [one["draft"]["value"]["note"] for one in returned(place, fresh).values()] == ["belum"]
