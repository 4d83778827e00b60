"""Sheets as files. Text is text and never a formula, numbers are numbers."""

import csv
import io
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from api.resources.exports.export_sheets import Cell, ExportSheet, plain_text

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60


def as_csv(sheet: ExportSheet) -> bytes:
    """RFC 4180, with the mark by which a spreadsheet knows UTF-8."""
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(sheet.heads)
    out.writerows([[safe(cell) for cell in row] for row in sheet.rows])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: Sequence[ExportSheet]) -> bytes:
    """A workbook; the heads stay in view."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        for sheet in sheets:
            page = book.add_worksheet(sheet.title)
            page.freeze_panes(1, 0)
            for column, name in enumerate(sheet.heads):
                page.write_string(0, column, name, head)
            for number, row in enumerate(sheet.rows, 1):
                for column, cell in enumerate(row):
                    write_cell(page, number, column, safe(cell))
            for number, width in enumerate(widths_of(sheet)):
                page.set_column(number, number, width)
    return out.getvalue()


def write_cell(page: Worksheet, row: int, column: int, cell: Cell) -> None:
    """By what it is: the library's own `write` guesses from how a text looks."""
    if not isinstance(cell, str):
        page.write_number(row, column, float(cell))
    elif cell:
        page.write_string(row, column, cell)


def safe(cell: Cell) -> Cell:
    """A number as it is."""
    return plain_text(cell) if isinstance(cell, str) else cell


def widths_of(sheet: ExportSheet) -> list[int]:
    """In letters, by the longest cell of each column."""
    rows = [sheet.heads, *sheet.rows]
    return [min(WIDEST, 2 + max(len(str(cell)) for cell in column)) for column in zip(*rows, strict=True)]
