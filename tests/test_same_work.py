"""What must not be told is told by no work either: at a door that strangers reach, or whoever may not know, all that
must look alike has one answer, and takes the same statements and the same cryptography.

Counted, since a clock says little on a busy machine.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from difflib import ndiff
from typing import Any, NamedTuple

import httpx
import pytest
from joserfc.jws import JWSRegistry
from sqlalchemy import event
from sqlmodel import col, select

from api.db.engine import writing
from api.identity import passwords
from api.identity.credentials import Credential
from api.identity.memberships import Membership
from api.identity.people import Person
from api.ids import new_id
from tests import study_desk
from tests.conftest import Place
from tests.engines import ENGINES
from tests.envelopes import sealed, signed, words_of
from tests.samples import BODIES, PARTNER, body_in
from tests.test_auth_office import PASSWORD_OF_RATNA, office
from tests.test_auth_renewal import lock
from tests.test_help_requests import asked as help_asked
from tests.test_own_data import code_of

Json = Any
Asking = Callable[[], httpx.Response]
NOBODYS = "0000000000"
FRESH = re.compile(r'"(request_id|nonce)":"[^"]*"')


class AnsweredWork(NamedTuple):
    """`told`: the body, without what is new each time; `work`: in its order."""

    status: int
    told: str
    work: tuple[str, ...]


class WorkSeen:
    """What the server asks of its database and of its cryptography."""

    def __init__(self, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        self.place, self.work = place, list[str]()
        for name, whose in (("argon2", passwords.hashing), ("es256", JWSRegistry.algorithms["ES256"])):
            monkeypatch.setattr(whose, "verify", self.noting(name, whose.verify))

    def noting(self, name: str, verify: Callable[..., bool]) -> Callable[..., bool]:
        def noted(*words: Any) -> bool:
            self.work.append(name)
            return verify(*words)

        return noted

    @contextmanager
    def statements(self) -> Iterator[None]:
        engine = self.place.app.state.engine

        def note(*told: Any) -> None:
            self.work.append(told[2])

        event.listen(engine, "before_cursor_execute", note)
        yield
        event.remove(engine, "before_cursor_execute", note)

    def of(self, ask: Asking) -> AnsweredWork:
        self.work.clear()
        with self.statements():
            answer = ask()
        told = FRESH.sub("", answer.text)
        return AnsweredWork(answer.status_code, told, tuple(self.work))


@pytest.fixture
def seen(place: Place, monkeypatch: pytest.MonkeyPatch) -> WorkSeen:
    return WorkSeen(place, monkeypatch)


def names_at_sign_in(place: Place) -> Mapping[str, Asking]:
    """Nobody's, hers with another's password, and those of accounts that nothing opens any more."""
    for name in ("Ratna", "Left", "Bare", "Ended"):
        office(place, name, name.lower(), "A", "coordinator")
    with writing(place.engine) as session:
        session.get_one(Person, place.people["Left"]).active = False
        session.exec(select(Credential).where(col(Credential.person) == place.people["Bare"])).one().secret = None
        ended = select(Membership).where(col(Membership.person) == place.people["Ended"])
        session.exec(ended).one().ended_at = place.clock()

    def sign_in(name: str) -> httpx.Response:
        password = "salah" if name == "ratna" else PASSWORD_OF_RATNA
        form = {"grant_type": "password", "username": name, "password": password}
        return place.http.post("/v1/auth/token", data=form)

    sign_in("before")  # from this address, so that its tries have a row
    return {name: lambda name=name: sign_in(name) for name in ("nobody", "x" * 60, "ratna", "left", "bare", "ended")}


def phones_at_sign_in(place: Place) -> Mapping[str, Asking]:
    """An assertion in the name of a phone, by another's key."""
    forger, phones = place.phone("Dewi"), {"hers": place.phone("Sari"), "locked": place.phone("Eka")}
    lock(place, phones["locked"])

    def sign_in(enrolment: str) -> httpx.Response:
        own, forger.enrolment = forger.enrolment, enrolment
        assertion = forger.assertion(1, "0" * 32, "0" * 32)
        forger.enrolment = own
        return place.http.post("/v1/auth/token", json={"assertion": assertion})

    named = {"nobody's": new_id(), **{name: phone.enrolment for name, phone in phones.items()}}
    return {name: lambda enrolment=enrolment: sign_in(enrolment) for name, enrolment in named.items()}


def codes_of_clients(place: Place) -> Mapping[str, Asking]:
    """Nobody's, one whose time is over, one whose giver leads no more."""
    sari = place.phone("Sari")
    cases = [sari.save("client", BODIES["client"]) for _ in range(2)]
    sari.sync()
    for name in ("Ratna", "Left"):
        place.person(name, role="coordinator")
    codes = {"of who left": code_of(place, cases[0], "Left"), "over": code_of(place, cases[1])}
    with writing(place.engine) as session:
        session.get_one(Person, place.people["Left"]).active = False
    place.clock.ahead = timedelta(days=9)
    named = {"nobody's": NOBODYS, **codes}
    return {
        name: lambda code=code: place.http.post("/v1/own-data", json={"code": code}) for name, code in named.items()
    }


def codes_of_requests(place: Place) -> Mapping[str, Asking]:
    place.person("Sari")
    over = help_asked(place, "Sari")["code"]
    place.clock.ahead = timedelta(days=92)
    path = "/v1/help-requests/answers"
    named = {"nobody's": NOBODYS, "over": over}
    return {name: lambda code=code: place.http.post(path, json={"code": code}) for name, code in named.items()}


def boxes(place: Place) -> Mapping[str, Asking]:
    """Of a phone that is not there, and of two that are, sealed for this server and signed by another."""
    sari, dewi, eka = place.phone("Sari"), place.phone("Dewi"), place.phone("Eka")
    lock(place, eka)
    words = words_of(sari, "waiting", change={})
    inner = {
        "nobody's": signed(dewi, words, kid=new_id()),
        "hers": signed(dewi, words, kid=sari.enrolment),
        "of a locked one": signed(dewi, words, kid=eka.enrolment),
    }
    closed = {name: sealed(one, sari.card["server"]["box_key"]) for name, one in inner.items()}

    def hand_in(box: str) -> httpx.Response:
        return place.http.post("/v1/rescue", json={"envelopes": [box]})

    hand_in("before")
    return {name: lambda box=box: hand_in(box) for name, box in closed.items()}


def numbers_of_a_study(place: Place) -> Mapping[str, Asking]:
    """Of a member, of nobody, and of who left before."""
    study_desk.come(place)
    assert study_desk.written(place).status_code == 200
    assert study_desk.told(place, study_desk.answer(0)).status_code == 204
    path = f"{study_desk.ADDRESS}/withdrawals"

    def leave(at: int) -> httpx.Response:
        return study_desk.asked(place, "Ratna", "POST", path, {"number": study_desk.NUMBERS[at]})

    assert leave(1).status_code == 204
    return {"a member's": lambda: leave(0), "nobody's": lambda: leave(2), "who left": lambda: leave(1)}


def referrals_at_an_institution(place: Place) -> Mapping[str, Asking]:
    """To another one, not sent yet, and none."""
    sari = place.phone("Sari")
    place.person("Maya", None, "partner", partner=PARTNER)
    place.person("Lain", None, "partner")
    made = {"client": sari.save("client", BODIES["client"])}
    for kind in ("consent", "screening", "referral"):
        made[kind] = sari.save(kind, body_in(kind, made), feed=made["client"])
    sari.sync()
    sent = made["referral"]
    assert place.http.get(f"/v1/referrals/{sent}", headers=place.headers("Maya")).status_code == 200, sari.refused
    other = place.headers("Lain")
    return {
        name: lambda record=record: place.http.get(f"/v1/referrals/{record}", headers=other)
        for name, record in (("to another", sent), ("none", new_id()))
    }


# The status, and what is worked at least.
DOORS = {
    "sign-in of an office": (401, "argon2", names_at_sign_in),
    "sign-in of a phone": (401, "es256", phones_at_sign_in),
    "a client's own page": (422, "FROM visitor_code", codes_of_clients),
    "an answer to help": (422, "FROM visitor_code", codes_of_requests),
    "sealed boxes": (200, "es256", boxes),
    "leaving a study": (204, "DELETE FROM study_member", numbers_of_a_study),
    "an institution's inbox": (404, "FROM change", referrals_at_an_institution),
}


@pytest.mark.parametrize("place", ENGINES[:1], indirect=True)
@pytest.mark.parametrize("door", DOORS)
def test_whatever_must_not_be_told_is_answered_by_the_same_work(place: Place, seen: WorkSeen, door: str) -> None:
    status, work, asks = DOORS[door]
    answers = {name: seen.of(ask) for name, ask in asks(place).items()}
    first, *others = answers.items()
    assert first[1].status == status, first
    assert any(work in one for one in first[1].work), first[1].work
    for name, answer in others:
        assert answer[:2] == first[1][:2], f"{name} is answered otherwise than {first[0]}"
        more = [line for line in ndiff(first[1].work, answer.work) if line[0] in "+-"]
        assert not more, f"{name} is other work than {first[0]}: {more}"
