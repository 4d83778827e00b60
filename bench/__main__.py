"""`make bench`: several runs of each release in turns, so that a busy minute falls on both; Markdown for people.

Every knob is in `bench/README.md`. What was measured lies in `var/bench.json` too.
"""

import json
import os
import sys
from pathlib import Path

from bench.caseload import bytes_each
from bench.knobs import Knobs, read_knobs
from bench.phone_part import phone_lines
from bench.report import draw, report
from bench.screen import first_screen
from bench.table import markdown
from bench.trees import Found, a_cluster, releases, run_once
from tests.engines import HOUSE

Taken = list[list[Found]]
ON_SERVER = ("main", "storm", "growth", "nation", "upkeep", "flat")


def main() -> None:
    """One engine after the other, one part after the other."""
    knobs = read_knobs()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, ", end="")
    print(f"{knobs.runs} runs, changes of {bytes_each():,} bytes")
    with a_cluster(), releases(knobs.against) as trees:
        found = {
            engine: {part: taken(knobs, trees, engine, part) for part in knobs.parts if part in ON_SERVER}
            for engine in knobs.engines
        }
    (HOUSE / "var/bench.json").write_text(json.dumps(found))
    for paragraph in report(found, {engine: knobs.workers_of(engine) for engine in knobs.engines}):
        print(f"\n{paragraph}")
    draw(found, HOUSE / ("var" if knobs.quick else "bench"))
    if "phone" in knobs.parts:
        print(f"\n{markdown(('phone', 'p50 / p95'), phone_lines(knobs))}")
    print(first_screen())


def taken(knobs: Knobs, trees: list[Path], engine: str, part: str) -> Taken:
    """[runs of each release]; only the everyday's are repeated."""
    runs: Taken = [[] for _ in trees]
    for number in range(knobs.runs if part == "main" else 1):
        for tree, mine in zip(trees, runs, strict=True):
            print(f"  {engine}, {part}, run {number + 1} …", file=sys.stderr)
            mine.append(run_once(tree, engine, part))
    return runs


main()
