"""The part `nation`: how long it takes to load and to count, whether a second counting agrees, what dashboards wait;
and the part `upkeep`."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from time import perf_counter
from typing import Any

from api.db.engine import make_engine
from api.numbers.quarters import last_span_over
from bench.district import District
from bench.knobs import Engine, Knobs
from bench.nation.dashboards import busiest, dashboards, wait_for
from bench.nation.places import MONTHS, UNTIL, Nation, nation_of
from bench.nation.upkeep import A_DAY, tellings, upkeep_of
from bench.processes import processor_seconds
from tests.naive_numbers import Key, naive_numbers, plain


@dataclass
class NationRun:
    """One nation on one server."""

    district: District
    knobs: Knobs
    engine: Engine

    @property
    def owner(self) -> str:
        """Its database, as the tables' owner."""
        return self.district.database.url("owner")

    def timed(self, take: Callable[[], str]) -> str:
        """What it said, with its seconds by the clock."""
        begun = perf_counter()
        said = take()
        return f"{said} in {perf_counter() - begun:,.0f} s"

    @property
    def nation(self) -> Nation:
        """Of this size."""
        return nation_of(1, self.knobs.units, MONTHS, UNTIL)

    def load(self, through: date = UNTIL) -> str:
        """By the command, in processes of its own."""
        workers = self.knobs.workers_of(self.engine)
        words = [self.owner, "--units", str(self.knobs.units), "--workers", str(workers), "--through", str(through)]
        command = [sys.executable, "-m", "bench.nation", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        self.district.database.analyze()
        return done.stdout.strip()

    def command(self, *words: str) -> str:
        """An operator's, with its processor seconds (the database's own are not among them)."""
        process, begun = self.district.commands.process.pid, perf_counter()
        before = processor_seconds(process)
        self.district.commands.run(*words)
        return f"{perf_counter() - begun:,.1f} s, of the processor {processor_seconds(process) - before:,.1f} s"

    def agrees(self, now: datetime) -> str:
        """Whether the rows are those of the second counting."""
        engine = make_engine(self.owner)
        through = last_span_over(now, "Asia/Jakarta")
        counted, second = self.stored(), naive_numbers(engine, through)
        engine.dispose()
        apart = sum(counted.get(key) != second.get(key) for key in counted.keys() | second.keys())
        return f"{len(second):,} numbers, {apart:,} of them differ"

    def stored(self) -> dict[Key, tuple[int, int]]:
        """As `pulih numbers` left them."""
        with closing(self.district.database.connect()) as here:
            rows = here.execute("SELECT home, span, line, block, count, people FROM quarter_number").fetchall()
        return {(plain(home), span, line, block): tuple(counts) for home, span, line, block, *counts in rows}

    def work(self) -> dict[str, int]:
        """{unit: changes}."""
        with closing(self.district.database.connect()) as here:
            rows = here.execute("SELECT home, count(*) FROM change GROUP BY home").fetchall()
        return {plain(home): int(count) for home, count in rows}


def measure_nation(district: District, knobs: Knobs, engine: Engine) -> dict[str, Any]:
    """{what: in words}, and under `dashboards` what each waited."""
    run = NationRun(district, knobs, engine)
    found: dict[str, Any] = {"loaded": run.load()}
    found["numbers rebuild"] = run.command("numbers", "rebuild")
    found["second counting"] = run.timed(lambda: run.agrees(datetime.now(UTC)))
    found["numbers keep-up, and a quarter told"] = run.command("numbers", "keep-up")
    found["numbers keep-up, nothing new"] = run.command("numbers", "keep-up")
    district.database.analyze()
    found["dashboards"] = dict(waits(run, run.nation))
    return found


def measure_upkeep(district: District, knobs: Knobs, engine: Engine) -> dict[str, str]:
    """{what: in words}: counting a quarter beside taking its work in."""
    run = NationRun(district, knobs, engine)
    before, then = tellings(UNTIL)
    found = {"loaded": run.load(before.date() - A_DAY)}
    found |= upkeep_of(run.owner, run.nation, district.server, knobs.days)
    return found | {"second counting": run.timed(lambda: run.agrees(then))}


def waits(run: NationRun, nation: Nation) -> Iterator[tuple[str, list[float]]]:
    """{dashboard: p50 and p95 in ms, bytes, status}."""
    works = run.work()
    busy = busiest(nation, {one.id: works.get(plain(one.id), 0) for one in nation.units})
    waited = wait_for(run.district.server.port, list(dashboards(nation, busy)), run.knobs.quiet // 10)
    yield from ((name, list(one)) for name, one in waited.items())
