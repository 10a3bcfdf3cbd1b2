"""Filling the office's own workbook in, and refusing what cannot be filled."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

from common.errors import NotAllowed
from common.office_forms import LARGEST_FORM, MOST_ROWS, Vocabulary, fill_form, open_form, problems_of, refuse_too_many
from tests.support.workbooks import workbook

WORDS = Vocabulary(
    {"姓名": "name", "name": "name", "学时": "hours", "日期": "date", "签到时间": "at"},
    {"年度": "year", "制表日期": "made_on", "人数": "people"},
)
READERS = {field: (lambda row, field=field: row.get(field)) for field in ("name", "hours", "date", "at")}
HEAD = {"year": 2026, "made_on": date(2026, 3, 5), "people": 3}
ROW = {"A4": "{{姓名}}", "B4": "{{学时}}"}


def filled(data, rows):
    output = io.BytesIO()
    fill_form(output, open_form(data), words=WORDS, rows=rows, row_fields=READERS, head=HEAD)
    return openpyxl.load_workbook(output)


def people(*names):
    return [{"name": name, "hours": Decimal(4)} for name in names]


def column(sheet, letter):
    return [cell.value for cell in sheet[letter]]


def merges(sheet):
    return sorted(area.coord for area in sheet.merged_cells.ranges)


def signed_form(sheet):
    """Title and signature row merged, two cells of the repeated row merged, everything else an archive asks for."""
    line = Border(*[Side("thin")] * 4)
    for place in ("A4", "B4", "C4", "D4"):
        sheet[place].border = line
    sheet["A4"].font = Font("仿宋", 12)
    for area in ("A1:D1", "C4:D4", "A6:D7"):
        sheet.merge_cells(area)
    sheet.row_dimensions[4].height, sheet.row_dimensions[6].height = 30, 44
    sheet.print_area, sheet.print_title_rows = "A1:D7", "1:3"
    sheet.row_breaks.append(Break(id=7))
    red = CellIsRule(operator="lessThan", formula=["$B$4"], fill=PatternFill("solid", bgColor="FFC7CE"))
    sheet.conditional_formatting.add("B4:B4", red)
    sheet.conditional_formatting.add("A6:B6", CellIsRule(operator="lessThan", formula=["B6"]))
    check = DataValidation("list", formula1='"是,否"')
    check.add("A6")
    sheet.add_data_validation(check)
    sheet.auto_filter.ref = "A3:D4"
    sheet["D8"] = "附件"
    sheet["D8"].hyperlink = "https://example.invalid/"
    sheet.parent.defined_names["合计格"] = DefinedName("合计格", attr_text="'表'!$B$5")


FORM = {
    "A1": "{{年度}}年度登记表",
    "A3": "姓名",
    "C4": "备",
    **ROW,
    "A5": "合计",
    "B5": "=SUM(B4:B4)",
    "A6": "审核人：      制表日期：{{制表日期}}",
}


def test_the_row_is_repeated_and_what_stands_below_moves_down():
    sheet = filled(workbook(FORM, signed_form), people("甲", "乙", "丙"))["表"]

    assert column(sheet, "A") == [
        "2026年度登记表", None, "姓名", "甲", "乙", "丙", "合计", "审核人：      制表日期：2026年3月5日", None, None,
    ]  # fmt: skip
    assert merges(sheet) == ["A1:D1", "A8:D9", "C4:D4", "C5:D5", "C6:D6"]
    assert (column(sheet, "C")[3:6], sheet["D6"].border.right.style) == (["备"] * 3, "thin")
    assert [sheet.row_dimensions[n].height for n in range(3, 9)] == [None, 30, 30, 30, None, 44]
    assert (sheet["A6"].font.name, sheet["A5"].border.left.style) == ("仿宋", "thin")


def test_what_belongs_to_the_sheet_moves_too():
    book = filled(workbook(FORM, signed_form), people("甲", "乙", "丙"))
    sheet = book["表"]
    rules = {str(area.sqref): [rule.formula for rule in area.rules] for area in sheet.conditional_formatting}

    assert (sheet.print_area, sheet.print_title_rows) == ("'表'!$A$1:$D$9", "$1:$3")
    assert [line.id for line in sheet.row_breaks.brk] == [9]
    assert rules == {"B4:B6": [["$B$4"]], "A8:B8": [["B8"]]}
    assert [str(check.sqref) for check in sheet.data_validations.dataValidation] == ["A8"]
    assert (sheet.auto_filter.ref, sheet["D10"].hyperlink.ref) == ("A3:D6", "D10")
    assert (sheet["B7"].value, book.defined_names["合计格"].attr_text) == ("=SUM(B4:B6)", "'表'!$B$7")


def test_formulas_follow_their_rows_on_every_sheet():
    def change(sheet):
        sheet["C4"], sheet["D4"], sheet["C5"] = "=B4*2", "=SUM(B$4:B4)", "=SUM(C:C)+B4+表!B5+SUM(4:5)"
        other = sheet.parent.create_sheet("说明")
        other["A1"], other["A2"] = "=表!B5+A9+SUM(表!$B$4:$B$4)", "{{人数}}"

    book = filled(workbook(FORM, change), people("甲", "乙"))
    sheet = book["表"]

    assert [sheet[place].value for place in ("C4", "C5", "D4", "D5")] == [
        "=B4*2",
        "=B5*2",
        "=SUM(B$4:B4)",
        "=SUM(B$4:B5)",
    ]
    assert sheet["C6"].value == "=SUM(C:C)+B4+表!B6+SUM(4:6)"
    assert [book["说明"]["A1"].value, book["说明"]["A2"].value] == ["=表!B6+A9+SUM(表!$B$4:$B$5)", 3]


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", "#N/A", "{{年度}}", "＝1"])
def test_no_formula_is_ever_made_from_data(text):
    form = {"A1": "{{年度}}", "A4": "{{姓名}}", "B4": "{{姓名}}（{{学时}}）"}
    sheet = filled(workbook(form), people(text, "乙"))["表"]

    assert [(sheet[place].value, sheet[place].data_type) for place in ("A4", "B4")] == [
        (text, "s"),
        (f"{text}（4）", "s"),
    ]
    assert (sheet["A4"].quotePrefix, sheet["A5"].quotePrefix) == (text[0] in "=+-@＝", False)


def test_numbers_and_dates_are_typed_and_keep_the_formats_of_the_form():
    def change(sheet):
        sheet["B4"].number_format, sheet["C4"].number_format = "0.0", 'yyyy"年"m"月"d"日"'
        sheet["E4"].number_format, sheet["F4"].number_format = "@", "@"

    form = {**ROW, "C4": "{{日期}}", "D4": "{{日期}}", "E4": "{{日期}}", "F4": "{{学时}}", "G4": "{{签到时间}}"}
    at = timezone.make_aware(datetime(2026, 3, 2, 8, 24))
    sheet = filled(workbook(form, change), [{"hours": Decimal("2.50"), "date": date(2026, 3, 2), "at": at}])["表"]

    assert [(cell.value, cell.number_format) for cell in sheet[4][1:]] == [
        (2.5, "0.0"),
        (datetime(2026, 3, 2), 'yyyy"年"m"月"d"日"'),
        (datetime(2026, 3, 2), "yyyy-mm-dd"),
        ("2026-03-02", "@"),
        ("2.5", "@"),
        (datetime(2026, 3, 2, 8, 24), "yyyy-mm-dd hh:mm"),
    ]


def test_without_rows_one_empty_row_stays():
    sheet = filled(workbook(FORM, signed_form), [])["表"]

    assert column(sheet, "A")[3:6] == [None, "合计", "审核人：      制表日期：2026年3月5日"]


def test_wide_braces_english_names_and_control_characters_are_taken():
    sheet = filled(workbook({"A2": "｛｛年度｝｝", "A4": "{{ NAME }}"}), people("甲\x0b乙"))["表"]

    assert (sheet["A2"].value, sheet["A4"].value) == (2026, "甲乙")


def problems(cells, change=None):
    return problems_of(open_form(workbook(cells, change)), WORDS)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"A4": "{{姓}}", "B4": "{{姓名}}"}, ["工作表“表”的 A4 单元格：没有“姓”这个占位符。您要写的是不是 {{姓名}}？"]),
        ({"A1": "{{qqq}}", **ROW}, ["工作表“表”的 A1 单元格：没有“qqq”这个占位符。请查看占位符一览。"]),
        ({"A1": "{{年度}}"}, ["没有可以重复的行：没有单元格含有行内占位符，如 {{姓名}}。"]),
        (
            {"A4": "{{姓名}}", "A5": "{{学时}}"},
            ["行内占位符分布在不止一行：工作表“表”的 A4 单元格；工作表“表”的 A5 单元格。请放在同一行。"],
        ),
        ({**ROW, "C4": '="{{姓名}}"'}, ["工作表“表”的 C4 单元格：占位符写在公式里。请给它单独一个单元格。"]),
        (
            {**ROW, "C4": "{{学时"},
            ["工作表“表”的 C4 单元格：占位符的括号没有写全。请写成 {{名称}}，两边各两个花括号。"],
        ),
    ],
)
def test_what_is_wrong_is_said_by_sheet_and_cell(cells, said):
    assert problems(cells) == said


def test_cells_merged_across_the_repeated_row_are_refused():
    assert problems(ROW, lambda sheet: sheet.merge_cells("C3:C4")) == [
        "工作表“表”的 C3:C4 单元格跨越了要重复的行合并。请只在该行之内合并。"
    ]


def test_an_array_formula_is_refused():
    def change(sheet):
        sheet["C5"] = ArrayFormula("C5:C6", "=B4:B5*2")

    assert problems(ROW, change) == ["工作表“表”的 C5 单元格：表样里不能有数组公式。请改写成普通公式。"]


def with_chart(sheet):
    chart = BarChart()
    chart.add_data(Reference(sheet, 1, 4, 2, 4))
    sheet.add_chart(chart, "D1")


def with_table(sheet):
    sheet["A9"], sheet["A10"] = "头", 1
    sheet.add_table(Table(displayName="t", ref="A9:A10"))


def with_external_formula(sheet):
    sheet["C1"] = "=[1]别表!A1"


def with_far_cell(sheet):
    sheet["A1001"] = 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (with_chart, "form_part"),
        (with_table, "form_part"),
        (with_external_formula, "external_link"),
        (with_far_cell, "form_too_large"),
    ],
)
def test_what_a_filled_form_would_lose_is_refused(change, code):
    with pytest.raises(NotAllowed) as refusal:
        open_form(workbook(ROW, change))

    assert (refusal.value.code, "表" in str(refusal.value)) == (code, True)


def repacked(data, name, change):
    """The workbook with one entry changed."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(output, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, change(content) if entry == name else content)
    return output.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
BOMBS = [
    b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    b"<mergeCells><mergeCell ref='A5:XFD1048576'/></mergeCells>",
    b'<hyperlinks><hyperlink ref="A1:XFD1048576" display="x"/></hyperlinks>',
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_range_over_the_whole_sheet_is_refused_before_it_is_laid_out(bomb):
    data = repacked(workbook(ROW), SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + bomb))

    with pytest.raises(NotAllowed) as refusal:
        open_form(data)

    assert refusal.value.code == "form_too_large"


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml[xml.index(b"<worksheet") :],
        lambda xml: xml[:-20],
        lambda xml: xml.replace(b'r="A4"', b'r="??"'),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused_in_words(change):
    with pytest.raises(NotAllowed) as refusal:
        open_form(repacked(workbook(ROW), SHEET, change))

    assert refusal.value.code == "R12"


def macros(data):
    output = io.BytesIO(data)
    with zipfile.ZipFile(output, "a") as book:
        book.writestr("xl/vbaProject.bin", b"x")
    return output.getvalue()


def locked():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的"),
        ("姓名,单位\n".encode(), "不是 .xlsx"),
        (b"PK\x03\x04 broken", "损坏"),
        (macros(workbook(ROW)), "宏"),
        (locked(), "密码"),
        (b"PK" + b"0" * LARGEST_FORM, "2 MB"),
    ],
)
def test_other_files_are_refused_in_words(data, said):
    with pytest.raises(NotAllowed, match=said):
        open_form(data, "表样.xlsx")


def test_more_rows_than_a_form_takes_are_refused():
    refuse_too_many(MOST_ROWS)
    with pytest.raises(NotAllowed) as refusal:
        refuse_too_many(MOST_ROWS + 1)

    assert refusal.value.code == "too_many_rows"
