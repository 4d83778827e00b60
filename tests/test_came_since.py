"""What came since a backup was made, and the journal brings back: institutions, people, roles, phones, and what clients
asked."""

from typing import Any

import pytest
from sqlmodel import select

from api.backups.kept_boxes import keep_box
from api.db.engine import writing
from api.identity.memberships import Membership
from api.identity.rescued_envelopes import RescuedEnvelope
from tests.conftest import Place
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_backup import backed_up, desk_at
from tests.test_journal import put_back, status_of
from tests.test_own_data import answer, ask, code_of, waiting
from tests.test_returning import AT
from tests.test_returning import put_back as wait_again

pytestmark = pytest.mark.whole


@pytest.mark.parametrize("survives", [True, False], ids=["with the journal", "without it"])
def test_who_came_since_the_copy_is_there_again_and_so_is_her_work(place: Place, survives: bool) -> None:
    """Under another id nobody could go on with what lies on her phone."""
    desk = desk_at(place)
    made = backed_up(desk)
    place_of = ("--village", "33.22.01.2001", "--service", "assessment")
    clinic = desk.prints("partner", "add", "Klinik baru", *place_of).split()[0]
    words = ("--role", "agent", "--unit", place.units["A"])
    place.people["Citra"] = desk.prints("user", "add", "Citra", *words).split()[0]
    account = ("--username", "petugas")
    officer = desk.prints("user", "add", "Petugas", "--role", "partner", "--partner", clinic, *account).split()[0]
    citra = place.phone("Citra")
    case = citra.save("client", BODIES["client"])
    citra.sync()
    box = {"person": place.people["Citra"], "name": "a" * 64, "enrolment": citra.enrolment, "sealed": "x"}
    keep_box(place.settings.journal_file, {"table": "rescued_envelope", "new": True, **box, "received_at": AT})
    if not survives:
        place.settings.journal_file.unlink()
    put_back(place, made)

    assert status_of(place, citra) == ("active" if survives else "")
    told = citra.http.post("/v1/sync/push", json=citra.ask(changes=[]), headers=citra.headers)
    assert told.status_code == (409 if survives else 401), told.text
    with writing(place.engine) as session:
        roles = session.exec(select(Membership.unit, Membership.partner).where(Membership.person == officer)).all()
        assert roles == ([(None, clinic)] if survives else [])
        assert session.exec(select(RescuedEnvelope.sealed)).all() == (["x"] if survives else [])
    if survives:
        assert "kata sandi: " in desk.prints("user", "password", officer, *account)
        citra.epoch, citra.cursor = told.json()["epoch"], {}
        wait_again(citra)
        assert citra.sync().told[case]["body"]["alias"] == BODIES["client"]["alias"]


def test_what_a_client_asked_since_waits_again_and_what_she_was_answered_does_not(
    place: Place, sari: Phone, client_of: Any
) -> None:
    """Without her words, which lie in the database alone."""
    place.person("Ratna", role="coordinator")
    case, desk = client_of(sari), desk_at(place)
    made = backed_up(desk)
    code = code_of(place, case)
    for right in ("see", "erase"):
        assert ask(place, code, right, said="Minta tolong.").status_code == 201
    before = {one["right"]: one for one in waiting(place)}
    assert answer(place, before["see"]["id"]).status_code == 200
    put_back(place, made)
    after = {one["right"]: one for one in waiting(place)}
    assert after == {
        "erase": {**before["erase"], "said": None},
        "see": {**before["see"], "said": None, "outcome": "done", "answered_at": after["see"]["answered_at"]},
    }
    assert after["see"]["answered_at"]
