"""What was found, as Markdown and as plots in `bench/`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.plot import svg
from bench.table import everyday_table, markdown

OK = 200
Found = dict[str, Any]
# {engine: {part: [runs of each release]}}
Everything = dict[str, dict[str, list[list[Found]]]]


def report(found: Everything, workers: dict[str, int]) -> Iterator[str]:
    """One paragraph after the other."""
    for engine, parts in found.items():
        if "main" in parts:
            head = f"**{engine}**, {workers[engine]} worker{'s' if workers[engine] > 1 else ''}"
            yield f"{head}\n\n{everyday_table(*sides(parts['main']))}"
        for who, runs in zip(("", " before"), parts.get("storm", []), strict=False):
            yield from (f"First loads at once, {engine}{who}: {run['first loads']['note']}." for run in runs if run)
        for who, runs in zip(("", " before"), parts.get("growth", []), strict=False):
            yield from (growth_table(f"{engine}{who}", run["growth"]) for run in runs if run)
        for run in (run for run in parts.get("nation", [[]])[0] if run):
            yield nation_table(engine, run["nation"])
        for run in (run for run in parts.get("upkeep", [[]])[0] if run):
            yield f"**Counting a quarter on {engine}**\n\n{in_words(run['upkeep'])}"
        yield from (flat_line(engine, run["flat"]) for run in parts.get("flat", [[]])[0] if run)


def sides(runs: list[list[Found]]) -> tuple[list[Found], list[Found]]:
    """Ours, and the other release's or none."""
    return runs[0], runs[1] if len(runs) > 1 else []


def growth_table(name: str, sizes: Found) -> str:
    """p50 and, behind it, processor time, both in ms; at the end the largest size as a multiple of the smallest."""
    first, last = next(iter(sizes.values())), list(sizes.values())[-1]
    head = (f"{name}, changes in the unit", *(f"{int(size):,}" for size in sizes), "ratio")
    rows = [
        (what, *(" / ".join(f"{part:.1f}" for part in some[what]) for some in sizes.values()), ratio(first, last, what))
        for what in first
    ]
    return markdown(head, rows)


def ratio(first: Found, last: Found, what: str) -> str:
    return " / ".join(
        f"{after / before:.2f}" if before else "–" for before, after in zip(first[what], last[what], strict=True)
    )


def nation_table(engine: str, found: Found) -> str:
    """What was said in words, and under it what dashboards waited; a dash where this release has none."""
    rows = [
        (f"`{name}`", *(f"{one:,.1f}" if status == OK else "–" for one in (p50, p95)), f"{size:,.0f}")
        for name, (p50, p95, size, status) in found["dashboards"].items()
    ]
    return f"**The nation on {engine}**\n\n{in_words(found)}\n\n{markdown(('', 'p50 ms', 'p95 ms', 'bytes'), rows)}"


def in_words(found: Found) -> str:
    """A line for each that was said."""
    return "\n".join(f"- {what}: {words}." for what, words in found.items() if isinstance(words, str))


def flat_line(engine: str, samples: dict[str, float]) -> str:
    """The first minute against the last."""
    early = [mb for minute, mb in samples.items() if float(minute) <= 2]
    late = list(samples.values())[-4:]
    what = f"Memory of the largest process, {engine}"
    return f"{what}: {max(early, default=0):.0f} MB after two minutes, {max(late, default=0):.0f} MB at the end."


def draw(found: Everything, folder: Path) -> None:
    """`growth-<engine>.svg` of this release."""
    for engine, parts in found.items():
        for sizes in (run["growth"] for run in parts.get("growth", [[]])[0] if run):
            names = next(iter(sizes.values()))
            curves = {name: {float(size): figures[name][0] for size, figures in sizes.items()} for name in names}
            plot = svg(f"p50 in ms by the changes in a unit, {engine}", "changes in the unit", curves)
            (folder / f"growth-{engine}.svg").write_text(plot)
