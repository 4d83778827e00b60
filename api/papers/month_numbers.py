"""A unit's month as its own report, and as the one page for whoever leads the village."""

from collections.abc import Sequence
from typing import Any

from api.papers.paper_records import Values
from api.policies.report_definitions import ReportDefinitions
from api.records.month_counts import MonthCounts
from api.records.month_sheet import SheetRow
from api.records.small_numbers import ToldNumber


def month_report(
    definitions: ReportDefinitions, month: str, told: MonthCounts, confirmed: Values | None
) -> dict[str, Any]:
    """Small numbers too: it is the unit's own. `confirmed`: the report of this month; None: nobody confirmed it yet."""
    named = {one.key: one for one in definitions.measures}
    measures = [
        {"key": one.key, "count": one.found, "of": one.of, "by": one.by, **values_of(named, one.key)}
        for one in told.measures
    ]
    return {
        **head_of(month, told),
        "confirmed": confirmed and {"on": confirmed["on"], "because": confirmed.get("amended_because")},
        "clients": told.clients,
        "left_out": told.left_out,
        "steps": told.steps,
        "measures": measures,
    }


def village_sheet(
    definitions: ReportDefinitions, month: str, told: MonthCounts, rows: Sequence[SheetRow]
) -> dict[str, Any]:
    """As far as it may leave the unit."""
    named = {one.key: one for one in definitions.measures}
    lines = [
        {
            "key": row.key,
            "whole": said(row.whole),
            "parts": {name: said(one) for name, one in row.parts.items()},
            **values_of(named, row.key),
        }
        for row in rows
    ]
    return {**head_of(month, told), "least": definitions.least, "lines": lines}


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
