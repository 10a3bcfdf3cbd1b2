"""The template questions are written in, empty or filled. Its words are Chinese: they are what the import reads."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter

from exams.importing.rows import LETTERS

HEADINGS = (
    "编号",
    "题型*",
    "题干*",
    *(f"选项{letter}" for letter in LETTERS),
    "正确答案*",
    "分值",
    "难度",
    "知识点",
    "解析",
    "出处",
)
WIDTHS = {"题干*": 60, "解析": 40, "知识点": 20, "出处": 16}
CHOICES = {"题型*": ["单选", "多选", "判断", "填空"], "难度": ["易", "中", "难"]}
DROPDOWN_ROWS = 2000
GUIDE = (
    ("编号", "选填。本单位给试题编的号，同一题库内不重复；再次导入时凭编号认题。没有编号的，凭题型、题干和选项认题。"),
    ("题型*", "必填。从下拉框选择：单选、多选、判断、填空。"),
    ("题干*", "必填。填空题用四个下划线（____）表示每个空。"),
    ("选项A至选项H", "单选、多选题填写，至少两个，从选项A起依次填写，中间不留空。判断、填空题不填。"),
    ("正确答案*", "必填。单选填一个字母；多选填ABD，也可写作A,B,D或A、B、D；判断填对或错；"),
    ("", "填空题各空之间用|分隔，同一空的多个可接受答案之间用；分隔。"),
    ("分值", "不填按1分计。"),
    ("难度", "从下拉框选择：易、中、难。不填按中计。"),
    ("知识点", "填写课程目录中已有的知识点名称；不认识的知识点不导入并给出提示。"),
    ("", "再次导入时，选填各列留空的，题库中原有内容不变。"),
    ("解析、出处", "选填。解析只在考试结束后、允许公布答案时显示。"),
)


def question_template() -> bytes:
    return question_workbook([])


def question_workbook(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """One sheet of questions with drop-down lists, one that says how to fill it in."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E9EEF5", "border": 1, "valign": "vcenter"})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        page = book.add_worksheet("试题")
        page.freeze_panes(1, 3)
        for i, heading in enumerate(HEADINGS):
            page.set_column(i, i, WIDTHS.get(heading, 12), text)
            page.write_string(0, i, heading, head)
            if heading in CHOICES:
                page.data_validation(1, i, DROPDOWN_ROWS, i, {"validate": "list", "source": CHOICES[heading]})
        for number, row in enumerate(rows, start=1):
            for i, heading in enumerate(HEADINGS):
                page.write_string(number, i, row.get(heading.rstrip("*"), ""), text)
        guide = book.add_worksheet("填写说明")
        guide.set_column(0, 0, 18)
        guide.set_column(1, 1, 90)
        for number, (heading, words) in enumerate(GUIDE):
            guide.write_string(number, 0, heading, head)
            guide.write_string(number, 1, words, text)
    return output.getvalue()
