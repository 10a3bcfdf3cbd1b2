"""How sheets are told apart from the people in them: cases R01 to R14, and what rows say of each other."""

import codecs

import pytest

from common.tables import read_book
from intake.headings import find_heading
from intake.layout import list_sheets
from roster.people_list.fields import SAMPLE_ID_NUMBER, VOCABULARY
from tests.factories.rosters import (
    Formula,
    Page,
    Shown,
    city_on_paper,
    id_number,
    judged,
    list_rows,
    plain_list,
    workbook,
)

HEAD = ["序号", "姓名", "身份证号", "单位", "职务"]


def person(n, unit="市教育局", name="王志远", **more):
    return [n, more.get("name", name), more.get("id", id_number(n)), unit, more.get("post", "科员")]


def told(verdicts):
    return [(verdict.row, verdict.status, verdict.code, verdict.values.get("unit", "")) for verdict in verdicts]


def fields(rows, merges=()):
    heading = find_heading(read_book(workbook(Page(rows, merges=list(merges))))[0], VOCABULARY)
    return heading and heading.by_field


# R01


@pytest.mark.parametrize("above", range(15))
def test_the_heading_stands_in_one_of_the_first_fifteen_rows(above):
    rows = [["人员花名册"]] * above + [HEAD, person(1)]

    assert told(judged(workbook(Page(rows)))) == [(above + 2, "ok", "", "NY001")]


def test_below_the_fifteenth_row_it_is_not_looked_for():
    assert judged(workbook(Page([["人员花名册"]] * 15 + [HEAD, person(1)]))) == []


@pytest.mark.parametrize(
    "preamble",
    [
        ["填报单位（盖章）：市教育局    填报日期：2024年3月1日"],
        ["填报单位（盖章）：南阳市教育局  填报人：张三  电话：63100000"],
        ["填报单位: 市教育局"],
        ["填报单位：市教育局（公章）"],
        ["填报单位：", "", "市教育局", "", "填报日期：2024.3"],
        ["单位名称：市教育局"],
        ["报送单位：市教育局 联系人：张三"],
        ["推荐单位（盖章）：市教育局_____"],
        ["工作单位：市教育局"],
    ],
)
def test_the_unit_that_fills_the_list_in_stands_for_rows_without_one(preamble):
    rows = [
        ["名册"],
        preamble,
        [],
        HEAD,
        person(1, ""),
        person(2, "", name="李明霞"),
        person(3, "市财政局", name="赵海"),
    ]

    found = judged(workbook(Page(rows, merges=[(0, 0, 0, 4, "名册")])))

    assert [(v.values["unit"], v.status) for v in found] == [("NY001", "ok"), ("NY001", "ok"), ("NY002", "ok")]


@pytest.mark.parametrize(
    "preamble", [["单位：人"], ["单位：万元"], ["单位负责人：李四"], ["填报单位：        填报日期："]]
)
def test_a_unit_of_measure_or_an_empty_line_is_no_unit(preamble):
    assert told(judged(workbook(Page([preamble, HEAD, person(1, "")])))) == [(3, "error", "unit_missing", "")]


# R02


def test_a_heading_of_two_levels_is_read_child_first():
    rows = [
        ["序号", "姓名", "时间", "", "联系方式", ""],
        ["", "", "出生年月", "入党时间", "办公电话", "手机"],
        [1, "王志远", "1985.03", "2005.07", "63100000", "19900000001"],
    ]
    merges = [(0, 0, 1, 0, "序号"), (0, 1, 1, 1, "姓名"), (0, 2, 0, 3, "时间"), (0, 4, 0, 5, "联系方式")]

    assert fields(rows, merges) == {"name": 1, "birth": 2, "office_phone": 4, "mobile": 5}


def test_a_child_that_says_nothing_is_read_with_its_parent():
    rows = [
        ["姓名", "身份证号", "出生", "", "工作单位及", ""],
        ["", "", "年月", "地点", "职务", ""],
        ["王", "1", "1985.03"],
    ]

    assert fields(rows, [(0, 2, 0, 3, "出生"), (0, 0, 1, 0, "姓名"), (0, 1, 1, 1, "身份证号")])["birth"] == 2


def test_children_nobody_knows_are_still_no_person():
    rows = [["姓名", "身份证号", "考核", ""], ["", "", "上半年", "下半年"], ["王志远", id_number(1), "好", "好"]]
    merges = [(0, 0, 1, 0, "姓名"), (0, 1, 1, 1, "身份证号"), (0, 2, 0, 3, "考核")]

    assert [v.row for v in judged(workbook(Page(rows, merges=merges)))] == [3]


def test_three_levels_are_read():
    rows = [
        ["姓名", "身份证号", "联系", "", ""],
        ["", "", "电话", "", "地址"],
        ["", "", "办公电话", "手机", ""],
        ["王志远", id_number(1), "63100000", "19900000001", "某街"],
    ]
    merges = [(0, 0, 2, 0, "姓名"), (0, 1, 2, 1, "身份证号"), (0, 2, 0, 4, "联系"), (1, 2, 1, 3, "电话")]
    [verdict] = judged(workbook(Page(rows, merges=merges)))

    assert (verdict.row, verdict.values["mobile"]) == (4, "19900000001")


def test_levels_without_merged_cells_are_read_too():
    rows = [
        ["姓名", "单位", "联系方式", ""],
        ["", "", "办公电话", "手机"],
        ["王志远", "市教育局", "63100000", "19900000001"],
    ]

    assert fields(rows) == {"name": 0, "unit": 1, "office_phone": 2, "mobile": 3}


def test_people_below_a_heading_of_one_level_are_no_second_level():
    rows = [["姓名", "单位", "联系方式", ""], ["王志远", "市教育局", "19900000001", "63100000"]]

    assert [v.row for v in judged(workbook(Page(rows, merges=[(0, 2, 0, 3, "联系方式")])))] == [2]


# R03


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("姓  名", "name"),
        ("姓名*", "name"),
        ("姓名（必填）", "name"),
        ("姓　名", "name"),
        ("*姓名", "name"),
        ("学员姓名", "name"),
        ("姓名\n（必填）", "name"),
        ("身份\n证号", "id_number"),
        ("身份证号码", "id_number"),
        ("公民身份号码", "id_number"),
        ("证件号码", "id_number"),
        ("身份证号（18位）", "id_number"),
        ("工作单位及职务", "unit_and_post"),
        ("单位名称（全称）", "unit"),
        ("所在单位", "unit"),
        ("手机号码", "mobile"),
        ("联系电话", "mobile"),
        ("电话", "mobile"),
        ("出生年月\n(岁)", "birth"),
        ("职务/岗位", "post"),
        ("职称/专业技术职务", "tech_title"),
        ("最高学历", "education"),
        ("处（科）室", "dept"),
        ("籍贯", ""),
    ],
)
def test_headings_are_known_however_they_are_written(heading, field):
    anchor = ["甲", "工号", "姓名" if field != "name" else "性别"]
    found = find_heading(read_book(workbook(Page([[heading, *anchor[1:]], ["x"]])))[0], VOCABULARY)

    assert found.columns[0].field == field


def test_columns_nobody_knows_are_listed_and_not_dropped():
    rows = [["序号", "姓名", "单位", "籍贯", "爱好", "车次"], [1, "王志远", "市教育局", "南阳", "", "G1"]]
    sheets = list_sheets(read_book(workbook(Page(rows))), VOCABULARY, city_on_paper())

    assert [sheet.unused_headings() for sheet in sheets] == [["籍贯", "车次"]]


def test_beside_a_mobile_the_telephone_is_the_offices():
    assert fields([["姓名", "电话", "手机", "单位"]]) == {"name": 0, "office_phone": 1, "mobile": 2, "unit": 3}


def test_two_columns_are_a_list_when_one_is_a_key():
    assert (fields([["手机号码", "姓名"]]), fields([["姓名", "性别"]])) == ({"mobile": 0, "name": 1}, None)


# R04, R05


def test_a_unit_merged_over_rows_holds_for_all_of_them():
    rows = [HEAD, person(1), person(2, "", name="李明霞"), person(3, "", name="赵海")]

    assert told(judged(workbook(Page(rows, merges=[(1, 3, 3, 3, "市教育局")])))) == [
        (2, "ok", "", "NY001"),
        (3, "ok", "", "NY001"),
        (4, "ok", "", "NY001"),
    ]


def test_a_plain_empty_unit_is_a_proposal():
    rows = [
        HEAD,
        person(1),
        person(2, "", name="李明霞"),
        person(3, "市财政局", name="赵海"),
        person(4, "", name="钱江"),
    ]

    assert told(judged(workbook(Page(rows)))) == [
        (2, "ok", "", "NY001"),
        (3, "warning", "R05", "NY001"),
        (4, "ok", "", "NY002"),
        (5, "warning", "R05", "NY002"),
    ]


@pytest.mark.parametrize("ditto", ["同上", "〃", '"', "″", "”", "同前"])
def test_a_ditto_is_filled(ditto):
    rows = [HEAD, person(1), person(2, ditto, name="李明霞"), person(3, ditto, name="赵海")]

    assert told(judged(workbook(Page(rows)))) == [
        (2, "ok", "", "NY001"),
        (3, "fixed", "R05", "NY001"),
        (4, "fixed", "R05", "NY001"),
    ]


def test_a_ditto_with_nothing_above_names_no_unit():
    assert told(judged(workbook(Page([HEAD, person(1, "同上")])))) == [(2, "error", "unit_missing", "")]


# R06


@pytest.mark.parametrize(
    "row",
    [
        ["一、市直部门（25个）"],
        ["（一）机关"],
        ["", "卧龙区："],
        ["", "卧龙区"],
        ["小计", "", "12"],
        ["", "小计 12人"],
        ["合计", "25人"],
        ["", "合　计"],
        ["市直部门合计", "", "25"],
        ["注：本表一式两份"],
        ["", "注：本表一式两份，由填报单位盖章后报送市人社局培训科"],
        ["备注: 无"],
        ["单位负责人：", "", "填表人："],
        ["", "单位负责人（签字）：张三", "填表人：李四"],
        ["联系人：张三", "", "联系电话：63100000"],
        ["", "", "", "2024年3月1日"],
        ["", "", "（盖章）", "2024年  月  日"],
        ["12人"],
        ["第 1 页 共 3 页"],
        HEAD,
    ],
)
def test_rows_that_are_no_people_are_passed_over(row):
    found = judged(workbook(Page([HEAD, person(1), row, person(2, name="李明霞")])))

    assert [(v.status, v.code) for v in found] == [("ok", ""), ("skipped", "R06"), ("ok", "")]


def test_a_section_that_is_a_units_name_gives_the_rows_below_their_unit():
    rows = [HEAD, person(1, "", name="王志远"), ["一、卧龙区："], person(2, "", name="李明霞")]
    rows += [["小计", "1人"], person(3, "", name="赵海"), ["（二）市公安局（3人）"], person(4, "", name="钱江")]
    rows += [["三、县区"], person(5, "", name="孙浩")]

    assert told(judged(workbook(Page(rows)))) == [
        (2, "error", "unit_missing", ""),
        (3, "skipped", "R06", ""),
        (4, "ok", "", "NY005"),
        (5, "skipped", "R06", ""),
        (6, "ok", "", "NY005"),
        (7, "skipped", "R06", ""),
        (8, "ok", "", "NY003"),
        (9, "skipped", "R06", ""),
        (10, "error", "unit_missing", ""),
    ]


def test_a_section_merged_over_the_whole_width_is_no_person():
    rows = [["姓名", "身份证号", "单位"], ["某系统"], ["王志远", id_number(1), "市教育局"]]

    assert [v.code for v in judged(workbook(Page(rows, merges=[(1, 0, 1, 2, "某系统")])))] == ["R06", ""]


# R07


@pytest.mark.parametrize("numbers", [[1, 1, 1], ["", "", ""], ["一", "二", "三"], [Formula("=ROW()")] * 3])
def test_running_numbers_say_nothing(numbers):
    people = [person(1), person(2, name="李明霞"), person(3, name="赵海")]
    rows = [HEAD, *([number, *cells[1:]] for number, cells in zip(numbers, people, strict=True))]

    assert [v.status for v in judged(workbook(Page(rows)))] == ["ok"] * 3


def test_rows_numbered_beforehand_and_never_used_are_empty():
    rows = [HEAD, person(1), *([n] for n in range(2, 30))]

    assert len(judged(workbook(Page(rows)))) == 1


# R08, R09


def test_hidden_rows_come_in_with_a_warning_or_not_at_all():
    data = workbook(Page([HEAD, person(1), person(2, name="李明霞")], hidden_rows=[2]))

    assert [(v.status, v.code) for v in judged(data)] == [("ok", ""), ("warning", "R08")]
    assert [(v.status, v.code) for v in judged(data, skip_hidden=True)] == [("ok", ""), ("skipped", "R08")]


def test_a_hidden_sheet_is_told():
    data = workbook(Page([HEAD, person(1)]), Page([HEAD, person(2, name="李明霞")], name="旧", is_hidden=True))

    assert [(v.sheet, v.code) for v in judged(data)] == [("Sheet1", ""), ("旧", "R08")]


def test_every_sheet_with_a_heading_is_read_and_its_name_may_be_the_unit():
    data = workbook(
        Page([HEAD, person(1, "")], name="市教育局"),
        Page([HEAD, person(2, "", name="李明霞")], name="财政局"),
        Page([["姓名", "填写真实姓名"], ["单位", "填写全称"]], name="填写说明"),
        Page([["民族"], ["汉族"]], name="字典"),
        Page([], name="Sheet2"),
        Page([HEAD, person(3, "", name="赵海")], name="名单"),
    )

    assert [(v.sheet, v.values["unit"], v.code) for v in judged(data)] == [
        ("市教育局", "NY001", ""),
        ("财政局", "NY002", "R39"),
        ("名单", "", "unit_missing"),
    ]


# R10


@pytest.mark.parametrize(
    "cells",
    [
        {"name": "示例：张三"},
        {"name": "例"},
        {"name": "例：李四"},
        {"no": "示例"},
        {"no": "例"},
        {"name": "张三（示例）"},
        {"name": "（示例）张三"},
        {"name": "样例"},
        {"remark": "示例"},
        {"id": SAMPLE_ID_NUMBER},
    ],
)
def test_the_sample_row_is_passed_over(cells):
    assert [(v.status, v.code) for v in judged(plain_list(cells, {}))] == [("skipped", "R10"), ("ok", "")]


# R11


def test_blank_and_formatted_rows_are_empty():
    rows = [HEAD, person(1), [" "], ["　", "\u200b"], [None], person(2, name="李明霞"), *[[" "] * 5] * 300]

    assert [v.row for v in judged(workbook(Page(rows)))] == [2, 6]


def test_many_blank_rows_end_the_sheet_and_what_stands_below_is_named_once():
    rows = [HEAD, person(1), *[[" "]] * 501, person(2), person(3)]

    assert told(judged(workbook(Page(rows)))) == [(2, "ok", "", "NY001"), (504, "error", "R11", "")]


def test_nothing_is_said_of_rows_numbered_beforehand_below_many_blank_ones():
    rows = [HEAD, person(1), *[[" "]] * 501, [2], [3]]

    assert len(judged(workbook(Page(rows)))) == 1


# R12


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_text_is_read_in_the_encodings_offices_send(encoding, mark):
    text = "\r\n".join(mark.join(map(str, row)) for row in [HEAD, person(1)])

    assert told(judged(text.encode(encoding), "x.csv")) == [(2, "ok", "", "NY001")]


def test_text_of_big_endian_utf_16_is_read():
    text = "\r\n".join(",".join(map(str, row)) for row in [HEAD, person(1)])

    assert len(judged(codecs.BOM_UTF16_BE + text.encode("utf-16-be"), "x.csv")) == 1


def test_a_workbook_is_known_by_its_content():
    assert len(judged(plain_list({}), "名册.xls")) == 1


# R13


@pytest.mark.parametrize("result", ["#REF!", "#N/A", "#VALUE!", None])
def test_a_formula_without_a_result_keeps_the_row_out(result):
    rows = list_rows({"sex": Formula("=IF(MOD(MID(F2,17,1),2),1,2)", result or "")}, {})

    assert [(v.status, v.code) for v in judged(workbook(Page(rows)))] == [("error", "R13"), ("ok", "")]


def test_a_formula_with_a_result_is_its_result():
    [verdict] = judged(plain_list({"sex": Formula("=IF(1,2,3)", "男")}))

    assert (verdict.status, verdict.values["sex"]) == ("ok", "1")


def test_an_error_that_became_text_keeps_the_row_out():
    text = ",".join(HEAD) + "\n1,王志远,#N/A,市教育局,科员"

    assert told(judged(text.encode(), "x.csv")) == [(2, "error", "R13", "NY001")]


# R14


def test_a_row_that_goes_on_from_the_row_above_is_no_person():
    rows = [HEAD, person(1), ["", "", "", "", "、党组成员"], person(2, name="李明霞")]

    assert [(v.status, v.code) for v in judged(workbook(Page(rows)))] == [("ok", ""), ("error", "R14"), ("ok", "")]


# R20, R31: what rows say of each other


def test_two_of_one_name_in_a_unit_are_told():
    found = judged(plain_list({"name": "王伟"}, {"name": "王伟"}, {"name": "王伟", "unit": "市财政局"}))

    assert [(v.status, v.code) for v in found] == [("warning", "R20"), ("warning", "R20"), ("ok", "")]


def test_one_person_listed_by_two_units_is_told_with_both():
    found = judged(
        plain_list(
            {"name": "王伟", "id": "", "mobile": "19900000001"},
            {"name": "王伟", "id": "", "mobile": "19900000001", "unit": "市财政局"},
        )
    )

    assert [(v.status, v.code) for v in found] == [("warning", "R20")] * 2
    assert ("市财政局" in found[0].message, "市教育局" in found[1].message) == (True, True)


def test_a_name_a_thousand_times_over_is_told_once_a_row():
    found = judged(plain_list(*[{"name": "王伟", "id": ""}] * 1000))

    assert {len(v.notes) for v in found} == {1}


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({}, [("ok", ""), ("skipped", "R31")]),
        ({"post": "副科长"}, [("warning", "R31"), ("skipped", "R31")]),
        ({"name": "李明霞"}, [("error", "R31"), ("error", "R31")]),
        ({"unit": "市财政局"}, [("error", "R31"), ("error", "R31")]),
    ],
)
def test_the_same_number_twice(second, expected):
    same = {"name": "王志远", "id": id_number(1)}

    assert [(v.status, v.code) for v in judged(plain_list(same, {**same, **second}))] == expected


# What a whole column says


def test_january_is_doubted_where_other_months_have_two_digits():
    found = judged(
        plain_list({"birth": "1985.1", "id": ""}, {"birth": "1985.03", "id": ""}, {"birth": "1985.10", "id": ""})
    )

    assert [(v.status, v.code) for v in found] == [("warning", "R33"), ("ok", ""), ("ok", "")]


def test_days_are_counted_as_the_workbook_counts_them():
    data = workbook(Page(list_rows({"birth": 29659}, {"birth": Shown(29659, "yyyy-mm-dd")})), date_1904=True)

    assert [(v.code, v.values["birth_month"]) for v in judged(data)] == [("R35", "1985-03"), ("", "1985-03")]


def test_the_formats_of_a_chinese_excel_show_months():
    [verdict] = judged(plain_list({"birth": Shown(31121, 57)}))

    assert (verdict.code, verdict.values["birth_month"]) == ("", "1985-03")


# R32: other documents


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("护照", "E12345678"),
        ("护照", "e 1234-5678"),
        ("军官证", "南字第1234567号"),
        ("台湾居民来往大陆通行证", 12345678),
        ("港澳居民来往内地通行证", "H12345678901234567"),
    ],
)
def test_another_kind_of_document_is_taken_as_it_is(kind, number):
    rows = [["姓名", "证件类型", "证件号码", "单位"], ["王志远", kind, number, "市教育局"]]
    [verdict] = judged(workbook(Page(rows)))

    assert (verdict.status, bool(verdict.values["id_number"])) == ("ok", True)


# R40: unit and post in one cell


@pytest.mark.parametrize(
    ("cell", "unit", "dept", "post", "rank"),
    [
        ("市公安局网安支队副支队长、四级调研员（试用期一年）", "NY003", "网安支队", "副支队长", "四级调研员"),
        ("市财政局国库科科长", "NY002", "国库科", "科长", ""),
        ("市教育局局长", "NY001", "", "局长", ""),
        ("南阳市教育局党组书记、局长", "NY001", "", "党组书记、局长", ""),
        ("市教育局办公室主任", "NY001", "办公室", "主任", ""),
        ("市教育局一级科员", "NY001", "", "", "一级科员"),
        ("市教育局四级主任科员", "NY001", "", "", "四级主任科员"),
        ("市教育局人事科科员", "NY001", "人事科", "科员", ""),
        ("市教育局人事科", "NY001", "人事科", "", ""),
        ("市教育局", "NY001", "", "", ""),
        ("市教育局人事科科长兼办公室主任", "NY001", "人事科", "科长兼办公室主任", ""),
    ],
)
def test_unit_department_post_and_rank_are_taken_apart(cell, unit, dept, post, rank):
    [verdict] = judged(workbook(Page([["姓名", "身份证号", "单位及职务"], ["王志远", id_number(1), cell]])))

    values = verdict.values
    assert (values["unit"], values["dept"], values["post"], values["rank"]) == (unit, dept, post, rank)


def test_a_post_alone_stands_with_the_unit_that_fills_the_list_in():
    rows = [["填报单位：市教育局"], ["姓名", "身份证号", "单位及职务"], ["王志远", id_number(1), "副局长"]]
    [verdict] = judged(workbook(Page(rows)))

    assert (verdict.status, verdict.values["unit"], verdict.values["post"]) == ("ok", "NY001", "副局长")


def test_an_empty_cell_takes_the_unit_above_without_the_post():
    rows = [["姓名", "身份证号", "单位及职务"], ["王志远", id_number(1), "市教育局局长"], ["李明霞", id_number(2), ""]]
    _first, verdict = judged(workbook(Page(rows)))

    assert (verdict.code, verdict.values["unit"], verdict.values["post"]) == ("R05", "NY001", "")


def test_beside_a_unit_column_the_post_is_still_read():
    rows = [["姓名", "身份证号", "单位", "单位及职务"], ["王志远", id_number(1), "市教育局", "市教育局人事科科长"]]
    rows += [["李明霞", id_number(2), "市财政局", "副科长"]]
    first, second = (v.values for v in judged(workbook(Page(rows))))

    assert (first["dept"], first["post"], second["unit"], second["post"]) == ("人事科", "科长", "NY002", "副科长")


# R43: credit codes

CODE = "11410000000000019P"


@pytest.mark.parametrize(
    ("unit", "code", "expected"),
    [
        ("", CODE, ("ok", "", "NY002")),
        ("", CODE.lower(), ("ok", "", "NY002")),
        ("", CODE[8:17], ("ok", "", "NY002")),
        ("", "00000001-9", ("ok", "", "NY002")),
        ("市财政局", CODE, ("ok", "", "NY002")),
        ("", CODE.replace("0", "O"), ("warning", "R43", "NY002")),
        ("", CODE.replace("1", "I"), ("warning", "R43", "NY002")),
        ("市教育局", CODE, ("warning", "R43", "NY001")),
        ("市教育局", "", ("ok", "", "NY001")),
        ("市教育局", "411300000012345", ("ok", "", "NY001")),
        ("某单位", CODE, ("ok", "", "NY002")),
        ("", "911234567890123456", ("error", "unit_missing", "")),
    ],
)
def test_a_credit_code_names_the_unit(unit, code, expected):
    rows = [["姓名", "身份证号", "单位", "统一社会信用代码"], ["王志远", id_number(1), unit, code]]
    [verdict] = judged(workbook(Page(rows)))

    assert (verdict.status, verdict.code, verdict.values["unit"]) == expected


# R27: numbers that may be missing


@pytest.mark.parametrize("number", ["无", "待补", "4100**********0012", id_number(1)[:17]])
def test_where_numbers_are_optional_a_bad_one_is_left_out(number):
    [verdict] = judged(plain_list({"id": number}), more={"id_is_optional": True})

    assert (verdict.status, verdict.code, verdict.values["id_number"]) == ("warning", "R27", "")
