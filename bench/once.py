"""One part of a run on one engine, in a process of its own, on a fresh database: what it found, printed as JSON.

A figure that this release cannot give is told on stderr and left out.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from bench.district import District, a_district
from bench.driver import DriverLimit
from bench.everyday import Everyday
from bench.flatness import stay_flat
from bench.growth import grow
from bench.knobs import Engine, Knobs, read_knobs
from bench.storm import first_loads

Found = dict[str, Any]


def attempted(name: str, take: Callable[[], Any]) -> Found:
    """{name: what it found}, or nothing and why."""
    try:
        return {name: take()}
    except Exception as error:
        print(f"    {name}: {type(error).__name__}: {str(error)[:500]}", file=sys.stderr)
        return {}


def main_part(district: District, knobs: Knobs, engine: Engine) -> Found:
    """Everyday's figures."""
    day, found = Everyday(district, knobs, engine), Found()
    day.warm_up()
    for name, take in day.figures():
        found |= attempted(name, lambda take=take: asdict(take()))
        day.renew()
    for beginning, seconds in driver_limits(district, day):
        for name in found:
            if name.startswith(beginning):
                found[name]["driver"] = seconds
    return found


def driver_limits(district: District, day: Everyday) -> list[tuple[str, float]]:
    """Those this release's tables allow."""
    card = day.one.phone.card
    limit = DriverLimit(district, card["unit"]["id"], card["agent"]["id"])
    return [pair for name, take in limit.limits() for pair in attempted(name, take).items()]


def nation(district: District, knobs: Knobs, engine: Engine) -> Any:
    """It asks what an older release may not have."""
    from bench.nation.figures import measure_nation

    return measure_nation(district, knobs, engine)


def upkeep(district: District, knobs: Knobs, engine: Engine) -> Any:
    """The same."""
    from bench.nation.figures import measure_upkeep

    return measure_upkeep(district, knobs, engine)


PARTS: dict[str, Callable[[District, Knobs, Engine], Found]] = {
    "main": main_part,
    "storm": lambda district, knobs, _: attempted("first loads", lambda: asdict(first_loads(district, knobs))),
    "growth": lambda *of: attempted("growth", lambda: grow(*of)),
    "nation": lambda *of: attempted("nation", lambda: nation(*of)),
    "upkeep": lambda *of: attempted("upkeep", lambda: upkeep(*of)),
    "flat": lambda *of: attempted("flat", lambda: stay_flat(*of)),
}


def main() -> None:
    """`python -m bench.once sqlite main`."""
    knobs, engine, part = read_knobs(), sys.argv[1], sys.argv[2]
    with a_district(engine, knobs.workers_of(engine)) as district:
        found = PARTS[part](district, knobs, engine)
        if not all(found.values()) or not found:
            faults = [line for line in district.server.log.read_text().splitlines() if '"level": "info"' not in line]
            print("\n".join(faults[-5:]), file=sys.stderr)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
