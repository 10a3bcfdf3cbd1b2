"""Files that come in as questions: refused with a sentence, or read. Never anything else."""

import csv
import io

import pytest

from questions.exports import question_template, question_workbook
from questions.importing import rows
from questions.services import import_questions
from tests.common.test_tables import entries_of, old_workbook, packed
from tests.factories.rosters import Formula, Page, workbook
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db

HEADS = ["题型", "题干", "选项A", "选项B", "正确答案"]
ROW = ["单选", "问题", "甲", "乙", "A"]
SHEET = "xl/worksheets/sheet1.xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def judged(data, name="试题.xlsx", **more):
    return import_questions(data=data, file_name=name, bank="题库", commit=False, by=None, **more)


def refused(data, name="试题.xlsx"):
    return refusal(import_questions, data=data, file_name=name, bank="题库", commit=True, by=None)


def list_of(*rows, **page):
    return workbook(Page([HEADS, *rows], **page))


def with_cell(place):
    """The list with one more cell, far away."""
    entries = entries_of(list_of(ROW))
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    cell = f'<row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
    return packed({**entries, SHEET: entries[SHEET].replace(b"</sheetData>", cell)})


@pytest.mark.parametrize("place", ["XFD1048576", "D1048576", "XFD3", "A20001"])
def test_one_far_cell_does_not_take_all_memory(place):
    data = with_cell(place)

    assert (len(data) < 10_000, refused(data)) == (True, "too_many_rows")


def test_an_old_workbook_with_a_far_cell_is_refused():
    assert refused(old_workbook((0, 0, "题型"), (65_535, 255, "x")), "试题.xls") == "file_too_large"


def test_a_small_file_that_unpacks_beyond_all_bounds_is_refused():
    data = packed({**entries_of(question_template()), SHEET: b" " * 100_000_000})

    assert (len(data) < 200_000, refused(data)) == (True, "file_too_large")


def test_an_entity_is_not_fetched():
    entries = entries_of(list_of(ROW))
    bad = entries[SHEET].replace(b"?>", b'?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', 1)
    data = packed({**entries, SHEET: bad})

    assert all("root:" not in row.message for row in judged(data).rows)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("试题.xlsm", packed({**entries_of(question_template()), "xl/vbaProject.bin": b"x"}), "R12"),
        ("试题.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "R12"),
        ("试题.xlsx", b"PK\x03\x04" + bytes(100), "R12"),
        ("试题.xlsx", "题型,题干,正确答案".encode(), "R12"),
        ("试题.xls", b"<html><table></table></html>", "R12"),
        ("试题.docx", packed({"word/document.xml": b"<a/>", "[Content_Types].xml": b"<Types/>"}), "R12"),
        ("试题.csv", b"\x81\xff\x00\xff", "R12"),
        ("试题.csv", b" \r\n", "file_empty"),
        ("试题.csv", "姓名,单位\n王志远,市教育局\n".encode(), "headings_missing"),
    ],
)
def test_a_file_that_is_no_list_of_questions_is_refused(name, data, code):
    assert refused(data, name) == code


@pytest.mark.parametrize(("rows", "code"), [(5001, "too_many_rows"), (19_999, "too_many_rows")])
def test_more_rows_than_are_judged_at_once_are_refused(rows, code):
    assert refused(list_of(*[ROW] * rows)) == code


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_text_is_read_however_the_office_saved_it(encoding, mark):
    output = io.StringIO()
    csv.writer(output, delimiter=mark).writerows([HEADS, ROW])

    assert [row.asked.key for row in judged(output.getvalue().encode(encoding), "试题.csv").rows] == [[0]]


def test_a_workbook_with_the_name_of_a_text_is_read():
    assert judged(list_of(ROW), "试题.csv").created == 1


def test_an_old_workbook_is_read():
    cells = [(r, c, text) for r, line in enumerate([HEADS, ROW]) for c, text in enumerate(line)]

    assert judged(old_workbook(*cells), "试题.xls").created == 1


def test_rows_above_the_heading_are_passed_over_and_rows_keep_their_numbers():
    answer = judged(workbook(Page([["2026年题库"], [], HEADS, ROW, [], ["简答", "问题", "", "", "无"]])))

    assert [(row.row, row.status) for row in answer.rows] == [(4, "ok"), (5, "skipped"), (6, "error")]


def test_every_sheet_with_the_headings_is_read():
    other = [*ROW[:1], "另一个问题", *ROW[2:]]
    answer = judged(
        workbook(Page([HEADS, ROW], name="单选题"), Page([["说明"]], name="说明"), Page([HEADS, other], name="二"))
    )

    assert [(row.sheet, row.row) for row in answer.rows] == [("单选题", 2), ("二", 2)]


def test_a_formula_without_a_result_keeps_its_row_out():
    answer = judged(list_of(["单选", "问题", "甲", Formula("=A1", ""), "A"]))

    assert [row.code for row in answer.rows] == ["formula_without_result"]


def test_numbers_and_truths_of_a_spreadsheet_are_read_as_they_are_shown():
    answer = judged(list_of(["单选", 1, 1.0, 2, "A"], ["判断", "问题", "", "", True]))

    assert [(row.asked.stem, row.asked.options, row.asked.key) for row in answer.rows] == [
        ("1", ["1", "2"], [0]),
        ("问题", ["正确", "错误"], [0]),
    ]


def test_what_the_template_gives_out_comes_in_again():
    row = {"编号": "A1", "题型": "单选", "题干": "问题", "选项A": "甲", "选项B": "乙", "正确答案": "B", "分值": "2"}

    assert [(row.asked.number, row.status) for row in judged(question_workbook([row])).rows] == [("A1", "ok")]


@pytest.mark.parametrize(
    "stem", ["问" * 2000, "注：哪一项正确", "合计为多少", "例：选择正确的一项", "第1页写的是", "联系人：谁"]
)
def test_no_stem_is_taken_for_a_note_or_cut(stem):
    [row] = judged(list_of(["单选", stem, "甲", "乙", "A"])).rows

    assert (row.status, row.asked.stem) == ("ok", stem)


def test_what_breaks_the_judge_of_a_row_keeps_that_row_out_and_no_other(monkeypatch):
    stem = rows._stem
    monkeypatch.setattr(rows, "_stem", lambda text, row: 1 / 0 if text == "坏题" else stem(text, row))

    answer = judged(list_of(["单选", "坏题", "甲", "乙", "A"], ROW))

    assert [(row.row, row.status, row.code) for row in answer.rows] == [(2, "error", "unreadable"), (3, "ok", "")]
