"""What a run is told by its environment; `bench/README.md` says what each knob is for."""

import os
from dataclasses import dataclass, replace
from typing import Literal

Engine = Literal["sqlite", "postgres"]

PARTS = ("main", "storm", "growth")


@dataclass(frozen=True)
class Knobs:
    """Counts are per engine. `workers` and `phones` are PostgreSQL's; `alone` for SQLite, which has one writer."""

    quick: bool
    runs: int
    against: str
    engines: tuple[Engine, ...]
    parts: tuple[str, ...]
    workers: int
    phones: int
    clients: int  # of each phone that pushes; each brings 26 records
    quiet: int  # requests for a median
    crowd: int  # phones that push beside the one that asks
    crowd_seconds: int
    storm: int  # first loads at once
    storm_clients: int  # in each of them
    growth: tuple[int, ...]  # changes in one unit
    units: int  # of the nation
    days: int  # whose work a phone of the nation sends at once
    minutes: float  # of the flatness run

    def phones_of(self, engine: Engine) -> int:
        """How many push side by side."""
        return self.phones if engine == "postgres" else min(2, self.phones)

    def workers_of(self, engine: Engine) -> int:
        """One process writes SQLite's file."""
        return self.workers if engine == "postgres" else 1

    def with_clients(self, clients: int) -> "Knobs":
        """Phones that bring another number of them."""
        return replace(self, clients=clients)


def read_knobs() -> Knobs:
    """QUICK=1 makes everything small; a knob that is set wins over it."""
    quick = truth("QUICK")
    wanted = number("GROWTH", 10_000 if quick else 1_000_000)
    more = [part for part, knob in (("flat", "MINUTES"), ("phone", "PHONE")) if truth(knob)]
    engines: tuple[Engine, ...] = ("sqlite", "postgres")
    asked = words("ENGINES", engines)
    return Knobs(
        quick=quick,
        runs=number("RUNS", 1 if quick else 3),
        against=os.environ.get("AGAINST", ""),
        engines=tuple(engine for engine in engines if engine in asked),
        parts=words("PARTS", (*PARTS, *more)),
        workers=number("WORKERS", 2),
        phones=number("PHONES", 8),
        clients=number("CLIENTS", 20 if quick else 200),
        quiet=number("QUIET", 20 if quick else 200),
        crowd=number("CROWD", 10 if quick else 50),
        crowd_seconds=number("CROWD_SECONDS", 2 if quick else 15),
        storm=number("STORM", 20 if quick else 500),
        storm_clients=number("STORM_CLIENTS", 40 if quick else 193),
        growth=tuple(10**power for power in range(3, 8) if 10**power <= wanted),
        units=number("UNITS", 24 if quick else 418),
        days=number("DAYS", 1),
        minutes=float(os.environ.get("MINUTES") or 0),
    )


def truth(name: str) -> bool:
    """Set, and neither empty nor 0."""
    return os.environ.get(name, "") not in ("", "0")


def number(name: str, default: int) -> int:
    """A count."""
    return int(os.environ.get(name) or default)


def words(name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """Separated by commas."""
    return tuple(part for part in os.environ.get(name, "").split(",") if part) or tuple(default)
