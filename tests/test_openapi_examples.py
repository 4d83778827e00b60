"""What the description shows is so: each request is taken as it stands, each answer has the shape that is promised."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.records import KINDS
from api.visitors.passing_counts import TRIES
from tests.engines import ENGINES, Engine
from tests.example_server import ExampleServer, Json, example_server, examples
from tests.house import described, none_of
from tests.samples import COACHING_KINDS

pytestmark = pytest.mark.whole

WHOLE = described()
COACHED = {KINDS[name].plural for name in COACHING_KINDS}
EVERY = list(examples(WHOLE))
ASKED = [one for one in EVERY if one[2]["tags"][0] not in COACHED]
READS, WRITES = ([one for one in ASKED if (one[1] == "get") is reads] for reads in (True, False))
PROBLEM = "application/problem+json"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("path", "method", "operation", "media"), WRITES, ids=[f"{m} {p} {w}" for p, m, _, w in WRITES]
)
def test_an_example_is_taken_as_it_stands(
    engine: Engine, path: str, method: str, operation: Json, media: str | None
) -> None:
    with example_server(engine) as server:
        asked_as_shown(server, path, method, operation, media)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_only_reads_is_asked_on_one_server(engine: Engine) -> None:
    with example_server(engine) as server:
        for path, method, operation, media in READS:
            asked_as_shown(server, path, method, operation, media)


@pytest.mark.parametrize("engine", ENGINES)
def test_those_of_supervision_are_taken_one_after_the_other(engine: Engine) -> None:
    """On one server: what is read, then what is changed, then what is made beside it."""
    order = ("get", "patch", "post")
    several = sorted((one for one in EVERY if one[2]["tags"][0] in COACHED), key=lambda one: order.index(one[1]))
    with example_server(engine) as server:
        for path, method, operation, media in several:
            asked_as_shown(server, path, method, operation, media)


def asked_as_shown(server: ExampleServer, path: str, method: str, operation: Json, media: str | None) -> None:
    """Its status, its shape, its headers."""
    answer = server.ask(path, method, operation, media)
    [promised] = [status for status in operation["responses"] if status.startswith("2")]
    assert str(answer.status_code) == promised, (method, path, answer.text)
    told = operation["responses"][promised].get("content")
    assert bool(told) == bool(answer.content)
    if told:
        media_type = answer.headers["content-type"]
        assert media_type in told
        none_of(faults(told[media_type]["schema"], answer.json() if "json" in media_type else answer.text))
    none_of(f"{name} is not promised" for name in answer.headers if unpromised(name, operation, promised))


def test_no_example_is_met_by_what_another_used_up() -> None:
    typed = {"code": "AAAA-AAAA-AA"}
    with example_server("sqlite") as server:
        told = [server.http.post("/v1/own-data", json=typed).status_code for _ in range(TRIES + 1)]
    assert told[-1] == 429
    with example_server("sqlite") as server:
        assert server.http.post("/v1/own-data", json=typed).status_code == told[0] != 429


def unpromised(name: str, operation: Json, status: str) -> bool:
    """A header that a reader could want, and is told of nowhere."""
    told = {one.lower() for one in operation["responses"][status].get("headers", {})}
    return name in ("etag", "location", "retry-after", "x-request-id", "allow", "link") and name not in told


def faults(schema: Json, value: Json) -> Iterator[str]:
    """Where a value is not of a schema; nothing that the schema does not name."""
    whole = {**closed(schema), "components": CLOSED}
    for one in Draft202012Validator(whole).iter_errors(value):
        yield f"{one.json_path}: {one.message[:300]}"


def closed(part: Any) -> Any:
    """The same schema, whose objects hold only what it says of them."""
    if isinstance(part, list):
        return [closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    told = {name: value if name in ("example", "examples") else closed(value) for name, value in part.items()}
    return {"additionalProperties": False, **told} if "properties" in part and part.get("type") == "object" else told


@pytest.mark.parametrize("path", WHOLE["paths"])
def test_every_answer_that_is_shown_is_of_its_shape(path: str) -> None:
    for method, operation in WHOLE["paths"][path].items():
        for status, answer in operation["responses"].items():
            for media, told in answer.get("content", {}).items():
                shown = [told["example"]] if "example" in told else [one["value"] for one in told["examples"].values()]
                assert shown, (method, status)
                check = faults if media != PROBLEM else open_faults
                none_of(f"{method} {status}: {fault}" for value in shown for fault in check(told["schema"], value))


CLOSED = closed(WHOLE["components"])


def open_faults(schema: Json, value: Json) -> Iterator[str]:
    """The same of a problem document, which may hold more."""
    whole = {**schema, "components": WHOLE["components"]}
    yield from (one.message for one in Draft202012Validator(whole).iter_errors(value))


@pytest.mark.parametrize("wrong", ["", 0, False, "x"])
def test_a_fault_points_at_what_was_sent_and_at_nothing_else(wrong: Any) -> None:
    operation = WHOLE["paths"]["/v1/clients"]["post"]
    body = {**operation["requestBody"]["content"]["application/json"]["example"], "id": wrong}
    with example_server("sqlite") as server:
        answer = server.http.post("/v1/clients", json=body, headers=server.headers(operation))
    assert [one["pointer"] for one in answer.json()["errors"]] == ["/id"]


def test_the_page_has_a_sheet_of_its_own_for_narrow_screens() -> None:
    with example_server("sqlite") as server:
        assert '<link rel=stylesheet href="/docs/readable.css">' in server.http.get("/docs").text
        sheet = server.http.get("/docs/readable.css")
        assert sheet.headers["content-type"].startswith("text/css")
        assert ".opblock-body { overflow-x: auto; }" in sheet.text


def test_nothing_that_is_printed_opens_a_door() -> None:
    """The shape of a signed token, and of a nonce that a server gave."""
    printed = json.dumps([one for _, _, operation, _ in ASKED for one in operation["responses"].values()])
    assert re.findall(r"eyJ[\w-]{8,}|[0-9a-f]{8}\.[0-9a-f]{24}\.[0-9a-f]{32}", printed) == []
