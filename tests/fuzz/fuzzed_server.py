"""Bytes as the body of a request: whatever they are, the server answers in words, and the changes of the same batch
that are good are taken.

`push`: the bytes are one change of a batch, between two good ones. `rest`: the first byte names an operation, the
others are its body. The server is the demo a month later; it begins anew as soon as something was taken from the bytes.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx

from api.cli.demo_data import changes as demo_changes
from api.docs import examples as said
from api.ids import demo_id, new_id
from api.problems.tree import kinds
from api.records import KINDS
from api.web.error_handlers import all_sentences
from tests.example_server import LOADED, ExampleServer, example_server, parameters, query
from tests.house import described

Json = Any
CORPUS = Path(__file__).parent / "corpus"
TYPES = {kind.type: kind.status for kind in kinds()}
CODES = frozenset({*all_sentences(), *(kind.name for kind in kinds())})
AT = "2026-11-23T07:30:00Z"
UNIT, CASE = demo_id("unit A"), demo_id("client 0")
SYNTAX = frozenset(b'[]{}"\\')
HERS = {"Content-Type": "application/json"}


class FuzzedServer:
    """`push`, `rest`: ask with these bytes; an AssertionError is a fault of the server."""

    def __init__(self) -> None:
        self.stack, self.told = ExitStack(), described()
        self.writes = list(writing_operations(self.told))
        self.server = self.begin()

    def begin(self) -> ExampleServer:
        """On a fresh demo."""
        self.stack.close()
        self.server = self.stack.enter_context(example_server("sqlite"))
        self.hers = {**HERS, **self.server.headers({"operationId": "", "tags": [], "security": [{}]})}
        return self.server

    def push(self, odd: bytes) -> None:
        """The first good change comes before the odd one; the second lies in another feed, which that cannot name."""
        first, last = good("visit", CASE), good("outreach", UNIT)
        batch = b",".join((json.dumps(first).encode(), odd, json.dumps(last).encode()))
        head = json.dumps({**said.TALK, "changes": []}).encode().removesuffix(b"]}")
        answer = self.server.http.post("/v1/sync/push", content=head + batch + b"]}", headers=self.hers)
        judge(answer, {200, 409, 422})
        if answer.status_code == 200:
            results = answer.json()["results"]
            taken = {one["id"]: one["answer"] for one in results if one["id"] in (first["id"], last["id"])}
            assert set(taken.values()) <= {"applied"}, (odd, results)
            if readable(odd):
                assert set(taken) == {first["id"], last["id"]}, (odd, results)
            if any(one["answer"] in ("applied", "merged") for one in results if one["id"] not in taken):
                self.begin()
        else:
            assert not readable(odd), (odd, answer.text)

    def rest(self, raw: bytes) -> None:
        """As who may, with the ETag that was read."""
        path, method, operation = self.writes[(raw[0] if raw else 0) % len(self.writes)]
        http, address = self.server.http, address_of(path, operation)
        head = {**self.server.headers(operation), "Content-Type": "application/json"}
        if any(one.get("name") == "If-Match" for one in operation["parameters"]):
            head["If-Match"] = http.get(address, headers=head).headers.get("etag", '"1"')
        answer = http.request(method, address, content=raw[1:], headers=head)
        judge(answer, {int(status) for status in operation["responses"] if status.isdigit()})
        if answer.is_success:
            self.begin()


def writing_operations(told: Json) -> Iterator[tuple[str, str, Json]]:
    """(path, method, operation) of those that take JSON, in the order of their names; push has a way of its own."""
    found = [(path, method, one) for path, methods in told["paths"].items() for method, one in methods.items()]
    for path, method, operation in sorted(found, key=lambda one: one[2]["operationId"]):
        takes = operation.get("requestBody", {}).get("content", {})
        if "application/json" in takes and operation["operationId"] != "push_changes":
            yield path, method, operation


def address_of(path: str, operation: Json) -> str:
    """Of what its example names."""
    return path.format(**parameters(operation)) + query(operation)


def good(kind: str, feed: str) -> Json:
    """A creation that is taken, whatever came before."""
    ids = {"id": new_id(), "record": new_id(), "feed": feed}
    return {**ids, "kind": kind, "at": AT, "set": dict(KINDS[kind].example)}


def readable(odd: bytes) -> bool:
    """Whether it leaves its neighbours readable: one value, or nothing that opens, closes or quotes."""
    try:
        json.loads(odd)
    except (ValueError, RecursionError):
        return not SYNTAX & set(odd)
    return True


def judge(answer: httpx.Response, may: set[int]) -> None:
    """A status that is told; JSON; a refusal is a problem whose type and codes are known."""
    assert answer.status_code in may, (answer.status_code, answer.text)
    if answer.status_code >= 400:
        problem = answer.json()
        assert TYPES[problem["type"]] == answer.status_code
        assert {problem["code"], *(one["code"] for one in problem.get("errors", []))} <= CODES, problem
    elif answer.content:
        answer.json()


def seeds(way: str) -> Iterator[bytes]:
    """What the server takes: the demo's own changes and edits, the description's own bodies."""
    if way == "rest":
        for number, (_, _, operation) in enumerate(writing_operations(described())):
            yield (
                bytes([number])
                + json.dumps(operation["requestBody"]["content"]["application/json"]["example"]).encode()
            )
        return
    shown = set[str]()
    for change in demo_changes(LOADED):
        if change["kind"] not in shown:
            shown.add(change["kind"])
            fresh = {**change, "id": new_id(), "record": change["record"]}
            yield json.dumps({**fresh, "record": new_id()}).encode()
            yield json.dumps({**fresh, "set": dict(KINDS[change["kind"]].edit), "was": {}}).encode()


def kept(way: str) -> dict[str, bytes]:
    """{name: bytes} of what the fuzzer once found worth keeping."""
    return {path.name: path.read_bytes() for path in sorted((CORPUS / way).glob("*"))}


WAYS: dict[str, Callable[[FuzzedServer, bytes], None]] = {"push": FuzzedServer.push, "rest": FuzzedServer.rest}
