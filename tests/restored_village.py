"""Random histories through restores: backups are made, the newest or the one before it is put back, phones come back.

A phone here does what `docs` of the protocol asks of every phone: it keeps what was acknowledged until two backups are
behind it, puts it back after a restore, pulls anew, and hands in what the server was not told again.
"""

from collections.abc import Callable
from typing import Any

import httpx

from tests.phone import Phone
from tests.simulator import Village

Json = Any


class ServerRestored(Exception):
    """The server answers from another epoch."""

    def __init__(self, answer: Json) -> None:
        super().__init__(answer["epoch"])
        self.epoch: str = answer["epoch"]
        self.begun: dict[str, int] = answer["begun"]


class ReturningPhone(Phone):
    """A phone that outlives restores."""

    def __init__(self, http: httpx.Client, code: str) -> None:
        super().__init__(http, code)
        self.done = 0

    def post(self, path: str, body: Json) -> Json:
        answer = self.http.post(path, json=body, headers=self.headers)
        if answer.status_code == 409 and answer.json()["type"] == "/problems/epoch-changed":
            raise ServerRestored(answer.json())
        assert answer.status_code == 200, answer.text
        self.done = answer.json()["done"]
        return answer.json()

    def pull(self, limit: int = 500) -> Json:
        """At its end what two backups cover is let go."""
        page = super().pull(limit)
        if not page["more"]:
            self.acked = [one for one in self.acked if self.done < one[1]["started"] + 2]
        return page

    def come_back(self, restored: ServerRestored) -> None:
        """What was acknowledged waits again; what was told since is handed in where it is not told again."""
        self.out = [change for change, _ in self.acked] + self.out
        before, self.acked, self.told, self.cursor, self.feeds = self.told, [], {}, {}, {}
        self.epoch = restored.epoch
        self.load()
        since = [one for one in before.values() if one["n"] > restored.begun.get(one["home"], 0)]
        lost = [one for one in since if self.plain(one["record"]) != content(one)]
        if lost:
            found = [{name: one[name] for name in ("kind", "record", "feed", "body", "by", "at")} for one in lost]
            answer = self.post("/v1/sync/push", self.ask(changes=[], found=found))
            assert {one["answer"] for one in answer["found"]} <= {"made", "asked", "same", "erased"}, answer["found"]
            self.load()

    def load(self) -> None:
        """All of what waits, then all there is."""
        self.push()
        while self.pull()["more"]:
            pass

    def plain(self, record: str) -> Json:
        return content(self.told[record]) if record in self.told else None


def content(item: Json) -> Json:
    """A told record without its questions."""
    return {name: value for name, value in item["body"].items() if name != "questions"}


class RestoredVillage(Village):
    """`backup` gives a copy's place; `restore` puts it back."""

    backup: Callable[[], Any]
    restore: Callable[[Any], None]

    def play(self, steps: int) -> None:
        """Three parts, a restore after the first and the second."""
        self.copies = [self.backup()]
        for name in self.phones:
            self.open_client(name)
            self.sync(name)
        for _ in range(2):
            self.live(steps)
            self.restore(self.chance.choice(self.copies[-2:]))
            for name in self.chance.sample(sorted(self.phones), len(self.phones)):
                self.try_to(self.sync, name)
        self.live(steps)
        self.fall_quiet()

    def live(self, steps: int) -> None:
        """As ever, with a backup now and then."""
        acts = [self.open_client, self.write_paper, self.edit_paper, self.write_fact, self.write_fact, self.answer]
        acts += [self.edit] * 4 + [self.sync] * 5 + [self.lose_answer, self.come_or_go, self.come_or_go]
        for _ in range(steps):
            if self.chance.random() < 0.12:
                self.copies.append(self.backup())
            self.try_to(self.chance.choice(acts), self.chance.choice(sorted(self.phones)))

    def try_to(self, act: Callable[[str], None], name: str) -> None:
        """Whoever hears of a restore comes back first."""
        try:
            act(name)
        except ServerRestored as restored:
            phone: Any = self.phones[name]
            phone.come_back(restored)
            for record in phone.told:
                self.look(name, record)
