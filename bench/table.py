"""Runs as Markdown for people: medians over the runs of each run's own median."""

from collections.abc import Callable, Iterable
from statistics import median, quantiles
from typing import Any

Figure = dict[str, Any]
Runs = list[dict[str, Figure]]

HEAD = (
    "", "p50 ms", "p95 ms", "a second", "CPU µs each", "client µs", "statements", "bytes", "MB", "driver ms",
    "of driver", "before: rate, CPU",
)  # fmt: skip


def markdown(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table whose first column is words and whose others are figures."""
    head = tuple(head)
    lines = [head, ("---", *["---:"] * (len(head) - 1)), *map(tuple, rows)]
    return "\n".join(f"| {' | '.join(parts)} |" for parts in lines)


def everyday_table(runs: Runs, before: Runs) -> str:
    """One line a figure, in the order of the first run; a figure that a release could not give is a dash."""
    names = [name for name in dict.fromkeys(name for run in (*runs, *before) for name in run)]
    rows = [row(name, *([run[name] for run in some if name in run] for some in (runs, before))) for name in names]
    notes = [f"- {name}: {run[name]['note']}." for run in runs for name in run if run[name]["note"]]
    return "\n".join([markdown(HEAD, rows), "", *notes])


def row(name: str, mine: list[Figure], before: list[Figure]) -> tuple[str, ...]:
    """`of driver`: the driver's time as a share of ours; `before`: above 1 we became faster."""
    if not mine:
        return (name, *["–"] * (len(HEAD) - 1))
    p50, driver = middle(mine, p50_of), middle([one for one in mine if one["driver"]], lambda one: one["driver"])
    return (
        name,
        f"{p50 * 1000:,.1f}",
        f"{middle(mine, p95_of) * 1000:,.1f}",
        f"{middle(mine, rate_of):,.0f}",
        "" if mine[0]["note"] else f"{micros(mine, 'server'):,.0f} + {micros(mine, 'database'):,.0f}",
        f"{micros(mine, 'client'):,.0f}",
        counted(mine[0]),
        f"{mine[0]['size']:,}" if mine[0]["size"] else "",
        f"{max(one['memory'] for one in mine):,.0f}",
        f"{driver * 1000:,.2f}" if driver else "",
        f"{driver * middle(mine, rate_of) / mine[0]['holds']:.1%}" if driver else "",
        compared(mine, before) if before else "",
    )


def compared(mine: list[Figure], before: list[Figure]) -> str:
    """Ours to theirs: the rate, then processor time for each change, record or request."""
    cheaper = middle(before, processor_of) / max(middle(mine, processor_of), 1e-9)
    return f"{middle(mine, rate_of) / middle(before, rate_of):.2f}, {cheaper:.2f}"


def counted(figure: Figure) -> str:
    """`6 in 2`: statements in transactions, for a request."""
    if figure["statements"] is None:
        return ""
    return f"{figure['statements']:.3g} in {figure['transactions']:.2g}"


def middle(runs: list[Figure], of: Callable[[Figure], float]) -> float:
    """The median over runs, 0 over none."""
    return median(map(of, runs)) if runs else 0


def p50_of(figure: Figure) -> float:
    return float(median(figure["walls"]))


def p95_of(figure: Figure) -> float:
    """Of one run."""
    walls = figure["walls"]
    return float(quantiles(walls, n=20, method="inclusive")[-1] if len(walls) > 1 else walls[0])


def items_of(figure: Figure) -> float:
    """Changes, records or requests in all."""
    return float(figure["holds"] * len(figure["walls"]))


def rate_of(figure: Figure) -> float:
    return items_of(figure) / float(figure["seconds"])


def processor_of(figure: Figure) -> float:
    """Seconds of server and database for each."""
    return float(figure["server"] + figure["database"]) / items_of(figure)


def micros(runs: list[Figure], whose: str) -> float:
    """Processor time for each change, record or request."""
    return middle(runs, lambda one: one[whose] / items_of(one) * 1e6)
