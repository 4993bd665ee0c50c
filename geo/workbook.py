"""The table as a workbook: one sheet of rows, one of what they are and what they rest on."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime, time
from types import MappingProxyType
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from geo.comparison import (
    COMPARED,
    COMPARED_NUMBERS,
    comparison_notice,
    comparison_rows,
    comparison_title,
)
from geo.export import COLUMNS, NUMBERS, area_rows, neutral
from geo.indicators import DECIMALS
from geo.taken import Taken

_WIDTHS: Mapping[str, int] = MappingProxyType(
    {
        "area_name": 26,
        "other_name": 26,
        "metric_name": 44,
        "area_code": 13,
        "metric": 15,
        "source_id": 26,
        "unit": 14,
        "level": 12,
    }
)
"""Widths of columns in characters, where the usual one is too narrow."""

_USUAL_WIDTH = 10.5
_ABOUT_WIDTHS = (24, 110)


def to_xlsx(taken: Taken) -> bytes:
    """A workbook with the rows of a view and a sheet about them.

    Text is written as text whatever it begins with, and codes keep their zeros. Numbers have all
    their digits; their format shows as many as the app does.
    """
    buffer, say = io.BytesIO(), taken.say
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties(
            {
                "title": taken.about.title,
                "subject": taken.about.notice or taken.about.evidence,
                "author": say.text("app.title"),
                "comments": taken.about.citation,
                "created": datetime.combine(taken.stamp.day, time(), UTC),
            }
        )
        made_up = "example" if taken.about.notice else "data"
        _rows(book, book.add_worksheet(say.text(f"take.sheet.{made_up}")), taken)
        _about(book, book.add_worksheet(say.text("take.sheet.about")), taken)
        if len(taken.tables) > 1:
            _compared(book, book.add_worksheet(say.text("take.sheet.comparison")), taken)
    return buffer.getvalue()


def _rows(book: xlsxwriter.Workbook, sheet: Worksheet, taken: Taken) -> None:
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#f5e7dc"})
    text = book.add_format({"num_format": "@"})
    digits = DECIMALS[taken.tables[0].metric.unit]
    shown = "#,##0" + ("." + "0" * digits if digits else "")
    formats = {
        name: book.add_format({"num_format": _format(name, shown)}) if name in NUMBERS else text
        for name in COLUMNS
    }
    rows = area_rows(taken)
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, _WIDTHS.get(name, _USUAL_WIDTH))
        sheet.write_string(0, column, name, head)
        for line, row in enumerate(rows, start=1):
            _cell(sheet, line, column, row[name], formats[name])
    sheet.freeze_panes(1, COLUMNS.index("area_name") + 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    # Excel reads & as the start of a code.
    sheet.set_header("&L" + taken.about.title.replace("&", "&&")[:120])
    sheet.set_footer("&L" + (taken.about.notice or taken.say.text("app.title")) + "&R&P/&N")


def _compared(book: xlsxwriter.Workbook, sheet: Worksheet, taken: Taken) -> None:
    """Every metric of the compared areas; each row with the decimals of its unit."""
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#f5e7dc", "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    formats = {
        str(unit): book.add_format({"num_format": "#,##0" + ("." + "0" * digits if digits else "")})
        for unit, digits in DECIMALS.items()
    }
    rows = comparison_rows(taken.query, taken.data, taken.say)
    for column, name in enumerate(COMPARED):
        sheet.set_column(column, column, _WIDTHS.get(name, _USUAL_WIDTH))
        sheet.write_string(0, column, name, head)
        for line, row in enumerate(rows, start=1):
            own = formats[str(row["unit"])] if name in COMPARED_NUMBERS else text
            _cell(sheet, line, column, row[name], own)
    sheet.freeze_panes(1, COMPARED.index("metric") + 1)
    sheet.autofilter(0, 0, max(1, len(rows)), len(COMPARED) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_header("&L" + comparison_title(taken).replace("&", "&&")[:120])
    sheet.set_footer("&L" + (comparison_notice(taken) or taken.say.text("app.title")) + "&R&P/&N")


def _format(name: str, shown: str) -> str:
    """Number format of a column: of whole counts, of per cent, of the metric's own unit."""
    return {"n": "#,##0", "rse": "0.0"}.get(name, shown)


def _cell(sheet: Worksheet, line: int, column: int, cell: str | float | None, form: Any) -> None:
    if cell is None:
        sheet.write_blank(line, column, None, form)
    elif isinstance(cell, str):
        sheet.write_string(line, column, neutral(cell), form)
    else:
        sheet.write_number(line, column, cell, form)


def _about(book: xlsxwriter.Workbook, sheet: Worksheet, taken: Taken) -> None:
    name = book.add_format({"bold": True, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    title = book.add_format({"bold": True, "font_size": 14, "text_wrap": True})
    for column, width in enumerate(_ABOUT_WIDTHS):
        sheet.set_column(column, column, width)
    say = taken.say
    columns = dict.fromkeys((*COLUMNS, *(COMPARED if len(taken.tables) > 1 else ())))
    lines = [*taken.lines(), *((column, say.text(f"column.{column}")) for column in columns)]
    if len(taken.tables) > 1:
        notice = comparison_notice(taken)
        lines.insert(1, (say.text("take.sheet.comparison"), notice or comparison_title(taken)))
    for line, (label, text) in enumerate(lines):
        sheet.write_string(line, 0, neutral(label), name)
        sheet.write_string(line, 1, neutral(text), body if line else title)
    sheet.freeze_panes(1, 0)
    sheet.fit_to_pages(1, 0)
