"""Validators of what is read, compared weakly (RFC 9110, 8.8.3.2), since a proxy that packs makes `W/"…"` of ours."""

import re
from hashlib import sha256
from typing import Annotated

import orjson
from fastapi import Header
from fastapi.responses import JSONResponse

from api.problems.tree import PreconditionFailed
from api.shapes import WireShape

IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag as read, a list of them, or `*`.")]
IfNoneMatch = Annotated[str | None, Header(alias="If-None-Match", description="ETags you hold; 304 where one stands.")]

ONE = re.compile(r'\s*(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")\s*')


def names(header: str, etag: str) -> bool:
    """Whether `If-Match` or `If-None-Match` names this state: `*`, or one of its list. What is no list names none."""
    if header.strip() == "*":
        return True
    listed = [ONE.fullmatch(part) for part in header.split(",")]
    return all(listed) and etag.removeprefix("W/") in [part[1] for part in listed if part]


def must_name(header: str, etag: str | None) -> None:
    """PreconditionFailed where who changes this did not read it as it stands. `etag`: None where nothing is there."""
    if etag is None or not names(header, etag):
        raise PreconditionFailed()


def etag_of_all(told: WireShape) -> str:
    """Of all that is told."""
    return f'"{sha256(orjson.dumps(told.model_dump(mode="json"))).hexdigest()[:32]}"'


def with_etag(told: WireShape) -> JSONResponse:
    """So that it can be changed."""
    return JSONResponse(told.model_dump(mode="json"), headers={"ETag": etag_of_all(told)})
