"""The page on which questions come in: old and new are shown, and each change has its own tick."""

import io

import pytest
from django.urls import reverse

from people.choices import Role
from questions.exports import question_workbook
from questions.models import Question, QuestionVersion
from tests.factories.people import user_with_role
from tests.questions.test_importing import load, rows_of
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def grader(client):
    client.force_login(user_with_role(Role.GRADER), backend=BACKEND)
    return client


def judge(client, rows):
    file = io.BytesIO(question_workbook(rows))
    file.name = "试题.xlsx"
    return client.post(reverse("questions:import"), {"bank": "题库", "file": file})


def take(client, page, *ticks):
    sent = {"token": page.context["token"], "take": ticks}
    return client.post(reverse("questions:import_commit"), sent, follow=True)


def ticks(page):
    return [row.tick for row, _lines in page.context["changes"]]


def keys():
    return list(QuestionVersion.objects.current().order_by("question__code").values_list("key", flat=True))


def test_a_change_is_shown_old_and_new_and_nothing_is_ticked(grader):
    load(rows_of({}))
    page = judge(grader, rows_of({"正确答案": "B", "分值": "2"}))
    text = page.content.decode()

    assert [line[1:] for _row, lines in page.context["changes"] for line in lines] == [("甲", "乙"), ("1.0", "2.0")]
    assert ("正确答案有变化" in text, "checked" in text) == (True, False)


def test_only_the_ticked_change_is_taken(grader):
    load(rows_of({}, {}))
    page = judge(grader, rows_of({"正确答案": "B"}, {"正确答案": "C"}))
    answer = take(grader, page, ticks(page)[1])

    assert keys() == [[0], [2]]
    assert "更新1题，未导入1行" in answer.content.decode()


def test_without_a_tick_only_new_questions_come_in(grader):
    load(rows_of({}))
    page = judge(grader, rows_of({"正确答案": "B"}, {}))
    take(grader, page)

    assert (keys(), Question.objects.count()) == ([[0], [0]], 2)


def test_what_alters_an_answer_stands_first_and_is_not_ticked_with_the_others(grader):
    load(rows_of({}, {}))
    page = judge(grader, rows_of({"分值": "2"}, {"正确答案": "B"}))

    assert [row.alters_answer for row, _lines in page.context["changes"]] == [True, False]
    assert page.content.decode().count('form="import"') == 1


def test_a_tick_is_void_once_the_bank_says_something_else_than_was_shown(grader):
    load(rows_of({}))
    page = judge(grader, rows_of({"正确答案": "B"}))
    load(rows_of({"正确答案": "C"}), take=None)
    answer = take(grader, page, *ticks(page))

    assert (keys(), "未导入1行" in answer.content.decode()) == ([[2]], True)


def test_a_question_that_somebody_else_brought_in_meanwhile_is_not_brought_in_twice(grader):
    page = judge(grader, rows_of({}))
    load(rows_of({}))
    take(grader, page)

    assert Question.objects.count() == 1


def test_a_tick_of_nothing_we_showed_does_nothing(grader):
    load(rows_of({}))
    page = judge(grader, rows_of({"正确答案": "B"}))
    take(grader, page, "试题!2@0", "", "x" * 5000)

    assert keys() == [[0]]


@pytest.mark.parametrize("rows", [1, 3])
def test_judging_and_taking_changes_cost_as_many_statements_for_three_as_for_one(
    grader, rows, django_assert_num_queries
):
    load(rows_of(*[{}] * rows))
    changed = rows_of(*[{"分值": "2"}] * rows)
    judge(grader, changed)
    with django_assert_num_queries(13):
        page = judge(grader, changed)
    sent = {"token": page.context["token"], "take": ticks(page)}
    with django_assert_num_queries(16):
        grader.post(reverse("questions:import_commit"), sent)

    assert QuestionVersion.objects.current().filter(score=2).count() == rows


def test_an_import_is_judged_first_and_written_on_the_second_press(grader):
    judged = judge(grader, rows_of({}, {"题型": "简答"}))
    assert "不认识题型" in judged.content.decode()
    assert Question.objects.count() == 0
    token = judged.context["token"]
    for _n in range(2):
        grader.post(reverse("questions:import_commit"), {"token": token})

    assert Question.objects.count() == 1


def test_a_file_that_cannot_be_read_is_refused_in_the_form(grader):
    file = io.BytesIO(b"nothing")
    file.name = "x.csv"
    answer = grader.post(reverse("questions:import"), {"bank": "题库", "file": file})

    assert answer.status_code == 422


def test_the_template_is_a_workbook(grader):
    answer = grader.get(reverse("questions:template"))

    assert answer.content[:2] == b"PK"
