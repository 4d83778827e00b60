"""Ids: UUID version 7 as text, lowercase and canonical, ordered by the millisecond in which they were made."""

import re
from hashlib import sha256
from secrets import token_bytes
from time import time_ns
from typing import Annotated, TypeGuard
from uuid import UUID

from pydantic import StringConstraints

UUID7_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"

UUID7 = Annotated[str, StringConstraints(pattern=UUID7_PATTERN)]


def is_id(value: object) -> TypeGuard[str]:
    """Whether it may be asked of a database, which takes nothing else for an id."""
    return isinstance(value, str) and re.fullmatch(UUID7_PATTERN, value) is not None


def new_id() -> str:
    """A fresh id (RFC 9562, 5.7): 48 bits of Unix milliseconds, then 74 random bits."""
    return shaped((time_ns() // 1_000_000) << 80 | int.from_bytes(token_bytes(10)))


def derived_id(text: str) -> str:
    """The same id for the same text; the moment in it means nothing."""
    return shaped(int.from_bytes(sha256(text.encode()).digest()[:16]))


def shaped(number: int) -> str:
    """128 bits with version and variant in their places."""
    number = number & ~(0xF000 << 64) | 0x7000 << 64
    number = number & ~(0xC000 << 48) | 0x8000 << 48
    return str(UUID(int=number))
