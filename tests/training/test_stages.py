"""Where a class stands, and what to do next."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.choices import Role
from records.services.closing import close_batch
from tests.factories.admission import EnrolmentFactory, NominationFactory, NoticeFactory, NoticeReceiptFactory
from tests.factories.people import UserFactory, city_root, user_with_role
from tests.factories.records import held_class
from tests.factories.training import BatchFactory, ClassMeetingFactory
from tests.support.visits import signed_in, text_of
from training.models import Batch
from training.stages import StageCode, ways_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def class_from(day, *, days=3, enrolled=0, state="notified", meetings=True, **notice):
    batch = BatchFactory(organiser=city_root(), state=state, starts_on=day, ends_on=day + timedelta(days=days - 1))
    if meetings:
        for i in range(days):
            ClassMeetingFactory(batch=batch, date=day + timedelta(days=i))
    if state == "notified":
        NoticeReceiptFactory(notice=NoticeFactory(batch=batch, **notice))
    EnrolmentFactory.create_batch(enrolled, batch=batch)
    return Batch.objects.get(pk=batch.pk)


@pytest.fixture
def officer():
    return user_with_role(Role.TRAINING_OFFICER, city_root())


def now_of(user, batch):
    (way,) = ways_of(user, [batch]).values()
    return way.now


def test_a_class_without_half_days_is_to_be_set_up_first(officer):
    batch = class_from(TODAY + timedelta(days=20), state="draft", meetings=False)

    assert now_of(officer, batch).code == StageCode.SET_UP


def test_then_comes_its_notice(officer):
    stage = now_of(officer, class_from(TODAY + timedelta(days=20), state="draft"))

    assert (stage.code, [act.label for act in stage.acts]) == (StageCode.NOTICE, ["下发通知"])


def test_while_units_answer_admission_is_the_stage(officer):
    batch = class_from(TODAY + timedelta(days=20), reply_by=TODAY + timedelta(days=5))
    NominationFactory.create_batch(2, batch=batch)

    stage = now_of(officer, batch)

    assert (stage.code, [act.label for act in stage.acts]) == (StageCode.REVIEW, ["审核 2 人"])


def test_admission_is_done_when_the_day_to_reply_is_over_and_nothing_waits(officer):
    batch = class_from(TODAY + timedelta(days=3), enrolled=2, reply_by=TODAY - timedelta(days=1))

    assert now_of(officer, batch).code == StageCode.ARRIVAL


def test_on_its_days_attendance_goes_before_what_is_still_undecided(officer):
    batch = class_from(TODAY, enrolled=2, reply_by=TODAY - timedelta(days=1))
    NominationFactory(batch=batch)

    stage = now_of(officer, batch)

    assert (stage.code, [act.label for act in stage.acts]) == (StageCode.ATTENDANCE, ["签到二维码", "补录签到表"])


def test_a_sheet_of_yesterday_goes_before_today(officer):
    batch = class_from(TODAY - timedelta(days=1), enrolled=1)

    assert (TODAY - timedelta(days=1)).isoformat() in now_of(officer, batch).next


def test_a_class_that_is_over_is_to_be_closed(officer):
    stage = now_of(officer, class_from(TODAY - timedelta(days=9), enrolled=1))

    assert (stage.code, [act.label for act in stage.acts]) == (StageCode.CLOSING, ["办理结班"])


def test_a_closed_class_has_its_stages_behind_it_and_each_can_be_looked_at():
    held = held_class()
    NoticeFactory(batch=held.batch)
    held.enter()
    close_batch(batch=held.batch, by=held.officer)
    page = signed_in(held.officer).get(held.batch.get_absolute_url())

    assert (page.context["way"].now, "现在：" in text_of(page)) == (None, False)


def test_who_may_only_look_is_offered_no_act():
    viewer = user_with_role(Role.VIEWER, city_root())
    batch = class_from(TODAY, enrolled=1)

    assert list(now_of(viewer, batch).acts) == []


def test_a_trainee_sees_the_timetable_and_no_stages():
    batch = class_from(TODAY)
    place = EnrolmentFactory(batch=batch)
    trainee = UserFactory(person=place.person)

    page = signed_in(trainee).get(batch.get_absolute_url())

    assert (page.context["way"], 'class="week"' in page.content.decode()) == (None, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_stages_of_many_classes_take_the_statements_of_one(officer, rows):
    for _row in range(rows):
        class_from(TODAY, enrolled=1)
    batches = Batch.objects.select_related("organiser").prefetch_related("staff")
    list(batches)

    with CaptureQueriesContext(connection) as queries:
        ways_of(officer, batches)

    assert len(queries) == 6
