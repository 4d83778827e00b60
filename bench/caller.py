"""A phone that is signed in, reduced to the bytes it sends: what an agent's app asks, without what it does with it."""

import gzip
import re
from collections.abc import Iterable
from time import monotonic, perf_counter
from typing import Any

import orjson

from bench.caseload import BATCH
from bench.connection import Answer, Connection, request
from bench.figure import Walls
from tests.phone import Phone, follows_hash

PAGE = 1000
CURSOR = re.compile(rb'"cursor": ?(\{[^}]*\})')
LAST = re.compile(rb'"more": ?false')


class Refused(AssertionError):
    """Says what was asked, and the answer."""


class Caller:
    """Whatever asks several times gives what each request took."""

    def __init__(self, phone: Phone, port: int) -> None:
        self.phone, self.line = phone, Connection(port)
        self.cursor: dict[str, int] = {}
        self.follows, self.signed_in = follows_hash({}), monotonic()

    def sign_in(self) -> None:
        """Anew."""
        self.phone.sign_in()
        self.signed_in = monotonic()

    # --- what it sends
    def push_request(self, changes: list[Any], *, packed: bool = False) -> bytes:
        """`packed`: as a phone sends it."""
        body = orjson.dumps(self.phone.ask(changes=changes))
        if packed:
            return self.post("/v1/sync/push", gzip.compress(body, 6), Content_Encoding="gzip", Accept_Encoding="gzip")
        return self.post("/v1/sync/push", body)

    def pull_request(self, *, limit: int = PAGE, packed: bool = False) -> bytes:
        """The page after the cursor."""
        ask = {**self.phone.ask(follows=self.follows, limit=limit), "cursor": self.cursor}
        return self.post("/v1/sync/pull", orjson.dumps(ask), Accept_Encoding="gzip" if packed else "identity")

    def post(self, path: str, body: bytes, **more: str) -> bytes:
        return request("POST", path, self.phone.token, body, **more)

    def get(self, path: str, **more: str) -> bytes:
        return request("GET", path, self.phone.token, **more)

    # --- what it asks
    def ask(self, asked: bytes, status: int = 200) -> Answer:
        """Refused where it is not answered as it should be."""
        answer = self.line.ask(asked)
        if answer.status != status:
            raise Refused(f"{asked[:60]!r}: {answer.status} {answer.body[:300]!r}")
        return answer

    def ask_each(self, requests: Iterable[bytes], status: int = 200, holds: tuple[bytes, int] = (b"", 1)) -> Walls:
        """One after the other. `holds`: what an answer must contain, and how many times."""
        walls = []
        for asked in requests:
            begun = perf_counter()
            answer = self.ask(asked, status)
            walls.append(perf_counter() - begun)
            if answer.body.count(holds[0]) < holds[1]:
                raise Refused(f"{asked[:60]!r}: {answer.body[:300]!r}")
        return walls

    def push_each(self, requests: list[bytes], size: int = BATCH) -> Walls:
        """Batches of which nothing is lost."""
        return self.ask_each(requests, holds=(b'"applied"', size))

    def pull_all(self, records: int, *, packed: bool = False) -> Walls:
        """From nothing to everything, page by page."""
        self.cursor, self.follows, walls, told, more = {}, follows_hash({}), [], 0, True
        while more:
            begun = perf_counter()
            body = self.ask(self.pull_request(packed=packed)).body
            walls.append(perf_counter() - begun)
            body = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
            told, more = told + body.count(b'"record":'), not LAST.search(body, 0)
            self.cursor = cursor_of(body)
        if told != records:
            raise Refused(f"told {told} of {records} records")
        self.follow(orjson.loads(body).get("feeds"))
        return walls

    def follow(self, feeds: dict[str, str] | None) -> None:
        """The list she was given; none where hers was the same."""
        if feeds is not None:
            self.follows = follows_hash(feeds)


def cursor_of(body: bytes) -> dict[str, int]:
    """Found as text: reading a page of 600 KB costs a client more than a server's answer."""
    found = CURSOR.search(body, max(0, body.rfind(b'"cursor"')))
    if found is None:
        raise Refused(f"no cursor in {body[:300]!r}")
    cursor: dict[str, int] = orjson.loads(found[1])
    return cursor
