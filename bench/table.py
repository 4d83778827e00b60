"""Medians of runs as a table for people."""

from statistics import median, quantiles
from typing import Any

HEAD = ("", "p50 ms", "p95 ms", "CPU ms", "a second", "driver ms", "of driver", "before")
Figure = dict[str, Any]


def show(engine: str, runs: list[dict[str, Figure]], before: list[dict[str, Figure]] | None = None) -> None:
    """One line a figure."""
    print(f"\n{engine}\n" + line(HEAD))
    for name in runs[0]:
        mine = [run[name] for run in runs]
        print(line((name, *columns(mine, [run[name] for run in before] if before else []))))


def line(parts: tuple[str, ...]) -> str:
    """The name on the left, figures on the right."""
    return parts[0].ljust(14) + "".join(part.rjust(11) for part in parts[1:])


def columns(runs: list[Figure], before: list[Figure]) -> tuple[str, ...]:
    """`of driver`: its time as a share of ours; `before`: the other commit's p50, then CPU, as multiples of ours."""
    p50, raw = typical(runs, "ours"), typical(runs, "raw")
    was = (
        f"{typical(before, 'ours') / p50:.2f} {typical(before, 'ours', 1) / typical(runs, 'ours', 1):.2f}"
        if before
        else ""
    )
    return (
        f"{p50:,.1f}",
        f"{median(late(run) for run in runs):,.1f}",
        f"{typical(runs, 'ours', 1):,.1f}",
        f"{runs[0]['holds'] * 1000 / p50:,.0f}",
        f"{raw:,.2f}" if raw else "",
        f"{raw / p50:.1%}" if raw else "",
        was,
    )


def typical(runs: list[Figure], whose: str, which: int = 0) -> float:
    """The median over runs of each run's median. `which`: 0 wall clock, 1 this process's processor time."""
    medians: list[float] = [median(cost[which] for cost in run[whose]) for run in runs if run[whose]]
    return median(medians) if medians else 0


def late(run: Figure) -> float:
    """The 95th percentile of one run."""
    walls: list[float] = [cost[0] for cost in run["ours"]]
    return quantiles(walls, n=20, method="inclusive")[-1] if len(walls) > 1 else walls[0]
