"""The raw body of a push or pull: parsed in one pass, refused in words. Caps and inflating: `request_intake`."""

from typing import Annotated, Any, TypeVar

import orjson
from fastapi import Depends, Request
from pydantic import ValidationError

from api.changes.schemas import Wire
from api.problems.tree import Invalid
from api.web.partial_json import read_apart

Shape = TypeVar("Shape", bound=Wire)


async def raw_body(request: Request) -> bytes:
    """As it was before it was packed."""
    return await request.body()


RawBody = Annotated[bytes, Depends(raw_body)]


def parse(raw: bytes) -> Any:
    """In one pass; if that fails, each change apart: one bad change must never block a phone."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        pass
    try:
        return read_apart(raw)
    except (ValueError, RecursionError):
        raise Invalid.at("", "not-json") from None


def read_as(shape: type[Shape], raw: bytes) -> Shape:
    """The envelope; its changes are read apart."""
    parsed = parse(raw)
    try:
        return shape.model_validate(parsed)
    except ValidationError as error:
        raise Invalid.of(error) from None
