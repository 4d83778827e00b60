"""What somebody may is read again under the lock, and a held copy stays its author's and goes with its case."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, update
from sqlmodel import col, select

from api.changes.tables import Follow, HeldChange
from api.db.engine import reading, writing
from api.identity.people import Person
from api.ids import new_id
from tests.conftest import Place
from tests.phone import Phone
from tests.samples import BODIES, EDITS
from tests.test_feed_key import move
from tests.test_sync import VISIT, results
from tests.test_sync_people import end_follow
from tests.town import Town


@contextmanager
def at_the_lock(deed: Callable[[], object]) -> Iterator[None]:
    """Whoever next waits for a home's lock gets it right after the deed: SQLite's with BEGIN, PostgreSQL's with it."""

    waiting = [deed]

    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        locks = statement.startswith("BEGIN IMMEDIATE") or ("home_counter" in statement and "FOR UPDATE" in statement)
        if locks and waiting:
            waiting.pop()()

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", listen)
    assert not waiting, "no lock was taken"


@pytest.fixture
def ratna(place: Place) -> Phone:
    return place.phone("Ratna", role="coordinator")


def switch_off(place: Place, name: str) -> None:
    switch(place, name, active=False)


def switch(place: Place, name: str, *, active: bool) -> None:
    with writing(place.engine) as session:
        session.execute(update(Person).where(col(Person.id) == place.people[name]).values(active=active))


def revoke(place: Place, name: str) -> None:
    with writing(place.engine) as session:
        mine = update(Follow).where(col(Follow.agent) == place.people[name])
        session.execute(mine.values(until=Follow.since, reason="revoked"))


def held(place: Place, phone: Phone) -> list[Any]:
    return list(place.http.get("/v1/refusals", headers=phone.headers).json())


@pytest.mark.parametrize(("deed", "status"), [(revoke, 404), (switch_off, 401)])
def test_nobody_just_revoked_or_switched_off_invites(
    place: Place, sari: Phone, client_of: Any, deed: Callable[[Place, str], None], status: int
) -> None:
    client = client_of(sari)
    place.person("Dewi")
    invite = {"agent": place.people["Dewi"], "reason": "Ikut."}
    with at_the_lock(lambda: deed(place, "Sari")):
        answer = place.http.post(f"/v1/clients/{client}/followers", json=invite, headers=sari.headers)
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize(("deed", "status"), [(revoke, 404), (switch_off, 401)])
def test_nobody_just_revoked_or_switched_off_writes_into_a_case(
    place: Place, sari: Phone, client_of: Any, deed: Callable[[Place, str], None], status: int
) -> None:
    client = client_of(sari)
    made = {"client": client, "on": "2026-11-01"}
    with at_the_lock(lambda: deed(place, "Sari")):
        answer = place.http.post("/v1/visits", json=made, headers={**sari.headers, "Idempotency-Key": "satu"})
    assert answer.status_code == status, answer.text


@contextmanager
def before(deed: Callable[[], object]) -> Iterator[None]:
    """Whoever asks next asks after the deed."""
    deed()
    yield


@pytest.mark.parametrize("when", [before, at_the_lock])
def test_nobody_switched_off_is_invited_or_handed_a_case(
    place: Place, ratna: Phone, sari: Phone, client_of: Any, when: Callable[..., AbstractContextManager[None]]
) -> None:
    client, dewi = client_of(sari), place.person("Dewi")
    asks: list[tuple[str, dict[str, Any], str]] = [
        (f"/v1/clients/{client}/followers", {"agent": dewi}, "/agent"),
        (f"/v1/clients/{client}/unit", {"unit": place.units["A"], "followers": [dewi]}, "/followers/0"),
        (f"/v1/agents/{place.people['Sari']}/hand-over", {"to": dewi}, "/to"),
    ]
    for path, body, pointer in asks:
        switch(place, "Dewi", active=True)
        with when(lambda: switch(place, "Dewi", active=False)):
            answer = place.http.post(path, json={**body, "reason": "Ikut."}, headers=ratna.headers)
        assert answer.status_code == 422, path
        assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [(pointer, "no-such-colleague")]
    assert client in sari.sync().feeds
    followed = place.http.get(f"/v1/clients/{client}/followers", headers=ratna.headers).json()
    assert [one["agent"] for one in followed] == [place.people["Sari"]]


def test_of_two_moves_the_second_finds_nothing(place: Place, ratna: Phone, sari: Phone, client_of: Any) -> None:
    client = client_of(sari)
    with at_the_lock(lambda: move(place, "Ratna", client, "B")):
        second = move(place, "Ratna", client, "C")
    assert second.status_code == 404


@pytest.mark.parametrize("how", ["take", "decline"])
def test_who_was_just_switched_off_or_lost_the_case_decides_nothing(
    place: Place, ratna: Phone, sari: Phone, client_of: Any, how: str
) -> None:
    client = client_of(sari)
    end_follow(place, ratna, client, "Sari", "revoked")
    sari.save("visit", VISIT, feed=client)
    sari.push()
    place.person("Rini", role="coordinator")
    path, no = f"/v1/refusals/{sari.out[0]['id']}/{how}", {"reason": "Dobel."} if how == "decline" else None
    for deed, status in ((lambda: switch_off(place, "Ratna"), 401), (lambda: move(place, "Rini", client, "B"), 404)):
        name = "Ratna" if status == 401 else "Rini"
        with at_the_lock(deed):
            answer = place.http.post(path, json=no, headers=place.headers(name))
        assert answer.status_code == status, answer.text
    with reading(place.engine) as session:
        assert session.exec(select(HeldChange.decision)).one() is None


def test_an_office_whose_case_just_moved_writes_nothing(place: Place) -> None:
    town = Town(place)
    path = f"/v1/referrals/{town.records['referral']}"
    etag, hers = (town.get(name, path).headers["etag"] for name in ("Maya", "Sari"))
    with at_the_lock(lambda: town.place.http.patch(
        path, json={"voided_because": "Batal."}, headers={**town.sari.headers, "If-Match": hers}
    )):  # fmt: skip
        answer = place.http.patch(
            path, json={"status": "accepted"}, headers={**place.headers("Maya"), "If-Match": etag}
        )
    assert answer.status_code == 404, answer.text


def test_nobody_settles_or_replaces_anothers_copy(place: Place, ratna: Phone, sari: Phone, client_of: Any) -> None:
    client = client_of(sari, also=())
    dewi = place.phone("Dewi")
    place.invite(sari, client, "Dewi")
    sari.save("visit", {**VISIT, "place": "moon"}, feed=client)
    sari.push()
    name = sari.refused[0][0]["id"]
    dewi.save("visit", VISIT, feed=client, instead_of=name)
    for sets in (VISIT, {**VISIT, "place": "sun"}):
        dewi.save("visit", sets, feed=client)
        dewi.out[-1]["id"] = name
    answers = dewi.post("/v1/sync/push", dewi.ask(changes=dewi.out))["results"]
    assert [one["answer"] for one in answers] == ["applied", "refused", "refused"]
    assert {one["problem"]["reason"] for one in answers[1:]} == {"id-reused"}
    assert [(one["by"], "moon" in str(one["set"])) for one in held(place, ratna)] == [(place.people["Sari"], True)]


def test_who_was_revoked_hears_of_a_strangers_record_what_she_hears_of_none(
    place: Place, ratna: Phone, sari: Phone, budi: Phone, client_of: Any
) -> None:
    client, strangers, other = client_of(sari), client_of(budi), client_of(sari, "Kak Tia")
    end_follow(place, ratna, client, "Sari", "revoked")
    heard = set()
    for record in (strangers, other, new_id(), client):
        sari.save("client", EDITS["client"], record=record, feed=client)
        answer = sari.push()["results"][-1]
        heard.add((answer["answer"], answer["problem"]["detail"], answer["problem"]["status"]))
    assert len(heard) == 1


def test_what_is_held_goes_with_its_case(place: Place, ratna: Phone, sari: Phone, client_of: Any) -> None:
    client = client_of(sari)
    tono = place.phone("Tono", "B", "coordinator")
    end_follow(place, ratna, client, "Sari", "revoked")
    sari.save("visit", BODIES["visit"], feed=client)
    sari.push()
    assert (len(held(place, ratna)), len(held(place, tono))) == (1, 0)
    assert move(place, "Ratna", client, "B").status_code == 200
    assert (len(held(place, ratna)), len(held(place, tono))) == (0, 1)
    path = f"/v1/refusals/{sari.out[0]['id']}/take"
    assert place.http.post(path, headers=ratna.headers).status_code == 404
    assert place.http.post(path, headers=tono.headers).json()["answer"] == "applied"
    assert results(sari.push()) == ["applied"]


def test_what_a_stranger_sent_stays_with_her_own_coordinator(
    place: Place, ratna: Phone, sari: Phone, dewi: Phone, client_of: Any
) -> None:
    """She never accompanied the case, so it says nothing of where she belongs; she accompanies others here."""
    client = client_of(sari)
    client_of(dewi, "Kak Tia")
    dewi.save("visit", BODIES["visit"], feed=client)
    assert results(dewi.push()) == ["waiting"]
    assert move(place, "Ratna", client, "B").status_code == 200
    assert [one["by"] for one in held(place, ratna)] == [place.people["Dewi"]]
