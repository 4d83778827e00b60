"""The raw body of a push or pull: inflated within a cap, parsed in one pass, refused in words."""

import zlib
from typing import Annotated, Any, TypeVar

import orjson
from fastapi import Depends, Request
from pydantic import ValidationError

from api.changes.schemas import Wire
from api.problems.tree import Invalid, TooLarge
from api.web.partial_json import read_apart

LARGEST = 2 * 1024 * 1024
Shape = TypeVar("Shape", bound=Wire)


async def raw_body(request: Request) -> bytes:
    """At most 2 MB inflated; a bomb is cut off there."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > LARGEST:
            raise TooLarge("Kiriman terlalu besar.")
        chunks.append(chunk)
    body = b"".join(chunks)
    return inflate(body) if request.headers.get("content-encoding", "").lower() == "gzip" else body


def inflate(body: bytes) -> bytes:
    """Gunzips, never beyond the cap."""
    machine = zlib.decompressobj(wbits=31)
    try:
        plain = machine.decompress(body, LARGEST + 1)
    except zlib.error:
        raise Invalid(errors=[{"pointer": "", "detail": "Kiriman tidak bisa dibuka."}]) from None
    if len(plain) > LARGEST:
        raise TooLarge("Kiriman terlalu besar.")
    if not machine.eof:
        raise Invalid(errors=[{"pointer": "", "detail": "Kiriman terputus."}])
    return plain


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
        raise Invalid(errors=[{"pointer": "", "detail": "Kiriman bukan JSON yang utuh."}]) from None


def read_as(shape: type[Shape], raw: bytes) -> Shape:
    """The envelope; its changes are read apart."""
    parsed = parse(raw)
    try:
        return shape.model_validate(parsed)
    except ValidationError as error:
        raise Invalid.of(error) from None
