"""Messages of visitors and staff, and their answers."""

import pytest
import time_machine
from django.db import IntegrityError, transaction

from cms.models import Feedback
from cms.services.feedback import MESSAGES_A_MINUTE, answer_feedback, leave_feedback
from common.errors import NotAllowed
from people.choices import Role
from people.models import AuditEvent
from tests.factories.people import UserFactory, user_with_role
from tests.factories.training import at
from tests.support.visits import signed_in, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/feedback/"


@pytest.fixture
def officer():
    return user_with_role(Role.TRAINING_OFFICER)


def message(**fields):
    return leave_feedback(**{"text": "教室太冷。", "by": None, "address": "10.0.0.1", **fields})


def test_a_visitor_leaves_a_message_and_reads_the_answer_by_its_number(client, officer):
    sent = client.post(ADDRESS, {"text": "教室太冷。", "page": "/classes/"}, follow=True)
    left = Feedback.objects.get()
    waiting = text_of(sent)
    signed_in(officer).post(f"{ADDRESS}{left.code}/answer/", {"answer": "已调高温度。"})

    assert (left.by, left.page, sent.redirect_chain[-1][0]) == (None, "/classes/", f"{ADDRESS}{left.code}/")
    assert ("待答复" in waiting, "已调高温度" in text_of(client.get(f"{ADDRESS}{left.code.lower()}/"))) == (True, True)


def test_who_is_signed_in_is_known_to_those_who_answer(officer):
    writer = UserFactory(display_name="张三")
    signed_in(writer).post(ADDRESS, {"text": "教室太冷。"})

    page = text_of(signed_in(officer).get(f"{ADDRESS}all/"))

    assert (Feedback.objects.get().by, "张三" in page, "教室太冷" in page) == (writer, True, True)


def test_the_trail_names_the_message_and_not_what_it_says(officer):
    feedback = message(text="我的手机是19900001234")
    answer_feedback(feedback=feedback, answer="已更正。", by=officer)

    events = AuditEvent.objects.filter(action__startswith="cms.").order_by("pk")
    assert [(event.action, event.object_label, event.data) for event in events] == [
        ("cms.leave_feedback", feedback.code, {}),
        ("cms.answer_feedback", feedback.code, {}),
    ]


def test_one_computer_does_not_flood_the_list():
    with time_machine.travel(at("09:00"), tick=False):
        for _turn in range(MESSAGES_A_MINUTE):
            message()
        with pytest.raises(NotAllowed) as refusal:
            message()
        message(address="10.0.0.2")

    assert (refusal.value.code, Feedback.objects.count()) == ("too_often", MESSAGES_A_MINUTE + 1)


@pytest.mark.parametrize(("text", "code"), [("", "blank"), (" \n", "blank"), ("字" * 1001, "max_length")])
def test_an_empty_or_endless_message_is_refused(text, code):
    with pytest.raises(NotAllowed) as refusal:
        message(text=text)

    assert (refusal.value.code, Feedback.objects.count()) == (code, 0)


@pytest.mark.parametrize(("answer", "code"), [(" ", "answer_missing"), ("另一个答复", "answered")])
def test_an_answer_says_something_and_stays_as_it_was_read(answer, code, officer):
    feedback = message()
    if code == "answered":
        answer_feedback(feedback=feedback, answer="已调高温度。", by=officer)

    with pytest.raises(NotAllowed) as refusal:
        answer_feedback(feedback=feedback, answer=answer, by=officer)

    assert refusal.value.code == code


def test_answering_twice_alike_is_one_answer(officer):
    feedback = message()
    first, second = (answer_feedback(feedback=feedback, answer="已调高温度。", by=officer) for _turn in range(2))

    assert first.answered_at == second.answered_at
    assert AuditEvent.objects.filter(action="cms.answer_feedback").count() == 1


def test_the_database_keeps_answer_time_and_name_together():
    feedback = message()

    with pytest.raises(IntegrityError, match="feedback_answer_has_time"), transaction.atomic():
        Feedback.objects.filter(pk=feedback.pk).update(answer="没有署名")


@pytest.mark.parametrize("code", ["AAAAAAAAAAAA", "%00", "a b"])
def test_nobody_reads_a_message_by_another_number(client, code):
    message()

    assert client.get(f"{ADDRESS}{code}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("state", "statements"), [("", 6), ("done", 6)])
def test_the_list_takes_the_same_statements_for_any_number(rows, state, statements, officer, django_assert_num_queries):
    for _row in range(rows):
        feedback = message(by=UserFactory(), address=str(_row))
        if state:
            answer_feedback(feedback=feedback, answer="好。", by=officer)
    client = signed_in(officer)
    client.get(f"{ADDRESS}all/?state={state}")

    with django_assert_num_queries(statements):
        page = client.get(f"{ADDRESS}all/?state={state}")
    assert len(page.context["page_obj"]) == rows


def test_every_page_leads_to_the_box(client, officer):
    pages = [client.get("/verify/"), signed_in(officer).get("/training/plan/")]

    assert ["/feedback/?from=/" in page.content.decode() for page in pages] == [True, True]
