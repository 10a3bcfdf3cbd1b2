"""The template questions are written in, empty or filled. Its words are Chinese: they are what the import reads."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter

from intake.layout import GUIDE
from questions.importing.rows import DIFFICULTIES, headings
from questions.kinds import KINDS, kind_of
from questions.models import QuestionBank, QuestionVersion

NEEDED = ("题型", "题干", "正确答案")
WIDTHS = {"题干": 60, "解析": 40, "知识点": 20, "出处": 16}
DIFFICULTY_WORDS = ("易", "中", "难")
DROPDOWN_ROWS = 2000


def columns() -> dict[str, str]:
    """The heading of each field, in the order of the template."""
    return {name: called[0] for name, called in headings().items()}


def starred(heading: str) -> str:
    return f"{heading}*" if heading in NEEDED else heading


def choices() -> dict[str, list[str]]:
    return {"题型": [kind.names[0] for kind in KINDS.values()], "难度": list(DIFFICULTY_WORDS)}


def guide() -> list[tuple[str, str]]:
    """How each column is filled in; the kinds add what is special to them."""
    own = [line for kind in KINDS.values() for line in kind.guide.items()]
    answers = "；".join(text for heading, text in own if heading == "正确答案")
    stems = "".join(text for heading, text in own if heading == "题干")
    others = dict(line for line in own if line[0] not in NEEDED)
    return [
        (
            "编号",
            "选填。本单位给试题编的号，同一题库内不重复；再次导入时凭编号认题。没有编号的，凭题型、题干和选项认题。",
        ),
        ("题型*", f"必填。从下拉框选择：{'、'.join(choices()['题型'])}。"),
        ("题干*", f"必填。{stems}"),
        *others.items(),
        ("正确答案*", f"必填。{answers}。"),
        ("分值", "不填按1分计。"),
        ("难度", "从下拉框选择：易、中、难。不填按中计。"),
        ("知识点", "填写课程目录中已有的知识点名称；不认识的知识点不导入并给出提示。"),
        ("", "再次导入时，选填各列留空的，题库中原有内容不变。"),
        ("解析、出处", "选填。解析只在考试结束后、允许公布答案时显示。"),
    ]


def question_template() -> bytes:
    return question_workbook([])


def bank_workbook(bank: QuestionBank) -> bytes:
    """The current questions of a bank, as they come in again."""
    current = QuestionVersion.objects.current().filter(question__bank=bank)
    rows = current.select_related("question", "knowledge_point").order_by("question__code")
    return question_workbook(row_of(version) for version in rows)


def row_of(version: QuestionVersion) -> dict[str, str]:
    """The cells of a question by their headings."""
    kind = kind_of(version.kind)
    cells = {
        "number": version.question.code,
        "kind": kind.names[0],
        "stem": version.stem,
        **kind.written(version.options, version.key),
        "score": f"{version.score.normalize():f}",
        "difficulty": next(word for word in DIFFICULTY_WORDS if DIFFICULTIES[word] == version.difficulty),
        "point": version.knowledge_point.name if version.knowledge_point else "",
        "explanation": version.explanation,
        "source": version.source,
    }
    called = columns()
    return {called[name]: text for name, text in cells.items()}


def question_workbook(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """One sheet of questions with drop-down lists, one that says how to fill it in."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E9EEF5", "border": 1, "valign": "vcenter"})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        page = book.add_worksheet("试题")
        page.freeze_panes(1, 3)
        shown, listed = list(columns().values()), choices()
        for i, heading in enumerate(shown):
            page.set_column(i, i, WIDTHS.get(heading, 12), text)
            page.write_string(0, i, starred(heading), head)
            if heading in listed:
                page.data_validation(1, i, DROPDOWN_ROWS, i, {"validate": "list", "source": listed[heading]})
        for number, row in enumerate(rows, start=1):
            for i, heading in enumerate(shown):
                page.write_string(number, i, row.get(heading, ""), text)
        page = book.add_worksheet(GUIDE)
        page.set_column(0, 0, 18)
        page.set_column(1, 1, 90)
        for number, (heading, words) in enumerate(guide()):
            page.write_string(number, 0, heading, head)
            page.write_string(number, 1, words, text)
    return output.getvalue()
