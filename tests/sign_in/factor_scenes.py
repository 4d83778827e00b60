"""What an office with a second factor must be answered: each scene is told by itself, with an account of its own."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from sqlmodel import select

from api.clock import system_clock
from api.db.engine import writing
from api.identity.credentials import Credential
from api.identity.factor_offers import give_offer
from api.identity.people import Person
from api.identity.provisioning import add_account
from api.identity.rate_limits import PASSWORD, SECOND_FACTOR
from api.identity.second_factors import SecondFactor
from api.identity.tables import Audit, Throttle
from api.identity.timed_codes import STEP, code_of, new_secret, step_at
from tests.door import client
from tests.phone import ORIGIN, fresh_mark
from tests.place import Place

Json = Any
Scene = Callable[["Office"], None]
RIGHT = "lumpia semarang hangat"
NUMBER = count()


class Office:
    """An account of somebody who leads unit A, and the codes of her authenticator app."""

    def __init__(self, place: Place) -> None:
        self.place, self.name, self.secret = place, f"kantor{next(NUMBER)}", ""
        # A step of the codes has just begun, so that none ends between a code and its use.
        place.clock.ahead = timedelta(seconds=STEP + 1 - system_clock().timestamp() % STEP)
        place.app.state.settings = place.settings
        self.person = place.person(self.name, "A", "coordinator")
        with writing(place.engine) as session:
            add_account(session, session.get_one(Person, self.person), self.name, RIGHT, now=place.clock())
        self.recovery: list[str] = []

    def try_in(self, password: str = RIGHT, code: str = "", address: str = "127.0.0.1", attempt: str = "") -> Json:
        """The answer's status and body."""
        form = {"grant_type": "password", "username": self.name, "password": password, "code": code}
        with client(self.place.app, ORIGIN, address) as http:
            answer = http.post("/v1/auth/token", data={**form, "attempt": attempt})
        return answer.status_code, answer.json()

    def code(self, steps: int = 0) -> str:
        """Of now, or of so many steps from now."""
        return code_of(self.secret, step_at(self.place.clock()) + steps)

    def pass_time(self, **time: int) -> None:
        self.place.clock.ahead += timedelta(**time)

    def ask(self, method: str, path: str, token: str, body: Json = None) -> Json:
        headers = {"Authorization": f"Bearer {token}"}
        answer = self.place.http.request(method, path, headers=headers, **({"json": body} if body else {}))
        return answer.status_code, answer.json()

    def offered(self, token: str) -> Json:
        return self.ask("POST", "/v1/auth/second-factor", token)[1]

    def set_up(self) -> Json:
        """What its page does; the code that confirms is spent by it."""
        token = self.try_in()[1]["access_token"]
        offer = self.offered(token)
        self.secret = offer["secret"]
        assert self.secret in offer["otpauth"]
        status, told = self.confirm(token, offer)
        assert status == 200, told
        self.recovery = told["recovery_codes"]
        self.pass_time(seconds=60)
        return told

    def confirm(self, token: str, offer: Json, code: str = "") -> Json:
        asked = {"secret": offer["secret"], "offer": offer["offer"], "code": code or self.code()}
        return self.ask("PUT", "/v1/auth/second-factor", token, asked)


def a_code_opens_once(office: Office) -> None:
    assert office.set_up()["recovery_left"] == 8
    code = office.code()
    status, told = office.try_in(code=code)
    assert (status, told["recovery_left"], "second_factor" in told) == (200, 8, False)
    assert office.try_in(code=code)[0] == 401
    assert office.try_in(code=office.code(-1))[0] == 401, "nor one before it"
    assert office.try_in(code=office.code(1))[0] == 200


def one_step_either_way_counts(office: Office) -> None:
    office.set_up()
    office.pass_time(minutes=5)
    tried = [office.try_in(code=office.code(steps))[0] for steps in (-3, -2, 2, 3, -1, 0, 1)]
    assert tried == [401, 401, 401, 401, 200, 200, 200]


def a_stranger_learns_nothing_by_his_answer(office: Office) -> None:
    """Neither that a password was right nor that there is a second factor."""
    without = [office.try_in("salah"), office.try_in("salah", "123456")]
    office.set_up()
    wrong = str((int(office.code()) + 1) % 10**6).zfill(6)
    told = [*without, office.try_in("salah"), office.try_in(), office.try_in("salah", office.code())]
    told += [office.try_in(RIGHT, wrong), office.try_in("salah", office.recovery[0])]
    assert {status for status, _ in told} == {401}
    said = [(body["code"], body["detail"], set(body)) for _, body in told]
    assert said[0] == said[2] == said[3]
    assert said[1] == said[4] == said[5] == said[6]
    assert [code for code, _, _ in said[:2]] == ["wrong-password", "wrong-code"]
    assert office.try_in(code=office.code())[0] == 200, "and a wrong password spends no code"


def a_recovery_code_opens_once(office: Office) -> None:
    office.set_up()
    code = office.code()
    assert office.try_in(code=code)[0] == 200
    typed = f" {office.recovery[3].lower().replace('-', ' ')} "
    assert [office.try_in(code=typed)[0] for _ in range(2)] == [200, 401]
    assert office.try_in(code=office.recovery[0])[1]["recovery_left"] == 6
    assert office.try_in(code=code)[0] == 401, "nor is a code of before good again"


def a_lost_answer_is_said_again(office: Office) -> None:
    office.set_up()
    code, attempt = office.code(), fresh_mark()
    assert [office.try_in(code=code, attempt=attempt)[0] for _ in range(2)] == [200, 200]
    assert office.try_in("salah", code, attempt=attempt)[0] == 401
    assert office.try_in(code=code, attempt=fresh_mark())[0] == 401, "whoever saw the code does not know the attempt"
    recovery = office.recovery[0]
    told = [office.try_in(code=recovery, attempt=attempt)[1]["recovery_left"] for _ in range(2)]
    assert told == [7, 7]
    office.pass_time(minutes=6)
    assert office.try_in(code=recovery, attempt=attempt)[0] == 401


def codes_are_guessed_slowly(office: Office) -> None:
    """From where she was seen lately she still gets in."""
    office.set_up()
    assert office.try_in(code=office.code())[0] == 200
    for number in range(SECOND_FACTOR.tries):
        assert office.try_in(RIGHT, "000000", address=f"10.1.0.{number // (PASSWORD.tries - 2)}")[0] == 401
    assert office.try_in(RIGHT, office.code(1), address="10.1.1.1")[0] == 429
    assert office.try_in(RIGHT, office.code(1))[0] == 200
    with writing(office.place.engine) as session:
        for row in session.exec(select(Throttle)):
            session.delete(row)


def a_role_that_must_have_one_does_nothing_before(office: Office) -> None:
    place = office.place
    place.app.state.settings = place.settings.model_copy(update={"second_factor": ("coordinator",)})
    status, told = office.try_in()
    assert (status, told["second_factor"]) == (200, "wanted")
    status, problem = office.ask("GET", "/v1/me", told["access_token"])
    assert (status, problem.get("code")) == (403, "second-factor-wanted")
    assert office.ask("GET", "/v1/me", office.set_up()["access_token"])[0] == 200
    again = office.try_in(code=office.code())[1]
    assert "second_factor" not in again
    assert office.ask("GET", "/v1/me", again["access_token"])[0] == 200


def an_offer_is_hers_and_of_now(office: Office) -> None:
    token = office.try_in()[1]["access_token"]
    offer, other = office.offered(token), Office(office.place)
    office.secret = other.secret = offer["secret"]
    wrong = str((int(office.code()) + 1) % 10**6).zfill(6)
    assert office.confirm(token, offer, wrong)[1].get("code") == "second-factor-code"
    assert other.confirm(other.try_in()[1]["access_token"], offer)[1].get("code") == "second-factor-late"
    mine = {**offer, "secret": new_secret()}
    office.secret = mine["secret"]
    assert office.confirm(token, mine)[1].get("code") == "second-factor-late", "nor a secret of one's own choice"
    office.secret = offer["secret"]
    office.pass_time(minutes=16)
    token = office.try_in()[1]["access_token"]
    assert office.confirm(token, offer)[1].get("code") == "second-factor-late"
    assert other.try_in()[0] == office.try_in()[0] == 200, "nobody has one"


def whoever_has_one_needs_it_for_another(office: Office) -> None:
    """A token got by the password before does not."""
    old = office.try_in()[1]["access_token"]
    first = office.offered(old)
    office.secret = first["secret"]
    code = office.code()
    told = [office.confirm(old, first, code) for _ in range(2)]
    assert [status for status, _ in told] == [200, 200]
    assert told[0][1]["recovery_codes"] == told[1][1]["recovery_codes"], "a lost answer is said again"
    stolen = office.offered(old)
    office.secret = stolen["secret"]
    assert office.confirm(old, stolen)[1].get("code") == "second-factor-set"
    other = office.offered(told[0][1]["access_token"])
    office.secret = other["secret"]
    assert office.confirm(told[0][1]["access_token"], other)[0] == 200
    office.pass_time(seconds=60)
    assert office.try_in(code=told[0][1]["recovery_codes"][0])[0] == 401, "nor do those of the first"
    assert office.try_in(code=office.code())[0] == 200


def nothing_lies_open(office: Office) -> None:
    """And what lies in another's row opens nothing."""
    office.set_up()
    other = Office(office.place)
    other.set_up()
    with writing(office.place.engine) as session:
        mine, hers = (session.get_one(SecondFactor, one.person) for one in (office, other))
        kept = " ".join(map(str, mine.model_dump().values()))
        assert not any(one in kept for one in (office.secret, *office.recovery, office.recovery[0].replace("-", "")))
        hers.sealed, hers.step = mine.sealed, 0
        made = session.exec(select(Audit.action).where(Audit.about == office.person)).all()
    assert "second-factor" in made
    other.secret = office.secret
    assert other.try_in(code=other.code())[0] == 401


def a_phone_sets_up_nothing(office: Office) -> None:
    phone = office.place.phone(office.name)
    assert office.ask("POST", "/v1/auth/second-factor", phone.token)[0] == 403
    secret = new_secret()
    offer = give_offer(office.place.settings, office.person, secret, now=office.place.clock())
    office.secret = secret
    assert office.confirm(phone.token, {"secret": secret, "offer": offer})[0] == 403


def who_ended_does_not_get_in(office: Office) -> None:
    office.set_up()
    with writing(office.place.engine) as session:
        session.get_one(Person, office.person).active = False
        assert session.exec(select(Credential).where(Credential.person == office.person)).one().secret
    assert office.try_in(code=office.code())[0] == 401


SCENES: tuple[Scene, ...] = (
    a_code_opens_once, one_step_either_way_counts, a_stranger_learns_nothing_by_his_answer, a_recovery_code_opens_once,
    a_lost_answer_is_said_again, codes_are_guessed_slowly, a_role_that_must_have_one_does_nothing_before,
    an_offer_is_hers_and_of_now, whoever_has_one_needs_it_for_another, nothing_lies_open, a_phone_sets_up_nothing,
    who_ended_does_not_get_in,
)  # fmt: skip
