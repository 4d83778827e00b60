"""What a PIN costs whoever has a copy of a phone's storage: `python -m bench.pin_cost`.

Inside the app ten tries end it; against a copy only the work of each try stands.
"""

import re
from itertools import count
from time import process_time
from typing import NamedTuple

from argon2.low_level import Type, hash_secret_raw

from tests.engines import HOUSE

KEYS = HOUSE / "pwa/src/core/keys/key_crypto.ts"
COST = re.compile(r"(\w+_COST): Argon2Cost = \{ memory: (\d+) \* 1024, passes: (\d+) \}")


class PinCost(NamedTuple):
    """As the phone stretches a PIN: MiB of memory, passes over it; `seconds` of one core for one guess."""

    name: str
    memory: int
    passes: int
    seconds: float = 0.0


def costs() -> list[PinCost]:
    """From the phone's own source."""
    return [PinCost(name, int(memory), int(passes)) for name, memory, passes in COST.findall(KEYS.read_text())]


def measured(cost: PinCost, least: float) -> PinCost:
    """Over at least so many seconds of work."""
    began = process_time()
    for done in count(1):
        entry = {"time_cost": cost.passes, "memory_cost": cost.memory * 1024, "parallelism": 1, "hash_len": 32}
        hash_secret_raw(b"271828", b"0123456789abcdef", type=Type.ID, **entry)
        if (spent := process_time() - began) >= least:
            return cost._replace(seconds=spent / done)
    raise AssertionError


def told(cost: PinCost) -> str:
    """All PINs of six, eight and ten digits, in hours of one core like this one."""
    hours = ", ".join(f"{digits} digits {10**digits * cost.seconds / 3600:,.0f} h" for digits in (6, 8, 10))
    return f"{cost.memory} MiB, {cost.passes} passes: {cost.seconds * 1000:.0f} ms a guess; all PINs of {hours}"


def main(least: float = 3.0) -> None:
    """A line for each cost; twice as many cores need half as long."""
    for cost in costs():
        print(told(measured(cost, least)))


if __name__ == "__main__":
    main()
