"""A form to start from for each purpose: title, heads, one row of placeholders and a row of signatures, on A4 across."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from reports.choices import FormPurpose

A4 = 9
SONG, FANG = "宋体", "仿宋"
LINE = Border(*[Side("thin")] * 4)
CENTRE = Alignment("center", "center", wrap_text=True)
LEFT = Alignment("left", "center", wrap_text=True)
RIGHT = Alignment("right", "center", wrap_text=True)
DAY = "yyyy-mm-dd"


@dataclass(frozen=True)
class Starter:
    """`columns`: heading, placeholder and width of each; `height` of the repeated row, enough for two lines of text."""

    name: str
    title: str
    columns: Sequence[tuple[str, str, float]]
    height: int = 32


STARTERS = {
    FormPurpose.ATTENDANCE: Starter(
        "考勤登记表（通用）",
        "{{班次名称}}考勤登记表",
        [
            ("序号", "序号", 6),
            ("单位", "单位", 20),
            ("姓名", "姓名", 10),
            ("职务", "职务", 14),
            ("日期", "日期", 12),
            ("时段", "时段", 8),
            ("课程内容", "课程内容", 26),
            ("考勤", "状态", 9),
            ("学时", "学时", 8),
            ("备注", "", 12),
        ],
    ),
    FormPurpose.HOURS: Starter(
        "培训学时登记表（通用）",
        "{{年度}}年度培训学时登记表",
        [
            ("序号", "序号", 6),
            ("单位", "单位", 20),
            ("姓名", "姓名", 10),
            ("人员编号", "人员编号", 13),
            ("职务", "职务", 15),
            ("职级", "职级", 13),
            ("培训班", "培训班", 34),
            ("起", "开始日期", 12),
            ("止", "结束日期", 12),
            ("学时", "学时", 8),
            ("天数", "天数", 7),
            ("证书编号", "证书编号", 25),
        ],
    ),
}
HEADS_ROW, DATA_ROW = 3, 4


def starter_form(purpose: str) -> bytes:
    starter = STARTERS[FormPurpose(purpose)]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表样"
    width = len(starter.columns)
    for i, (_heading, _placeholder, size) in enumerate(starter.columns, start=1):
        sheet.column_dimensions[get_column_letter(i)].width = size
    _line(sheet, 1, [(1, width, starter.title)], Font(SONG, 18, bold=True), CENTRE, 36)
    half = width // 2
    made = [(1, half, "制表单位：{{制表单位}}"), (half + 1, width, "制表日期：{{制表日期}}")]
    _line(sheet, 2, made, Font(FANG, 12), LEFT, 24)
    sheet.cell(2, half + 1).alignment = RIGHT
    _table(sheet, starter)
    _end(sheet, width)
    _page(sheet, width)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _line(
    sheet: Worksheet, row: int, parts: Sequence[tuple[int, int, str]], font: Font, where: Alignment, height: float
) -> None:
    """Merged cells side by side in one row: first column, last column, text."""
    sheet.row_dimensions[row].height = height
    for first, last, text in parts:
        cell = sheet.cell(row, first, text)
        cell.font, cell.alignment = font, where
        if last > first:
            sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _table(sheet: Worksheet, starter: Starter) -> None:
    sheet.row_dimensions[HEADS_ROW].height = 27
    sheet.row_dimensions[DATA_ROW].height = starter.height
    for i, (heading, placeholder, _width) in enumerate(starter.columns, start=1):
        head = sheet.cell(HEADS_ROW, i, heading)
        head.font, head.alignment, head.border = Font(SONG, 12, bold=True), CENTRE, LINE
        cell = sheet.cell(DATA_ROW, i, "{{" + placeholder + "}}" if placeholder else None)
        cell.font, cell.border = Font(FANG, 12), LINE
        cell.alignment = LEFT if placeholder in ("单位", "培训班", "课程内容") else CENTRE
        if placeholder.endswith("日期"):
            cell.number_format = DAY
        elif placeholder in ("学时", "天数"):
            cell.number_format = "0.0"


def _end(sheet: Worksheet, width: int) -> None:
    """Sums and signatures, below the rows."""
    total = "合计：{{人数}}人，{{记录数}}条记录，{{合计学时}}学时"
    _line(sheet, DATA_ROW + 1, [(1, width, total)], Font(FANG, 12), LEFT, 24)
    for column in range(1, width + 1):
        sheet.cell(DATA_ROW + 1, column).border = LINE
    third = width // 3
    parts = [
        (1, third, "制表人：{{制表人}}"),
        (third + 1, 2 * third, "审核人："),
        (2 * third + 1, width, "负责人（签章）："),
    ]
    _line(sheet, DATA_ROW + 2, parts, Font(FANG, 12), LEFT, 36)


def _page(sheet: Worksheet, width: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"1:{HEADS_ROW}"
    sheet.print_area = f"A1:{get_column_letter(width)}{DATA_ROW + 2}"
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    sheet.freeze_panes = f"A{DATA_ROW}"
