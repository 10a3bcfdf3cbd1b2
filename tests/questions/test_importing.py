"""What an import says of each row, and what it writes."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from python_calamine import CalamineWorkbook

from people.models import AuditEvent
from questions.exports import columns, question_template, question_workbook, starred
from questions.importing.reading import ListRow
from questions.importing.rows import judge_row
from questions.models import Question, QuestionBank, QuestionVersion
from questions.services import import_questions
from tests.factories.exams import exam_of
from tests.factories.people import city_root
from tests.factories.questions import KnowledgePointFactory
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db

ROW = {"题型": "单选", "题干": "问题", "选项A": "甲", "选项B": "乙", "选项C": "丙", "正确答案": "A"}


def rows_of(*changes):
    return [{**ROW, "题干": f"问题{i}", **change} for i, change in enumerate(changes)]


def load(rows, commit=True, bank="题库", **more):
    return import_questions(data=question_workbook(rows), bank=bank, commit=commit, by=None, **more)


def verdict(**change):
    [row] = load(rows_of(change), commit=False).rows
    return row


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({}, "ok", ""),
        ({"题型": "简答"}, "error", "kind_unknown"),
        ({"题干": ""}, "error", "stem_missing"),
        ({"选项B": ""}, "error", "option_missing"),
        ({"选项B": "", "选项C": ""}, "error", "option_missing"),
        ({"正确答案": ""}, "error", "answer_missing"),
        ({"正确答案": "D"}, "error", "answer_beyond_options"),
        ({"正确答案": "AB"}, "error", "single_many"),
        ({"正确答案": "甲"}, "error", "answer_unreadable"),
        ({"选项B": "甲"}, "error", "duplicate_options"),
        ({"分值": "很多"}, "error", "score_invalid"),
        ({"分值": "-1"}, "error", "score_invalid"),
        ({"分值": "NaN"}, "error", "score_invalid"),
        ({"分值": "0.01"}, "error", "score_invalid"),
        ({"分值": "1e99"}, "error", "score_invalid"),
        ({"难度": "极难"}, "warning", "difficulty_unknown"),
        ({"知识点": "没有"}, "warning", "knowledge_point_unknown"),
        ({"题干": "1. 问题"}, "fixed", "number_stripped"),
        ({"题干": "2.0版本的平台"}, "ok", ""),
        ({"选项A": "A. 甲", "选项B": "B、乙", "选项C": "C．丙"}, "fixed", "letter_stripped"),
        ({"题型": "多选", "正确答案": "A"}, "warning", "multiple_one"),
        ({"题型": "判断", "正确答案": "大概"}, "error", "answer_unreadable"),
        ({"题型": "填空", "题干": "甲____乙____", "正确答案": "一"}, "warning", "blank_count_differs"),
        ({"题型": "填空", "题干": "甲____乙____", "正确答案": "一|"}, "error", "answer_missing"),
    ],
)
def test_the_verdict_on_a_row(change, status, code):
    row = verdict(**change)

    assert (row.status, row.code, row.row) == (status, code, 2)


@pytest.mark.parametrize("answer", ["ABC", "A,B,C", "A、B、C", "A;B", "ＡＢＣ", "a b c", "CBA", "Ａ，Ｂ，Ｃ"])
def test_letters_are_read_as_offices_write_them(answer):
    key = verdict(题型="多选题", 正确答案=answer).question.key

    assert key == ([0, 1] if answer == "A;B" else [0, 1, 2])


@pytest.mark.parametrize(
    ("answer", "key"),
    [(w, [0]) for w in ("对", "√", "T", "正确", "是", "Ｔ", "TRUE")]
    + [(w, [1]) for w in ("错", "×", "F", "错误", "否", "x", "FALSE")],
)
def test_true_and_false_are_read_as_offices_write_them(answer, key):
    assert verdict(题型="判断", 正确答案=answer).question.key == key


def test_blanks_and_what_each_accepts():
    row = verdict(题型="填空", 题干="____和____", 正确答案="特急|2003；二〇〇三")

    assert row.question.key == [["特急"], ["2003", "二〇〇三"]]


def test_an_empty_row_is_skipped():
    assert judge_row(ListRow("试题", 3, {"kind": "", "stem": ""})).status == "skipped"


def test_a_question_twice_is_an_error_in_its_second_row():
    answer = load(rows_of({"题干": "同一个问题（ ）"}, {"题干": "同一个问题（　）。"}), commit=False)

    assert [row.code for row in answer.rows] == ["", "duplicate_question"]


def test_a_dry_run_writes_nothing():
    answer = load(rows_of({}, {}), commit=False)

    assert (answer.created, QuestionBank.objects.count(), Question.objects.count()) == (2, 0, 0)


def test_the_good_rows_are_written_and_the_same_file_changes_nothing():
    point = KnowledgePointFactory(name="政策法规")
    rows = rows_of({"知识点": "政策法规", "分值": "2"}, {"正确答案": "Z"})
    first, second = load(rows), load(rows)

    assert (first.created, first.errors) == (1, 1)
    assert (second.created, second.updated, second.unchanged) == (0, 0, 1)
    assert QuestionVersion.objects.get().knowledge_point == point


def test_a_change_that_is_taken_is_a_new_version_and_the_old_one_stays():
    load(rows_of({}))
    answer = load(rows_of({"正确答案": "B"}), take=True)

    assert (answer.updated, Question.objects.count()) == (1, 1)
    versions = QuestionVersion.objects.order_by("number").values_list("number", "is_current", "key")
    assert list(versions) == [(1, False, [0]), (2, True, [1])]


def test_an_import_leaves_a_running_attempt_alone():
    exam = exam_of("single")
    attempt = exam.start()
    version = QuestionVersion.objects.get(pk=attempt.items[0]["version"])
    QuestionVersion.objects.filter(pk=version.pk).update(is_current=False)
    attempt.refresh_from_db()

    assert attempt.items[0]["stem"] == version.stem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_the_encodings_offices_use(encoding):
    text = "题型,题干,选项A,选项B,正确答案\n单选,问题,甲,乙,B\n"
    answer = import_questions(data=text.encode(encoding), bank="题库", commit=False, by=None)

    assert [row.question.key for row in answer.rows] == [[1]]


def test_a_short_row_of_a_csv_lacks_what_it_lacks():
    text = "题型,题干,选项A,选项B,正确答案\n单选,问题\n\n"
    answer = import_questions(data=text.encode(), bank="题库", commit=False, by=None)

    assert [row.code for row in answer.rows] == ["option_missing", "row_empty"]


def test_a_bank_has_a_name_that_fits():
    for name in (" ", "题" * 61):
        assert refusal(import_questions, data=b"", bank=name, commit=False, by=None) == "bank_name"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"a,b\n1,2\n", "headings_missing"), (b"", "file_empty"), (b"PK\x03\x04no", "R12")],
)
def test_what_is_not_a_template_is_refused(data, code):
    assert refusal(import_questions, data=data, bank="题库", commit=False, by=None) == code


def test_the_template_has_the_headings_and_a_guide():
    book = CalamineWorkbook.from_filelike(io.BytesIO(question_template()))

    assert book.sheet_names == ["试题", "填写说明"]
    assert tuple(book.get_sheet_by_index(0).to_python()[0]) == tuple(starred(heading) for heading in columns().values())
    assert load([], commit=False).rows == []


def command(path, *flags):
    out = io.StringIO()
    call_command("import_questions", str(path), "--bank", "题库", *flags, stdout=out)
    return out.getvalue()


def test_the_command_answers_with_one_json_object(tmp_path):
    city_root()
    path = tmp_path / "questions.xlsx"
    path.write_bytes(question_workbook(rows_of({}, {"题型": "简答"})))
    dry = json.loads(command(path, "--json"))
    wet = json.loads(command(path, "--json", "--commit"))

    assert set(dry) == {"created", "updated", "unchanged", "skipped", "errors", "warnings", "rows"}
    assert (dry["created"], dry["errors"], wet["created"], Question.objects.count()) == (1, 1, 1, 1)
    assert dry["rows"][1] | {"message": ""} == {
        "sheet": "试题",
        "row": 3,
        "status": "error",
        "code": "kind_unknown",
        "message": "",
    }


def test_the_command_speaks_to_people_too(tmp_path):
    path = tmp_path / "questions.csv"
    path.write_text("题型,题干,正确答案\n简答,问题,无\n", encoding="utf-8")

    assert "kind_unknown" in command(path)
    with pytest.raises(CommandError):
        command(tmp_path / "missing.xlsx")


def test_what_the_command_took_over_it_takes_back(tmp_path):
    city_root()
    path = tmp_path / "questions.xlsx"
    path.write_bytes(question_workbook(rows_of({}, {"难度": "极难"})))
    number = json.loads(command(path, "--json", "--commit"))["import"]
    taken = Question.objects.count()
    call_command("import_questions", "--undo", str(number), stdout=io.StringIO())

    assert (taken, Question.objects.count()) == (2, 0)
    with pytest.raises(CommandError):
        call_command("import_questions", "--undo", "0", stdout=io.StringIO())


def test_the_command_leaves_changes_out_until_it_is_told_to_take_them(tmp_path):
    city_root()
    load(rows_of({}))
    path = tmp_path / "questions.xlsx"
    path.write_bytes(question_workbook(rows_of({"正确答案": "B"})))
    answers = [json.loads(command(path, "--json", "--commit", *more)) for more in ([], ["--take-changes"])]

    assert [(answer["updated"], answer["rows"][0]["code"]) for answer in answers] == [
        (0, "question_changed"),
        (1, "question_renewed"),
    ]
    assert [version.key for version in QuestionVersion.objects.current()] == [[1]]


def test_a_bank_is_written_as_the_file_that_comes_in_again(tmp_path):
    load(rows_of({}, {"题型": "多选", "正确答案": "AC", "知识点": KnowledgePointFactory().name}))
    path = tmp_path / "bank.xlsx"
    call_command("export_questions", "--bank", "题库", "--output", str(path))

    assert json.loads(command(path, "--json"))["unchanged"] == 2
    assert AuditEvent.objects.filter(action="questions.export_questions").count() == 1
    with pytest.raises(CommandError):
        call_command("export_questions", "--bank", "没有", "--output", str(path))
