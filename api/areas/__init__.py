"""Indonesia's areas by their dotted Kemendagri code: `33` province, `33.22` kabupaten or kota, `33.22.01` kecamatan,
`33.22.01.2001` desa or kelurahan. Knows names and what lies in what; nothing of units, and no database.

Kepmendagri 300.2.2-2138/2025; the data is under the ODbL (NOTICE). Read when first asked (40 ms, 8 MB).
"""

import csv
import gzip
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

FILE = Path(__file__).parent / "areas.csv.gz"

Level = Literal["province", "kabupaten", "kecamatan", "village"]
LEVELS: dict[int, Level] = {2: "province", 5: "kabupaten", 8: "kecamatan", 13: "village"}  # by length of the code

VillageKind = Literal["kelurahan", "desa", "desa_adat"]
VILLAGE_KINDS: dict[str, VillageKind] = {"1": "kelurahan", "2": "desa", "3": "desa_adat"}


class UnknownArea(LookupError):
    """No area has this code."""


@dataclass(frozen=True)
class Area:
    """One area of any level."""

    code: str
    name: str

    @property
    def level(self) -> Level:
        """Which of the four."""
        return LEVELS[len(self.code)]

    @property
    def village_kind(self) -> VillageKind:
        """Told by the first digit of a village's number; only villages have one."""
        return VILLAGE_KINDS[self.code[9]]


def area(code: str) -> Area:
    """The one with this code, or UnknownArea."""
    lines, start = _lines(), f"{code},"
    at = bisect_left(lines, start)
    if at == len(lines) or not lines[at].startswith(start):
        raise UnknownArea(code)
    return _read(lines[at])


def known(code: str) -> bool:
    """Whether any area has this code."""
    try:
        return bool(area(code))
    except UnknownArea:
        return False


def path(code: str) -> list[Area]:
    """From its province down to itself."""
    return [area(code[:length]) for length in LEVELS if length <= len(code)]


def within(code: str, level: Level) -> list[Area]:
    """All areas of a level inside another, by code. `""` is the whole country."""
    length = next(length for length, name in LEVELS.items() if name == level)
    return [_read(line) for line in _inside(code) if line.find(",") == length]


def _inside(code: str) -> Iterator[str]:
    lines, start = _lines(), f"{code}." if code else ""
    for at in range(bisect_left(lines, start), len(lines)):
        if not lines[at].startswith(start):
            return
        yield lines[at]


def _read(line: str) -> Area:
    return Area(*next(csv.reader([line])))


@cache
def _lines() -> list[str]:
    """Sorted by code; a comma sorts before a point, so a parent stands before its children."""
    return gzip.decompress(FILE.read_bytes()).decode().splitlines()
