"""Heading rows of lists that are really used, where the collection is at hand."""

import json
from pathlib import Path

import pytest

from common.tables import Grid
from intake.headings import find_heading, plain_heading
from roster.people_list.fields import ALIASES, FIELDS, VOCABULARY

COLLECTION = Path("/work/shared/material/headings/headings.json")
# What a column so called must be taken for, whatever else stands in the list.
OBVIOUS = {
    "姓名": "name",
    "性别": "sex",
    "民族": "ethnic_group",
    "出生年月": "birth",
    "出生日期": "birth",
    "身份证号": "id_number",
    "身份证号码": "id_number",
    "手机": "mobile",
    "手机号": "mobile",
    "手机号码": "mobile",
    "所在单位": "unit",
    "所在单位及职务": "unit_and_post",
    "时任单位及职务": "unit_and_post",
    "职称": "tech_title",
    "职称/专业技术职务": "tech_title",
    "学历": "education",
    "最高学历": "education",
    "职务": "post",
    "现任岗位": "post",
    "行政级别": "rank",
    "职员职级": "rank",
    "政治面貌": "political_status",
    "工号": "staff_no",
    "工号/编号": "staff_no",
    "工作证号": "staff_no",
    "学工号": "staff_no",
    "办公电话": "office_phone",
    "编制类别": "staff_category",
    "备注": "remark",
}
KEYS = {"staff_no", "id_number", "mobile"}


def lists():
    """Column rows with somebody's name in them, by file and sheet."""
    if not COLLECTION.exists():
        return []
    sheets = [
        (f"{file} {sheet}", [str(text) for text in told.get("columns") or [] if text])
        for file, told_of in json.loads(COLLECTION.read_text(encoding="utf-8")).items()
        for sheet, told in told_of.items()
    ]
    return [pytest.param(columns, id=name) for name, columns in sheets if any(names_somebody(c) for c in columns)]


def names_somebody(heading):
    return ALIASES.get(plain_heading(heading)) == "name"


def is_list_of_people(columns):
    """A name alone, over votes or minutes, is nobody's roster."""
    fields = {ALIASES.get(plain_heading(column)) for column in columns}
    return bool(fields & KEYS) or len(fields - {None}) > 2


@pytest.mark.skipif(not COLLECTION.exists(), reason="the collection of headings is not at hand")
@pytest.mark.parametrize("columns", lists())
def test_the_headings_of_a_list_in_use_are_found(columns):
    heading = find_heading(Grid("Sheet1", [columns, ["x"] * len(columns)]), VOCABULARY)
    if not is_list_of_people(columns):
        assert heading is None or "name" in heading.by_field
        return

    found = {column.heading: column.field for column in heading.columns}
    expected = [(text, OBVIOUS[bare]) for text in columns if (bare := text.replace("\n", "")) in OBVIOUS]
    missed = [text for text, field in expected if found[text] != field and field not in heading.by_field]
    assert ("name" in heading.by_field, missed) == (True, [])


@pytest.mark.skipif(not COLLECTION.exists(), reason="the collection of headings is not at hand")
def test_most_lists_in_use_are_lists_of_people():
    assert sum(is_list_of_people(parameter.values[0]) for parameter in lists()) > 20


@pytest.mark.parametrize(
    "columns", [["主持人姓名", "会议名称", "会议时间"], ["党支部书记姓名", "考核结果", "年度"], ["甲", "乙"]]
)
def test_somebody_elses_name_makes_no_list_of_people(columns):
    assert find_heading(Grid("Sheet1", [columns]), VOCABULARY) is None


def test_every_alias_is_plain_and_means_a_field():
    assert [alias for alias, field in ALIASES.items() if plain_heading(alias) != alias or field not in FIELDS] == []
