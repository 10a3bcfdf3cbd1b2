"""The uploaded sheets again, every cell as it was, with a last column 校验结果; and the template to fill in."""

import io
from collections.abc import Iterable
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from common.exports import plain
from common.tables import Grid, read_book
from people.masking import mask_id_number
from people.roster.headings import FIELDS, find_heading
from people.roster.id_numbers import TIDY
from people.roster.layout import SAMPLE_ID_NUMBER
from people.roster.verdicts import ERROR, FIXED, WARNING, RowVerdict

COLOURS = {ERROR: "#F8D7DA", WARNING: "#FFF3CD", FIXED: "#E2EFDA"}
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}


def write_report(data: bytes, name: str, verdicts: Iterable[RowVerdict]) -> bytes:
    """An .xlsx; ID numbers are masked, since the file goes back and forth by mail."""
    by_row: dict[str, dict[int, RowVerdict]] = {}
    for verdict in verdicts:
        by_row.setdefault(verdict.sheet, {})[verdict.row] = verdict
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, OPTIONS) as book:
        formats = {status: book.add_format({"bg_color": colour}) for status, colour in COLOURS.items()}
        head = book.add_format({"bold": True, "bg_color": "#E9EEF5"})
        for grid in read_book(data, name):
            page = book.add_worksheet(grid.name[:31])
            _copy(page, grid)
            if grid.name in by_row:
                _tell(page, grid, by_row[grid.name], formats, head)
    return output.getvalue()


def _copy(page: Any, grid: Grid) -> None:
    for top, left, bottom, right in grid.merges:
        page.merge_range(top, left, bottom, right, "")
    for number, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            value = _harmless(cell)
            if value not in (None, ""):
                page.write(number, column, value)


def _harmless(cell: Any) -> Any:
    """A number that is an ID number, whatever the cell's kind, leaves only masked."""
    text = f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)
    bare = "".join(character for character in text if character.isalnum())
    if TIDY.match(bare.upper()) or (bare.isdigit() and len(bare) in (15, 17, 18, 19, 20)):
        return mask_id_number(bare)
    return cell if isinstance(cell, float | int) and not isinstance(cell, bool) else plain(cell)


def _tell(page: Any, grid: Grid, verdicts: dict[int, RowVerdict], formats: dict[str, Any], head: Any) -> None:
    column = max(map(len, grid.rows), default=0)
    heading = find_heading(grid)
    page.write_string(heading.first - 1 if heading else 0, column, "校验结果", head)
    page.set_column(column, column, 60)
    for number, verdict in verdicts.items():
        told = "；".join(f"{note.code} {note.message}" for note in verdict.notes) or verdict.message or _("In order.")
        page.write_string(number - 1, column, told, formats.get(verdict.status))


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
