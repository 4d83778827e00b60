"""An export as sheets of plain cells: the data, what each number means, and how it was made."""

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from api.policies.told_numbers import ToldLine, ToldNumbers
from api.problems.language import LANGUAGE
from api.resources.exports.export_cells import ExportCell

WORDS: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("words.json").read_text("utf-8"))
Cell = str | int | Decimal
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


def told_or_hidden(number: int | Decimal | None) -> tuple[Cell, str]:
    """The number and its mark; None: not told."""
    return ("", words()["hidden"]) if number is None else (number, words()["told"])


def data_sheet(asked: ExportedQuarter, cells: Iterable[ExportCell], definitions: ToldNumbers) -> ExportSheet:
    """A row for each cell, with what its codes mean behind it: a file without a dictionary is read by people too."""
    said = words()
    meant = {(row[0], row[1]): str(row[2]) for line in definitions.lines for row in meanings_of(line)}
    rows = [
        (asked.span, one.month, level_name(asked.level), one.place, one.name, one.measure, part_name(one.part),
         *told_or_hidden(one.number), meant.get((one.measure, part_name(one.part)), ""), or_empty(one.target),
         or_empty(one.reached))
        for one in cells
    ]  # fmt: skip
    return ExportSheet(said["data"], said["data_heads"], rows)


def or_empty(number: int | None) -> Cell:
    """Nothing is no zero."""
    return "" if number is None else number


def dictionary_sheet(definitions: ToldNumbers) -> ExportSheet:
    """What each number and each of its parts means, in the policy's own words."""
    said = words()
    rows = [row for line in definitions.lines for row in meanings_of(line)]
    return ExportSheet(said["dictionary"], said["dictionary_heads"], rows)


def meanings_of(line: ToldLine) -> Iterator[Sequence[Cell]]:
    """The number, then its parts."""
    meant = line.words[LANGUAGE.get()]
    yield line.key, words()["parts"][""], meant.name, meant.counts, meant.shares, meant.without, meant.time
    yield from ((line.key, part_name(name), said, "", "", "", "") for name, said in meant.parts.items())


def part_name(part: str) -> str:
    """As the data's sheet has it."""
    return str(words()["parts"].get(part, part))


def level_name(level: str) -> str:
    """In the reader's words."""
    return str(words()["levels"][level])


def file_name(what: str, *of: str) -> str:
    """In the reader's words: what a file holds, and of when or where."""
    return "-".join(one for one in (words()["files"][what], *of) if one)


def method_sheet(asked: ExportedQuarter) -> ExportSheet:
    """How it was made, and what is not in it."""
    said, told = words(), asked._replace(level=level_name(asked.level))._asdict()
    facts = [(said[name], value if isinstance(value, int) else str(value)) for name, value in told.items()]
    return ExportSheet(said["method"], said["method_heads"], [*facts, *(("", line) for line in said["rules_told"])])
