"""What the server itself writes is set by no request: every field of every table, sent with every body there is.

All of them at once: the refusal points at each that the body does not take. What a body does take by such a name (the
`id` of a creation, the `status` of a referral) is judged by the rules of its kind, and not here.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from api.docs.examples import SHARED, TALK, VISIT
from api.ids import demo_id
from api.records import KINDS
from api.tables import METADATA
from tests.example_server import ExampleServer, example_server, examples
from tests.house import described

pytestmark = pytest.mark.whole

Json = Any
# Each column, and what a program might call it besides.
SERVERS = {column.name for table in METADATA.tables.values() for column in table.columns} | {
    "role", "roles", "author", "active", "is_admin", "superuser", "scope", "received_at", "changed_at", "told",
}  # fmt: skip
VALUES = ("x", "2026-11-01", 1, True, [], {})
# Taken from tools that send what we do not ask for, and never looked at: a form of OAuth, and the members of a JWK.
IGNORED = {("sign_in", "application/x-www-form-urlencoded")}


def test_no_body_takes_a_field_that_is_the_servers() -> None:
    taken, told_whole = {}, described()
    with example_server("sqlite") as server:
        for path, method, operation, media in examples(told_whole):
            if media is None or media == "application/octet-stream" or (operation["operationId"], media) in IGNORED:
                continue
            body = operation["requestBody"]["content"][media]
            unknown = SERVERS - properties(told_whole, body) - of_kind(operation)
            told = server.ask(path, method, with_body(operation, media, dict.fromkeys(sorted(unknown), "x")), media)
            left = unknown - {one["pointer"][1:] for one in told.json().get("errors", [])}
            if told.status_code != 422 or left:
                taken[operation["operationId"]] = told.status_code, sorted(left)
    assert taken == {}


@pytest.mark.parametrize("deed", ["create", "update"])
def test_what_the_server_keeps_of_a_kind_is_refused_by_its_name(deed: str) -> None:
    """One after the other, whatever is said: never taken, and with a value of its type read-only."""
    operations = {one[2]["operationId"]: one for one in examples(described())}
    with example_server("sqlite") as server:
        for kind in KINDS.values():
            path, method, operation, media = operations[f"{deed}_{kind.kind}"]
            for name in sorted(kind.kept_fields):
                codes = set()
                for value in VALUES:
                    told = server.ask(path, method, with_body(operation, media, {name: value}), media)
                    assert told.status_code in (403, 422), (kind.kind, name, told.text)
                    codes |= {one["code"] for one in told.json().get("errors", []) if one["pointer"] == f"/{name}"}
                assert codes & {"read-only", "unknown-field"}, (kind.kind, name, codes)


def of_kind(operation: Json) -> set[str]:
    """What a record of it holds: immutable fields and those that the server keeps are refused by another name."""
    kind = KINDS.get(operation["operationId"].partition("_")[2])
    return set(kind.model_fields) if kind else set()


def with_body(operation: Json, media: str, more: Json) -> Json:
    asked = operation["requestBody"]
    body = {**more, **asked["content"][media]["example"]}
    return {**operation, "requestBody": {**asked, "content": {media: {"example": body}}}}


def properties(whole: Json, body: Json) -> set[str]:
    """Those that the whole description names of one body."""
    schema = body["schema"]
    name = schema["$ref"].rpartition("/")[2] if "$ref" in schema else ""
    return set(whole["components"]["schemas"][name]["properties"]) if name else set(schema.get("properties", {}))


def test_no_change_of_a_push_takes_one_either() -> None:
    """Beside the ids it is refused. Among the fields too, or it waits as what a newer app may know of."""
    names = sorted(SERVERS - {"id", "kind", "record", "feed", "at", "set", "was"})
    beside = [change(kind) for kind in KINDS]
    for number, one in enumerate(beside):
        one |= dict.fromkeys(names[number :: len(KINDS)], "x")
    within = [change(kind, 1) for kind in KINDS]
    for one in within:
        known = {*KINDS[one["kind"]].model_fields}
        one["set"] |= dict.fromkeys(set(names) - known, "x")
    alone = [change("outreach", 3 + turn) for turn in range(len(names))]
    for name, one in zip(names, alone, strict=True):
        one["set"] |= {} if name in KINDS["outreach"].model_fields else {name: "x"}
    with example_server("sqlite") as server:
        assert set(answers(server, beside)) == {"refused"}
        assert set(answers(server, within)) <= {"refused", "waiting"}
        said = dict(zip(names, answers(server, alone), strict=True))
    taken = {name for name, answer in said.items() if answer == "applied"}
    assert taken == set(names) & set(KINDS["outreach"].model_fields)


def answers(server: ExampleServer, changes: list[Json]) -> Iterator[str]:
    """To each, in batches that the server takes."""
    headers = server.headers({"operationId": "", "tags": [], "security": [{}]})
    for first in range(0, len(changes), 100):
        body = json.dumps({**TALK, "changes": changes[first : first + 100]})
        told = server.http.post("/v1/sync/push", content=body, headers={**headers, "Content-Type": "application/json"})
        assert told.status_code == 200, told.text
        yield from (one["answer"] for one in told.json()["results"])


def change(kind: str, turn: int = 0) -> Json:
    """A creation on Sari's phone."""
    record = f"01930a5e-7c00-7{turn:03x}-8000-{list(KINDS).index(kind):012x}"
    feed = {"unit": demo_id("unit A")}.get(KINDS[kind].feed, record if KINDS[kind].opens_case else SHARED)
    ids = {"id": record.replace("-8000-", "-8001-"), "record": record, "feed": feed}
    return {**VISIT, **ids, "kind": kind, "set": dict(KINDS[kind].example)}
