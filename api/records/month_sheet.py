"""What of a month may be handed to whoever leads the village: the lines that the policy names, and no small number of
people among them. Pure. `pwa/src/pages/unit/month_sheet.ts` is the same in TypeScript."""

from typing import NamedTuple

from api.policies.report_definitions import ReportDefinitions, SheetLine
from api.records.month_counts import CountedMeasure, MonthCounts
from api.records.small_numbers import ToldNumber, told_parts, told_whole


class SheetRow(NamedTuple):
    """`parts`: by step or value; of a share one, by the name of the line."""

    key: str
    whole: ToldNumber
    parts: dict[str, ToldNumber]


def sheet_of(definitions: ReportDefinitions, month: MonthCounts) -> list[SheetRow]:
    """Line by line, as the policy orders them."""
    measures = {one.key: one for one in month.measures}
    return [row_of(line, month, measures, definitions.least) for line in definitions.sheet]


def row_of(line: SheetLine, month: MonthCounts, measures: dict[str, CountedMeasure], least: int) -> SheetRow:
    """Its whole and its parts, each as far as it may be told."""
    if line.key == "clients":
        steps = [month.steps[step] for step in line.parts]
        return told_row(line, month.clients, dict(zip(line.parts, steps, strict=True)), least, complete=True)
    one = measures[line.key]
    if line.open:
        return SheetRow(line.key, ToldNumber("told", one.found), {})
    if one.by is not None:
        return told_row(line, one.found, {part: one.by.get(part, 0) for part in line.parts}, least)
    whole = month.clients if line.of_clients else one.of
    if whole is None:
        return told_row(line, one.found, {}, least)
    return told_row(line, whole, {line.key: one.found}, least)


def told_row(line: SheetLine, whole: int, parts: dict[str, int], least: int, *, complete: bool = False) -> SheetRow:
    """By the rule of small numbers; without parts nothing can be subtracted."""
    told = told_parts(whole, list(parts.values()), least, complete=complete) if parts else []
    return SheetRow(line.key, told_whole(whole, least), dict(zip(parts, told, strict=True)))
