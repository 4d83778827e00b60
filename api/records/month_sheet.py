"""What of a month may be handed to whoever leads the village: the lines that the policy names, and nothing behind which
too few people stand. Pure. `pwa/src/pages/unit/month_sheet.ts` is the same in TypeScript.

People decide what is told, since five visits may be of one client. What is told is rounded down to `least`: of two
sheets, or a sheet and what offices are told, the difference would be of the few who came between them.
"""

from collections.abc import Mapping
from typing import NamedTuple

from api.policies.report_definitions import ReportDefinitions, SheetLine
from api.records.month_counts import YES, CountedMeasure, CountedPeople, MonthCounts
from api.records.small_numbers import HIDDEN, ToldNumber, told_parts, told_whole


class SheetRow(NamedTuple):
    """`parts`: by step or value; of a share one, by the name of the line."""

    key: str
    whole: ToldNumber
    parts: dict[str, ToldNumber]


def sheet_of(definitions: ReportDefinitions, month: MonthCounts) -> list[SheetRow]:
    """Line by line, as the policy orders them."""
    measures = {one.key: one for one in month.measures}
    return [row_of(line, month, measures, definitions.least) for line in definitions.sheet]


def row_of(line: SheetLine, month: MonthCounts, measures: Mapping[str, CountedMeasure], least: int) -> SheetRow:
    """Its whole and its parts, each as far as it may be told."""
    if line.key == "clients":
        people = CountedPeople(month.clients, {step: month.steps[step] for step in line.parts}, 0)
        return told_row(line, month.clients, people.parts, people, least)
    one = measures[line.key]
    if line.open:
        return SheetRow(line.key, ToldNumber("told", one.found), {})
    if one.of is None:
        return told_row(line, one.found, {part: (one.by or {}).get(part, 0) for part in line.parts}, one.people, least)
    yes = CountedPeople(one.people.whole, {line.key: one.people.parts.get(YES, 0)}, one.people.rest)
    return told_row(line, one.of, {line.key: one.found}, yes, least)


def told_row(line: SheetLine, whole: int, parts: Mapping[str, int], people: CountedPeople, least: int) -> SheetRow:
    """By the rule of small numbers, of people; without parts nothing can be subtracted."""
    kinds = kinds_of([people.parts.get(part, 0) for part in parts], people, least)
    told = {part: rounded(kind, parts[part], least) for part, kind in zip(parts, kinds, strict=True)}
    return SheetRow(line.key, rounded(told_whole(people.whole, least), whole, least), told)


def kinds_of(parts: list[int], people: CountedPeople, least: int) -> list[ToldNumber]:
    """Where somebody stands in two parts, these are no parts of a whole: all of them are told, or none."""
    if people.whole < least or people.whole == sum(parts) + people.rest:
        return told_parts(people.whole, parts, least, complete=not people.rest)
    enough = min(parts, default=0) >= least and (not people.rest or people.rest >= least)
    return [ToldNumber("told", one) if enough else HIDDEN for one in parts]


def rounded(kind: ToldNumber, number: int, least: int) -> ToldNumber:
    """How many, where that may be told."""
    return ToldNumber("told", number - number % least) if kind.kind == "told" else kind
