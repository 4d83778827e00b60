"""The whole description walked by machine: each operation with values made from it, as everybody there is.

On the demo, whose people and records the description's examples name. Schemathesis makes the values and judges the
answers; what it cannot know is ours: that every status is told, and that every refusal is a problem with a known code.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from functools import cache
from secrets import token_hex
from typing import Any

import schemathesis
from requests import Request
from requests.exceptions import InvalidHeader
from schemathesis.checks import CheckContext, not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode
from schemathesis.generation.case import Case
from schemathesis.generation.stateful.state_machine import StepOutput
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
)
from schemathesis.specs.openapi.stateful.links import OpenApiLink

from api.docs.examples import SHARED
from api.identity.access_tokens import give_token
from api.ids import demo_id
from api.problems.tree import MEDIA, kinds
from api.web.error_handlers import all_sentences
from tests.example_server import NOW, ExampleServer, example_server, parameters
from tests.house import described

Json = Any
WHO = {
    "agent": "Sari", "colleague": "Dewi", "other_unit": "Budi", "coordinator": "Bu Ratna", "partner": "officer",
    "village": "kades", "district": "bnnk", "province": "bnnp", "national": "bnn", "admin": "admin", "nobody": "",
}  # fmt: skip
BASE = "http://walked"
LONGEST = 30_000  # of an address: no client of ours sends a longer one, and httpx refuses to
TYPES = {kind.type: kind.status for kind in kinds()}
CODES = frozenset({*all_sentences(), *(kind.name for kind in kinds())})


@cache
def description() -> Any:
    """Tokens are ours to send: what Schemathesis would make of them is refused before anything else is looked at."""
    config = SchemathesisConfig()
    config.projects.default.generation.update(with_security_parameters=False)
    config.projects.default.checks.negative_data_rejection.expected_statuses = ["4xx"]
    return schemathesis.openapi.from_dict(described(), config=config)


def every_status_is_told(_: CheckContext, response: Response, case: Case) -> None:
    """By its number: `default` stands there for what nobody foresees."""
    assert str(response.status_code) in case.operation.responses.status_codes, f"{response.status_code} is not told"


def every_refusal_is_a_problem(_: CheckContext, response: Response, case: Case) -> None:
    """With a type whose status this is, and a code that has its sentence."""
    if response.status_code < 400 or case.path == "/health":
        return
    problem = response.json()
    assert response.headers["content-type"] == [MEDIA]
    assert TYPES[problem["type"]] == problem["status"] == response.status_code, problem
    told = [problem["code"], *(one["code"] for one in problem.get("errors", []))]
    assert set(told) <= CODES, told
    assert problem["detail"]
    assert problem["request_id"] == response.headers["x-request-id"][0]


def nobody_comes_in_without_a_token(_: CheckContext, response: Response, case: Case) -> None:
    """Where one is asked for; she may learn that her address is no address, and nothing of what is there."""
    if case.operation.definition.raw["security"] and "authorization" not in response.request.headers:
        assert response.status_code in (401, 422), f"{response.status_code} without a token"


CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    every_status_is_told,
    every_refusal_is_a_problem,
    nobody_comes_in_without_a_token,
]


class ApiWalk:
    """`met`: {operation: {status: how often}}."""

    def __init__(self, server: ExampleServer) -> None:
        self.http, self.met = server.http, Counter[tuple[str, str, int]]()
        settings = server.app.state.settings
        self.tokens = {role: give_token(settings, demo_id(who), now=NOW) for role, who in WHO.items() if who}

    def step(self, case: Case, role: str, *, real: bool = False) -> Response | None:
        """Asked and judged. `real`: of somebody and something that is there, else mostly nothing is."""
        if real and is_good(case):
            self.name_what_is_there(case, role)
        answer = self.ask(case, role)
        if answer is not None:
            self.met[case.operation.label, role, answer.status_code] += 1
            case.validate_response(answer, checks=CHECKS)
        return answer

    def name_what_is_there(self, case: Case, role: str) -> None:
        """A case that some follow, in the address or in the body, and an ETag that was read."""
        told = case.operation.definition.raw
        case.path_parameters.update(parameters(told))
        if isinstance(case.body, dict) and "client" in case.body:
            case.body["client"] = SHARED
        if case.method == "PATCH":
            read = self.http.get(case.formatted_path, headers=self.head(role))
            case.headers["If-Match"] = read.headers.get("etag", '"1"')

    def head(self, role: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[role]}"} if role in self.tokens else {}

    def ask(self, case: Case, role: str) -> Response | None:
        """None where no client could send it."""
        told = case.as_transport_kwargs(base_url=BASE)
        told["headers"] = {name: value for name, value in told["headers"].items() if name.lower() != "authorization"}
        try:
            sent = Request(**{name: told[name] for name in SENT if name in told}).prepare()
        except (InvalidHeader, UnicodeEncodeError):
            return None
        address = (sent.url or "").removeprefix(BASE)
        if len(address) > LONGEST:
            return None
        heads = {name: latin(value) for name, value in {**sent.headers, **self.head(role)}.items()}
        answer = self.http.request(case.method, address, headers=heads, content=sent.body or b"")
        answer.elapsed = timedelta(0)
        return Response.from_any(answer)


SENT = ("method", "url", "params", "data", "json", "headers", "cookies", "files")


def latin(value: str | bytes) -> bytes:
    """As a head goes over the wire."""
    return value if isinstance(value, bytes) else value.encode("latin-1")


def is_good(case: Case) -> bool:
    """Made to fit the description."""
    return case.meta is None or case.meta.generation.mode == GenerationMode.POSITIVE


@contextmanager
def walked() -> Iterator[ApiWalk]:
    """On a fresh copy of the demo."""
    with example_server("sqlite") as server:
        yield ApiWalk(server)


@cache
def operations() -> list[Any]:
    """All of them, in the order of their addresses."""
    return [one.ok() for one in description().get_all_operations()]


def example_of(operation: Any) -> Case:
    """What the description shows, which is answered well where one may."""
    told = operation.definition.raw
    [(media, body)] = list(told.get("requestBody", {}).get("content", {None: {}}).items())[:1]
    query = {one["name"]: one["example"] for one in told["parameters"] if one.get("in") == "query" and "example" in one}
    return operation.Case(
        path_parameters=parameters(told),
        query=query,
        headers={"Idempotency-Key": token_hex(8)},
        **({"body": deepcopy(body["example"]), "media_type": media} if media else {}),
    )


def leads_of(operation: Any, answer: Response, case: Case) -> list[tuple[Any, dict[str, dict[str, Any]]]]:
    """(operation, {container: {name: value}}) of each link of this answer whose every value is in it."""
    told, found = operation.responses.get(str(answer.status_code)), []
    for name, link in told.iter_links() if told else ():
        lead = OpenApiLink(name, str(answer.status_code), link, operation)
        taken = lead.extract(StepOutput(answer, case)).parameters
        values = {
            place: {one: value.value.ok() for one, value in named.items() if isinstance(value.value, Ok)}
            for place, named in taken.items()
        }
        if all(isinstance(one, str) for named in values.values() for one in named.values()) and any(values.values()):
            found.append((lead.target, values))
    return found
