"""The API's description (OpenAPI 3.1): what FastAPI derives, with shapes of raw bodies and problems added."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from api.problem import Invalid, ProblemBody, answers
from api.records import KINDS
from api.rest.shapes import shapes_of

REF = "#/components/schemas/{model}"
ABOUT = """Case management for community recovery agents, offline first.

**Signing in.** Press *Authorize*: an office enters its user name and password; a token made by `pulih token PERSON`
goes into the field *Token*. Tokens live ten minutes. Phones sign in by a signed assertion.

**Writing.** Every creation carries an `Idempotency-Key`, a fresh UUIDv7: the same request sent twice happens once.
Every update carries `If-Match` with the ETag that was read.

**Problems** are `application/problem+json` (RFC 9457), listed at [/problems](/problems). `detail` is Indonesian, for
people; programs read `type` and `errors`.

No name, phone number, address or NIK of a client belongs anywhere in this API.
"""
Schema = dict[str, Any]


def describe(app: FastAPI) -> Schema:
    """Made once, kept by the app."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title, version=app.version, description=ABOUT, routes=app.routes, tags=tags_of(app)
        )
        app.openapi_schema = finished(made)
    return app.openapi_schema


def tags_of(app: FastAPI) -> list[dict[str, Any]]:
    """In the order in which the routers stand."""
    names: dict[str, None] = {}
    for route in app.routes:
        names |= dict.fromkeys(getattr(route, "tags", None) or [])
    return [{"name": name} for name in names]


def finished(made: Schema) -> Schema:
    """Every `$ref` has its target, and every refusal of a payload is a problem document."""
    shapes = made.setdefault("components", {}).setdefault("schemas", {})
    for shape in raw_shapes():
        shapes.setdefault(shape.__name__, shape.model_json_schema(ref_template=REF))
    for inner in list(nested_definitions(made)):
        for name, shape in inner.items():
            shapes.setdefault(name, shape)
    for operation in operations(made):
        refuse_in_words(operation)
    for name in ("HTTPValidationError", "ValidationError"):
        shapes.pop(name, None)
    return made


def raw_shapes() -> Iterator[type[BaseModel]]:
    """Shapes which FastAPI does not see, because their bodies are read raw."""
    yield ProblemBody
    for kind in KINDS.values():
        shapes = shapes_of(kind)
        yield from (shapes.write, shapes.edit)


def nested_definitions(part: Any) -> Iterator[Schema]:
    """Takes every `$defs` out of the tree."""
    if isinstance(part, dict):
        if "$defs" in part:
            inner: Schema = part.pop("$defs")
            yield from nested_definitions(inner)
            yield inner
        for value in list(part.values()):
            yield from nested_definitions(value)
    elif isinstance(part, list):
        for value in part:
            yield from nested_definitions(value)


def operations(made: Schema) -> Iterator[Schema]:
    """Each method of each path."""
    for methods in made["paths"].values():
        yield from (part for part in methods.values() if "responses" in part)


def refuse_in_words(operation: Schema) -> None:
    """FastAPI promises its own validation document where a route names none; ours is what is answered."""
    told = operation["responses"].get("422", {}).get("content", {})
    if "application/json" in told:
        operation["responses"]["422"] = answers(Invalid)[422]
