"""What stands between the rows of a list: units as headings, and the unit of the rows below them."""

import pytest

from tests.factories.rosters import Page, id_number, judged, workbook

HEAD = ["姓名", "身份证号", "单位", "职务"]


def person(n, name):
    return [name, id_number(n), "", "科员"]


def below(section, above=()):
    """What is told of a section, and of the row below it, after a section that is another unit's."""
    rows = [*above, HEAD, ["市财政局"], person(1, "王志远"), [section], person(2, "李明霞")]
    return [
        (verdict.status, verdict.code, verdict.values.get("unit", "")) for verdict in judged(workbook(Page(rows)))[-2:]
    ]


@pytest.mark.parametrize(
    "section",
    [
        "市教育局",
        "市教育局（2人）",
        "市教育局(共2人)",
        "市教育局 2人",
        "市教育局名单",
        "市教育局人员名单（2人）",
        "市教育局（公章）",
        "市教育局等",
        "市教育局：",
        "单位：市教育局",
        "填报单位：市教育局",
        "填报单位（盖章）：市教育局",
        "二、市教育局（2人）",
    ],
)
def test_a_unit_is_known_whatever_stands_around_its_name(section):
    passed, row = below(section)

    assert (passed, row[0], row[2]) == (("skipped", "R06", ""), "ok", "NY001")


@pytest.mark.parametrize(
    "section",
    [
        "不存在的局",
        "市气候局（2人）",
        "市气候局 2人",
        "单位：市气候局",
        "市气候中心",
        "某某县",
        "四、市气候局",
        "某某学院",
    ],
)
def test_a_unit_nobody_knows_is_to_be_chosen_and_never_the_one_before(section):
    assert below(section) == [("skipped", "R06", ""), ("error", "R39", "")]


def test_the_unit_to_be_chosen_is_called_as_the_section_calls_it():
    rows = [HEAD, ["市气候局（2人）"], person(1, "王志远")]

    assert judged(workbook(Page(rows)))[-1].unit_text == "市气候局"


def test_a_unit_nobody_knows_is_not_the_one_that_fills_the_list_in():
    assert below("市气候局", above=[["填报单位：市教育局"]])[1] == ("error", "R39", "")


@pytest.mark.parametrize("section", ["县区", "市直单位", "办公室", "人事教育科", "二、领导班子"])
def test_a_section_that_is_no_unit_ends_the_one_before(section):
    assert below(section) == [("skipped", "R06", ""), ("error", "unit_missing", "")]


@pytest.mark.parametrize("section", ["县区", "办公室", "二、领导班子"])
def test_below_a_section_that_is_no_unit_the_one_that_fills_the_list_in_holds(section):
    assert below(section, above=[["填报单位：市教育局"]])[1] == ("ok", "", "NY001")


def test_the_unit_of_a_section_may_stand_beside_the_word():
    rows = [HEAD, ["市财政局"], person(1, "王志远"), ["填报单位：", "市教育局"], person(2, "李明霞")]

    assert [(v.code, v.values.get("unit")) for v in judged(workbook(Page(rows)))[-2:]] == [
        ("R06", None),
        ("", "NY001"),
    ]


@pytest.mark.parametrize("number", [2, "二", "（二）", "2."])
@pytest.mark.parametrize(("unit", "told"), [("市教育局", ("ok", "NY001")), ("市气候局", ("error", ""))])
def test_a_section_may_have_its_number_in_a_cell_before_it(number, unit, told):
    rows = [["序号", *HEAD], ["一", "市财政局"], [1, *person(1, "王志远")], [number, unit], [1, *person(2, "李明霞")]]
    found = judged(workbook(Page(rows)))

    assert (found[2].code, found[3].status, found[3].values["unit"]) == ("R06", *told)


def test_a_name_behind_its_number_is_still_a_person():
    rows = [["序号", *HEAD], [1, "王志远"]]

    assert [v.values["name"] for v in judged(workbook(Page(rows)))] == ["王志远"]


@pytest.mark.parametrize("name", ["王志远", "李科", "张会明", "欧阳海棠"])
def test_a_name_alone_in_its_row_is_still_a_person(name):
    assert below(name)[0][0] != "skipped"


@pytest.mark.parametrize(
    "foot",
    [
        "以下空白",
        "2026年3月5日",
        "单位领导签字：",
        "市财政局（公章）",
        "人数：1",
        "共1人",
        "附件1",
        "※手机号必填",
        "名册第2页",
    ],
)
def test_what_stands_at_the_foot_of_a_list_is_no_person(foot):
    assert below(foot)[0] == ("skipped", "R06", "")
