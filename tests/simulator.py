"""Random histories against the real app: agents write, clash, lose answers, come and go; then all falls quiet.

Seeded, so a failing history is one number. `play` raises AssertionError with the promise that broke.
"""

import random
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from tests.phone import Phone

FIELDS = ("alias", "note", "occupation", "status")
VALUES = {
    "occupation": ["working", "apprentice", "studying", "none"],
    "status": ["registered", "accompanied", "aftercare"],
}
Json = Any


class Village:
    """Some agents of two units with a phone each (one has two), and what ever stood on their screens."""

    def __init__(
        self,
        phones: dict[str, Phone],
        invite: Callable[[str, str], None],
        leave: Callable[[str, str], None],
        ever_followed: Callable[[str], set[str]],
        seed: int,
    ) -> None:
        self.phones, self.invite, self.leave, self.ever_followed = phones, invite, leave, ever_followed
        self.chance = random.Random(seed)
        self.saved: dict[str, tuple[str, Json]] = {}
        self.shown: dict[tuple[str, str, str], list[Json]] = defaultdict(list)
        self.clients: list[str] = []
        self.counter = 0

    # --- what people do
    def open_client(self, name: str) -> None:
        client = self.save(name, "client", {"code": "7Q4MK2H", "alias": self.fresh(name), "status": "registered"})
        self.clients.append(client)

    def fresh(self, name: str) -> str:
        self.counter += 1
        return f"{name} {self.counter}"

    def save(self, name: str, kind: str, sets: Json, **more: Json) -> str:
        """Saves as a person does: she has looked at the screen first."""
        phone = self.phones[name]
        if "record" in more:
            self.look(name, more["record"])
        record = phone.save(kind, sets, **more)
        change = phone.out[-1]
        self.saved[change["id"]] = (name, change)
        self.look(name, record)
        return record

    def look(self, name: str, record: str) -> None:
        for field, value in self.phones[name].screen(record).items():
            self.shown[name, record, field].append(value)

    def write_fact(self, name: str) -> None:
        if mine := self.visible(name):
            sets = {"on": "2026-11-01", "note": self.fresh(name)}
            self.save(name, "visit", sets, feed=self.chance.choice(mine))

    def write_paper(self, name: str) -> None:
        """Of her unit, about nobody."""
        sets = {"on": "2026-11-01", "way": "online", "head_total": self.counter}
        self.save(name, "outreach", sets, feed=self.phones[name].card["unit"]["id"])

    def edit_paper(self, name: str) -> None:
        self.counter += 1
        if mine := sorted(self.phones[name].records("outreach")):
            self.save(name, "outreach", {"head_total": self.counter}, record=self.chance.choice(mine))

    def edit(self, name: str) -> None:
        if mine := self.visible(name):
            field = self.chance.choice(FIELDS)
            value = self.chance.choice(VALUES[field]) if field in VALUES else self.fresh(name)
            self.save(name, "client", {field: value}, record=self.chance.choice(mine))

    def write_nonsense(self, name: str) -> None:
        if mine := self.visible(name):
            self.save(name, "visit", {"on": "2026-02-31"}, feed=self.chance.choice(mine))

    def answer(self, name: str) -> None:
        phone = self.phones[name]
        asked = [(r, f, q) for r in self.visible(name) for f, qs in self.screen_questions(name, r) for q in qs]
        if asked:
            record, field, question = self.chance.choice(asked)
            keep = phone.screen(record).get(field)
            value = self.chance.choice([keep, question["value"]])
            self.shown[name, record, field].append(question["value"])
            self.save(name, "client", {field: value}, record=record, answers=[question["change"]])

    def screen_questions(self, name: str, record: str) -> list[tuple[str, Json]]:
        item = self.phones[name].told.get(record)
        return list((item or {"body": {}})["body"].get("questions", {}).items())

    def steal(self, name: str) -> None:
        """A forged change that names a stranger's record, inside one of her own cases or in its own."""
        mine = self.visible(name)
        theirs = sorted({client for client in self.clients if client not in mine} - self.ever_followed(name))
        if mine and theirs:
            phone, target = self.phones[name], self.chance.choice(theirs)
            phone.save("client", {"note": "theft"}, record=target, feed=self.chance.choice([*mine, target]))
            stolen = phone.out.pop()
            results = phone.post("/v1/sync/push", phone.ask(changes=[stolen]))["results"]
            assert results[0]["answer"] in ("waiting", "refused"), "STOLEN"

    def visible(self, name: str) -> list[str]:
        phone = self.phones[name]
        return sorted(r for r in phone.records("client") if phone.screen(r).get("alias"))

    # --- the network
    def sync(self, name: str) -> None:
        phone = self.phones[name]
        phone.push(self.chance.choice([1, 3, 200]))
        phone.pull(self.chance.choice([1, 2, 50]))
        for record in phone.told:
            self.look(name, record)

    def lose_answer(self, name: str) -> None:
        """The server did it; the phone never hears, and sends the same again."""
        phone = self.phones[name]
        if phone.out:
            phone.post("/v1/sync/push", phone.ask(changes=phone.out[:3]))

    def come_or_go(self, name: str) -> None:
        told = [c for c in self.clients if any(c in phone.told for phone in self.phones.values())]
        if told:
            client = self.chance.choice(told)
            (self.invite if self.chance.random() < 0.7 else self.leave)(name, client)

    def play(self, steps: int) -> None:
        """A history, then quiet, then the promises."""
        acts = (
            [self.open_client, self.write_paper]
            + [self.edit_paper] * 2
            + [self.write_fact] * 3
            + [self.edit] * 5
            + [self.sync] * 5
        )
        acts += [self.lose_answer] + [self.come_or_go] * 3 + [self.answer, self.answer, self.write_nonsense, self.steal]
        for name in self.phones:
            self.open_client(name)
            self.sync(name)
        for _ in range(steps):
            self.chance.choice(acts)(self.chance.choice(sorted(self.phones)))
        self.fall_quiet()

    def fall_quiet(self) -> None:
        for _ in range(4):
            for phone in self.phones.values():
                phone.sync()

    # --- the promises
    def check(self, history: list[Json], followed: dict[str, set[str]]) -> None:
        """`history`: the server's changes in order, with `set` and `lost`; `followed`: {phone: feeds}."""
        self.nothing_lost({change["id"] for change in history})
        self.nothing_twice(history)
        self.nothing_overwritten(history)
        self.no_loser_hidden(history)
        self.only_her_feeds(followed)
        self.quiet_phones_agree()

    def nothing_lost(self, applied: set[str]) -> None:
        for change, (name, _) in self.saved.items():
            phone = self.phones[name]
            kept = {c["id"] for c in phone.out} | {c["id"] for c, _ in phone.refused}
            assert change in applied or change in kept, f"LOST {change} of {name}"

    def nothing_twice(self, history: list[Json]) -> None:
        ids = [change["id"] for change in history]
        assert len(ids) == len(set(ids)), "TWICE"

    def nothing_overwritten(self, history: list[Json]) -> None:
        state: dict[tuple[str, str], Json] = {}
        for change in history:
            name, _ = self.saved[change["id"]]
            for field, value in change["set"].items():
                if field in change["lost"]:
                    continue
                before = state.get((change["record"], field))
                seen = self.shown[name, change["record"], field]
                assert before is None or before == value or before in seen, f"SILENT OVERWRITE of {field}"
                state[change["record"], field] = value

    def no_loser_hidden(self, history: list[Json]) -> None:
        answered = {change for c in history for change in c["answers"]}
        bodies = {r: item["body"] for phone in self.phones.values() for r, item in phone.told.items()}
        for position, change in enumerate(history):
            for field in change["lost"]:
                body = bodies.get(change["record"])
                asked = [] if body is None else body.get("questions", {}).get(field, [])
                later = any(
                    c["enrolment"] == change["enrolment"] and c["record"] == change["record"] and field in c["lost"]
                    for c in history[position + 1 :]
                )
                found = any(q["change"] == change["id"] for q in asked) or change["id"] in answered or later
                assert body is None or found, f"LOSER HIDDEN {field}"

    def only_her_feeds(self, followed: dict[str, set[str]]) -> None:
        for name, phone in self.phones.items():
            held = {item["feed"] for item in phone.told.values()}
            assert held <= followed[name], f"{name} HOLDS A STRANGER'S CASE"

    def quiet_phones_agree(self) -> None:
        seen: dict[str, Json] = {}
        for name, phone in self.phones.items():
            for record, item in phone.told.items():
                assert seen.setdefault(record, item["body"]) == item["body"], f"NOT CONVERGED {name}"
