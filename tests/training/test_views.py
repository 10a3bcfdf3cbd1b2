"""Classes over HTTP."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.choices import Role
from tests.factories.admission import (
    EnrolmentFactory,
    NominationFactory,
    NoticeReceiptFactory,
)
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.people import (
    OrgUnitFactory,
    UserFactory,
    city_root,
    with_role,
)
from tests.factories.training import DAY, BatchFactory, ClassMeetingFactory
from tests.support.visits import signed_in
from tests.training.forms import class_form
from training.models import Batch, ClassMeeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return signed_in(with_role(UserFactory(), Role.TRAINING_OFFICER, city_root()))


def address(name, **kwargs):
    return reverse(name, kwargs=kwargs)


def test_an_invalid_form_keeps_what_was_typed(officer):
    data = class_form(DAY, title="", **{"m-1-date": "", "m-1-title": "网络安全", "m-1-lecturer": "段静宜"})

    answer = officer.post(address("training:class_create"), data)

    kept = [f'value="{word}"' in answer.text for word in ("一号报告厅", "2026-03-02", "史明远", "网络安全", "段静宜")]
    assert (answer.status_code, kept, Batch.objects.count()) == (422, [True] * 5, 0)


def test_a_clash_is_said_on_the_form_and_keeps_what_was_typed(officer):
    taken = ClassMeetingFactory(room__name="一号报告厅")

    answer = officer.post(address("training:class_create"), class_form(DAY))

    assert (answer.status_code, Batch.objects.count()) == (422, 1)
    assert [word in answer.text for word in (taken.batch.title, 'value="电子公文交换"')] == [True, True]


def test_a_class_is_organised_only_by_a_unit_one_works_for():
    own, other = OrgUnitFactory.create_batch(2)
    client = signed_in(with_role(UserFactory(), Role.TRAINING_OFFICER, own))

    answers = [client.post(address("training:class_create"), class_form(DAY, organiser=u.code)) for u in (other, own)]

    assert ([a.status_code for a in answers], Batch.objects.get().organiser) == ([422, 302], own)


def test_a_line_of_the_timetable_needs_a_date_and_a_topic(officer):
    answer = officer.post(address("training:class_create"), class_form(DAY, **{"m-0-title": ""}))

    assert (answer.status_code, Batch.objects.count()) == (422, 0)


def statements(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def test_the_list_of_classes_takes_the_same_statements_whatever_its_length():
    today = timezone.localdate()
    counts = {}
    for role in ("officer", "teacher"):
        ClassMeeting.objects.all().delete()
        user = with_role(UserFactory(), Role.TRAINING_OFFICER, city_root()) if role == "officer" else None
        teacher = user or with_role(UserFactory(), Role.CLASS_TEACHER, city_root())
        client, counts[role] = signed_in(teacher), []
        for more in (1, 2):
            for _row in range(more):
                batch = BatchFactory(starts_on=today, organiser=OrgUnitFactory())
                batch.staff.create(user=teacher, role="class_teacher")
                ClassMeetingFactory(batch=batch)
                LeaveRequestFactory(enrolment=EnrolmentFactory(batch=batch))
            counts[role].append(statements(client, address("training:class_list")))

    assert counts == {"officer": [10, 10], "teacher": [10, 10]}


def test_the_plan_takes_the_same_statements_whatever_its_length(officer):
    counts = []
    for more in (1, 2):
        for _row in range(more):
            NominationFactory(batch=NoticeReceiptFactory().notice.batch)
        counts.append(statements(officer, address("training:plan")))

    assert counts == [5, 5]


@pytest.mark.parametrize("name", ["training:meeting_cancel", "training:meeting_hours"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_half_day_that_is_cancelled_already_leads_back_with_a_sentence(officer, name, method):
    meeting = ClassMeetingFactory(date=DAY, cancelled_at=timezone.now(), cancel_reason="停电")
    page = address(name, code=meeting.batch.code, pk=meeting.pk)

    answer = getattr(officer, method)(page, {"reason": "停水"}, follow=True)

    meeting.refresh_from_db()
    assert answer.redirect_chain == [(meeting.batch.get_absolute_url(), 302)]
    assert f"{DAY} 上午的课程已经取消，原因：停电" in answer.text
    assert meeting.cancel_reason == "停电"


def test_a_half_day_of_another_class_is_not_found_under_this_one(officer):
    meeting, other = ClassMeetingFactory(), BatchFactory()

    assert officer.get(address("training:meeting_cancel", code=other.code, pk=meeting.pk)).status_code == 404
