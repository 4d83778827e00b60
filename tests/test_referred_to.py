"""An institution that a client is sent to exists, takes clients, and offers what is asked."""

from typing import Any

import pytest
from sqlalchemy import event

from api.cli.demo_people import HER_PARTNER
from api.db.engine import writing
from api.identity.institutions import retire_partner
from api.identity.people import Partner
from api.identity.provisioning import make_partner
from api.ids import demo_id
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES, PARTNER

ELSEWHERE, RETIRED, TALKS = (f"01920000-0000-7000-8000-00000000b00{one}" for one in range(3))
SENT = {**BODIES["referral"], "service": "outpatient"}
CANCELLED = {"status": "cancelled", "status_because": "Salah tempat."}


@pytest.fixture
def client(place: Place, sari: Phone, client_of: Any) -> str:
    """Who agreed to be referred, where three institutions stand: all services, one service, retired."""
    with writing(place.engine) as session:
        make_partner(session, "Posyandu (contoh)", "puskesmas", "33.22.01.2001", ["assessment"], id=TALKS)
        make_partner(session, "Tutup (contoh)", "clinic", "33.22.01.2001", ["outpatient"], id=RETIRED)
    retire(place, RETIRED)
    made: str = client_of(sari)
    sari.save("consent", BODIES["consent"], feed=made)
    assert answers(sari) == [None]
    return made


def retire(place: Place, partner: str) -> None:
    with writing(place.engine) as session:
        retire_partner(session, session.get_one(Partner, partner), back=False, now=place.clock())


def answers(phone: Phone) -> list[tuple[str, str] | None]:
    """Of each change, where it was refused and why; nothing where it was taken."""
    found: list[tuple[str, str] | None] = []
    for result in phone.push()["results"]:
        errors = (result.get("problem") or {}).get("errors", [])
        found.append((errors[0]["pointer"].removeprefix("/set/"), errors[0]["code"]) if errors else None)
    return found


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({}, None),
        ({"partner": ELSEWHERE}, ("partner", "institution-unknown")),
        ({"partner": ELSEWHERE, "status": "drafted"}, ("partner", "institution-unknown")),
        ({"partner": RETIRED}, ("partner", "institution-retired")),
        ({"partner": RETIRED, "status": "drafted"}, None),
        ({"partner": TALKS}, ("service", "service-not-offered")),
        ({"partner": TALKS, "status": "drafted"}, None),
        ({"partner": TALKS, "service": "assessment"}, None),
    ],
)
@ON_ONE_ENGINE
def test_nobody_is_sent_where_nobody_takes_her(sari: Phone, client: str, fields: Any, answer: Any):
    sari.save("referral", {**SENT, **fields}, feed=client)
    assert answers(sari) == [answer]


@pytest.mark.parametrize(
    ("partner", "answer"),
    [(RETIRED, ("status", "institution-retired")), (TALKS, ("status", "service-not-offered"))],
)
def test_a_draft_that_cannot_go_is_told_so_when_it_is_sent_and_can_be_cancelled(
    sari: Phone, client: str, partner: str, answer: Any
):
    draft = sari.save("referral", {**SENT, "partner": partner, "status": "drafted"}, feed=client)
    sari.save("referral", {"status": "sent"}, record=draft)
    assert answers(sari) == [None, answer]
    sari.save("referral", CANCELLED, record=draft)
    assert answers(sari) == [None]


def test_what_was_sent_goes_on_whatever_becomes_of_the_institution(place: Place, sari: Phone, client: str):
    referral = sari.save("referral", SENT, feed=client)
    sari.sync()
    retire(place, PARTNER)
    sari.save("referral", {"status": "accepted", "appointment_on": "2026-12-01"}, record=referral)
    sari.sync()
    sari.save("referral", {"transport": True}, record=referral)
    sari.save("referral", SENT, feed=client)
    assert answers(sari) == [None, ("partner", "institution-retired")]


def test_another_service_is_asked_of_who_offers_it(sari: Phone, client: str):
    referral = sari.save("referral", {**SENT, "partner": TALKS, "service": "assessment"}, feed=client)
    sari.sync()
    sari.save("referral", {"service": "detox"}, record=referral)
    assert answers(sari) == [("service", "service-not-offered")]


def test_the_institutions_of_a_whole_push_are_read_at_once(place: Place, sari: Phone, client: str):
    def statements(changes: int) -> int:
        for turn in range(changes):
            sari.save("referral", {**SENT, "partner": (PARTNER, TALKS)[turn % 2], "status": "drafted"}, feed=client)
        asked: list[str] = []

        def note(*told: Any) -> None:
            asked.append(told[2])

        event.listen(place.app.state.engine, "before_cursor_execute", note)
        assert answers(sari) == [None] * changes
        event.remove(place.app.state.engine, "before_cursor_execute", note)
        return sum("FROM partner" in statement for statement in asked)

    assert (statements(2), statements(20)) == (1, 1)


def test_the_example_of_the_description_is_an_institution_of_the_demo():
    assert demo_id(f"partner {HER_PARTNER}") == PARTNER
