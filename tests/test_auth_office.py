"""Offices sign in with a password, and everybody counts what she may see."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import select

from api.clock import system_clock
from api.db.engine import reading, writing
from api.identity import passwords
from api.identity.credentials import Credential
from api.identity.nonces import keyed
from api.identity.passwords import fits, hash_password
from api.identity.people import Person
from api.identity.provisioning import add_account
from api.identity.rate_limits import PASSWORD, PASSWORD_ACCOUNT
from api.identity.tables import Throttle
from tests import quick_passwords
from tests.conftest import Place
from tests.door import client
from tests.phone import ORIGIN
from tests.samples import BODIES, PARTNER

pytestmark = pytest.mark.whole

Json = Any
PASSWORD_OF_RATNA = "lumpia semarang hangat"


@pytest.fixture
def ratna(place: Place) -> dict[str, str]:
    """The coordinator of unit A, and her headers."""
    office(place, "Bu Ratna", "ratna", "A", "coordinator")
    return place.headers("Bu Ratna")


def office(place: Place, name: str, username: str, unit: str | None, role: str, partner: str | None = None) -> None:
    person = place.person(name, unit, role, partner)
    with writing(place.engine) as session:
        add_account(session, session.get_one(Person, person), username, PASSWORD_OF_RATNA, now=system_clock())


def sign_in(place: Place, username: str, password: str, **more: str) -> tuple[int, Json]:
    form = {"grant_type": "password", "username": username, "password": password, **more}
    answer = place.http.post("/v1/auth/token", data=form)
    return answer.status_code, answer.json()


@pytest.mark.usefixtures("ratna")
def test_an_office_signs_in_with_its_password(place: Place) -> None:
    status, body = sign_in(place, "Ratna ", PASSWORD_OF_RATNA, scope="", client_id="x", client_secret="y")
    assert (status, set(body)) == (200, {"access_token", "token_type", "expires_in", "nonce"})
    me = place.http.get("/v1/me", headers={"Authorization": f"Bearer {body['access_token']}"}).json()
    assert me["agent"] == {
        "id": place.people["Bu Ratna"], "name": "Bu Ratna", "role": "coordinator", "unit": place.units["A"],
    }  # fmt: skip
    assert me["counts"] == {"clients": 0, "open_referrals": 0}


@pytest.mark.usefixtures("ratna")
def test_whatever_is_wrong_is_answered_alike(place: Place) -> None:
    place.person("Sari")
    wrong = [sign_in(place, *pair) for pair in (("ratna", "salah"), ("nobody", PASSWORD_OF_RATNA), ("Sari", "x"))]
    assert {status for status, _ in wrong} == {401}
    assert len({body["detail"] for _, body in wrong}) == 1
    assert all(body["nonce"] for _, body in wrong)


def test_somebody_who_does_not_exist_costs_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not fits("nobody has this password", None), "though it is the one that was hashed, here"
    monkeypatch.setattr(passwords, "hashing", quick_passwords.PRODUCTION)
    monkeypatch.setattr(passwords, "NOBODY", quick_passwords.PRODUCTION_NOBODY)
    kept = hash_password("a password that holds")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$"), "as RFC 9106 asks where memory is scarce"
    assert fits("a password that holds", kept)
    assert not fits("another", kept)
    # What stands before the salt is what it costs: a name that does not exist is answered no sooner.
    assert passwords.NOBODY.split("$")[:4] == kept.split("$")[:4]


@pytest.mark.usefixtures("ratna")
def test_an_account_that_was_switched_off_does_not_sign_in(place: Place) -> None:
    with writing(place.engine) as session:
        session.get_one(Person, place.people["Bu Ratna"]).active = False
    assert sign_in(place, "ratna", PASSWORD_OF_RATNA)[0] == 401


@pytest.mark.usefixtures("ratna")
def test_guessing_a_password_is_stopped_and_told_for_how_long(place: Place) -> None:
    assert sign_in(place, "ratna", "salah")[0] == 401
    with writing(place.engine) as session:
        for row in session.exec(select(Throttle)).all():
            row.tries += PASSWORD.tries - 2
    assert sign_in(place, "ratna", "salah lagi")[0] == 401
    status, problem = sign_in(place, "ratna", PASSWORD_OF_RATNA)
    assert (status, problem["type"]) == (429, "/problems/too-many")
    assert 0 < problem["retry_after"] <= PASSWORD.seconds
    with writing(place.engine) as session:
        for row in session.exec(select(Throttle)).all():
            row.since -= PASSWORD.seconds
    assert sign_in(place, "ratna", PASSWORD_OF_RATNA)[0] == 200


@pytest.mark.usefixtures("ratna")
def test_a_strangers_guesses_do_not_lock_the_office_out(place: Place) -> None:
    assert sign_in(place, "ratna", PASSWORD_OF_RATNA)[0] == 200
    with client(place.app, ORIGIN, "10.0.0.9") as stranger:
        guesses = [guess(stranger, "salah") for _ in range(11)]
        assert guesses == [401] * 10 + [429]
        assert guess(stranger, PASSWORD_OF_RATNA) == 429
    assert sign_in(place, "ratna", PASSWORD_OF_RATNA)[0] == 200


@pytest.mark.usefixtures("ratna")
def test_guesses_from_everywhere_are_stopped_and_a_known_address_is_not(place: Place) -> None:
    assert sign_in(place, "ratna", PASSWORD_OF_RATNA)[0] == 200
    with writing(place.engine) as session:
        [row] = [row for row in session.exec(select(Throttle)).all() if row.name == account_limit(place, "ratna")]
        row.tries = PASSWORD_ACCOUNT.tries
    with client(place.app, ORIGIN, "10.0.0.9") as stranger:
        assert guess(stranger, PASSWORD_OF_RATNA) == 429
    assert sign_in(place, "ratna", PASSWORD_OF_RATNA)[0] == 200
    place.clock.ahead = timedelta(days=91)
    with writing(place.engine) as session:
        row = session.get_one(Throttle, account_limit(place, "ratna"))
        row.tries, row.since = PASSWORD_ACCOUNT.tries, int(place.clock().timestamp())
    assert sign_in(place, "ratna", PASSWORD_OF_RATNA)[0] == 429


def guess(http: httpx.Client, password: str) -> int:
    form = {"grant_type": "password", "username": "ratna", "password": password}
    return http.post("/v1/auth/token", data=form).status_code


def account_limit(place: Place, name: str) -> str:
    return keyed(place.settings, PASSWORD_ACCOUNT.purpose, name)


@pytest.mark.usefixtures("ratna")
def test_an_account_remembers_no_more_than_twenty_addresses_and_none_in_clear(place: Place) -> None:
    for number in range(22):
        with client(place.app, ORIGIN, f"10.0.0.{number}") as http:
            assert guess(http, PASSWORD_OF_RATNA) == 200
    with reading(place.engine) as session:
        kept = session.exec(select(Credential.addresses)).one().split()
    assert len(kept) == 20
    assert not any("10.0" in one for one in kept)


@pytest.mark.usefixtures("ratna")
def test_an_address_is_forgotten_after_90_days_though_nobody_signs_in_from_there(place: Place) -> None:
    office(place, "Petugas", "petugas", None, "partner", PARTNER)
    assert sign_in(place, "ratna", PASSWORD_OF_RATNA)[0] == 200
    addresses = select(Credential.addresses).where(Credential.name == "ratna")
    for days, kept in ((90, 1), (91, 0)):
        place.clock.ahead = timedelta(days=days)
        assert sign_in(place, "petugas", PASSWORD_OF_RATNA)[0] == 200
        with reading(place.engine) as session:
            assert len(session.exec(addresses).one().split()) == kept


@pytest.mark.usefixtures("ratna")
def test_signing_in_rightly_is_never_counted(place: Place) -> None:
    assert {sign_in(place, "ratna", PASSWORD_OF_RATNA)[0] for _ in range(2)} == {200}
    with reading(place.engine) as session:
        assert set(session.exec(select(Throttle.tries)).all()) == {0}


@pytest.mark.usefixtures("ratna")
def test_the_throttle_does_not_know_whom_it_counts(place: Place) -> None:
    sign_in(place, "ratna", "salah")
    with reading(place.engine) as session:
        names = session.exec(select(Throttle.name)).all()
    assert len(names) == 3
    assert not any("ratna" in name or "127" in name for name in names)


def test_everybody_counts_what_she_may_see(place: Place, ratna: dict[str, str], client_of: Any) -> None:
    sari, budi = place.phone("Sari"), place.phone("Budi", "B")
    office(place, "Petugas", "petugas", None, "partner", PARTNER)
    place.person("Admin", None, "admin")
    client = client_of(sari)
    client_of(sari)
    sari.save("consent", BODIES["consent"], feed=client)
    referral = {"partner": PARTNER, "service": "assessment", "status": "drafted"}
    record = sari.save("referral", referral, feed=client)
    sari.sync()

    def counts(headers: dict[str, str]) -> tuple[int, int]:
        told = place.http.get("/v1/me", headers=headers).json()["counts"]
        return told["clients"], told["open_referrals"]

    # Who reads no cases is told no zero, which would say that there are none.
    assert "counts" not in place.http.get("/v1/me", headers=place.headers("Admin")).json()

    officer = place.headers("Petugas")
    assert counts(sari.headers) == counts(ratna) == (2, 0)
    assert counts(officer) == counts(budi.headers) == (0, 0)
    sari.save("referral", {"status": "sent", "sent_on": "2026-11-20"}, record=record)
    sari.sync()
    assert counts(ratna) == counts(sari.headers) == (2, 1)
    assert counts(officer) == (1, 1)
    assert counts(budi.headers) == (0, 0)


def test_reference_is_the_same_until_something_changes(place: Place) -> None:
    sari = place.phone("Sari")
    first = place.http.get("/v1/reference", headers=sari.headers)
    whole = first.json()
    assert first.headers["ETag"] == f'"{whole["hash"]}"'
    assert [one["name"] for one in whole["agents"]] == ["Sari"]
    assert {one["name"] for one in whole["units"]} == {"Unit A", "Unit B", "Unit C"}
    assert whole["unit"]["kabupaten"] == "Kabupaten Semarang"
    assert {"code": "33.22.01.2003", "name": "Kopeng", "kecamatan": "Getasan"} in whole["villages"]
    same = {**sari.headers, "If-None-Match": first.headers["ETag"]}
    assert place.http.get("/v1/reference", headers=same).status_code == 304
    sari.sync()
    assert sari.reference == whole["hash"]
    place.person("Dewi")
    changed = place.http.get("/v1/reference", headers=same)
    assert (changed.status_code, len(changed.json()["agents"])) == (200, 2)
    sari.sync()
    assert sari.reference == changed.json()["hash"]
