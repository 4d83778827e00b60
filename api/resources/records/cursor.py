"""Where a reader of a list stands: in each home the position she has reached, never a clock. Sealed for her.

1 byte version · 4 bytes of the epoch · 6 bytes moment · for each home id, reached, began (16 + 6 + 6)
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID
from zlib import crc32

from api.problems.messages import fault_at
from api.problems.tree import Invalid
from api.resources.sealed_place import sealed, unsealed
from api.settings import Settings

# Of 800 homes. With the rest of a request's head it stays under what `http_protocol` takes.
LONGEST = 30_500
HEAD, EACH, WIDE = 11, 28, 6
VERSION = b"\x03"


class Place(NamedTuple):
    """`reached`: the position up to which she has all. `began`: where the home stood when she began to read it; what
    changed later and is no longer hers to see is told as withdrawn."""

    reached: int
    began: int


class Cursor(NamedTuple):
    """`at`: up to when she was told whose time to read was over; None: she begins."""

    places: Mapping[str, Place]
    at: datetime | None = None

    def place(self, home: str, stands: int) -> Place:
        """Hers, or the beginning of a home that stands there now."""
        return self.places.get(home, Place(0, stands))


class About(NamedTuple):
    """What a cursor is good for: one reader and list (`whose`), and one epoch, since after a restore positions mean
    something else; who has reached nothing yet may go on in any. `settings`: with the key that seals it."""

    whose: str
    epoch: str
    settings: Settings

    def mark(self, begun: bool) -> bytes:
        """Four bytes by which a cursor of another epoch is known."""
        return crc32(self.epoch.encode() if begun else b"").to_bytes(4)


def written(cursor: Cursor, about: About, now: datetime) -> str:
    """As text."""
    head = VERSION + about.mark(bool(cursor.places)) + int((cursor.at or now).timestamp()).to_bytes(WIDE)
    homes = (
        UUID(home).bytes + place.reached.to_bytes(WIDE) + place.began.to_bytes(WIDE)
        for home, place in sorted(cursor.places.items())
    )
    return sealed(about.settings, about.whose, head + b"".join(homes))


def read(text: str | None, about: About) -> Cursor:
    """From text; Invalid where it was made for another list, another reader or by somebody else."""
    if text is None:
        return Cursor({})
    try:
        raw = unsealed(about.settings, about.whose, text) or b""
        parts = [raw[start : start + EACH] for start in range(HEAD, len(raw), EACH)]
        if raw[:1] != VERSION or raw[1:5] != about.mark(bool(parts)) or any(len(one) < EACH for one in parts):
            raise ValueError("not ours")
        places = {str(UUID(bytes=one[:16])): Place(number(one[16:22]), number(one[22:])) for one in parts}
        return Cursor(places, datetime.fromtimestamp(number(raw[5:HEAD]), UTC))
    except (ValueError, OverflowError):
        raise Invalid(errors=[fault_at("/query/cursor", "unknown-cursor")]) from None


def number(part: bytes) -> int:
    """Big end first."""
    return int.from_bytes(part)
