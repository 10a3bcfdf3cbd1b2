"""Which question of a bank a row means, and that no question is replaced unseen. Through the command, as it is documented."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from questions.exports import question_workbook
from questions.models import Question, QuestionVersion
from tests.factories.people import city_root
from tests.factories.questions import KnowledgePointFactory

pytestmark = pytest.mark.django_db

STEM = "下列说法正确的是（ ）"
ROW = {"题型": "单选", "题干": STEM, "选项A": "甲", "选项B": "乙", "选项C": "丙", "正确答案": "A"}
OTHER = {"选项A": "子", "选项B": "丑", "选项C": "寅"}


@pytest.fixture(params=["city", "nothing"])
def load(request, tmp_path):
    """Imports rows, each said as what differs from ROW; into a city, and before there is one."""
    if request.param == "city":
        city_root()

    def run(*rows, flags=("--commit",)):
        heads = list(dict.fromkeys(name for row in rows for name in {**ROW, **row}))
        lines = [heads, *([{**ROW, **row}.get(name, "") for name in heads] for row in rows)]
        path = tmp_path / "questions.csv"
        path.write_text("\n".join(",".join(f'"{cell}"' for cell in line) for line in lines), encoding="utf-8")
        out = io.StringIO()
        call_command("import_questions", str(path), "--bank", "题库", "--json", *flags, stdout=out)
        return json.loads(out.getvalue())

    return run


TAKING = ("--commit", "--take-changes")


def verdicts(answer):
    return [(row["status"], row["code"]) for row in answer["rows"]]


def texts(name):
    return list(QuestionVersion.objects.current().order_by("pk").values_list(name, flat=True))


# The stem alone is no identity


def test_the_same_stem_with_other_options_is_another_question(load):
    load({})
    answer = load(OTHER)

    assert (answer["created"], verdicts(answer)) == (1, [("warning", "same_stem")])
    assert texts("options") == [["甲", "乙", "丙"], ["子", "丑", "寅"]]


def test_two_rows_of_a_file_with_one_stem_and_other_options_are_two_questions(load):
    answer = load({}, OTHER)

    assert (answer["created"], verdicts(answer)) == (2, [("ok", ""), ("warning", "same_stem")])


def test_the_same_stem_asked_as_another_kind_is_another_question(load):
    load({})

    assert load({"题型": "多选", "正确答案": "AB"})["created"] == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.5小时", "15小时"),
        ("大于≥60分", "大于≤60分"),
        ("8:30开会", "83:0开会"),
        ("使用C++", "使用C"),
        ("-5度", "5度"),
    ],
)
def test_what_a_sign_or_a_point_tells_apart_is_two_questions(load, one, other):
    assert load({"题干": one}, {"题干": other})["created"] == 2


@pytest.mark.parametrize(
    "written", ["下列说法正确的是____。", "下列说法正确的是（　　）", "下列 说法正确的是( )", "１. 下列说法正确的是"]
)
def test_the_same_question_written_otherwise_is_not_a_new_one(load, written):
    load({})
    answer = load({"题干": written})

    assert (answer["created"], Question.objects.count()) == (0, 1)


def test_options_in_another_order_are_the_same_question_and_no_change(load):
    load({})
    answer = load({"选项A": "丙", "选项B": "甲", "选项C": "乙", "正确答案": "B"})

    assert (answer["unchanged"], verdicts(answer)) == (1, [("fixed", "options_reordered")])
    assert texts("options") == [["甲", "乙", "丙"]]


def test_options_in_another_order_with_the_same_letter_right_are_another_answer(load):
    load({})
    answer = load({"选项A": "丙", "选项B": "甲", "选项C": "乙", "正确答案": "A"})

    assert verdicts(answer) == [("warning", "question_changed")]


# A change is taken when somebody says so


@pytest.mark.parametrize(
    "change",
    [
        {"正确答案": "B"},
        {"分值": "3"},
        {"难度": "难"},
        {"解析": "另一个解析"},
        {"出处": "L02"},
        {"知识点": "政策法规"},
        {"题干": "下列说法正确的是"},
    ],
)
def test_a_change_is_left_out_until_it_is_taken(load, change):
    KnowledgePointFactory(name="政策法规")
    load({})
    dry, left, taken = (load(change, flags=flags) for flags in ((), ("--commit",), TAKING))

    assert [verdicts(answer) for answer in (dry, left)] == [[("warning", "question_changed")]] * 2
    assert [answer["updated"] for answer in (dry, left, taken)] == [0, 0, 1]
    assert (verdicts(taken), QuestionVersion.objects.count()) == ([("ok", "question_renewed")], 2)
    assert load(change)["unchanged"] == 1


def test_a_change_says_what_was_and_what_would_be(load):
    load({})
    [row] = load({"正确答案": "B", "分值": "2"})["rows"]

    assert all(part in row["message"] for part in ("甲 → 乙", "1.0 → 2.0"))


def test_an_empty_cell_and_a_missing_column_say_nothing(load):
    point = KnowledgePointFactory(name="政策法规")
    load({"分值": "3", "难度": "难", "知识点": "政策法规", "解析": "解析", "出处": "L01"})
    answers = [load({}), load({"分值": "", "难度": "", "知识点": "", "解析": "", "出处": ""})]
    answers.append(load({"难度": "极难", "知识点": "没有这个知识点"}))

    assert [answer["unchanged"] for answer in answers] == [1, 1, 1]
    assert QuestionVersion.objects.get().knowledge_point == point


def test_what_a_row_leaves_unsaid_stays_when_its_change_is_taken(load):
    load({"分值": "3", "解析": "解析"})
    load({"正确答案": "B"}, flags=TAKING)

    assert (texts("key"), texts("explanation"), texts("score")) == ([[1]], ["解析"], [3])


# The number of an office


def test_a_number_is_the_identity_whatever_else_changes(load):
    load({"编号": "JX-001"})
    change = {"编号": " ｊｘ-００１", "题干": "另一个题干", **OTHER}
    left, taken = load(change), load(change, flags=TAKING)

    assert verdicts(left) == [("warning", "question_changed")]
    assert (taken["updated"], taken["created"], texts("stem")) == (1, 0, ["另一个题干"])
    assert Question.objects.get().code == "JX-001"


def test_two_numbers_with_one_content_are_refused(load):
    load({"编号": "1"}, {"编号": "2", **OTHER})
    answer = load({"编号": "1", **OTHER}, flags=TAKING)

    assert (verdicts(answer), texts("options")[0]) == ([("error", "same_as_other")], ["甲", "乙", "丙"])


def test_a_question_that_gets_its_number_later_is_the_same_question(load):
    load({})
    left, taken = load({"编号": "A1"}), load({"编号": "A1"}, flags=TAKING)

    assert (verdicts(left), taken["updated"]) == ([("warning", "question_changed")], 1)
    assert Question.objects.get().code == "A1"


def test_a_number_at_two_different_questions_keeps_both_rows_out(load):
    answer = load({"编号": "1"}, {"编号": "1", **OTHER}, {"编号": "2", "题干": "第三题"})

    assert verdicts(answer) == [("error", "number_twice"), ("error", "number_twice"), ("ok", "")]


def test_one_question_with_two_answers_keeps_both_rows_out(load):
    answer = load({}, {"正确答案": "B"})

    assert verdicts(answer) == [("error", "answers_contradict")] * 2


def test_two_rows_that_mean_one_question_of_the_bank_are_not_both_taken(load):
    load({"编号": "1"})
    answer = load({"编号": "1", **OTHER}, {}, flags=TAKING)

    assert verdicts(answer) == [("ok", "question_renewed"), ("error", "duplicate_question")]


def test_our_own_numbers_go_round_those_of_a_file(load):
    answer = load({"编号": "Q00002"}, {"题干": "甲题"}, {"题干": "乙题"})

    assert answer["created"] == 3
    assert sorted(Question.objects.values_list("code", flat=True)) == ["Q00002", "Q00003", "Q00004"]


def test_a_running_number_is_no_identity(load):
    load({"序号": "1"})
    answer = load({"序号": "1", "题干": "另一个题干"})

    assert (answer["created"], Question.objects.count()) == (1, 2)


def test_a_number_longer_than_any_is_refused(load):
    assert verdicts(load({"编号": "1" * 61})) == [("error", "number_too_long")]


# What the bank says is kept


def test_a_file_of_another_format_than_named_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(question_workbook([ROW]))

    with pytest.raises(CommandError):
        call_command("import_questions", str(path), "--bank", "题库", "--format", "csv")
