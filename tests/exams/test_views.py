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
from tests.exams.pages import fields_of, hand_in
from tests.factories.exams import SittingFactory, candidate, exam_of, paper_with
from tests.factories.people import user_with_role
from tests.support.visits import signed_in, text_of

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
    answer = client.get(hand_in(client, attempt, page | {"item-2": ["0"]})["Location"])
    attempt.refresh_from_db()

    assert (attempt.score, AnswerSave.objects.count()) == (8, 4)
    assert "成绩 8.0 分" in text_of(answer)


def test_the_way_to_handing_in_stores_the_page_and_names_what_is_not_answered(client, exam):
    attempt = exam.start()
    page = fields_of(client.get(address("attempt", attempt)))
    answer = client.post(address("hand_in", attempt), page | {"item-1": ["0"]}, follow=True)

    numbers = re.findall(rf'href="{address("attempt", attempt)}#q(\d)"', answer.content.decode())
    assert (numbers, Answer.objects.get().item) == (["1", "3", "4"], 1)
    assert (Attempt.objects.open().count(), "还没有作答" in text_of(answer)) == (1, True)


def test_a_paper_that_is_closed_is_not_asked_about(client, exam):
    attempt = submit_attempt(attempt=exam.start(), by=exam.user)

    assert client.get(address("hand_in", attempt))["Location"] == address("result", attempt)


def test_the_page_before_the_start_says_what_is_ahead(client):
    exam = exam_of("single", "single", "multiple", minutes=40, attempts_allowed=2, closes_at=in_minutes(30))
    page = text_of(signed_in(exam.user, client).get(address("sitting", exam.sitting)))
    ends = timezone.localtime(exam.sitting.closes_at)

    assert f"考试时间到 {ends:%H:%M} 为止" in page
    assert "时长为 29 分钟，而不是 40 分钟" in page
    assert "少选得一半" in page


def in_minutes(minutes):
    return timezone.now() + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("window", "said"),
    [
        ({"opens_at": in_minutes(60)}, "开放"),
        ({"closes_at": in_minutes(-1)}, "已于"),
        ({}, "现在开始"),
    ],
)
def test_the_page_before_the_start_says_when_it_can_be_sat(client, window, said):
    exam = exam_of("single", **window)
    page = text_of(signed_in(exam.user, client).get(address("sitting", exam.sitting)))

    assert (said in page, "开始计时" in page) == (True, not window)


def test_who_has_begun_goes_on_from_there_and_who_has_no_attempt_left_is_told(client):
    exam = exam_of("single")
    attempt = exam.start()
    open_page = signed_in(exam.user, client).get(address("sitting", exam.sitting)).content.decode()
    submit_attempt(attempt=attempt, by=exam.user)
    page = text_of(client.get(address("sitting", exam.sitting)))

    assert (address("attempt", attempt) in open_page, "考试次数已用完" in page) == (True, True)


def test_questions_on_one_passage_stand_beside_it(client):
    passage = "某市为一件事分了三步办理。" * 6
    exam = exam_of("single", "single", "true_false")
    attempt = exam.start()
    for item, question in zip(attempt.items, ("第一问", "第二问"), strict=False):
        item["stem"] = f"{passage}\n{question}"
    attempt.save()
    answer = signed_in(exam.user, client).get(address("attempt", attempt))
    page = answer.content.decode()

    assert [(s.passage == passage, s.first, s.last) for s in answer.context["paper"].sections] == [
        (True, 1, 2),
        (False, 3, 3),
    ]
    assert (page.count(passage), page.count("第二问")) == (1, 1)


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

    page = client.get(address("result", attempt)).content.decode()
    assert ("0.0" in page, "不在此公布成绩" in page) == (False, True)


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


@pytest.mark.parametrize("role", [Role.GRADER, Role.PROCTOR])
def test_their_desk_counts_the_examinations_that_are_open(exam, client, role):
    page = signed_in(user_with_role(role), client).get(reverse("desk"))

    figures = {str(one.label): one.n for one in page.context["figures"]}
    assert figures["正在考试"] == 1


def test_me_shows_examinations(client, exam):
    assert exam.sitting.title in client.get(reverse("me")).content.decode()


def statements(client, url):
    """How many statements the page takes once caches are warm."""
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    return len(seen)


@pytest.mark.parametrize(("name", "count"), [("desk", 10), ("sitting_list", 9)])
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

    assert counts == [12, 12]


def test_a_long_paper_takes_as_many_statements_as_a_short_one(client):
    short, long = exam_of("single"), exam_of(*["single"] * 3)
    counts = []
    for exam in (short, long):
        attempt = exam.start()
        counts.append(statements(signed_in(exam.user, client), address("attempt", attempt)))

    assert counts == [5, 5]


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
    assert len(asked) == 7
    assert list(attempt.answers.values_list("payload", "seq")) == [([1], 2)] * answers
