"""What is to be done next over REST: to each what she may know of, in pages of cases, by a few statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import select

from api.access.read_log import ReadLog
from api.clock import system_clock
from api.db.engine import reading
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES, PARTNER

Json = Any
TODAY = system_clock().date()


def day(days: int) -> str:
    """So many days from today."""
    return str(TODAY + timedelta(days=days))


YES = {**BODIES["consent"], "on": day(-20)}
MISSED = {"on": day(-12), "place": "home", "next_on": day(-5)}
SENT = {**BODIES["referral"], "service": "outpatient", "sent_on": day(-12), "reply_by": day(-2), "carries": None}


def tasks(place: Place, who: str | Phone, **query: Any) -> Json:
    headers = who.headers if isinstance(who, Phone) else place.headers(who)
    answer = place.http.get("/v1/tasks", params=query, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def codes(place: Place, who: str | Phone, **query: Any) -> list[tuple[str | None, str]]:
    return [(one["alias"], one["code"]) for one in tasks(place, who, **query)["items"]]


@pytest.fixture
def offices(place: Place) -> None:
    place.person("Ratna", role="coordinator")
    place.person("Tono", "B", role="coordinator")
    place.person("Maya", None, role="partner", partner=PARTNER)
    place.person("Admin", None, role="admin")


@pytest.fixture
def wahyu(sari: Phone, client_of: Any) -> str:
    """Who agreed, missed her visit, and whose referral is not answered, while another is a draft."""
    client: str = client_of(sari)
    for kind, fields in (("consent", YES), ("visit", MISSED), ("referral", SENT)):
        sari.save(kind, fields, feed=client)
    sari.save("referral", {**SENT, "status": "drafted", "sent_on": None, "reply_by": None}, feed=client)
    sari.sync()
    assert not sari.refused, sari.refused
    return client


def test_an_agent_reads_her_own_cases_and_each_task_whole(place: Place, sari: Phone, budi: Phone, wahyu: str):
    found = tasks(place, sari)["items"]
    assert {one["code"] for one in found} == {"screen", "meeting", "referral_answer", "referral_send"}
    meeting = next(one for one in found if one["code"] == "meeting")
    assert meeting == {
        "client": wahyu, "unit": None,
        "alias": "Mas Wahyu", "kind": "visit", "record": meeting["record"], "code": "meeting",
        "sentence": "Kunjungan.", "on": day(-5), "since": day(-5), "late": True, "danger": False,
    }  # fmt: skip
    assert tasks(place, budi)["items"] == []


def test_a_coordinator_reads_her_units_through_her_view_and_nobody_elses(place: Place, wahyu: str, offices: None):
    """Whether a draft may be sent rests on the institutions a consent names, which is not hers to know."""
    late = ["meeting", "referral_answer", "referral_late_twice"]
    assert {code for _, code in codes(place, "Ratna")} == {"screen", *late}
    assert sorted(codes(place, "Ratna", late=True)) == [("Mas Wahyu", code) for code in late]
    assert [codes(place, name) for name in ("Tono", "Admin")] == [[], []]
    with reading(place.engine) as session:
        logged = session.exec(select(ReadLog).where(ReadLog.kind == "task").order_by(ReadLog.id)).all()
    assert [(one.how, one.count) for one in logged] == [("list", 4), ("list", 3)]


def test_an_institution_reads_what_waits_there_until_she_takes_her_yes_back(
    place: Place, sari: Phone, wahyu: str, offices: None
):
    assert codes(place, "Maya") == [("Mas Wahyu", "partner_read"), ("Mas Wahyu", "partner_answer")]
    sari.save("consent", {"act": "withdrawn", "on": day(0), "layers": ["referral"]}, feed=wahyu)
    sari.sync()
    assert codes(place, "Maya") == []
    assert "referral_answer" not in {code for _, code in codes(place, sari)}


def test_a_task_ends_with_what_answers_it_and_a_case_that_moved_asks_elsewhere(
    place: Place, sari: Phone, wahyu: str, offices: None
):
    sari.save("visit", {"on": day(0), "place": "home"}, feed=wahyu)
    sari.sync()
    answer, twice = ("Mas Wahyu", "referral_answer"), ("Mas Wahyu", "referral_late_twice")
    assert sorted(codes(place, "Ratna", late=True)) == [answer, twice]
    place.person("Budi", "B")
    moved = {"unit": place.units["B"], "followers": [place.people["Budi"]], "reason": "Pindah."}
    assert place.http.post(f"/v1/clients/{wahyu}/unit", json=moved, headers=place.headers("Ratna")).status_code < 300
    assert codes(place, "Ratna", late=True) == []
    told = {name: sorted(codes(place, name, late=True)) for name in ("Tono", "Budi")}
    assert told == {"Tono": [answer, twice], "Budi": [answer]}, "what is late twice is the coordinator's too"


@ON_ONE_ENGINE
def test_whether_somebody_was_met_is_told_by_no_task_to_whom_it_is_not_shown(
    place: Place, sari: Phone, wahyu: str, offices: None
):
    talk = ("Mas Wahyu", "relapse_talk")
    sari.save("relapse", {"on": day(-4)}, feed=wahyu)
    sari.sync()
    assert [talk in codes(place, who) for who in (sari, "Ratna")] == [True, True]
    sari.save("visit", {"on": day(0), "met": ["nobody"]}, feed=wahyu)
    sari.sync()
    assert [talk in codes(place, who) for who in (sari, "Ratna")] == [True, False]


def test_what_was_taken_back_asks_for_nothing(place: Place, sari: Phone, wahyu: str):
    visit = next(one["record"] for one in tasks(place, sari)["items"] if one["code"] == "meeting")
    sari.save("visit", {"voided_because": "Salah orang."}, record=visit)
    sari.sync()
    assert "meeting" not in {code for _, code in codes(place, sari)}


def test_pages_go_case_by_case_and_each_is_told_once(place: Place, sari: Phone, client_of: Any, offices: None):
    made = [client_of(sari, f"Klien {number}") for number in range(5)]
    told, cursor, pages = [], None, 0
    while pages == 0 or cursor:
        page = tasks(place, "Ratna", limit=2, **({"cursor": cursor} if cursor else {}))
        told += [one["client"] for one in page["items"]]
        cursor, pages = page["next"], pages + 1
        assert page["more"] is (cursor is not None)
    assert (sorted(told), pages) == (sorted(made), 4), (
        "her cases, and two kinds of papers in which nothing is to be done"
    )
    assert [one["client"] for one in tasks(place, "Ratna", client=made[3])["items"]] == [made[3]]


@pytest.mark.parametrize(
    ("name", "value"), [("cursor", "x"), ("limit", "201"), ("client", "\x00"), ("late", "?"), ("x", "1")]
)
@ON_ONE_ENGINE
def test_what_does_not_fit_is_refused_at_its_place(place: Place, sari: Phone, name: str, value: str):
    answer = place.http.get("/v1/tasks", params={name: value}, headers=sari.headers)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/query/{name}")


def test_as_many_statements_for_many_cases_as_for_one(place: Place, sari: Phone, client_of: Any, offices: None):
    def asked() -> int:
        with statements(place) as said:
            tasks(place, "Ratna", limit=200)
        return len(said)

    client_of(sari, "Satu")
    few = asked()
    for number in range(6):
        client_of(sari, f"Klien {number}")
    assert asked() == few


@contextmanager
def statements(place: Place) -> Iterator[list[str]]:
    """What the app says to its database meanwhile."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(place.app.state.engine, "before_cursor_execute", hear)
    yield said
    event.remove(place.app.state.engine, "before_cursor_execute", hear)


def test_the_sentence_is_in_the_language_of_the_request(place: Place, sari: Phone, wahyu: str):
    headers = {**sari.headers, "Accept-Language": "en"}
    found = place.http.get("/v1/tasks", headers=headers).json()["items"]
    assert {one["sentence"] for one in found if one["code"] == "meeting"} == {"A visit that was planned."}


def test_a_units_own_papers_ask_its_people_and_name_no_client(place: Place, sari: Phone, budi: Phone, offices: None):
    sari.save("outreach", {**BODIES["outreach"], "on": day(-40)}, feed=place.units["A"])
    sari.sync()
    assert not sari.refused
    for who in (sari, "Ratna"):
        [one] = tasks(place, who)["items"]
        assert (one["client"], one["alias"], one["code"], one["late"]) == (None, None, "outreach_again", True)
    assert [codes(place, name) for name in (budi, "Tono", "Maya", "Admin")] == [[], [], [], []]
    sari.save("outreach", {**BODIES["outreach"], "on": day(-1)}, feed=place.units["A"])
    sari.sync()
    assert codes(place, sari, late=True) == []
