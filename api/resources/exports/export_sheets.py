"""An export as sheets of plain cells: the data, what each number means, and how it was made."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from api.policies.report_definitions import ReportCondition, ReportDefinitions, ReportMeasure
from api.problems.language import LANGUAGE
from api.resources.exports.export_cells import ExportCell

WORDS: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("words.json").read_text("utf-8"))
Cell = str | int
# A sheet that reads them as the beginning of a formula would run what somebody wrote as a unit's name.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ExportSheet(NamedTuple):
    """`rows`: without the heads; a number stays one."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


class ExportedQuarter(NamedTuple):
    """What was asked for, as the method's sheet tells it."""

    span: str
    level: str
    area: str
    rules: str
    least: int
    units: int


def words() -> dict[str, Any]:
    """In the language of the request."""
    return WORDS[LANGUAGE.get()]


def plain_text(text: str) -> str:
    """With a quote before what a sheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def data_sheet(asked: ExportedQuarter, cells: Iterable[ExportCell]) -> ExportSheet:
    """A row for each cell."""
    said = words()
    rows = [
        (asked.span, one.month, asked.level, one.place, one.name, one.measure, said["parts"].get(one.part, one.part),
         "" if one.number is None else one.number, said["hidden"] if one.number is None else said["told"])
        for one in cells
    ]  # fmt: skip
    return ExportSheet(said["data"], said["data_heads"], rows)


def dictionary_sheet(definitions: ReportDefinitions) -> ExportSheet:
    """What each number counts, from the policy itself."""
    said, measures = words(), {one.key: one for one in definitions.measures}
    rows = [(one.key, *meaning_of(measures.get(one.key))) for one in definitions.numbers]
    return ExportSheet(said["dictionary"], said["dictionary_heads"], rows)


def meaning_of(measure: ReportMeasure | None) -> tuple[str, str, str]:
    """What is counted, which of it, and within which days."""
    if measure is None:
        return words()["clients"], "", ""
    counted = [measure.kind or ", ".join(measure.steps), *conditions(measure.when)]
    which = [*conditions(measure.of_which), *(" ".join([one.kind, *conditions(one.when)]) for one in measure.any)]
    days = {"day": measure.day, "met": measure.met_in_days, "last": measure.last_days, "first": measure.first_in_days,
            "ended": measure.ended_in_days, "sum": measure.sum, "by": measure.by}  # fmt: skip
    return "; ".join(counted), "; ".join(which), "; ".join(f"{name} {days[name]}" for name in days if days[name])


def conditions(several: Sequence[ReportCondition]) -> Iterator[str]:
    """As field and values."""
    yield from (f"{one.field} = {', '.join(str(value) for value in one.among) or '*'}" for one in several)


def method_sheet(asked: ExportedQuarter) -> ExportSheet:
    """How it was made, and what is not in it."""
    said = words()
    facts = [(said[name], value if isinstance(value, int) else str(value)) for name, value in asked._asdict().items()]
    return ExportSheet(said["method"], said["method_heads"], [*facts, *(("", line) for line in said["rules_told"])])
