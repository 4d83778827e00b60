"""A phone that outlives restores, lost lines, locks and full disks, and forgets nothing that was not told elsewhere.

It keeps what was acknowledged until two backups are behind it, puts it back after a restore, pulls anew beside what it
held, and hands in what the server was not told again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from tests.phone import Phone, fresh_mark

Json = Any
WORDS = ("kind", "record", "feed", "body", "by", "at")  # of what is handed in


class NoAnswer(Exception):
    """The line, the disk or the power failed: nothing was stored."""


class ServerRestored(Exception):
    """The server answers from another epoch."""

    def __init__(self, answer: Json) -> None:
        super().__init__(answer["epoch"])
        self.epoch: str = answer["epoch"]
        self.begun: dict[str, int] = answer["begun"]


class LockedOut(Exception):
    """`standing`: locked or wipe."""

    def __init__(self, standing: str) -> None:
        super().__init__(standing)
        self.standing = standing


@dataclass
class ShelvedPicture:
    """`change`: that names it; `sent`: in which epoch the server had the whole of it, and how many backups had begun
    by then."""

    change: Json
    content: bytes
    sent: tuple[str, int] | None = None


class ReturningPhone(Phone):
    """`before`: what it held when it heard of a restore, and has not handed in yet; it stays readable meanwhile.
    `line`: what the line does to a request; `shelf`: its pictures by their hash."""

    def __init__(self, http: httpx.Client, code: str) -> None:
        super().__init__(http, code)
        self.done, self.protocol = 0, 1
        self.before: dict[str, Json] = {}
        self.begun: dict[str, int] = {}
        self.returning = self.full = False
        self.shelf: dict[str, ShelvedPicture] = {}
        self.line: Callable[[str, Json], httpx.Response] = self.straight

    # --- asking
    def ask(self, **more: Json) -> Json:
        return {**super().ask(**more), "protocol": self.protocol}

    def straight(self, path: str, body: Json) -> httpx.Response:
        return self.http.post(path, json=body, headers=self.headers)

    def post(self, path: str, body: Json) -> Json:
        answer = self.line(path, body)
        if answer.status_code == 401:
            self.sign_in_again()
            answer = self.line(path, body)
        told = answer.json()
        if answer.status_code == 409 and told["type"] == "/problems/epoch-changed":
            raise ServerRestored(told)
        if answer.status_code == 409 and told["type"] == "/problems/app-too-old":
            raise NoAnswer("its app must be newer")
        if answer.status_code == 403 and "enrolment" in told:
            raise LockedOut(told["enrolment"]["status"])
        assert answer.status_code == 200, answer.text
        if self.full:
            raise NoAnswer("there is no room to store it")
        self.done = told["done"]
        return told

    def sign_in_again(self) -> None:
        """With a fresh nonce; the next generation is kept before it asks."""
        self.nonce = self.http.post("/v1/auth/nonce").json()["nonce"]
        before, self.mark, self.gen = self.mark, fresh_mark(), self.gen + 1
        answer = self.http.post("/v1/auth/token", json={"assertion": self.assertion(self.gen, self.mark, before)})
        if answer.status_code == 403:
            raise LockedOut(answer.json().get("enrolment", {}).get("status", "locked"))
        if answer.status_code == 429:
            self.mark, self.gen = before, self.gen - 1
            raise NoAnswer("too often")
        assert answer.status_code == 200, answer.text
        self.token, self.nonce = answer.json()["access_token"], answer.json()["nonce"]

    # --- what a person does
    def told_values(self, record: str) -> Json:
        """As it was told, by this server or by the one that was restored."""
        return (self.told.get(record) or self.before.get(record) or {}).get("body") or {}

    def records(self, kind: str) -> dict[str, Json]:
        """Also those it was not told again yet."""
        before = [name for name, item in self.before.items() if item["kind"] == kind]
        return {name: self.screen(name) for name in before} | super().records(kind)

    def save(self, *words: Json, **more: Json) -> str:
        if self.full:
            raise NoAnswer("the form stays open")
        return super().save(*words, **more)

    def feed_of(self, record: str) -> str:
        held = self.told.get(record) or self.before.get(record)
        return str(held["feed"]) if held else super().feed_of(record)

    # --- syncing
    def push(self, size: int = 200) -> Json:
        """What waits; nothing is asked where nothing does."""
        return super().push(size) if self.out else {}

    def behind(self, result: Json) -> bool:
        """Acknowledged, and not yet told back."""
        return bool(result["n"] > self.cursor.get(result["home"], 0))

    def pull(self, limit: int = 500) -> Json:
        """At its end what two backups cover is let go, and what a restore lost is handed in."""
        page = super().pull(limit)
        gone = {item["record"] for item in page["told"] if item["body"] is None}
        self.acked = [one for one in self.acked if not gone & {one[0]["record"], one[0]["feed"]}]
        self.strike({name for name, one in self.shelf.items() if gone & {one.change["record"], one.change["feed"]}})
        if not page["more"]:
            self.let_go()
            if self.returning:
                self.hand_in()
        return page

    def let_go(self) -> None:
        self.acked = [one for one in self.acked if self.done < one[1]["started"] + 2 or self.behind(one[1])]
        self.strike({name for name, one in self.shelf.items() if self.covered(one)})

    def strike(self, pictures: set[str]) -> None:
        """They lie here no more."""
        self.shelf = {name: one for name, one in self.shelf.items() if name not in pictures}

    def covered(self, one: ShelvedPicture) -> bool:
        """By two backups of this epoch."""
        return one.sent is not None and one.sent[0] == self.epoch and self.done >= one.sent[1] + 2

    def come_back(self, restored: ServerRestored) -> None:
        """What was acknowledged waits again; the rest follows with the next push and pull."""
        homes = self.begun.keys() & restored.begun.keys() if self.returning else restored.begun.keys()
        self.begun = {home: min(restored.begun[home], self.begun.get(home, restored.begun[home])) for home in homes}
        self.out = [change for change, _ in self.acked] + self.out
        self.before, self.acked, self.told, self.cursor, self.feeds = {**self.before, **self.told}, [], {}, {}, {}
        self.epoch, self.returning = restored.epoch, True

    def hand_in(self) -> None:
        """What it was told since the backup and is not told again, or told otherwise."""
        since = [one for one in self.before.values() if one["n"] > self.begun.get(one["home"], 0)]
        lost = [one for one in since if content(self.told.get(one["record"])) != content(one)]
        lost.sort(key=lambda one: one["record"] != one["feed"])
        for part in [lost[at : at + 50] for at in range(0, len(lost), 50)]:
            found = [{name: one[name] for name in WORDS} for one in part]
            answer = self.post("/v1/sync/push", self.ask(changes=[], found=found))
            allowed = {"made", "asked", "same", "erased", "waiting", "refused"}
            assert {one["answer"] for one in answer["found"]} <= allowed, answer["found"]
        self.before, self.begun, self.returning = {}, {}, False

    def sync_through(self) -> None:
        """All of it, until nothing more waits, also through a restore it hears of now."""
        for _ in range(4):
            try:
                came_back = self.returning
                self.sync()
                if not came_back:
                    return
            except ServerRestored as restored:
                self.come_back(restored)


def content(item: Json) -> Json:
    """A told record without its questions."""
    return item and {name: value for name, value in item["body"].items() if name != "questions"}
