"""Ids: UUID version 7 as text, lowercase and canonical, ordered by the millisecond in which they were made."""

import re
from hashlib import sha256
from secrets import token_bytes
from time import time_ns
from typing import Annotated, TypeGuard
from uuid import UUID

from pydantic import StringConstraints

UUID7_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"

# Of a feed: a client's is of version 7 like her record, a unit's coaching papers bear version 8 (`coaching_id`).
FEED_ID_PATTERN = UUID7_PATTERN.replace("-7", "-[78]")

YEAR_10000 = "e677d21f-dc00"

UUID7 = Annotated[str, StringConstraints(pattern=UUID7_PATTERN)]
FeedId = Annotated[str, StringConstraints(pattern=FEED_ID_PATTERN)]


def is_id(value: object) -> TypeGuard[str]:
    """Whether it may be asked of a database, which takes nothing else for an id."""
    return isinstance(value, str) and re.fullmatch(UUID7_PATTERN, value) is not None


def keyed_id(digest: bytes, key: str) -> str:
    """The id that 32 bytes stand for. Its moment is that of `key` where this is such an id of our calendar; any other
    has none: readers take the record's own then."""
    moment = bytes.fromhex(key.replace("-", "")[:12]) if is_id(key) and key < YEAR_10000 else bytes(6)
    return shaped(int.from_bytes(moment + digest[6:16]))


def shaped(number: int) -> str:
    """128 bits as an id of version 7."""
    number = number & ~(0xF000 << 64) | 0x7000 << 64
    return str(UUID(int=number & ~(0xC000 << 48) | 0x8000 << 48))


def new_id() -> str:
    """A fresh id (RFC 9562, 5.7): 48 bits of Unix milliseconds, then 74 random bits."""
    return shaped((time_ns() // 1_000_000) << 80 | int.from_bytes(token_bytes(10)))


def demo_id(name: str) -> str:
    """Of what the demo data calls so: the same on every machine, so that the API's examples can name it."""
    hexes = sha256(name.encode()).hexdigest()
    return f"01920000-{hexes[:4]}-7{hexes[4:7]}-8{hexes[7:10]}-{hexes[10:22]}"


def derived_id(text: str) -> str:
    """The same id for the same text; the moment in it means nothing."""
    return shaped(int.from_bytes(sha256(text.encode()).digest()[:16]))


def found_id(enrolment: str | None, record: str, content: str) -> str:
    """Of the change by which this phone brings back what a restore lost: as often as it says the same, it is one."""
    return derived_id(f"{enrolment} {record} {content}")
