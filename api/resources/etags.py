"""Validators of what is read, compared weakly (RFC 9110, 8.8.3.2), since a proxy that packs makes `W/"…"` of ours."""

import re
from typing import Annotated

from fastapi import Header

IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag as read, a list of them, or `*`.")]
IfNoneMatch = Annotated[str | None, Header(alias="If-None-Match", description="ETags you hold; 304 where one stands.")]

ONE = re.compile(r'\s*(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")\s*')


def names(header: str, etag: str) -> bool:
    """Whether `If-Match` or `If-None-Match` names this state: `*`, or one of its list. What is no list names none."""
    if header.strip() == "*":
        return True
    listed = [ONE.fullmatch(part) for part in header.split(",")]
    return all(listed) and etag.removeprefix("W/") in [part[1] for part in listed if part]
