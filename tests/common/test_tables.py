"""Files that come into the house: refused with a sentence, or harmless. Never anything else."""

import io
import random
import struct
import zipfile

import pytest
import xlwt

from common.errors import NotAllowed
from common.tables import book, read_book
from common.tables import xlsx as xlsx_module
from intake.headings import find_heading
from roster.people_list.fields import VOCABULARY
from tests.factories.rosters import Formula, Page, Shown, plain_list, workbook
from tests.support.refusals import refusal

SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def entries_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(entries, compression=zipfile.ZIP_DEFLATED):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", compression) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return output.getvalue()


def with_entry(name, content):
    return packed({**entries_of(workbook(Page([["姓名", "单位"]]))), name: content})


def with_sheet(rows):
    return with_entry(SHEET, HEAD + rows + TAIL)


def code_of(data, name="x.xlsx"):
    return refusal(read_book, data=data, name=name)


def cells(data, name="x.xlsx"):
    return [grid.rows for grid in read_book(data, name)]


def outcome(data, name="x.xlsx"):
    try:
        return cells(data, name)
    except NotAllowed as refused:
        return refused.code


# What is too large


def test_a_file_beyond_the_limit_is_refused():
    assert code_of(b"a" * (book.LARGEST_FILE + 1)) == "file_too_large"


def test_a_small_file_that_unpacks_beyond_all_bounds_is_refused():
    bomb = with_entry("xl/worksheets/sheet1.xml", b" " * (xlsx_module.MOST_BYTES + 1))

    assert (len(bomb) < 200_000, code_of(bomb)) == (True, "file_too_large")


def test_entries_that_are_harmless_each_are_refused_together():
    third = b" " * (xlsx_module.MOST_BYTES // 3 + 1)
    bomb = packed({**entries_of(workbook(Page([["姓名"]]))), **{f"xl/worksheets/s{n}.xml": third for n in range(3)}})

    assert code_of(bomb) == "file_too_large"


def test_a_declared_size_is_not_believed():
    data = bytearray(with_entry(SHEET, HEAD + b" " * 3_000_000 + TAIL))
    entry = data.index(SHEET.encode(), data.index(b"PK\x01\x02"))
    struct.pack_into("<I", data, entry - 46 + 24, 10)

    assert outcome(bytes(data)) in ("R12", [[]])


def test_thousands_of_entries_are_refused():
    assert code_of(packed({f"xl/a{n}.xml": b"" for n in range(xlsx_module.MOST_ENTRIES + 1)})) == "file_too_large"


def test_a_million_formatted_blank_rows_are_no_rows():
    first = b'<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
    blank = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(2, 1_048_577))

    assert cells(with_sheet(first + blank)) == [[["name"]]]


@pytest.mark.parametrize(
    "far",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        b'<row r="1048576"><c r = "xfd1048576" ><v>1</v></c></row>',
        b'<row r="1048576"><c><v>1</v></c></row><row r="1"><c r="XFD1"><v>1</v></c></row>',
        b"<row r = '1048576'><c t=\"n\"><v>1</v></c></row>",
        b'<row r="2"><c r="IX2"><v>1</v></c></row>',
        b'<row r="20101"><c r="A20101"><v>1</v></c></row>',
        b'<row r="4294967295"><c><v>1</v></c></row>',
        # What one reader sees and another does not.
        b'<row r="1"><c r="A00000001048576"><v>1</v></c><c r="IV1"><v>1</v></c></row>',
        b'<row r="0000000001048576"><c><v>1</v></c><c r="IV1"><v>1</v></c></row>',
        b'<row r="1"><c r="AAAA1048576"><v>1</v></c></row>',
        b'<row r="1"><c x:r="A1" r="XFD1048576" xmlns:x="x"><v>1</v></c></row>',
        b'<row r="1"><c t="n" r="XFD1048576" x="/>"><v>1</v></c></row>',
        b'<row r="1048576"><c x=" r="><v>1</v></c><c r="IV1"><v>1</v></c></row>',
    ],
)
def test_one_far_cell_does_not_take_all_memory(far):
    near = b'<row r="1"><c r="A1"><v>1</v></c></row>'

    assert code_of(with_sheet(near + far)) in {"too_many_rows", "R12"}


@pytest.mark.parametrize("begun", [b"<c ", b'<c r="A1" ', b"<row "])
def test_what_is_begun_very_often_and_never_ended_is_refused_at_once(begun):
    assert code_of(with_entry(SHEET, HEAD + begun * 500_000)) == "R12"
    ended = HEAD + b'<row r="1"><c r="A1"><f>1</f></c>' + begun * 500_000 + b"</row>" + TAIL
    assert code_of(with_entry(SHEET, ended)) == "R12"


def test_columns_described_very_often_take_no_memory():
    columns = b"<cols>" + b'<col min="1" max="999999999" hidden="1"/>' * 100_000 + b"</cols>"
    data = with_entry(SHEET, HEAD.replace(b"<sheetData>", columns + b"<sheetData>") + TAIL)

    assert len(read_book(data)[0].facts.hidden_columns) == 1000


def test_of_columns_described_very_often_the_first_are_read_and_no_more():
    first, last = (b'<col min="%d" max="%d" hidden="1"/>' % (n, n) for n in (1, 5))
    columns = b"<cols>" + first * xlsx_module.MOST_RANGES + last + b"</cols>"
    data = with_entry(SHEET, HEAD.replace(b"<sheetData>", columns + b"<sheetData>") + TAIL)

    assert read_book(data)[0].facts.hidden_columns == {0}


def test_a_sheet_the_workbook_reaches_by_another_way_is_seen_too():
    far = HEAD + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + TAIL
    links = entries_of(workbook(Page([["姓名"]])))["xl/_rels/workbook.xml.rels"]
    for target in (
        b"../xl/worksheets/far.xml",
        b"/xl/worksheets/far.xml",
        b"worksheets\\far.xml",
        b"WORKSHEETS/far.xml",
    ):
        moved = links.replace(b"worksheets/sheet1.xml", target)
        data = packed({**entries_of(with_entry("xl/worksheets/far.xml", far)), "xl/_rels/workbook.xml.rels": moved})
        assert code_of(data) == "too_many_rows"


def test_two_entries_of_one_name_are_refused():
    assert code_of(with_entry("XL/Worksheets/Sheet1.xml", HEAD + TAIL)) == "R12"


def test_a_binary_workbook_is_refused():
    entries = entries_of(workbook(Page([["姓名"]])))
    entries["xl/workbook.bin"] = entries.pop("xl/workbook.xml")

    assert code_of(packed(entries), "x.xlsb") == "R12"


@pytest.mark.parametrize(
    ("before", "use"),
    [
        (b"", b"<v>0</v>"),
        (b"", b"<v >0</v>"),
        (b"", b"<v>+0</v>"),
        (b"", b"<v>&#48;</v>"),
        (b"", b"<v>00000000000</v>"),
        (b"", b"<v><![CDATA[0]]></v>"),
        (b"<si/>", b"<v>1</v>"),
        (b"<!-- </si> --><si><t/></si>", b"<v>1</v>"),
    ],
)
def test_one_long_text_in_very_many_cells_is_refused(before, use):
    text = b"<sst>" + before + b"<si><t>" + b"a" * 1_000_000 + b"</t></si></sst>"
    cell = b'<c r="%s%d" t="s">' + use + b"</c>"
    rows = b"".join(
        b'<row r="%d">%s</row>' % (row, b"".join(cell % (c, row) for c in (b"A", b"B"))) for row in range(1, 1001)
    )
    data = packed(
        {**entries_of(workbook(Page([["姓名", "单位"]]))), "xl/sharedStrings.xml": text, SHEET: HEAD + rows + TAIL}
    )

    assert code_of(data) == "file_too_large"


def test_a_text_with_too_many_rows_is_refused():
    assert code_of("姓名,单位\n".encode() * 20_101, "x.csv") == "too_many_rows"


# What is of another kind


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.xls", b"<html><table><tr><td>1</td></tr></table></html>"),
        ("x.xls", b"\xef\xbb\xbf<html></html>"),
        ("x.xls", b"\r\n  <table></table>"),
        ("x.xls", b'<?xml version="1.0"?><Workbook></Workbook>'),
        ("x.xls", b"MIME-Version: 1.0\r\n"),
        ("x.xls", "姓名\t单位\n张三\t市教育局".encode("gbk")),
        ("x.xlsx", "姓名,单位".encode()),
        ("x.et", OLE + bytes(2000)),
        ("x.et", b"PK\x03\x04"),
        ("x.xls", OLE + bytes(2000) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)),
        ("x.xlsx", OLE + "EncryptedPackage".encode("utf-16-le")),
        ("x.xls", OLE + bytes(600)),
        ("x.xls", OLE),
        ("x.xlsx", b"PK\x03\x04" + bytes(100)),
        ("x.xlsx", b"PK\x05\x06" + bytes(18)),
        ("x.xlsx", b"%PDF-1.7"),
        ("x.csv", b"\xff\xfe\x00"),
        ("x.csv", b"\x81\xff\x00\xff"),
    ],
)
def test_another_kind_of_file_is_refused_with_what_to_do(name, data):
    assert code_of(data, name) == "R12"


@pytest.mark.parametrize("stray", ['王志远,"科长,市教育局', '王志远,"科长,市教育局\n李明霞,"科员",市财政局'])
def test_a_stray_quotation_mark_does_not_swallow_the_rows_below(stray):
    text = f"姓名,职务,单位\n{stray}\n赵静,科员,市水利局\n孙悦,科员,市体育局\n"

    assert code_of(text.encode(), "x.csv") == "quote_open"


def test_a_cell_of_several_lines_in_quotation_marks_is_one_cell():
    text = '姓名,备注\n王志远,"一、带队\n二、带车, 两辆"\n李明霞,\n'

    assert cells(text.encode(), "x.csv")[0][1:] == [["王志远", "一、带队\n二、带车, 两辆"], ["李明霞", ""]]


@pytest.mark.parametrize("data", [b"", b"   ", b"\r\n"])
def test_an_empty_file_is_told(data):
    assert code_of(data) == "file_empty"


def test_macros_are_refused():
    assert code_of(with_entry("xl/vbaProject.bin", b"x"), "x.xlsm") == "R12"


def test_another_documents_container_is_refused():
    assert code_of(packed({"word/document.xml": b"<a/>", "[Content_Types].xml": b"<Types/>"}), "x.docx") == "R12"


def test_an_encrypted_zip_is_refused():
    data = bytearray(workbook(Page([["姓名"]])))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(signature, start)) >= 0:
            data[start + place] |= 1
            start += 4

    assert code_of(bytes(data)) == "R12"


# Entities


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY x "' + b"&l;" * 1000 + b'">]>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd">',
    ],
)
def test_entities_are_neither_fetched_nor_expanded(declared):
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'
    data = with_entry(SHEET, HEAD.replace(b"?>", b"?>" + declared, 1) + cell + TAIL)

    assert outcome(data) in ("R12", [[]], [[[""]]], [[["&x;"]]])


# What the cells alone do not say


def test_facts_stand_where_the_cells_stand():
    rows = [["姓名", "出生年月", "甲"], ["王", Shown(2024.1, "0.00"), Formula("=1/0", "#DIV/0!")]]
    rows += [["李", Shown(2024.1, "General"), Formula("=A1", "")], ["赵", 1, Formula("=A1", "有")]]
    [grid] = read_book(workbook(Page(rows, hidden_rows=[2], hidden_columns=[2])))

    facts = grid.facts
    assert facts.number_formats({1})[(1, 1)] == "0.00"
    assert (facts.hidden_rows, facts.hidden_columns, facts.without_result) == (
        frozenset({2}),
        frozenset({2}),
        frozenset({(1, 2), (2, 2)}),
    )


def test_a_formula_whose_result_is_an_empty_text_has_a_result():
    row = b'<row r="1"><c r="A1" t="str"><f>IF(1,"","x")</f><v></v></c><c r="B1"><f>B2</f><v></v></c></row>'
    row += b'<row r="2"><c r="A2"><f>1</f></c><c r="B2"><f>1</f><v>1</v></c></row>'

    assert read_book(with_sheet(row))[0].facts.without_result == {(0, 1), (1, 0)}


# Bytes turned over


def samples():
    rows = [["姓名", "身份证号", "出生年月"], ["王志远", "410000198503150012", Shown(1985.1, "0.00")]]
    rows += [["李明霞", 1.5, Formula("=A1", "x")]]
    plain = workbook(Page(rows, merges=[(4, 0, 5, 0, "市教育局")]), Page([["姓名"]], name="二"))
    stored = packed(entries_of(plain), zipfile.ZIP_STORED)
    text = "序号,姓名,单位\n1,王志远,市教育局\n2,李明霞,市财政局\n"
    return [("x.xlsx", plain), ("x.xlsx", stored), ("x.csv", text.encode()), ("x.csv", text.encode("gb18030"))]


@pytest.mark.parametrize("seed", range(125))
def test_damaged_files_are_refused_or_read_and_nothing_else(seed):
    chance = random.Random(seed)
    for name, data in samples():
        damaged = bytearray(data)
        for _turn in range(chance.choice([1, 3, 20])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            for grid in read_book(bytes(damaged), name):
                find_heading(grid, VOCABULARY)
                grid.facts.number_formats({0, 1, 2})
        except NotAllowed:
            continue


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_refused_or_read_and_nothing_else(seed):
    chance = random.Random(seed)
    for head in (b"", b"PK\x03\x04", OLE, b"\xff\xfe"):
        try:
            read_book(head + chance.randbytes(3000), chance.choice(["x.xlsx", "x.xls", "x.csv"]))
        except NotAllowed:
            continue


def test_a_cut_file_is_refused():
    data = plain_list({})

    assert {code_of(data[:length]) for length in range(10, len(data) - 1, 500)} == {"R12"}


# Old .xls files.


def old_workbook(*cells):
    """A real .xls with these cells: (row, column, value)."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名册")
    for row, column, value in cells:
        sheet.write(row, column, value)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def test_an_old_workbook_is_read():
    [grid] = read_book(old_workbook((0, 0, "姓名"), (0, 1, "单位"), (1, 0, "王志远")), "名册.xls")

    assert (grid.name, grid.rows) == ("名册", [["姓名", "单位"], ["王志远", ""]])


def test_an_old_workbook_with_one_far_cell_is_refused_before_it_takes_all_memory():
    assert refusal(read_book, data=old_workbook((0, 0, "姓名"), (65_535, 255, "x"))) == "file_too_large"


def test_an_old_workbook_that_is_cut_off_is_refused():
    data = old_workbook((0, 0, "姓名"))

    for length in (600, 1500, len(data) // 2, len(data) - 600):
        assert refusal(read_book, data=data[:length]) in ("R12", "file_too_large")
