"""Agents with a case each, whose changes are sent without their phones: many can write at once for little."""

from typing import Any

from sqlmodel import col, select

from api.changes.feeds import begin_follow, lock_home, store_counter
from api.changes.tables import Feed, HomeCounter
from api.db.engine import writing
from api.identity.people import Unit
from api.identity.provisioning import make_person
from api.ids import new_id
from api.web.turn_gate import TurnGate
from tests.conftest import Place
from tests.phone import Phone, now
from tests.test_sync import VISIT

WRITERS, CLIENT = 16, {"code": "7Q4MK2H", "alias": "Mas Wahyu", "status": "registered"}


class Crowd:
    """`agents` who each have a case in a home; every case is Sari's too, and her unit's, whose coordinator is Ratna."""

    def __init__(self, place: Place, sari: Phone, homes: int, agents: int) -> None:
        self.place, self.sari = place, sari
        place.app.state.push_gate = TurnGate(WRITERS, 60)
        place.person("Ratna", role="coordinator")
        units = [place.units["A"], *(new_id() for _ in range(homes - 1))]
        self.agents = [f"Agen {number}" for number in range(agents)]
        with writing(place.engine) as session:
            for unit in units[1:]:
                session.add(Unit(id=unit, name="Unit", village="33.22.01.2001", created_at=place.clock()))
            for number, name in enumerate(self.agents):
                place.people[name] = new_id()
                where = {"unit": units[number % homes], "id": place.people[name]}
                make_person(session, name, "agent", now=place.clock(), **where)
        self.cases = {name: self.opened(name) for name in self.agents}
        self.begun = self.shared()

    def opened(self, name: str) -> str:
        case = new_id()
        self.push(name, [self.change("client", case, case, CLIENT)])
        return case

    def shared(self) -> dict[str, int]:
        """{home: where its counter stands now}."""
        with writing(self.place.engine) as session:
            for feed in session.exec(select(Feed).where(col(Feed.id).in_(self.cases.values()))).all():
                feed.unit = self.place.units["A"]
                locked = lock_home(session, feed.home)
                begin_follow(session, locked, feed, self.place.people["Sari"], self.place.clock())
                store_counter(session, locked)
            return {one.home: one.position for one in session.exec(select(HomeCounter)).all()}

    def change(self, kind: str, record: str, feed: str, sets: Any) -> Any:
        return {"id": new_id(), "kind": kind, "record": record, "feed": feed, "at": now(), "set": sets}

    def ask(self, changes: list[Any]) -> Any:
        """The body of a push."""
        return {**self.sari.ask(changes=changes), "cursor": {}}

    def push(self, name: str, changes: list[Any]) -> Any:
        asked = {"headers": self.place.headers(name), "json": self.ask(changes)}
        answer = self.place.http.post("/v1/sync/push", **asked)
        assert answer.status_code == 200, answer.text
        assert {one["answer"] for one in answer.json()["results"]} <= {"applied"}
        return answer.json()

    def visits(self, name: str, number: int = 3) -> list[str]:
        """Of her client, in one push."""
        made = [self.visit_of(name) for _ in range(number)]
        self.push(name, made)
        return [one["record"] for one in made]

    def visit_of(self, name: str) -> Any:
        """A change that has not been sent yet."""
        return self.change("visit", new_id(), self.cases[name], VISIT)
