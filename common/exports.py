"""Tables that leave the house: one class an export, one function that writes workbooks."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
CONTENT_TYPES = {"xlsx": XLSX, "csv": CSV, "pdf": "application/pdf"}


@dataclass(frozen=True)
class Column:
    """A heading and how a row yields the cell under it."""

    heading: str | Promise
    value: Callable[[Any], Any]
    width: int = 12


@dataclass(frozen=True)
class Sheet:
    title: str
    columns: Sequence[Column]
    rows: Iterable[Any]


class ListExport:
    """An export: subclasses say which sheets, this class knows the formats. The first sheet is the CSV."""

    def sheets(self) -> list[Sheet]:
        raise NotImplementedError

    def write(self, output: BinaryIO, *, format: str) -> int:
        """Write the file and return the number of data rows of its first sheet."""
        return write_workbook(output, self.sheets()) if format == "xlsx" else write_csv(output, self.sheets()[0])


def plain(value: Any) -> str | int | float | None:
    """A cell's value: dates and times as the office writes them, numbers as numbers."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return value
    return float(value) if isinstance(value, Decimal) else str(value)


def harmless(text: Any) -> Any:
    """A CSV cell that no spreadsheet takes for a formula; typed xlsx cells do not need it."""
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA_STARTS) else text


def write_workbook(output: BinaryIO, sheets: list[Sheet]) -> int:
    """Text cells are written as text, whatever they begin with; memory stays flat."""
    options = {"constant_memory": True, "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    counts = []
    with xlsxwriter.Workbook(output, options) as book:
        head = book.add_format(
            {"bold": True, "bg_color": "#E9EEF5", "border": 1, "valign": "vcenter", "text_wrap": True}
        )
        text = book.add_format({"num_format": "@"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.title)
            page.freeze_panes(1, 0)
            page.repeat_rows(0)
            page.set_landscape()
            page.set_paper(9)
            page.fit_to_pages(1, 0)
            page.set_footer("&C第 &P 页 共 &N 页")
            for i, column in enumerate(sheet.columns):
                page.set_column(i, i, column.width)
                page.write_string(0, i, str(column.heading), head)
            counts.append(_write_rows(page, sheet, text))
    return counts[0]


def _write_rows(page: Any, sheet: Sheet, text: Any) -> int:
    number = 0
    for number, row in enumerate(sheet.rows, start=1):
        for i, column in enumerate(sheet.columns):
            value = plain(column.value(row))
            if isinstance(value, str):
                page.write_string(number, i, value, text)
            elif value is not None:
                page.write_number(number, i, value)
    return number


def write_csv(output: BinaryIO, sheet: Sheet) -> int:
    """UTF-8 with a byte order mark, without which Excel garbles Chinese."""
    wrapper = io.TextIOWrapper(output, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(wrapper)
    writer.writerow([str(column.heading) for column in sheet.columns])
    count = 0
    for row in sheet.rows:
        writer.writerow([harmless(plain(column.value(row))) for column in sheet.columns])
        count += 1
    wrapper.detach()
    return count


def file_name(*words: object, ending: str) -> str:
    """The words joined, without what file systems refuse: 签到表_第四期第一批_20261125.pdf."""
    parts = [
        re.sub(r"[\\/:*?\"<>|\s]+", "", f"{word:%Y%m%d}" if isinstance(word, date) else str(word)) for word in words
    ]
    return f"{'_'.join(part for part in parts if part)}.{ending}"


def file_answer(content: bytes, *words: object, ending: str) -> HttpResponse:
    """A file to keep, named by the words."""
    answer = HttpResponse(content, content_type=CONTENT_TYPES[ending])
    answer["Content-Disposition"] = content_disposition_header(True, file_name(*words, ending=ending))
    return answer
