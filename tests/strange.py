"""Changes as a broken phone or a stranger makes them: good ones with something odd put in their place, from a seed."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from random import Random
from typing import Any

from api.records import KINDS
from tests.samples import BODIES, EDITS, PARTNER

Json = Any
NUMBERS: tuple[Json, ...] = (True, 0, -1, 7, 2**31, 2**53, 2**63, 1e308, 1.5, -0.0)
TEXTS: tuple[Json, ...] = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "x" * 5000,
    "ﷺ",
    "e\u0301",
    "NaN",
    "'; --",
    "sent",
    "closed",
)
DAYS: tuple[Json, ...] = ("2026-02-30", "0001-01-01", "9999-12-31", "2026-11-01", "2099-01-01")
NESTED: tuple[Json, ...] = (
    [],
    {},
    [[1]],
    {"a": 1},
    ["x"] * 300,
    ["contact", "contact"],
    {"cannabis": {"q2": "weekly"}},
)
ODD = (None, PARTNER, PARTNER + "\n", PARTNER.upper(), *NUMBERS, *TEXTS, *DAYS, *NESTED)


class Stranger:
    """The same changes for the same seed, whatever the server; `known` are records she may edit."""

    def __init__(self, seed: int, feed: str, known: dict[str, str]) -> None:
        self.chance, self.feed = Random(seed), feed
        self.known = sorted(known.items())
        self.ids = (f"01920000-0000-7000-8000-{number:012x}" for number in count(1))

    def batch(self) -> list[dict[str, Json]]:
        """One to six."""
        return [self.odd(self.edit() if self.chance.random() < 0.5 else self.creation()) for _ in range(self.size())]

    def size(self) -> int:
        return self.chance.randint(1, 6)

    def creation(self) -> dict[str, Json]:
        kind, record = self.chance.choice(list(KINDS)), next(self.ids)
        feed = record if KINDS[kind].opens_case else self.feed
        return {**self.change(kind, record), "feed": feed, "set": deepcopy(BODIES[kind])}

    def edit(self) -> dict[str, Json]:
        """Of a record that is there; what she says she saw is anything."""
        kind, record = self.chance.choice(self.known)
        sets = deepcopy(EDITS[kind])
        return {**self.change(kind, record), "set": sets, "was": {name: self.chance.choice(ODD) for name in sets}}

    def change(self, kind: str, record: str) -> dict[str, Json]:
        return {"id": next(self.ids), "kind": kind, "record": record, "feed": self.feed, "at": "2026-11-01T00:00:00Z"}

    def odd(self, change: dict[str, Json]) -> dict[str, Json]:
        """Nothing, once or twice: a member is gone, or is something else."""
        for target in self.places(change):
            name = self.chance.choice([*target, *KINDS.get(str(change.get("kind")), KINDS["visit"]).model_fields, "zz"])
            if self.chance.random() < 0.2:
                target.pop(name, None)
            else:
                target[name] = deepcopy(self.chance.choice(ODD))
        return change

    def places(self, change: dict[str, Json]) -> Iterator[dict[str, Json]]:
        """Mostly among the fields it sets, now and then in the change itself."""
        for _ in range(self.chance.choice((0, 0, 1, 1, 2))):
            sets = change.get("set")
            yield sets if isinstance(sets, dict) and self.chance.random() < 0.8 else change
