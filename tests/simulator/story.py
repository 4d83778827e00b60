"""One history: who takes part, what was done, and what is remembered of it so that promises can be judged.

`do` takes one step by its name; each room adds its own (`@step`). What a step chooses among is in the order in which it
was made, so the same steps tell the same history.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from copy import copy, deepcopy
from datetime import timedelta
from typing import Any, NamedTuple

from sqlmodel import col, select

from api.changes.tables import Feed
from api.db.engine import writing
from api.identity.enrolment_codes import make_code
from tests.simulator.answer_book import AnswerBook
from tests.simulator.phones import LockedOut, NoAnswer, ReturningPhone, ServerRestored, ShelvedPicture
from tests.simulator.server import SimulatedServer
from tests.simulator.witness import ServerWitness

Json = Any
UNIT_OF = {"S": "A", "D": "A", "B": "B"}  # the agents; Ratna leads A, Tono leads B
LEADERS = {"A": "Ratna", "B": "Tono"}
OFFICERS, AREAS = {"A": "Ani", "B": "Joko"}, {"Ani": "33.22", "Joko": "33.74"}  # of the districts in which they work
OFFICER, INSTITUTION, OTHER_INSTITUTION = "Ani", "Klinik", "Puskesmas"  # to the first of these is referred
VILLAGE, NATION = "Lurah", "Pusat"  # of the village in which A works; of all
OWNER = {"s1": "S", "s2": "S", "d1": "D", "b1": "B"}
PHONES = tuple(OWNER)
# In a whole record; in the others their day.
ALWAYS_THERE = {"client": "alias", "referral": "status", "approval": "asked_on"}


class NothingToDo(Exception):
    """The step found nothing that it could be done to."""


class SavedChange(NamedTuple):
    """Told its author as kept on this phone. `seen`: {field: what had stood on its screen by then}."""

    phone: str
    change: Json
    seen: dict[str, list[Json]]


class Story:
    """`shown`: {(phone, record, field): every value that stood on its screen}; `excused`: changes whose only phone is
    gone; `faulty`: those that a server must refuse, `declined`: that a coordinator let go; `unknown`: those of an app
    from tomorrow; `boxes`: {change: as it lies sealed on a phone}; `handed_in`: those that a server took, `received`:
    in this epoch; `answers`: of offices; `pictures`: all that were taken, `brought`: boxed ones that the server has,
    `lost_pictures`: that no phone has, nor need a server; `joined`: {agent: units to which she ever belonged}."""

    def __init__(self, server: SimulatedServer, phones: dict[str, ReturningPhone]) -> None:
        self.server, self.place, self.witness = server, server.place, ServerWitness()
        self.phones = {name: self.taken_up(name, phone) for name, phone in phones.items()}
        self.steps: list[list[Json]] = []
        self.saved: dict[str, SavedChange] = {}
        self.shown: dict[tuple[str, str, str], list[Json]] = defaultdict(list)
        self.clients: list[str] = []
        self.made: dict[str, str] = {}
        self.excused, self.faulty, self.unknown, self.declined = set[str](), set[str](), set[str](), set[str]()
        self.handed_in, self.received, self.taken = set[str](), set[str](), set[str]()
        self.boxes, self.picture_boxes = dict[str, str](), dict[str, tuple[Any, str]]()
        self.pictures: dict[str, ShelvedPicture] = {}
        self.lost_pictures, self.brought = set[str](), set[str]()
        self.told_copies: dict[str, list[Json]] = {}
        self.answers = AnswerBook()
        self.erased: set[str] = set()
        self.gone: set[str] = set()
        self.must: dict[str, set[tuple[str, str]]] = {}
        self.fates: dict[str, list[str]] = defaultdict(list)
        self.delayed: list[Callable[[], Any]] = []
        self.readers: dict[tuple[str, str], Any] = {}
        self.joined = {agent: {unit} for agent, unit in UNIT_OF.items()}
        self.counter = 0

    def taken_up(self, name: str, phone: ReturningPhone) -> ReturningPhone:
        """The same phone as it was when all histories begin."""
        mine = copy(phone)
        for held in ("told", "feeds", "cursor", "out", "acked", "refused", "before", "begun", "shelf"):
            setattr(mine, held, deepcopy(getattr(phone, held)))
        return self.connected(name, mine)

    def connected(self, name: str, phone: ReturningPhone) -> ReturningPhone:
        from tests.simulator.network import through_the_line

        phone.line = lambda path, body: through_the_line(self, name, path, body)
        return phone

    def new_phone(self, name: str) -> ReturningPhone:
        """Of the same person, with nothing on it. Not a year ago: two years later it has ended by itself."""
        ahead, self.place.clock.ahead = self.place.clock.ahead, max(self.place.clock.ahead, timedelta())
        with writing(self.place.engine) as session:
            code = make_code(session, self.place.settings, self.place.people[OWNER[name]], now=self.place.clock())
        phone = ReturningPhone(self.place.http, code)
        phone.enrol()
        self.place.clock.ahead = ahead
        return self.connected(name, phone)

    # --- steps
    def do(self, name: str, *words: Json) -> bool:
        """One step; a phone that hears of a restore or a lock takes note, and whoever has no line tries later. Whether
        there was anything to do for it; else it is none."""
        self.steps.append([name, *words])
        phone = words[0] if words and words[0] in PHONES else None
        try:
            self.try_to(phone, lambda: STEPS[name].take(self, *words))
        except NothingToDo:
            self.steps.pop()
            return False
        except Exception as broken:
            raise AssertionError(f"{broken}\n{self.told()}") from broken
        return True

    def try_to(self, name: str | None, act: Callable[[], None]) -> bool:
        try:
            act()
        except NoAnswer:
            return False
        except ServerRestored as restored:
            self.phones[str(name)].come_back(restored)
            return False
        except LockedOut as locked:
            self.lock_out(str(name), locked.standing)
            return False
        return True

    def lock_out(self, name: str, standing: str) -> None:
        """It is refused from now on; one that is to be wiped hands in first, and forgets."""
        from tests.simulator.network import hand_in

        self.gone.add(name)
        self.excuse_phone(name)
        hand_in(self, name)
        if standing == "wipe":
            self.excuse_unsent(name)
            phone = self.phones[name]
            self.excused -= self.received & {change["id"] for change in phone.out}
            phone.out, phone.acked, phone.refused = [], [], []

    def told(self) -> str:
        """As a line of histories.json."""
        return json.dumps(self.steps)

    # --- what is remembered
    def save(self, name: str, kind: str, sets: Json, **more: Json) -> Json:
        """As a person does: she has looked at the screen first. The change."""
        phone = self.phones[name]
        if name in self.gone:
            raise NothingToDo
        if "record" in more:
            self.look(name, more["record"])
        record = phone.save(kind, sets, **more)
        change = phone.out[-1]
        self.made.setdefault(record, kind)
        seen = {field: list(self.shown[name, record, field]) for field in change["set"]}
        self.saved[change["id"]] = SavedChange(name, change, seen)
        self.look(name, record)
        return change

    def look(self, name: str, record: str) -> None:
        for field, value in self.phones[name].screen(record).items():
            seen = self.shown[name, record, field]
            if value not in seen:
                seen.append(value)

    def look_at_all(self, name: str) -> None:
        for record in self.phones[name].told:
            self.look(name, record)

    def fresh(self, name: str) -> str:
        self.counter += 1
        return f"{name} {self.counter}"

    def excuse_unsent(self, name: str) -> None:
        """What only this phone knew is gone with it."""
        phone = self.phones[name]
        self.excused |= {change["id"] for change in phone.out}
        self.excused |= {change["id"] for change, _ in [*phone.acked, *phone.refused]}

    def excuse_phone(self, name: str) -> None:
        """Nothing is asked of what it held any more."""
        self.must = {record: {one for one in who if one[0] != name} for record, who in self.must.items()}

    def excuse_follow(self, agent: str, case: str) -> None:
        for record, who in self.must.items():
            self.must[record] = {one for one in who if (OWNER[one[0]], one[1]) != (agent, case)}

    # --- choosing
    def served(self, name: str) -> ReturningPhone:
        """NothingToDo where it is locked or wiped."""
        if name in self.gone:
            raise NothingToDo
        return self.phones[name]

    def who_has(self, phone: str, found: Callable[[str], list[Json]]) -> tuple[str, list[Json]]:
        """This phone, or the next that has any: what finds nothing to do tells nothing."""
        at = PHONES.index(phone)
        for name in (*PHONES[at:], *PHONES[:at]):
            if name not in self.gone and (some := found(name)):
                return name, some
        raise NothingToDo

    def visible(self, name: str, kind: str = "client") -> list[str]:
        """Records on this screen, in the order in which they were made; what handed-over work left behind is none."""
        held, shown = self.phones[name].records(kind), ALWAYS_THERE.get(kind, "on")
        order = {record: at for at, record in enumerate(self.made)}
        mine = [record for record, fields in held.items() if fields.get(shown)]
        return sorted((record for record in mine if record in order), key=order.__getitem__)

    def cases(self) -> dict[str, Feed]:
        """The clients the server knows now and did not erase, in the order in which they were made."""
        with self.server.look() as session:
            found = session.exec(select(Feed).where(col(Feed.id).in_(self.clients), col(Feed.erased_at).is_(None)))
            rows = {row.id: row for row in found.all()}
        return {case: rows[case] for case in self.clients if case in rows}

    def unit_of(self, case: Feed) -> str:
        return next(name for name, unit in self.place.units.items() if unit == case.unit)


class StoryStep(NamedTuple):
    """`weight`: how often it is chosen."""

    take: Callable[..., None]
    weight: int


STEPS: dict[str, StoryStep] = {}


def step(weight: int = 1) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Named as its function, in words."""

    def add(take: Callable[..., None]) -> Callable[..., None]:
        STEPS[take.__name__.replace("_", " ")] = StoryStep(take, weight)
        return take

    return add


def one_of(choices: Any, at: int) -> Any:
    """NothingToDo where there is none."""
    known = list(choices)
    if not known:
        raise NothingToDo
    return known[at % len(known)]
