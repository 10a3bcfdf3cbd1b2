"""What leaves the house as a table must open harmlessly in a spreadsheet."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from urllib.parse import quote

import openpyxl
import pytest

from common.exports import FORMULA_STARTS, Column, ListExport, Sheet, file_answer, harmless, plain

FORMULA = '=HYPERLINK("http://evil.example","click")'


class Rows(ListExport):
    """Two sheets of given rows: name and value."""

    columns = (Column("姓名", lambda row: row[0]), Column("值", lambda row: row[1], 20))

    def __init__(self, *rows):
        self.rows = rows

    def sheets(self):
        return [Sheet("人员", self.columns, self.rows), Sheet("空表", self.columns, ())]


def written(export, format):
    output = io.BytesIO()
    number = export.write(output, format=format)
    return number, output.getvalue()


def csv_rows(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_csv_cell_never_begins_like_a_formula(start):
    number, content = written(Rows((f"{start}1+1", 1)), "csv")

    assert (number, csv_rows(content)[1][0]) == (1, f"'{start}1+1")


def test_ordinary_text_is_left_alone():
    assert [harmless(value) for value in ("张三", "a=b", "", None, -5)] == ["张三", "a=b", "", None, -5]


def test_a_csv_file_begins_with_the_byte_order_mark_excel_needs():
    _number, content = written(Rows(("张三", 1)), "csv")

    assert (content[:3], csv_rows(content)) == (b"\xef\xbb\xbf", [["姓名", "值"], ["张三", "1"]])


@pytest.mark.parametrize("text", [FORMULA, "+86 138", "-1", "@x", "http://example.org", "007"])
def test_a_workbook_keeps_text_as_text(text):
    number, content = written(Rows((text, 1)), "xlsx")
    cell = openpyxl.load_workbook(io.BytesIO(content))["人员"]["A2"]

    assert (number, cell.value, cell.data_type, cell.hyperlink) == (1, text, "s", None)


def test_a_workbook_keeps_numbers_as_numbers():
    _number, content = written(Rows(("张三", 8), ("李四", Decimal("7.5")), ("王五", None)), "xlsx")
    page = openpyxl.load_workbook(io.BytesIO(content))["人员"]

    assert [(c.value, c.data_type) for c in page["B"][1:]] == [(8, "n"), (7.5, "n"), (None, "n")]


def test_a_workbook_holds_every_sheet_and_counts_the_first():
    number, content = written(Rows(("张三", 1), ("李四", 2)), "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))

    found = {page.title: list(page.iter_rows(values_only=True)) for page in book}

    assert (number, found) == (
        2,
        {"人员": [("姓名", "值"), ("张三", 1), ("李四", 2)], "空表": [("姓名", "值")]},
    )


def test_both_formats_hold_the_same_rows():
    rows = (("张三", 8), ("李四", date(2026, 3, 2)), ("王五", datetime(2026, 3, 2, 0, 30, tzinfo=UTC)))

    _n, table = written(Rows(*rows), "csv")
    _n, workbook = written(Rows(*rows), "xlsx")
    page = openpyxl.load_workbook(io.BytesIO(workbook))["人员"]

    assert csv_rows(table) == [[str(value) for value in row] for row in page.iter_rows(values_only=True)]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, None),
        ("", None),
        (0, 0),
        (date(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 1, 16, 30, tzinfo=UTC), "2026-03-02 00:30"),
        (True, "True"),
        (Decimal("1.50"), 1.5),
    ],
)
def test_values_are_written_as_the_office_writes_them(value, cell):
    assert plain(value) == cell


def test_a_line_break_stays_inside_its_cell():
    _number, content = written(Rows(("张三\n=1+1", 1)), "csv")

    assert csv_rows(content)[1:] == [["张三\n=1+1", "1"]]


def test_a_subclass_says_its_sheets():
    with pytest.raises(NotImplementedError):
        ListExport().write(io.BytesIO(), format="csv")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("签到表", "第四期第一批", date(2026, 11, 25)), "签到表_第四期第一批_20261125.pdf"),
        (('a/b:c*?"<>|', " 两 个 词 ", ""), "abc_两个词.pdf"),
    ],
)
def test_a_file_is_named_by_its_words(words, name):
    answer = file_answer(b"%PDF", *words, ending="pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}"
