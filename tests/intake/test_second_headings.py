"""Sheets with more than one heading: no row is lost above the one that holds, and none is read under the wrong one."""

import pytest

from common.tables import read_book
from intake.kinds import list_kinds
from intake.options import Options
from tests.factories.people import city_root
from tests.factories.rosters import Page, id_number, judged, small_city, workbook

HEAD = ["序号", "姓名", "身份证号", "单位", "职务"]
WIDE = ["姓名", "性别", "身份证号", "单位", "职务", "手机", "民族", "学历"]
ABOVE, DIFFERS = "heading_above", "heading_differs"


def told(rows, merges=(), **options):
    verdicts = judged(workbook(Page(rows, merges=list(merges))), **options)
    return [(verdict.row, verdict.status, verdict.code) for verdict in verdicts]


def person(n, name="王志远"):
    return [n, name, id_number(n), "市教育局", "科员"]


def wide(n, name="王志远"):
    return [name, "男", id_number(n), "市教育局", "科员", f"1990000{n:04d}", "汉族", "大学本科"]


# Above the heading that holds


def test_rows_under_a_narrower_heading_above_are_named_each_by_its_row():
    rows = [
        ["一、领导班子"],
        ["姓名", "单位", "职务"],
        ["王志远", "市教育局", "局长"],
        ["李明霞", "市教育局", "副局长"],
    ]
    rows += [[], ["二、其他人员"], WIDE, wide(1, "赵海")]

    assert told(rows) == [(3, "error", ABOVE), (4, "error", ABOVE), (8, "ok", "")]


def test_the_sentence_says_where_the_row_belongs():
    rows = [["姓名", "单位", "职务"], ["王志远", "市教育局", "局长"], WIDE, wide(1)]
    lost = judged(workbook(Page(rows)))[0]

    assert ("3" in lost.message, lost.sheet, lost.values) == (True, "Sheet1", {})


def test_a_heading_with_one_column_more_below_rows_of_data_loses_none_of_them():
    assert told([HEAD, person(1), [*HEAD, "民族"], [*person(2, "李明霞"), "汉族"]]) == [
        (2, "error", ABOVE),
        (4, "ok", ""),
    ]


def test_a_heading_of_two_columns_above_is_one_too():
    assert told([["姓名", "性别"], ["王志远", "男"], WIDE, wide(1)]) == [(2, "error", ABOVE), (4, "ok", "")]


def test_a_hidden_row_above_is_passed_over_where_hidden_rows_are():
    data = workbook(Page([HEAD, person(1), WIDE, wide(2)], hidden_rows=[1]))

    assert [(v.status, v.code) for v in judged(data, skip_hidden=True)] == [("skipped", "R08"), ("ok", "")]


@pytest.mark.parametrize(
    "row",
    [
        ["全市干部名册"],
        ["填报单位（盖章）：市教育局", "", "填报日期：2024年3月1日"],
        ["注：本表一式两份"],
        ["合计", "25人"],
        ["", "", "", "2024年3月1日"],
        ["（一）机关"],
        ["示例：张三", "市政府办", "科长"],
        [],
        [1],
    ],
)
def test_titles_notes_and_blanks_between_two_headings_are_nothing(row):
    assert told([["姓名", "单位", "职务"], row, WIDE, wide(1)]) == [(4, "ok", "")]


def test_titles_above_the_first_heading_are_nothing():
    assert told([["全市干部名册"], ["联系人", "张三", "电话", "63100000"], WIDE, wide(1)]) == [(4, "ok", "")]


def test_the_levels_of_one_heading_are_no_headings_of_their_own():
    rows = [["序号", "姓名", "单位", "联系方式", ""], ["", "", "", "办公电话", "手机"]]
    rows += [[1, "王志远", "市教育局", "63100000", "19900000001"]]
    merges = [(0, 3, 0, 4, "联系方式"), (0, 0, 1, 0, "序号"), (0, 1, 1, 1, "姓名"), (0, 2, 1, 2, "单位")]

    assert told(rows, merges) == [(3, "ok", "")]


# Below it


def swapped(n, name="李明霞"):
    return [n, name, id_number(n), "科员", "市教育局"]


SWAPPED = ["序号", "姓名", "身份证号", "职务", "单位"]


def test_rows_below_a_heading_in_another_order_are_not_read_under_the_first():
    rows = [HEAD, person(1), SWAPPED, swapped(2), ["合计", "2人"], swapped(3, "赵海")]

    assert told(rows) == [
        (2, "ok", ""),
        (3, "skipped", "R06"),
        (4, "error", DIFFERS),
        (5, "skipped", "R06"),
        (6, "error", DIFFERS),
    ]


def test_the_sentence_names_both_headings():
    message = judged(workbook(Page([["名册"], HEAD, person(1), SWAPPED, swapped(2)])))[-1].message

    assert ("4" in message, "2" in message) == (True, True)


def test_rows_are_read_again_below_a_heading_like_the_first():
    rows = [HEAD, person(1), SWAPPED, swapped(2), HEAD, person(3, "赵海")]

    assert told(rows)[2:] == [(4, "error", DIFFERS), (5, "skipped", "R06"), (6, "ok", "")]


@pytest.mark.parametrize("again", [HEAD, ["序号", "姓  名*", "身份证号码", "工作单位", "职务"]])
def test_the_same_heading_on_the_next_page_is_passed_over(again):
    assert told([HEAD, person(1), again, person(2, "李明霞")]) == [(2, "ok", ""), (3, "skipped", "R06"), (4, "ok", "")]


def test_both_levels_of_a_heading_on_the_next_page_are_passed_over():
    top, below = ["序号", "姓名", "单位", "联系方式", ""], ["", "", "", "办公电话", "手机"]
    rows = [top, below, [1, "王志远", "市教育局", "63100000", "19900000001"]]
    rows += [top, below, [2, "李明霞", "市教育局", "63100000", "19900000002"]]

    assert told(rows) == [(3, "ok", ""), (4, "skipped", "R06"), (5, "skipped", "R06"), (6, "ok", "")]


@pytest.mark.parametrize(
    "other",
    [
        ["姓名", "单位", "职务"],
        [*HEAD, "手机"],
        ["序号", "姓名", "籍贯", "单位", "职务"],
        ["序号", "姓名", "籍贯", "爱好", "车次"],
    ],
)
def test_other_columns_are_another_heading(other):
    people = [[str(n), *person(n, f"王志{n}")[1:]] for n in range(1, 20)]

    assert told([HEAD, *people, other, person(30, "赵海")])[-1] == (22, "error", DIFFERS)


def test_a_heading_explained_by_somebody_holds_for_the_next_one_too():
    head = ["序号", "姓名", "身份证号", "属于", "职务"]
    rows = [head, person(1), ["序号", "姓名", "身份证号", "职务", "属于"], swapped(2)]

    assert told(rows, headings={"属于": "unit"})[-1] == (4, "error", DIFFERS)


# Every kind of list

QUESTION = ["题型", "题干", "选项A", "选项B", "正确答案"]
TRAINING = ["姓名", "单位", "培训班名称", "主办单位", "年度", "学时"]
BLOCKS = {
    "people": (HEAD, person(1), SWAPPED, swapped(2)),
    "units": (
        ["单位代码", "单位全称", "单位类型"],
        ["NY901", "南阳市某某局", "政府工作部门"],
        ["单位全称", "单位代码", "单位类型"],
        ["南阳市某一局", "NY902", "政府工作部门"],
    ),
    "liaisons": (
        ["单位", "联络员", "手机"],
        ["市教育局", "王志远", ""],
        ["联络员", "单位", "手机"],
        ["李明霞", "市教育局", ""],
    ),
    "history": (
        TRAINING,
        ["王志远", "市教育局", "甲班", "市委党校", "2021", "8"],
        ["姓名", "单位", "主办单位", "培训班名称", "年度", "学时"],
        ["王志远", "市教育局", "市委党校", "乙班", "2021", "8"],
    ),
    "questions": (
        QUESTION,
        ["单选", "题一", "甲", "乙", "A"],
        ["题型", "题干", "选项B", "选项A", "正确答案"],
        ["单选", "题二", "乙", "甲", "A"],
    ),
}


def rows_of(code, rows):
    small_city()
    options = Options(more={"bank": "题库"})
    reading = list_kinds()[code].judge(
        read_book(workbook(Page(rows)), "名单.xlsx"), by=None, unit=city_root(), options=options
    )
    return {verdict.row: verdict.code for verdict in reading.verdicts}


@pytest.mark.django_db
@pytest.mark.parametrize("code", BLOCKS)
def test_no_kind_of_list_reads_a_row_under_the_wrong_heading(code):
    head, row, other, behind = BLOCKS[code]
    found = rows_of(code, [head, row, head, row, other, behind])

    assert (found[3], found[5], found[6]) == ("R06", "R06", DIFFERS)


MORE = {"people": "民族", "units": "简称", "liaisons": "AB角", "history": "证书编号", "questions": "解析"}


@pytest.mark.django_db
@pytest.mark.parametrize("code", BLOCKS)
def test_no_kind_of_list_loses_a_row_above_a_wider_heading(code):
    head, row, _other, _behind = BLOCKS[code]
    found = rows_of(code, [head, row, [*head, MORE[code]], [*row, ""]])

    assert (found[2], set(found)) == (ABOVE, {2, 4})
