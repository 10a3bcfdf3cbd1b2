"""Lists that go out: the empty one, and the sheets of one that came in, with a last column 校验结果."""

import io
import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from xlsxwriter.exceptions import OverlappingRange

from common.characters import LOOKALIKES, narrow
from common.tables import Grid, read_book
from intake.headings import Heading, Vocabulary, find_heading
from intake.layout import GUIDE
from intake.verdicts import ERROR, FIXED, SKIPPED, WARNING, RowVerdict
from people.masking import mask_id_number

COLOURS = {ERROR: "#F8D7DA", WARNING: "#FFF3CD", FIXED: "#E2EFDA"}
# Fifteen to twenty digits, the last perhaps an X; in the column of ID numbers those of other documents too.
NUMBER = re.compile(r"(?<![0-9])(?:[0-9][\s-]?){14,19}[0-9Xx](?![0-9A-Za-z])")
DOCUMENT = re.compile(r"[0-9A-Za-z][0-9A-Za-z\s-]{5,}[0-9A-Za-z]")
# Spreadsheets know no earlier day.
FIRST_YEAR = 1900
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}


def list_template(
    title: str, columns: Sequence[tuple[str, str, str]], words: Vocabulary, choices: Mapping[str, list[str]]
) -> bytes:
    """An empty list with a sample row, which an import passes over, and a sheet of explanations. `columns` are field,
    heading and example; `choices` the values to pick from in the column of a field."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, OPTIONS) as book:
        head = book.add_format({"bold": True, "bg_color": "#E9EEF5", "border": 1})
        text = book.add_format({"num_format": "@"})
        sample = book.add_format({"num_format": "@", "italic": True, "font_color": "#666666"})
        page = book.add_worksheet(title)
        page.freeze_panes(1, 0)
        notes = book.add_worksheet(GUIDE)
        notes.set_column(0, 0, 18)
        notes.set_column(1, 1, 80)
        for number, (field, heading, example) in enumerate(columns):
            page.set_column(number, number, 20 if "号" in heading else max(14, 2 * len(example)), text)
            page.write_string(0, number, heading, head)
            page.write_string(1, number, example, sample)
            if field in choices:
                page.data_validation(1, number, 2000, number, {"validate": "list", "source": choices[field]})
            notes.write_string(number, 0, heading)
            notes.write_string(number, 1, str(words.fields[field]))
    return output.getvalue()


def write_report(
    data: bytes,
    name: str,
    verdicts: Iterable[RowVerdict],
    *,
    words: Vocabulary,
    headings: dict[str, str] | None = None,
    left_out: Collection[str] = (),
) -> bytes:
    """An .xlsx; ID numbers are masked, since the file goes back and forth by mail. Rows `left_out` when the list was
    taken over say so."""
    by_row: dict[str, dict[int, RowVerdict]] = {}
    for verdict in verdicts:
        by_row.setdefault(verdict.sheet, {})[verdict.row] = verdict
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, OPTIONS) as book:
        formats = {status: book.add_format({"bg_color": colour}) for status, colour in COLOURS.items()}
        head = book.add_format({"bold": True, "bg_color": "#E9EEF5"})
        for grid in read_book(data, name):
            page = book.add_worksheet(_title(grid.name, {sheet.name.casefold() for sheet in book.worksheets()}))
            heading = find_heading(grid, words, headings) if grid.name in by_row else None
            _copy(page, grid, heading)
            if heading:
                _tell(page, grid, heading, by_row[grid.name], formats, head, left_out)
    return output.getvalue()


def _title(name: str, taken: set[str]) -> str:
    """The sheet's name, as far as a workbook may have it."""
    plain_name = re.sub(r"[\[\]:*?/\\]|^'|'$", "_", name)[:31]
    return plain_name if plain_name.casefold() not in taken else ""


def _copy(page: Any, grid: Grid, heading: Heading | None) -> None:
    numbers, first = (heading.by_field.get("id_number"), heading.first) if heading else (None, 0)
    for top, left, bottom, right in grid.merges:
        # Overlapping ranges stand in no sound workbook.
        with suppress(OverlappingRange):
            page.merge_range(top, left, bottom, right, "")
    for number, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            if cell is not None and cell != "":
                page.write(number, column, _harmless(cell, may_be_document=column == numbers and number >= first))


def _harmless(cell: Any, *, may_be_document: bool = False) -> Any:
    """Whatever could be an ID number, wherever it stands, leaves only masked."""
    text = f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)
    if any(map(str.isdigit, text)) and not isinstance(cell, date):
        read = narrow(text).translate(LOOKALIKES)
        pattern = DOCUMENT if may_be_document else NUMBER
        masked = pattern.sub(lambda found: mask_id_number(re.sub(r"[\s-]", "", found[0])), read)
        if masked != read:
            return masked
    is_number = isinstance(cell, float | int) and not isinstance(cell, bool) and math.isfinite(cell)
    is_date = isinstance(cell, date) and cell.year >= FIRST_YEAR
    return cell if is_number or is_date else str(cell)


def _tell(
    page: Any,
    grid: Grid,
    heading: Heading,
    verdicts: dict[int, RowVerdict],
    formats: dict[str, Any],
    head: Any,
    left_out: Collection[str],
) -> None:
    column = max(map(len, grid.rows), default=0)
    page.write_string(heading.first - 1, column, "校验结果", head)
    page.set_column(column, column, 60)
    for number, verdict in verdicts.items():
        told = [pgettext("row", "not taken over")] if verdict.key in left_out else []
        page.write_string(number - 1, column, "；".join([*told, _told(verdict)]), formats.get(verdict.status))


def _told(verdict: RowVerdict) -> str:
    if verdict.status == SKIPPED:
        return f"{verdict.code} {verdict.message}"
    return "；".join(f"{note.code} {note.message}" for note in verdict.notes) or _("In order.")
