"""One phone, its copies and the server, and after each step the model: tests/sign_in/chain.py."""

import copy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from api.changes.epoch import new_epoch
from api.db.engine import reading, writing
from api.identity.nonces import give_nonce
from api.identity.people import Person
from api.identity.server_keys import add_server_keys, read_server_keys
from api.identity.tables import Enrolment
from tests.phone import fresh_mark
from tests.place import Place
from tests.sign_in.chain import DAY, ENROLMENT_LIVES, ChainModel, GivenNonce, Link

Json = Any
PASSES = (170, 400, -340, 399 * DAY, -399 * DAY, 401 * DAY)
AGENT, OTHER, LEADER = "Sari", "Dewi", "Ratna"


@dataclass
class Profile:
    """What lies on a phone: the pair it made last, the mark before it, and whether it heard the answer."""

    gen: int
    mark: str
    before: str = ""
    answered: bool = True

    def pair(self) -> Link:
        """Made and kept before it asks; the same until it is answered."""
        if self.answered:
            self.gen, self.mark, self.before, self.answered = self.gen + 1, fresh_mark(), self.mark, False
        return self.gen, self.mark


class SignInHistory:
    """`profiles`: of the phone and its copies; `stuck`: assertions on their way; `honest`: nobody did wrong."""

    def __init__(self, place: Place) -> None:
        self.place, self.at, self.keyed, self.honest = place, 0, 0, True
        place.clock.ahead, place.app.state.settings = timedelta(), place.settings
        self.switch(True)
        self.phone = place.phone(AGENT)
        self.other = place.brought.get(OTHER) or place.phone(OTHER)
        place.brought[OTHER] = self.other
        self.model = ChainModel([(1, self.phone.mark)], ENROLMENT_LIVES)
        self.profiles = [Profile(1, self.phone.mark)]
        self.older = [copy.copy(self.profiles[0])]
        self.stuck: list[tuple[Json, GivenNonce]] = []
        self.tokens: list[tuple[str, int]] = [(self.phone.token, 0)]
        self.by_office = "active"

    # --- what a phone does
    def ask(self, which: int, lost: bool) -> None:
        """A sign-in whose answer is heard or not."""
        profile = self.profiles[which % len(self.profiles)]
        if self.deliver(*self.sign(profile.pair(), profile.before)) == 200 and not lost:
            profile.answered = True
        self.older.append(copy.copy(profile))

    def get_stuck(self, which: int) -> None:
        """It was sent, and is on its way."""
        profile = self.profiles[which % len(self.profiles)]
        self.stuck.append(self.sign(profile.pair(), profile.before))

    def arrive(self, which: int) -> None:
        """And comes, perhaps for the second time."""
        if self.stuck:
            self.deliver(*self.stuck[which % len(self.stuck)])

    def copy_phone(self, which: int) -> None:
        """Two with one key."""
        self.profiles.append(copy.copy(self.profiles[which % len(self.profiles)]))
        self.honest = False

    def bring_back(self, which: int) -> None:
        """An older copy of the profile lies on the phone again."""
        self.profiles[0] = copy.copy(self.older[which % len(self.older)])
        self.honest = False

    def forge(self, how: int) -> None:
        """What an honest phone never sends."""
        gen, mark = self.model.links[-1]
        other, fresh = self.other.mark, fresh_mark()
        pair, before = [
            ((gen + 1, fresh), other), ((gen + 3, fresh), mark), ((gen, fresh), mark), ((gen, other), mark),
            ((max(1, gen - 1), fresh), mark), ((gen + 1, mark), fresh), (self.model.links[0], fresh),
        ][how % 7]  # fmt: skip
        self.honest = False
        self.deliver(*self.sign(pair, before))

    def steal(self, how: int) -> None:
        """Whoever has no key, or a nonce of nobody, moves nothing."""
        profile = copy.copy(self.profiles[0])
        pair, nonce = profile.pair(), self.nonce()
        good, _ = self.sign(pair, profile.before, nonce)
        stem, _, keyed = nonce.text.rpartition(".")
        if how % 3 == 0:
            forged = GivenNonce(f"{stem}.{keyed[::-1]}", nonce.at, keyed=-1)
            self.deliver(*self.sign(pair, profile.before, forged))
            return
        wrong = {"mark": fresh_mark()} if how % 3 == 1 else {"enrolment": self.other.enrolment}
        assert self.post({**good, **wrong}).status_code == 401
        self.compare()

    # --- what an office, an operator and time do
    def pass_time(self, how: int) -> None:
        """Also backwards."""
        self.at += PASSES[how % len(PASSES)]
        self.place.clock.ahead = timedelta(seconds=self.at)

    def lock(self, wipe: bool) -> None:
        """By whoever leads the unit."""
        deed, standing = ("wipe", "wipe") if wipe else ("lock", "locked")
        path = f"/v1/enrolments/{self.phone.enrolment}/{deed}"
        assert self.place.http.post(path, headers=self.place.headers(LEADER)).status_code == 200
        self.model.lock(standing)
        self.by_office = self.model.standing
        self.compare()

    def switch(self, counts: bool) -> None:
        """The person herself."""
        with writing(self.place.engine) as session:
            session.get_one(Person, self.place.people[AGENT]).active = counts
        if hasattr(self, "model"):
            self.model.counts = counts

    def restore(self, lost: int, told: bool = True) -> None:
        """The server is put back to before its last sign-ins; nothing that was on its way outlives that."""
        self.pass_time(1)
        self.model.restore(lost % 3, told)
        with writing(self.place.engine) as session:
            if told:
                new_epoch(session, self.place.clock())
            row = session.get_one(Enrolment, self.phone.enrolment)
            (row.gen, row.mark), before = self.model.links[-1], self.model.links[:-1]
            row.earlier = " ".join(f"{gen}:{mark}" for gen, mark in before)

    def put_back(self, lost: int) -> None:
        """And nobody began an epoch."""
        self.restore(lost, told=False)

    def renew_keys(self) -> None:
        """Of the server: those for phones, and that of its nonces."""
        state = self.place.app.state
        add_server_keys(self.place.settings.keys_file)
        state.server_keys = read_server_keys(self.place.settings.keys_file)
        self.keyed += 1
        state.settings = state.settings.model_copy(update={"nonce_key": f"another nonce key, the {self.keyed}th"})

    # --- the door
    def nonce(self) -> GivenNonce:
        state = self.place.app.state
        return GivenNonce(give_nonce(state.settings, now=state.clock()), self.at, self.keyed)

    def sign(self, pair: Link, before: str, nonce: GivenNonce | None = None) -> tuple[Json, GivenNonce]:
        given = nonce or self.nonce()
        self.phone.nonce = given.text
        return self.phone.assertion(*pair, before), given

    def post(self, assertion: Json) -> Any:
        return self.place.http.post("/v1/auth/token", json={"assertion": assertion})

    def deliver(self, assertion: Json, nonce: GivenNonce) -> int:
        """The status, which is the model's, as is everything that is kept."""
        pair = (assertion["gen"], assertion["mark"])
        wanted = self.model.meet(pair, assertion["prev_mark"], nonce, self.at, self.keyed)
        answer = self.post(assertion)
        told = answer.json().get("enrolment", {}).get("status", "")
        assert (answer.status_code, told) == wanted, answer.text
        if answer.status_code == 200:
            self.tokens.append((answer.json()["access_token"], self.at))
        self.compare()
        return answer.status_code

    def compare(self) -> None:
        with reading(self.place.engine) as session:
            row = session.get_one(Enrolment, self.phone.enrolment)
            assert (row.status, (row.gen, row.mark)) == (self.model.standing, self.model.links[-1])
        assert not self.honest or self.model.standing == self.by_office, "no honest phone is ever locked out"

    def enter(self, which: int) -> None:
        """With a token, the last or an older one."""
        token, given = self.tokens[-1 - which % len(self.tokens)]
        answer = self.place.http.get("/v1/me", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == self.model.may_enter(given, self.at), (answer.text, given, self.at)
