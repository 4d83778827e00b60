"""The API's description, read as a partner's developer would: complete, with examples, and true."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from api.changes.schemas import Change, PullAsk, PushAsk
from api.identity.enrolments import EnrolmentAsk
from api.identity.token_request import AssertionAsk, PasswordForm
from api.problems.tree import MEDIA, kinds
from api.records import KINDS
from api.records.record import lies_in_case
from tests.house import described, none_of

Json = Any
OPEN = {
    "/v1/enrolments",
    "/v1/enrolments/status",
    "/v1/enrolment-codes/check",
    "/v1/ballots",
    "/v1/ballots/codes/check",
    "/v1/ballots/forms/satisfaction",
    "/v1/help-requests",
    "/v1/help-requests/answers",
    "/v1/help-requests/unit",
    "/v1/own-data",
    "/v1/own-data/requests",
    "/v1/rescue",
    "/v1/rescue/blobs",
    "/v1/auth/token",
    "/v1/auth/nonce",
    "/v1/auth/ways",
    "/v1/auth/openid",
    "/health",
    "/health/live",
}


@pytest.fixture(scope="module")
def told() -> Json:
    return described()


def operations(told: Json) -> Iterator[tuple[str, str, Json]]:
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_it_is_openapi_three_one_and_every_reference_leads_somewhere(told: Json) -> None:
    assert told["openapi"].startswith("3.1")
    assert "$defs" not in json.dumps(told)
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(told)))
    assert named <= set(told["components"]["schemas"])


def test_every_operation_has_a_sentence_a_name_and_a_described_tag(told: Json) -> None:
    described = {tag["name"] for tag in told["tags"] if tag.get("description")}
    names = [operation["operationId"] for _, _, operation in operations(told)]
    assert len(set(names)) == len(names)
    for path, method, operation in operations(told):
        assert set(operation["tags"]) <= described, (method, path)
        assert re.fullmatch(r"[A-Z][a-z -]+", operation["summary"]), (method, path)
        assert operation["description"].endswith("."), (method, path)
        assert re.fullmatch(r"[a-z]+(_[a-z]+)+|live|health", operation["operationId"]), (method, path)


def test_every_body_and_every_answer_has_an_example(told: Json) -> None:
    for path, method, operation in operations(told):
        bodies = [operation.get("requestBody", {})]
        bodies += [answer for status, answer in operation["responses"].items() if status[0] == "2"]
        for media in (media for body in bodies for media in body.get("content", {}).values()):
            assert "example" in media or "examples" in media, (method, path)


def test_every_refusal_is_a_problem_document(told: Json) -> None:
    statuses = {str(kind.status) for kind in kinds()} | {"default"}
    for path, method, operation in operations(told):
        refusals = {status: answer for status, answer in operation["responses"].items() if status[0] in "45d"}
        assert set(refusals) <= statuses, (method, path)
        assert "default" in refusals
        for status, answer in refusals.items():
            if status == "default":
                assert answer == {"$ref": "#/components/responses/Problem"}
            elif (path, status) != ("/health", "503"):
                assert set(answer["content"]) == {MEDIA}, (method, path, status)


def test_an_operation_names_what_it_may_refuse(told: Json) -> None:
    for path, method, operation in operations(told):
        refusals = {status for status in operation["responses"] if status[0] == "4"}
        assert refusals or path.startswith("/health"), (method, path)
        assert {"413", "415"} <= refusals or "requestBody" not in operation, (method, path)
        keeps = any(one.get("name") == "If-None-Match" for one in operation["parameters"])
        assert ("304" in operation["responses"]) == keeps, (method, path)


def test_every_operation_takes_the_language_of_its_refusals_and_names_each_of_its_bodies(told: Json) -> None:
    """Without a parameter one generator forgets an import in `sign_in`; of a body without a name it makes none."""
    assert told["components"]["parameters"]["Accept-Language"]["in"] == "header"
    for path, method, operation in operations(told):
        assert {"$ref": "#/components/parameters/Accept-Language"} in operation["parameters"], (method, path)
    sent = told["paths"]["/v1/auth/token"]["post"]["requestBody"]["content"]
    assert {media: one["schema"] for media, one in sent.items()} == {
        "application/json": {"$ref": "#/components/schemas/AssertionAsk"},
        "application/x-www-form-urlencoded": {"$ref": "#/components/schemas/PasswordForm"},
    }


def test_whatever_needs_a_sign_in_says_so_and_may_be_tried_from_the_page(told: Json) -> None:
    schemes = told["components"]["securitySchemes"]
    assert schemes["Office"]["flows"]["password"]["tokenUrl"] == "/v1/auth/token"
    assert (schemes["Token"]["type"], schemes["Token"]["scheme"]) == ("http", "bearer")
    for path, method, operation in operations(told):
        closed = path not in OPEN or (method == "get" and path in ("/v1/enrolments", "/v1/help-requests", "/v1/rescue"))
        assert bool(operation.get("security")) == closed, (method, path)
        assert ("401" in operation["responses"]) == (closed or path in ("/v1/auth/token", "/v1/auth/openid")), (
            method,
            path,
        )
        if closed:
            assert {name for one in operation["security"] for name in one} == {"Office", "Token"}


def test_what_is_left_out_where_it_is_empty_is_not_promised(told: Json, app: FastAPI) -> None:
    routes = [one for router in app.routes for one in getattr(router, "effective_route_contexts", list)()]
    sparing = {one.path for one in routes if one.response_model_exclude_none}
    assert {"/v1/me", "/v1/followers"} <= sparing
    shapes = told["components"]["schemas"]
    for path, _, operation in operations(told):
        if path not in sparing:
            continue
        answers = json.dumps([one for status, one in operation["responses"].items() if status[0] == "2"])
        for shape in reached(shapes, set(re.findall(r'"#/components/schemas/([^"]+)"', answers))):
            empty = {name for name, field in shapes[shape].get("properties", {}).items() if may_be_null(field)}
            assert not empty & set(shapes[shape].get("required", [])), (operation["operationId"], shape)


def reached(shapes: Json, names: set[str]) -> set[str]:
    """These and all that they consist of."""
    more = names | set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps([shapes[one] for one in names])))
    return names if more == names else reached(shapes, more)


def may_be_null(field: Json) -> bool:
    return {"type": "null"} in field.get("anyOf", [])


def test_every_property_and_every_parameter_says_what_it_is(told: Json) -> None:
    shapes = told["components"]["schemas"]
    parts = [(name, inner, field) for name, shape in shapes.items() for inner, field in shape["properties"].items()]
    for path, _, operation in operations(told):
        parts += [(path, one["name"], one) for one in operation["parameters"] if "$ref" not in one]
    none_of(f"{where}.{name}" for where, name, part in parts if len(said_of(part).split()) < 2)


def said_of(part: Json) -> str:
    """Its own sentence, or that of the type it may be."""
    return " ".join(one.get("description", "") for one in [part, *part.get("anyOf", [])]).strip()


def test_the_ladder_of_a_referral_says_its_steps_and_who_may_take_them(told: Json) -> None:
    [words] = [tag["description"] for tag in told["tags"] if tag["name"] == "referrals"]
    assert "It begins at `drafted`, `sent`." in words
    assert "- `sent` → `received`, `accepted`, `waitlisted`, `declined`, `redirected`, `cancelled`" in words
    assert "- `closed` → nothing" in words
    assert "`declined`, `cancelled`, `redirected`, `dropped_out` ask for `status_because`" in words
    assert "| `received` | partner to whom it was sent |" in words
    assert "| `handed_back` | whoever accompanies the client, partner to whom it was sent |" in words
    assert "A partner to whom it was sent writes " in words


def test_a_creation_requires_what_it_has_to_carry_and_an_edit_says_null_only_where_it_may_clear(told: Json) -> None:
    shapes = told["components"]["schemas"]
    for kind in KINDS.values():
        duties = kind.immutable_fields | kind.required_fields
        address = {"client"} if lies_in_case(kind) else set()
        assert set(shapes[f"{kind.__name__}Write"]["required"]) == duties | address
        edit = shapes[f"{kind.__name__}Edit"]
        assert "required" not in edit
        assert not [name for name, field in edit["properties"].items() if "default" in field]
        nullable = {name for name, field in edit["properties"].items() if {"type": "null"} in field.get("anyOf", [])}
        assert nullable == set(kind.model_fields) - kind.kept_fields - duties | {"answers"}
        assert set(edit["properties"]) >= nullable


def test_the_open_operations_say_that_they_are_open_and_every_head_is_told(told: Json) -> None:
    headers = told["components"]["headers"]
    assert told["servers"][0]["url"] == "/"
    for path, method, operation in operations(told):
        assert operation["security"] or path in OPEN, (method, path)
        for status, answer in operation["responses"].items():
            named = set(answer.get("headers", {"X-Request-ID": {}}))
            assert "X-Request-ID" in named, (method, path, status)
            assert named <= set(headers)
            assert ("Retry-After" in named) == (status in ("429", "503")), (method, path, status)
    record = told["paths"]["/v1/clients/{record}"]
    assert {"ETag", "Location"} <= set(record["get"]["responses"]["200"]["headers"])
    assert {"ETag", "Location"} <= set(told["paths"]["/v1/clients"]["post"]["responses"]["201"]["headers"])
    assert "ETag" in told["paths"]["/v1/reference"]["get"]["responses"]["200"]["headers"]


def test_examples_are_taken_as_they_stand(told: Json) -> None:
    def example(path: str, media: str = "application/json") -> Json:
        return told["paths"][path]["post"]["requestBody"]["content"][media]["example"]

    EnrolmentAsk.model_validate(example("/v1/enrolments"))
    AssertionAsk.model_validate(example("/v1/auth/token"))
    PasswordForm.model_validate(example("/v1/auth/token", "application/x-www-form-urlencoded"))
    PullAsk.model_validate(example("/v1/sync/pull"))
    for change in PushAsk.model_validate(example("/v1/sync/push")).changes:
        Change.model_validate(change)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_kind_can_be_listed_read_written_and_followed_back(told: Json, kind: Any) -> None:
    paths = {path: set(methods) for path, methods in told["paths"].items() if path.startswith(f"/v1/{kind.plural}")}
    assert paths[f"/v1/{kind.plural}"] == {"get", "post"}
    assert paths[f"/v1/{kind.plural}/{{record}}"] == {"get", "patch"}
    assert paths[f"/v1/{kind.plural}/{{record}}/history"] == {"get"}
    told_fields = told["components"]["schemas"][f"{kind.__name__}Write"]["properties"]
    assert set(kind.model_fields) - kind.kept_fields <= set(told_fields)
    assert not kind.kept_fields & set(told_fields)


def test_every_link_leads_to_an_operation_and_gives_what_it_takes(told: Json) -> None:
    named = {operation["operationId"]: operation for _, _, operation in operations(told)}
    answers = [(name, one) for name, each in named.items() for one in each["responses"].values()]
    links = [(name, one) for name, answer in answers for one in answer.get("links", {}).values()]
    assert {name for name, _ in links} >= {f"{deed}_{kind}" for kind in KINDS for deed in ("create", "list", "read")}
    for name, link in links:
        takes = {one.get("name") for one in named[link["operationId"]]["parameters"]}
        assert set(link["parameters"]) <= takes, (name, link)
