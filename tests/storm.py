"""Agents who push at once until something is killed under them, and what must be true of receipts and tables then."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Event
from typing import Any

import httpx
from sqlmodel import select

from api.changes.tables import Change, HomeCounter
from api.db.engine import reading
from tests.conftest import Place
from tests.crowd import Crowd
from tests.waiting import until

HOMES, AGENTS, FIRST = 2, 4, 6


class Push:
    """Changes that were sent together; `results`: what was heard of them."""

    def __init__(self, name: str, changes: list[Any]) -> None:
        self.name, self.changes, self.results = name, changes, list[Any]()


class Storm:
    """`pushes`: all that was ever sent to the server at `url`. `sari` follows every case."""

    def __init__(self, place: Place, url: str) -> None:
        self.place, self.url = place, url
        self.sari = place.phone("Sari")
        self.crowd = Crowd(place, self.sari, HOMES, AGENTS)
        self.known = {one.id for one in self.stored()}
        self.pushes: list[Push] = []

    def stored(self) -> list[Change]:
        with reading(self.place.engine) as session:
            return list(session.exec(select(Change)).all())

    def send(self, http: httpx.Client, push: Push) -> bool:
        """Whether it was answered."""
        asked = {"headers": self.place.headers(push.name), "json": self.crowd.ask(push.changes)}
        with suppress(httpx.TransportError):
            answer = http.post("/v1/sync/push", **asked)
            if answer.status_code != 503:
                assert answer.status_code == 200, answer.text
                push.results = answer.json()["results"]
        return bool(push.results)

    def rage(self, name: str, over: Event) -> None:
        """One agent, until she is not answered."""
        with httpx.Client(base_url=self.url, timeout=60) as http:
            while not over.is_set():
                push = Push(name, [self.crowd.visit_of(name) for _ in range(3)])
                self.pushes.append(push)
                if not self.send(http, push):
                    return

    @contextmanager
    def raging(self) -> Iterator[None]:
        """Once several were answered the block is run, in which something is killed."""
        over, before = Event(), len(self.pushes)
        with ThreadPoolExecutor(AGENTS) as several:
            agents = [several.submit(self.rage, name, over) for name in self.crowd.agents]
            try:
                while len(self.pushes) - before < FIRST + AGENTS and not any(one.done() for one in agents):
                    over.wait(0.002)
                yield
            finally:
                over.set()
            for one in agents:
                one.result()

    @property
    def unanswered(self) -> list[Push]:
        return [push for push in self.pushes if not push.results]

    def must_match(self) -> None:
        """Everything acknowledged stands once under its number; of what was not, all of a push or nothing; numbers have
        no gap; nothing else is there."""
        rows = {one.id: one for one in self.stored() if one.id not in self.known}
        for push in self.pushes:
            here = [rows.pop(one["id"], None) for one in push.changes]
            if push.results:
                assert [one and (one.id, one.version) for one in here] == [
                    (one["id"], one["n"]) for one in push.results
                ]
            else:
                assert len([one for one in here if one]) in (0, len(push.changes))
        assert rows == {}
        self.must_be_dense()

    def must_be_dense(self) -> None:
        with reading(self.place.engine) as session:
            for home in session.exec(select(HomeCounter)).all():
                begun = self.crowd.begun[home.home]
                numbers = session.exec(select(Change.version).where(Change.home == home.home)).all()
                assert sorted(n for n in numbers if n > begun) == list(range(begun + 1, home.position + 1))

    def replay(self) -> None:
        """What was not answered is now; what was is answered the same."""
        with httpx.Client(base_url=self.url, timeout=60) as http:
            for push in [*self.unanswered, *(one for one in self.pushes if one.results)][: 2 * AGENTS]:
                before = push.results
                until(lambda push=push: self.send(http, push), f"{push.name} is not answered")
                assert {one["answer"] for one in push.results} == {"applied"}
                assert before in ([], push.results)
        self.must_match()
        assert not self.unanswered

    def must_be_read(self) -> None:
        """By a phone, whose digests agree."""
        self.sari.sync()
        sent = {one["record"] for push in self.pushes for one in push.changes}
        assert {name for name, one in self.sari.told.items() if one["kind"] == "visit"} == sent
