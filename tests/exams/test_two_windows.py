"""One examination open in two windows: a page changes only what its person touched, and says what holds."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from exams.models import AnswerSave, Attempt
from people.choices import Role
from tests.exams.pages import fields_of, hand_in
from tests.factories.exams import exam_of
from tests.factories.people import user_with_role
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db


def address(name, row):
    return reverse(f"exams:{name}", kwargs={"pk": row.pk})


@pytest.fixture
def exam(client):
    exam = exam_of()
    client.force_login(exam.user, backend=BACKEND)
    return exam


def held(attempt):
    return dict(attempt.answers.values_list("item", "payload"))


def open_window(client, attempt):
    """A window opened now: what it sends untouched."""
    return fields_of(client.get(address("attempt", attempt)))


PAGE = {"item-0": ["1"], "item-1": ["0", "2"], "item-2": ["0"], "item-3": ["密钥文字", "2"]}
STORED = {0: [1], 1: [0, 2], 2: [0], 3: ["密钥文字", "2"]}


def test_an_untouched_window_hands_in_nothing_of_its_own(client, exam):
    attempt = exam.start()
    untouched, other = open_window(client, attempt), open_window(client, attempt)
    client.post(address("attempt", attempt), other | PAGE)
    assert held(attempt) == STORED
    hand_in(client, attempt, untouched)

    assert (held(attempt), Attempt.objects.get().score) == (STORED, 8)


def test_an_untouched_window_that_is_saved_changes_nothing(client, exam):
    attempt = exam.start()
    untouched, other = open_window(client, attempt), open_window(client, attempt)
    client.post(address("attempt", attempt), other | PAGE)
    client.post(address("attempt", attempt), untouched)

    assert held(attempt) == STORED


def test_a_stale_window_changes_only_the_question_that_was_touched(client, exam):
    attempt = exam.start()
    stale, other = open_window(client, attempt), open_window(client, attempt)
    client.post(address("attempt", attempt), other | {"item-0": ["1"], "item-1": ["0"]})
    client.post(address("attempt", attempt), stale | {"item-2": ["0"]})

    assert held(attempt) == {0: [1], 1: [0], 2: [0]}


def test_an_answer_taken_back_on_the_page_is_taken_back(client, exam):
    attempt = exam.start()
    client.post(address("attempt", attempt), open_window(client, attempt) | PAGE)
    page = open_window(client, attempt)
    del page["item-1"]
    client.post(address("attempt", attempt), page)

    assert held(attempt) == STORED | {1: []}


def two_answers(client, attempt):
    """The page of a window that changed a question answered elsewhere."""
    stale, other = open_window(client, attempt), open_window(client, attempt)
    client.post(address("attempt", attempt), other | {"item-0": ["1"]}, follow=True)
    return client.post(address("attempt", attempt), stale | {"item-0": ["0"], "item-2": ["0"]})


def test_a_window_that_did_not_know_the_stored_answer_is_told_and_asked(client, exam):
    attempt = exam.start()
    answer = two_answers(client, attempt)
    page = answer.content.decode()

    assert (answer.status_code, held(attempt)) == (409, {0: [1], 2: [0]})
    assert "已保存到服务器。</p>" not in page
    assert ["保留已保存的作答" in page, "改用本页的作答" in page] == [True, True]
    assert fields_of(answer)["item-0"] == ["0"]


@pytest.mark.parametrize(("choice", "answer"), [("keep", [1]), ("replace", [0]), ("", [1])])
def test_the_choice_between_two_answers_holds(client, exam, choice, answer):
    attempt = exam.start()
    page = fields_of(two_answers(client, attempt))
    client.post(address("attempt", attempt), page | {"choice-0": [choice]})

    assert held(attempt) == {0: answer, 2: [0]}


def test_a_window_with_two_answers_is_not_handed_in_before_the_choice(client, exam):
    attempt = exam.start()
    stale, other = open_window(client, attempt), open_window(client, attempt)
    client.post(address("attempt", attempt), other | {"item-0": ["0"]})
    asked = hand_in(client, attempt, stale | {"item-0": ["1"]})
    assert (asked.status_code, Attempt.objects.open().count()) == (409, 1)
    hand_in(client, attempt, fields_of(asked) | {"choice-0": ["replace"]})
    attempt.refresh_from_db()

    assert (attempt.score, held(attempt)) == (2, {0: [1]})


def test_neither_key_nor_explanation_is_in_the_page_that_asks(client, exam):
    page = two_answers(client, exam.start()).content.decode()

    assert [word in page for word in ("密钥文字", "只有阅卷人", "explanation")] == [False] * 3


def test_a_page_that_is_refused_is_not_handed_in_without_its_answers(client, exam):
    attempt = exam.start()
    hand_in(client, attempt, open_window(client, attempt) | {"item-0": ["99"]})

    assert (Attempt.objects.open().count(), AnswerSave.objects.count()) == (1, 0)


def late_one(client, attempt):
    """Answer one question when the time was over, as a page that was offline delivers it."""
    given_at = int((attempt.deadline_at - timedelta(minutes=1)).timestamp() * 1000)
    save = {"item": 2, "payload": [0], "base": 0, "page": "a", "turn": 1, "given_at": given_at}
    body = json.dumps({"seen": 0, "saves": [save]})
    return client.post(address("save", attempt), body, content_type="application/json").json()


def test_an_answer_delivered_late_is_shown_to_who_gave_it_and_to_the_staff(client, exam):
    attempt = exam.start()
    with time_machine.travel(attempt.deadline_at + timedelta(minutes=5), tick=False):
        client.force_login(exam.user, backend=BACKEND)
        assert late_one(client, attempt)["late"] == [2]
        own = client.get(address("result", attempt)).content.decode()
        client.force_login(user_with_role(Role.PROCTOR), backend=BACKEND)
        staff = client.get(address("result_list", exam.sitting)).content.decode()
    attempt.refresh_from_db()

    assert attempt.score == 0
    given, arrived = (
        f"{timezone.localtime(attempt.deadline_at + timedelta(minutes=n)):%Y-%m-%d %H:%M:%S}" for n in (-1, 5)
    )
    stem = attempt.items[2]["stem"]
    assert [text in own for text in (stem, given, arrived)] == [True] * 3
    assert [text in staff for text in (exam.person.name, stem, given, arrived, "按时作答，迟到送达")] == [True] * 5
    assert ["只有阅卷人" in page for page in (own, staff)] == [False, False]
