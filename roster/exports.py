"""The uploaded sheets again, every cell as it was, with a last column 校验结果; and the template to fill in."""

import io
import math
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.exceptions import OverlappingRange

from common.characters import LOOKALIKES, narrow
from common.tables import Grid, read_book
from intake.headings import FIELDS, Heading, find_heading
from intake.layout import SAMPLE_ID_NUMBER
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


def write_report(
    data: bytes, name: str, verdicts: Iterable[RowVerdict], *, headings: dict[str, str] | None = None
) -> bytes:
    """An .xlsx; ID numbers are masked, since the file goes back and forth by mail."""
    by_row: dict[str, dict[int, RowVerdict]] = {}
    for verdict in verdicts:
        by_row.setdefault(verdict.sheet, {})[verdict.row] = verdict
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, OPTIONS) as book:
        formats = {status: book.add_format({"bg_color": colour}) for status, colour in COLOURS.items()}
        head = book.add_format({"bold": True, "bg_color": "#E9EEF5"})
        for grid in read_book(data, name):
            page = book.add_worksheet(_title(grid.name, {sheet.name.casefold() for sheet in book.worksheets()}))
            heading = find_heading(grid, headings) if grid.name in by_row else None
            _copy(page, grid, heading)
            if heading:
                _tell(page, grid, heading, by_row[grid.name], formats, head)
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
    page: Any, grid: Grid, heading: Heading, verdicts: dict[int, RowVerdict], formats: dict[str, Any], head: Any
) -> None:
    column = max(map(len, grid.rows), default=0)
    page.write_string(heading.first - 1, column, "校验结果", head)
    page.set_column(column, column, 60)
    for number, verdict in verdicts.items():
        page.write_string(number - 1, column, _told(verdict), formats.get(verdict.status))


def _told(verdict: RowVerdict) -> str:
    if verdict.status == SKIPPED:
        return f"{verdict.code} {verdict.message}"
    return "；".join(f"{note.code} {note.message}" for note in verdict.notes) or _("In order.")


TEMPLATE_COLUMNS = (
    ("name", "姓名*", "示例：张三"),
    ("sex", "性别", "男"),
    ("ethnic_group", "民族", "汉族"),
    ("birth", "出生年月", "1985.03"),
    ("id_number", "身份证号", SAMPLE_ID_NUMBER),
    ("unit", "单位*", "市政府办"),
    ("dept", "科室", "电子政务科"),
    ("post", "职务", "科长"),
    ("rank", "职级", "一级主任科员"),
    ("staff_category", "人员类别", "公务员"),
    ("political_status", "政治面貌", "中共党员"),
    ("education", "学历", "大学本科"),
    ("tech_title", "职称", ""),
    ("mobile", "手机号码", "19900000000"),
    ("office_phone", "办公电话", "0377-63100000"),
    ("track", "培训对象类别", "一般工作人员"),
    ("remark", "备注", ""),
)


def roster_template() -> bytes:
    """An empty list with a sample row, which an import passes over, and a sheet of explanations."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, OPTIONS) as book:
        head = book.add_format({"bold": True, "bg_color": "#E9EEF5", "border": 1})
        text = book.add_format({"num_format": "@"})
        sample = book.add_format({"num_format": "@", "italic": True, "font_color": "#666666"})
        page = book.add_worksheet("人员名册")
        page.freeze_panes(1, 0)
        for column, (_field, heading, example) in enumerate(TEMPLATE_COLUMNS):
            page.set_column(column, column, 20 if "号" in heading else 14, text)
            page.write_string(0, column, heading, head)
            page.write_string(1, column, example, sample)
        page.data_validation(1, 1, 2000, 1, {"validate": "list", "source": ["男", "女"]})
        notes = book.add_worksheet("填写说明")
        notes.set_column(0, 0, 18)
        notes.set_column(1, 1, 80)
        for row, (field, heading, _example) in enumerate(TEMPLATE_COLUMNS):
            notes.write_string(row, 0, heading)
            notes.write_string(row, 1, str(FIELDS[field]))
    return output.getvalue()
