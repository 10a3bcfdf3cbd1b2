"""Screens of examinations."""

import dataclasses
import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from exams.models import Answer, AnswerSave, Attempt
from exams.selectors import Item, Option, TakePaper
from exams.services.attempts import submit_attempt
from exams.services.saving import Save, save_answers
from people.choices import Role
from tests.exams.pages import fields_of
from tests.factories.exams import SittingFactory, candidate, exam_of, paper_with
from tests.factories.people import user_with_role
from tests.support.visits import signed_in

pytestmark = pytest.mark.django_db


def address(name, row):
    return reverse(f"exams:{name}", kwargs={"pk": row.pk})


@pytest.fixture
def exam(client):
    exam = exam_of()
    signed_in(exam.user, client)
    return exam


def post_json(client, attempt, body):
    return client.post(address("save", attempt), json.dumps(body), content_type="application/json")


def one(item=0, payload=(1,), seen=0, **more):
    save = {"item": item, "payload": list(payload), "base": seen, "page": "a", "turn": seen + 1, **more}
    return {"seen": seen, "saves": [save]}


def test_a_trainee_starts_answers_and_hands_in_without_scripts(client, exam):
    assert exam.sitting.title in client.get(reverse("exams:sitting_list")).content.decode()
    attempt_url = client.post(address("start", exam.sitting))["Location"]
    attempt = Attempt.objects.get()
    page = fields_of(client.get(attempt_url))
    answers = {"item-0": ["1"], "item-1": ["0", "2"], "item-3": ["密钥文字", "2"]}
    client.post(attempt_url, page | answers)
    assert "checked" in client.get(attempt_url).content.decode()
    page = fields_of(client.get(attempt_url))
    answer = client.post(address("submit", attempt), page | {"item-2": ["0"]}, follow=True)
    attempt.refresh_from_db()

    assert (attempt.score, AnswerSave.objects.count()) == (8, 4)
    assert "成绩8.0分" in answer.content.decode()


def test_neither_key_nor_explanation_reaches_who_sits_it(client, exam):
    attempt = exam.start()
    page = client.get(address("attempt", attempt)).content.decode()
    saved = post_json(client, attempt, one()).content.decode()
    submit_attempt(attempt=attempt, by=exam.user)
    result = client.get(address("result", attempt), follow=True).content.decode()

    for text in (page, saved, result):
        assert not re.search(r"密钥文字|只有阅卷人|is_right|policy|explanation|\bseed\b|\"key\"", text)


def test_what_the_take_page_is_made_of_has_no_place_for_a_key():
    names = {field.name for kind in (TakePaper, Item, Option) for field in dataclasses.fields(kind)}

    assert names.isdisjoint({"key", "explanation", "seed", "policy", "right", "is_right", "attempt"})


def test_a_script_saves_and_is_told_what_is_confirmed(client, exam):
    attempt = exam.start()
    answer = post_json(client, attempt, one())

    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in ("seen", "conflicts", "late", "held", "closed")} == {
        "seen": 1,
        "conflicts": [],
        "late": [],
        "held": {},
        "closed": False,
    }
    assert Answer.objects.get().payload == [1]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (one(item=99), "unknown_item"),
        (one(payload=[99]), "unknown_option"),
        (one(seen=-1), "malformed"),
        (one(turn=2**31), "bad_sequence"),
        (one(page="x" * 33), "malformed"),
        (one(page=1), "malformed"),
        (one(given_at="now"), "malformed"),
        (one(given_at=10**30), "malformed"),
        ({}, "malformed"),
        ([], "malformed"),
        ({"seen": 0, "saves": [1]}, "malformed"),
        ({"seen": 0, "saves": [{"item": 0, "payload": [1], "seq": 1}]}, "malformed"),
        (one(item="0"), "malformed"),
        ({"seen": 0, "saves": [{"item": 0, "payload": {}, "base": 0, "page": "", "turn": 0}]}, "malformed"),
        ({"seen": 0, "saves": one()["saves"] * 2}, "malformed"),
    ],
)
def test_a_forged_save_is_refused_and_nothing_stored(client, exam, body, code):
    answer = post_json(client, exam.start(), body)

    assert (answer.status_code, answer.json()["code"], AnswerSave.objects.count()) == (422, code, 0)


def test_a_save_nested_deeper_than_the_reader_goes_is_refused(client, exam):
    attempt = exam.start()

    answer = client.post(address("save", attempt), "[" * 50_000, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


def test_a_save_after_handing_in_is_a_conflict(client, exam):
    attempt = exam.start()
    submit_attempt(attempt=attempt, by=exam.user)
    answer = post_json(client, attempt, one())

    assert (answer.status_code, answer.json()["code"], AnswerSave.objects.count()) == (409, "submitted", 0)


def test_a_save_needs_the_token_of_the_page(exam):
    client = signed_in(exam.user, Client(enforce_csrf_checks=True))

    assert post_json(client, exam.start(), one()).status_code == 403


def test_saving_counts_as_activity(client, exam, settings):
    settings.SESSION_IDLE_MINUTES = 30
    with time_machine.travel(timezone.now(), tick=False) as clock:
        signed_in(exam.user, client)
        attempt = exam.start()
        saved = []
        for turn in range(1, 5):
            clock.shift(timedelta(minutes=29))
            saved.append(post_json(client, attempt, one(seen=turn - 1)).status_code)
        clock.shift(timedelta(minutes=30))
        saved.append(post_json(client, attempt, one(seen=4)).status_code)

    assert saved == [200, 200, 200, 200, 302]


def test_after_the_deadline_the_page_is_the_result_and_a_save_is_late(client, exam):
    attempt = exam.start()
    save_answers(attempt=attempt, saves=[Save(0, [1], 0)], seen=0, by=exam.user)
    with time_machine.travel(attempt.deadline_at + timedelta(minutes=1), tick=False):
        signed_in(exam.user, client)
        assert client.get(address("attempt", attempt))["Location"] == address("result", attempt)
        assert post_json(client, attempt, one(seen=1, payload=[0])).json()["late"] == [0]
        assert "到时自动交卷" in client.get(address("result", attempt)).content.decode()
    attempt.refresh_from_db()

    assert (attempt.score, attempt.closed_by_clock) == (2, True)


@pytest.mark.parametrize(("over", "shown"), [(False, False), (True, True)])
def test_answers_are_shown_once_the_sitting_is_over(client, over, shown):
    exam = exam_of("single", show_result="answers")
    attempt = submit_attempt(attempt=exam.start(), by=exam.user)
    with time_machine.travel(timezone.now() + timedelta(hours=3 if over else 0), tick=False):
        page = signed_in(exam.user, client).get(address("result", attempt)).content.decode()

    assert ("只有阅卷人能看的解析" in page) is shown


def test_a_score_that_is_not_shown_is_not_in_the_page(client):
    exam = exam_of("single", show_result="nothing")
    attempt = submit_attempt(attempt=exam.start(), by=exam.user)
    signed_in(exam.user, client)

    assert "成绩0.0分" not in client.get(address("result", attempt)).content.decode()
    assert "不在此公布成绩" in client.get(address("result", attempt)).content.decode()


def test_a_refused_start_says_why(client):
    exam = exam_of("single", opens_at=timezone.now() + timedelta(hours=1))
    answer = signed_in(exam.user, client).post(address("start", exam.sitting), follow=True)

    assert "考试尚未开放" in answer.content.decode()


def test_a_page_that_names_what_is_not_offered_is_refused(client, exam):
    attempt = exam.start()
    answer = client.post(address("attempt", attempt), {"page": "1", "item-0": "9" * 5000}, follow=True)

    assert "没有这个选项" in answer.content.decode()
    assert AnswerSave.objects.count() == 0


def test_an_open_paper_has_no_result_yet(client, exam):
    attempt = exam.start()

    assert client.get(address("result", attempt))["Location"] == address("attempt", attempt)


def test_the_desk_shows_sittings_and_results(client):
    exam = exam_of("single")
    submit_attempt(attempt=exam.start(), by=exam.user)
    signed_in(user_with_role(Role.PROCTOR), client)
    desk = client.get(reverse("exams:desk")).content.decode()
    results = client.get(address("result_list", exam.sitting)).content.decode()

    assert exam.sitting.title in desk
    assert exam.person.name in results
    assert "不及格" in results


def test_grader_and_proctor_land_on_the_desk(client):
    for role in (Role.GRADER, Role.PROCTOR):
        assert signed_in(user_with_role(role), client).get(reverse("home"))["Location"] == reverse("exams:desk")


def test_me_shows_examinations(client, exam):
    assert exam.sitting.title in client.get(reverse("me")).content.decode()


def statements(client, url):
    """How many statements the page takes once caches are warm."""
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    return len(seen)


@pytest.mark.parametrize(("name", "count"), [("desk", 11), ("sitting_list", 10)])
def test_lists_take_as_many_statements_for_three_as_for_one(client, name, count):
    exam = exam_of("single")
    signed_in(user_with_role(Role.GRADER) if name == "desk" else exam.user, client)
    counts = [statements(client, reverse(f"exams:{name}"))]
    for _n in range(2):
        SittingFactory(paper=paper_with("single"), batch=exam.sitting.batch)
    counts.append(statements(client, reverse(f"exams:{name}")))

    assert counts == [count, count]


def test_results_take_as_many_statements_for_three_as_for_one(client):
    exam = exam_of("single")
    exam.start()
    signed_in(user_with_role(Role.GRADER), client)
    counts = [statements(client, address("result_list", exam.sitting))]
    for _n in range(2):
        candidate(exam.sitting).start()
    counts.append(statements(client, address("result_list", exam.sitting)))

    assert counts == [13, 13]


def test_a_long_paper_takes_as_many_statements_as_a_short_one(client):
    short, long = exam_of("single"), exam_of(*["single"] * 3)
    counts = []
    for exam in (short, long):
        attempt = exam.start()
        counts.append(statements(signed_in(exam.user, client), address("attempt", attempt)))

    assert counts == [7, 7]


@pytest.mark.parametrize("answers", [1, 3])
def test_new_answers_are_stored_in_as_many_statements_for_three_as_for_one(client, answers):
    exam = exam_of(*["single"] * 3)
    attempt = exam.start()
    signed_in(exam.user, client)
    for turn in range(2):
        saves = [one(i, [turn], seen=turn)["saves"][0] for i in range(answers)]
        with CaptureQueriesContext(connection) as seen:
            assert post_json(client, attempt, {"seen": turn, "saves": saves}).status_code == 200

    # Beside the brackets of the transaction: session, account, roles, attempt, its lock, saves, answers, its number.
    asked = [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]
    assert len(asked) == 8
    assert list(attempt.answers.values_list("payload", "seq")) == [([1], 2)] * answers
