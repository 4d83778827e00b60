"""A unit's month as its own report, and as the one page for whoever leads the village."""

from typing import Any

from api.papers.paper_records import Values
from api.policies.report_definitions import ReportDefinitions
from api.records.coaching.month_report import FIGURES
from api.records.confirmed_sheet import confirmed_rows
from api.records.month_counts import MonthCounts
from api.records.month_sheet import sheet_of
from api.records.small_numbers import ToldNumber


def month_report(
    definitions: ReportDefinitions, month: str, told: MonthCounts, report: Values | None
) -> dict[str, Any]:
    """Small numbers too: it is the unit's own. `report`: in which it was confirmed; None: nobody did yet."""
    named = {one.key: one for one in definitions.measures}
    measures = [
        {"key": one.key, "count": one.found, "of": one.of, "by": one.by, **values_of(named, one.key)}
        for one in told.measures
    ]
    return {
        **head_of(month, told),
        "confirmed": report and confirmed_of(report),
        "clients": told.clients,
        "left_out": told.left_out,
        "steps": told.steps,
        "measures": measures,
    }


def confirmed_of(report: Values) -> dict[str, Any]:
    """When it was, its figures beside what the records said then, and why they differ or were corrected."""
    counted = report.get("counted")
    figures = [
        {"key": name, "told": report.get(name), "counted": (counted or {}).get(name)}
        for name in FIGURES if {report.get(name), (counted or {}).get(name)} != {None}
    ]  # fmt: skip
    whys = {name: report.get(name) for name in ("late", "changed_because", "amended_because", "note")}
    return {"on": report["on"], "figures": figures, "compared": counted is not None, **whys}


def village_sheet(
    definitions: ReportDefinitions, month: str, told: MonthCounts, report: Values | None
) -> dict[str, Any]:
    """As far as it may leave the unit. Why a figure was changed may not."""
    named = {one.key: one for one in definitions.measures}
    rows = sheet_of(definitions, told)
    lines = [
        {
            "key": row.key,
            "whole": said(row.whole),
            "parts": {name: said(one) for name, one in row.parts.items()},
            **values_of(named, row.key),
        }
        for row in (confirmed_rows(rows, report) if report else rows)
    ]
    confirmed = report and {"on": report["on"], "corrected": bool(report.get("amended_because"))}
    return {**head_of(month, told), "confirmed": confirmed, "least": definitions.least, "lines": lines}


def head_of(month: str, told: MonthCounts) -> dict[str, Any]:
    """Of either."""
    return {"month": month, "until": str(told.until)}


def values_of(named: dict[str, Any], key: str) -> dict[str, str]:
    """Whose words its values are: of which kind, and of which field."""
    measure = named.get(key)
    return {"kind": measure.kind or "", "field": measure.by or ""} if measure else {"kind": "", "field": ""}


def said(one: ToldNumber) -> int | str:
    """How many, or why that is not told: `few`, `hidden`."""
    return one.count if one.count is not None else one.kind
