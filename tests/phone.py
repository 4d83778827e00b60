"""The client protocol in about a hundred lines: the executable specification of a phone, over the real door.

sari = Phone(client, code).enrol()
record = sari.save("visit", {"on": "2026-11-23"}, feed=client_id)
sari.sync()
"""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import httpx
from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry

from api.changes.digest import MODULUS, follows_hash, leaf
from api.ids import new_id

Json = Any
ORIGIN = "http://localhost:8000"


class Phone:
    """One agent's phone. `told`: {record: told item}; `out`: unsent changes; `acked`: (change, result) pairs."""

    def __init__(self, http: httpx.Client, code: str) -> None:
        self.http, self.code = http, code
        self.sign_key, self.box_key = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")
        self.told: dict[str, Json] = {}
        self.feeds: dict[str, str] = {}
        self.cursor: dict[str, int] = {}
        self.out: list[Json] = []
        self.acked: list[tuple[Json, Json]] = []
        self.refused: list[tuple[Json, Json]] = []
        self.returned: list[str] = []
        self.gen, self.mark, self.token, self.epoch, self.reference = 0, fresh_mark(), "", "", ""
        self.pages = 0

    # --- the clock of the phone, which may live in another year
    ahead = timedelta()

    def now(self) -> str:
        return now(self.ahead)

    # --- signing in
    def enrol(self) -> "Phone":
        """The code is spent, the keys are known; then the first token."""
        self.epoch = self.keep(self.http.post("/v1/enrolments", json=self.enrolment_ask()))["epoch"]
        return self.sign_in()

    def enrolment_ask(self) -> Json:
        keys = {"sign_key": self.sign_key.as_dict(private=False), "box_key": self.box_key.as_dict(private=False)}
        return {"code": self.code, **keys, "mark": self.mark}

    def renewal(self, code: str) -> Json:
        """Fresh keys, signed by the old one; the phone's own until `renew` has its answer."""
        sign, box, mark = ECKey.generate_key("P-256"), ECKey.generate_key("P-256"), fresh_mark()
        prints = [sign.thumbprint(), box.thumbprint()]
        sig = self.sign(["pulih-renewal-1", ORIGIN, self.enrolment, *prints, mark])
        keys = {"sign_key": sign.as_dict(private=False), "box_key": box.as_dict(private=False)}
        self.fresh = (sign, box, mark)
        return {
            "code": code,
            **keys,
            "mark": mark,
            "renews": {"enrolment": self.enrolment, "agent": self.card["agent"]["id"], "sig": sig},
        }

    def renew(self, code: str) -> "Phone":
        """The same book goes on; the epoch stays what it was, so that a restore meanwhile is still noticed."""
        self.keep(self.http.post("/v1/enrolments", json=self.renewal(code)))
        (self.sign_key, self.box_key, self.mark), self.gen = self.fresh, 0
        return self.sign_in()

    def keep(self, answer: httpx.Response) -> Json:
        """What an enrolment gives."""
        assert answer.status_code == 201, answer.text
        return self.keep_card(answer.json())

    def keep_card(self, card: Json) -> Json:
        self.card = card
        self.enrolment, self.nonce = self.card["enrolment"], self.card["nonce"]
        return self.card

    def sign_in(self) -> "Phone":
        """Each generation is made here, with a fresh mark that names the one before."""
        answer = self.http.post("/v1/auth/token", json={"assertion": self.next_assertion()})
        assert answer.status_code == 200, answer.text
        return self.keep_token(answer.json())

    def next_assertion(self) -> Json:
        before, self.mark, self.gen = self.mark, fresh_mark(), self.gen + 1
        return self.assertion(self.gen, self.mark, before)

    def keep_token(self, answer: Json) -> "Phone":
        self.token, self.nonce = answer["access_token"], answer["nonce"]
        self.rescued = answer.get("rescued", False)
        return self

    def assertion(self, gen: int, mark: str, before: str) -> Json:
        """ES256 over a fixed text with the origin."""
        sig = self.sign(["pulih-assertion-1", ORIGIN, self.enrolment, str(gen), mark, before, self.nonce])
        return {
            "enrolment": self.enrolment,
            "gen": gen,
            "mark": mark,
            "prev_mark": before,
            "nonce": self.nonce,
            "sig": sig,
        }

    def sign(self, parts: list[str]) -> str:
        """Raw ES256 over the lines, base64url."""
        signature = JWSRegistry.algorithms["ES256"].sign("\n".join(parts).encode(), self.sign_key)
        return base64.urlsafe_b64encode(signature).rstrip(b"=").decode()

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    # --- what a person does
    def told_values(self, record: str) -> dict[str, Json]:
        """What the server told of it last."""
        return self.told.get(record, {}).get("body") or {}

    def screen(self, record: str) -> dict[str, Json]:
        """The told record with what is unsent and unreturned laid over it."""
        values = dict(self.told_values(record))
        held = self.told.get(record, {"n": 0})["n"]
        for change, result in self.acked:
            if change["record"] == record and result["n"] > held and change["id"] not in self.returned:
                values |= {name: value for name, value in change["set"].items() if name not in result.get("lost", [])}
        for change in self.out:
            values |= change["set"] if change["record"] == record else {}
        return values

    def save(
        self, kind: str, sets: Mapping[str, Json], *, feed: str | None = None, record: str | None = None, **more: Json
    ) -> str:
        """A creation without `record`, an edit with it; waits in the outbox. Gives the record's id."""
        name = record or new_id()
        change: Json = {
            "id": new_id(),
            "kind": kind,
            "record": name,
            "feed": feed or self.feed_of(name),
            "at": self.now(),
        }
        change |= {"set": dict(sets), **more}
        if record:
            seen = self.screen(name)
            change["was"] = {field: seen.get(field) for field in sets}
        self.out.append(change)
        return name

    def feed_of(self, record: str) -> str:
        held = self.told.get(record)
        mine = next((c["feed"] for c in [*self.out, *(c for c, _ in self.acked)] if c["record"] == record), record)
        return held["feed"] if held else mine

    # --- the network
    def ask(self, **more: Json) -> Json:
        return {"protocol": 1, "epoch": self.epoch, "cursor": self.cursor, "app": "test", "clock": self.now(), **more}

    def push(self, size: int = 200) -> Json:
        """Sends the outbox in order; receipts take changes out, waiting ones stay."""
        answer = self.post("/v1/sync/push", self.ask(changes=self.out[:size]))
        for change, result in zip(self.out[:size], answer["results"], strict=True):
            assert change["id"] == result["id"]
            self.receipt(change, result)
        return answer

    def receipt(self, change: Json, result: Json) -> None:
        if result["answer"] == "waiting":
            return
        self.out.remove(change)
        if result["answer"] in ("applied", "merged"):
            self.acked.append((change, result))
        elif result["answer"] == "refused":
            self.refused.append((change, result))

    def pull(self, limit: int = 500) -> Json:
        """One page and its cursor; at the end the sweep and the digest."""
        follows = follows_hash(self.feeds)
        page = self.post("/v1/sync/pull", self.ask(follows=follows, limit=limit))
        self.feeds, self.pages = page.get("feeds", self.feeds), self.pages + 1
        for item in page["told"]:
            self.told.pop(item["record"], None)
            if item["body"] is not None:
                self.told[item["record"]] = item
        self.cursor, self.reference = page["cursor"], page["reference"]
        if not page["more"]:
            self.returned = [change["id"] for change, _ in self.acked]
            self.told = {name: item for name, item in self.told.items() if item["feed"] in self.feeds}
            self.check_digest(page["digest"])
        return page

    def check_digest(self, wanted: Json) -> None:
        for home, digest in wanted.items():
            leaves = [leaf(name, item["n"]) for name, item in self.told.items() if item["home"] == home]
            assert digest == {"count": len(leaves), "sum": sum(leaves) % MODULUS}, "the digest differs"

    def sync(self) -> "Phone":
        """Push before pull, always; again while a pull frees what waited."""
        self.push()
        while self.pull()["more"]:
            pass
        return self

    def post(self, path: str, body: Json) -> Json:
        answer = self.http.post(path, json=body, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    # --- what it shows
    def records(self, kind: str) -> dict[str, Json]:
        """{record: fields} of a kind, as the screen shows them: of one that is gone its edits alone show nothing."""
        names = {n for n, item in self.told.items() if item["kind"] == kind}
        own = [*self.out, *(c for c, _ in self.acked if c["id"] not in self.returned)]
        names |= {c["record"] for c in own if c["kind"] == kind and "was" not in c}
        return {name: self.screen(name) for name in names}


def now(ahead: timedelta = timedelta()) -> str:
    return (datetime.now(UTC) + ahead).isoformat().replace("+00:00", "Z")


def fresh_mark() -> str:
    return sha256(new_id().encode()).hexdigest()[:32]
