"""A clock that ran ahead and was put right loses nobody's work, and no way leads round the rules of a fact."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from api.app import create_app
from api.changes.epoch import new_epoch
from api.changes.tables import Change, Follow
from api.clock import system_clock
from api.db.engine import reading, writing
from api.identity.access_tokens import give_token
from api.identity.server_epoch import EpochState
from api.ids import new_id
from tests.conftest import Place
from tests.door import client
from tests.phone import ORIGIN, Phone
from tests.test_sync import VISIT, results
from tests.test_sync_people import end_follow

CONSENT = {"act": "given", "on": "2026-11-01", "layers": ["contact"], "text_version": "1", "way": "voice"}
CONSENT |= {"witness": "family", "evidence": "witness", "minor": False}


@contextmanager
def seven_hours_ahead(place: Place, phone: Phone, name: str) -> Iterator[None]:
    """The same server with a wrong clock; afterwards it is right again."""

    def ahead() -> datetime:
        return system_clock() + timedelta(hours=7)

    before = phone.http, phone.token, place.http
    app = create_app(place.settings, clock=ahead)
    with client(app, ORIGIN) as http:
        phone.http = place.http = http
        phone.token = give_token(place.settings, place.people[name], phone.enrolment, now=ahead())
        yield
    app.state.engine.dispose()
    phone.http, phone.token, place.http = before


def test_time_never_goes_back_within_a_home(place: Place, sari: Phone, client_of: Any) -> None:
    case = client_of(sari)
    with seven_hours_ahead(place, sari, "Sari"):
        sari.save("visit", VISIT, feed=case)
        sari.sync()
    sari.save("visit", VISIT, feed=case)
    sari.sync()
    with reading(place.engine) as session:
        times = session.exec(select(Change.received_at).order_by(Change.version)).all()
    assert times == sorted(times)
    assert times[1] - times[0] > timedelta(hours=6)


def test_who_handed_over_under_a_wrong_clock_still_delivers(place: Place, sari: Phone, client_of: Any) -> None:
    case = client_of(sari)
    with seven_hours_ahead(place, sari, "Sari"):
        end_follow(place, sari, case, "Sari", "handed_over")
    sari.save("visit", VISIT, feed=case)
    answer = sari.push()["results"][0]
    assert (answer["answer"], answer["late"]) == ("applied", True)


def test_who_comes_again_under_a_clock_put_right_follows(place: Place, sari: Phone, client_of: Any) -> None:
    case = client_of(sari)
    place.person("Dewi")
    with seven_hours_ahead(place, sari, "Sari"):
        place.invite(sari, case, "Dewi")
    for _ in range(2):
        end_follow(place, sari, case, "Dewi", "handed_over")
        place.invite(sari, case, "Dewi")
    with reading(place.engine) as session:
        rows = session.exec(select(Follow).where(Follow.agent == place.people["Dewi"]).order_by(Follow.since)).all()
    assert [row.until is None for row in rows] == [False, False, True]
    assert all(row.until is None or row.since < row.until for row in rows)
    assert case in place.phone("Dewi").sync().feeds


def test_an_epoch_begins_after_the_one_before(place: Place, sari: Phone) -> None:
    with writing(place.engine) as session:
        row = session.get_one(EpochState, 1)
        row.since = system_clock() + timedelta(hours=7)
        before = row.since
    with writing(place.engine) as session:
        assert new_epoch(session, place.clock()).since > before


@pytest.fixture
def visit(sari: Phone, client_of: Any) -> str:
    """A fact, told."""
    made = sari.save("visit", VISIT, feed=client_of(sari))
    sari.sync()
    return made


def test_any_id_is_no_reason_to_amend_a_fact(sari: Phone, visit: str) -> None:
    for answered in (new_id(), sari.acked[-1][0]["id"]):
        sari.save("visit", {"note": "Lain."}, record=visit, answers=[answered])
    heard = sari.push()["results"]
    assert [one["problem"]["errors"][0]["pointer"] for one in heard] == ["/set/amended_because"] * 2
    assert sari.sync().told[visit]["body"] == VISIT


def test_a_question_is_reason_for_its_own_field_alone(place: Place, sari: Phone, visit: str) -> None:
    other = place.phone("Sari").sync()
    for phone, note in ((sari, "Satu."), (other, "Dua.")):
        phone.save("visit", {"note": note, "amended_because": "Salah tulis."}, record=visit)
        phone.sync()
    [asked] = other.told[visit]["body"]["questions"]["note"]
    other.save("visit", {"note": "Dua.", "place": "post"}, record=visit, answers=[asked["change"]])
    assert results(other.push()) == ["refused"]
    sari.sync()
    for phone, note in ((sari, "Satu."), (other, "Dua.")):  # the second answers what the first just closed
        phone.save("visit", {"note": note}, record=visit, answers=[asked["change"]])
        assert results(phone.push()) == ["applied"]


def test_what_every_creation_carries_is_never_cleared(sari: Phone, visit: str) -> None:
    case = sari.told[visit]["feed"]
    consent = sari.save("consent", CONSENT, feed=case)
    sari.sync()
    assert not sari.refused, sari.refused
    why = {"amended_because": "Salah."}
    for kind, record, sets in (
        ("client", case, {"alias": None}), ("client", case, {"code": None}),
        ("visit", visit, {"on": None, **why}), ("consent", consent, {"layers": None, **why}),
    ):  # fmt: skip
        sari.save(kind, sets, record=record)
    heard = sari.push()["results"]
    assert [one["problem"]["errors"][0]["pointer"] for one in heard] == [
        "/set/alias", "/set/code", "/set/on", "/set/layers",
    ]  # fmt: skip


def test_a_case_has_one_head(place: Place, sari: Phone, client_of: Any) -> None:
    case = client_of(sari)
    sari.save("client", {"code": "7Q4MK2H", "alias": "Kedua", "status": "registered"}, feed=case)
    heard = sari.push()["results"][0]
    assert (heard["answer"], heard["problem"]["errors"][0]["pointer"]) == ("refused", "/record")
