"""The sheet of a month that was confirmed: what whoever leads the unit stands by, not what its records say since. Pure.
`confirmedRows` in `pwa/src/pages/unit/month_sheet.ts` is the same in TypeScript.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from api.records.month_sheet import SheetRow
from api.records.small_numbers import HIDDEN, ToldNumber

# A line bears the name of its measure; what is confirmed of this one is its whole.
FIGURE_OF = {"by_band": "screenings"}


def confirmed_rows(rows: Sequence[SheetRow], report: Mapping[str, Any]) -> list[SheetRow]:
    """`report`: the fields of the month's report."""
    return [confirmed_row(row, report.get(FIGURE_OF.get(row.key, row.key))) for row in rows]


def confirmed_row(row: SheetRow, figure: int | None) -> SheetRow:
    """With its parts where they are of the confirmed number; what was confirmed otherwise is told by itself."""
    if row.parts.get(row.key, row.whole).count == figure:
        return row
    return SheetRow(row.key, HIDDEN if figure is None else ToldNumber("told", figure), {})
