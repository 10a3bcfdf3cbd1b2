"""What each kind of question answers for."""

import ast
import re
from decimal import Decimal
from pathlib import Path

import pytest

from intake.verdicts import RowVerdict
from questions.kinds import kind_named, kind_of
from questions.kinds.base import Refused

ROOT = Path(__file__).resolve().parents[2]


def item(kind, key, policy="all_or_nothing", score="2"):
    return {"kind": kind, "key": key, "policy": policy, "score": score}


HALF = item("multiple", [0, 2, 3], "half_if_subset")


@pytest.mark.parametrize(
    ("frozen", "payload", "mark"),
    [
        (item("single", [1]), [1], "2"),
        (item("single", [1]), [0], "0"),
        (item("single", [1]), [], "0"),
        (item("true_false", [0]), [0], "2"),
        (HALF, [3, 0, 2], "2"),
        (HALF, [0], "1"),
        (HALF, [0, 2], "1"),
        (HALF, [0, 1], "0"),
        (HALF, [0, 1, 2, 3], "0"),
        (HALF, [], "0"),
        (item("multiple", [0, 1], "half_if_subset", "1.5"), [0], "0.5"),
        (item("multiple", [0, 1], "half_if_subset", "1"), [0], "0.5"),
        (item("multiple", [0, 1]), [0], "0"),
        (item("blank", [["Abc"]]), [" ＡＢＣ "], "2"),
        (item("blank", [["2003", "二〇〇三"]]), ["二〇〇三"], "2"),
        (item("blank", [["甲"], ["乙"]]), ["甲", "乙"], "2"),
        (item("blank", [["甲"], ["乙"]]), ["乙", "甲"], "0"),
        (item("blank", [["甲"], ["乙"]]), ["甲"], "0"),
        (item("blank", [["甲"]]), [], "0"),
    ],
)
def test_points(frozen, payload, mark):
    assert kind_of(frozen["kind"]).points(frozen, payload) == Decimal(mark)


@pytest.mark.parametrize(
    ("kind", "one", "other", "same"),
    [
        ("multiple", [0, 2], [2, 0], True),
        ("multiple", [0], [0, 2], False),
        ("multiple", [], [], True),
        ("blank", [], [], True),
        ("blank", ["甲", ""], ["甲"], True),
        ("blank", [" 甲 "], ["甲"], True),
        ("blank", ["甲", "乙"], ["乙", "甲"], False),
        ("blank", ["", "甲"], ["甲"], False),
        ("blank", ["", ""], [], True),
    ],
)
def test_when_two_answers_are_the_same(kind, one, other, same):
    assert kind_of(kind).same(one, other) is same


CODES = {"single", "multiple", "true_false", "blank"}
# What the demo city's paper asks, and what a block with one or several right options is.
NAMING = {"exams/demo.py", "courses/models/blocks.py"}


def named_kinds(path):
    """Codes of kinds that stand in a module as texts."""
    return [n.value for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Constant) and n.value in CODES]


def test_nobody_but_the_kinds_asks_which_kind_a_question_is():
    apps = ("questions", "exams", "courses", "records", "reports", "lms")
    modules = [path for app in apps for path in (ROOT / app).rglob("*.py") if "kinds" not in path.parts]
    naming = {str(path.relative_to(ROOT)) for path in modules if named_kinds(path)}
    pages = [*(ROOT / "templates" / "exams").rglob("*.html"), *(ROOT / "templates" / "courses").rglob("*.html")]
    asking = [path.name for path in pages if re.search(r"\b(item|question)\.kind\b\s*[=!]=", path.read_text())]

    assert (naming, asking) == (NAMING, [])


WRITTEN = [
    ("single", ["甲", "乙", "丙"], [1]),
    ("multiple", ["甲", "乙", "丙"], [0, 2]),
    ("true_false", ["正确", "错误"], [1]),
    ("blank", [], [["甲", "乙"], ["丙"]]),
]


@pytest.mark.parametrize(("code", "options", "key"), WRITTEN)
def test_what_a_kind_writes_it_reads_again(code, options, key):
    kind = kind_of(code)
    cells = {"answer": "", **kind.written(options, key)}

    assert kind.read(cells, "____和____", RowVerdict("试题", 2)) == (options, key)


@pytest.mark.parametrize(
    ("code", "options", "key", "refusal"),
    [
        ("single", ["甲"], [0], "option_missing"),
        ("single", ["甲", "甲"], [0], "duplicate_options"),
        ("single", ["甲", "乙"], [2], "answer_beyond_options"),
        ("single", ["甲", "乙"], [0, 1], "single_many"),
        ("multiple", ["甲", "乙"], [], "answer_missing"),
        ("true_false", ["正确", "错误"], [0, 1], "single_many"),
        ("blank", [], [["甲"], []], "answer_missing"),
        ("blank", [], [], "answer_missing"),
    ],
)
def test_a_kind_refuses_what_it_cannot_say(code, options, key, refusal):
    with pytest.raises(Refused) as refused:
        kind_of(code).check(options, key)

    assert refused.value.code == refusal


@pytest.mark.parametrize(("code", "options", "key"), WRITTEN)
def test_the_right_answer_is_right_and_earns_all_points(code, options, key):
    item = {
        "kind": code,
        "options": [{"id": i, "text": text} for i, text in enumerate(options)],
        "key": key,
        "score": "2",
        "policy": "half_if_subset",
    }
    kind = kind_of(code)
    right = kind.right_payload(item)
    kind.check_payload(item, right)

    assert (kind.is_right(item, right), kind.points(item, right), kind.points(item, [])) == (True, 2, 0)


@pytest.mark.parametrize("text", ["单选", "单选题", " 单 选 题", "单项选择题"])
def test_a_kind_is_known_by_what_offices_call_it(text):
    assert kind_named(text).code == "single"


def test_what_a_list_calls_nothing_of_ours_is_no_kind():
    assert (kind_named("简答题"), kind_named("")) == (None, None)
