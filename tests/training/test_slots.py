"""What the apps above say about classes, asked by hooks."""

import pytest
from django.db.models import Count, Q
from wagtail import hooks

from common.errors import NotAllowed
from common.menu import PageAction
from people.choices import Role
from tests.factories.people import UserFactory, user_with_role
from tests.factories.training import BatchFactory, ClassMeetingFactory
from tests.support.visits import signed_in
from training.models import Batch
from training.slots import BatchFigure, batch_steps, class_audience, meeting_actions, refuse_meeting

pytestmark = pytest.mark.django_db


def registered(name, *answers):
    return hooks.register_temporarily([(name, answer) for answer in answers])


def test_a_way_to_know_opens_a_class():
    user, batch = UserFactory(), BatchFactory()
    seen = Batch.objects.visible_to(user)

    with registered("ways_to_know", lambda user: [Q(code=batch.code)]):
        assert list(Batch.objects.visible_to(user)) == [batch]

    assert list(seen) == []


def test_every_objection_to_a_half_day_is_asked_for_even_if_one_gave_way():
    asked = []

    def objection(batch, meeting, reason, by):
        asked.append(reason)
        return True

    with registered("refuse_meeting", objection, objection):
        needed = refuse_meeting(
            BatchFactory(), ClassMeetingFactory.build(batch=None, date=None, room=None), "讲座", None
        )

    assert (needed, asked) == (True, ["讲座", "讲座"])


def test_a_half_day_that_is_kept_is_not_cancelled(client):
    def refuse(meeting):
        raise NotAllowed("已有考勤", code="kept")

    meeting = ClassMeetingFactory()
    page = f"/training/batches/{meeting.batch.code}/meetings/{meeting.pk}/cancel/"
    with registered("keeps_meeting", refuse):
        answer = signed_in(user_with_role(Role.TRAINING_OFFICER)).post(page, {"reason": "停电"})

    meeting.refresh_from_db()
    assert ("已有考勤" in answer.text, meeting.cancelled_at) == (True, None)


def test_audiences_of_several_apps_are_one():
    one, other = UserFactory(), UserFactory()

    with registered("class_audience", lambda batches: {7: [one]}, lambda batches: {7: [other], 8: []}):
        assert class_audience([7, 8]) == {7: [one, other], 8: []}


def test_buttons_of_several_apps_stand_in_their_order(rf):
    late, early = PageAction("late", "/", order=9), PageAction("early", "/", order=1)
    batch, request = BatchFactory(), rf.get("/")
    request.user = UserFactory()

    with registered("batch_steps", lambda request, batch: [late], lambda request, batch: [early]):
        assert batch_steps(request, batch) == [early, late]


def test_buttons_beside_a_half_day_are_joined(rf):
    action = PageAction("x", "/")
    request = rf.get("/")
    request.user = UserFactory()

    with registered("meeting_actions", *[lambda request, meetings: {3: [action]}] * 2):
        assert meeting_actions(request, []) == {3: [action, action]}


def test_a_figure_is_a_column_of_the_plan_and_leads_on_where_it_is_not_nought():
    batch = BatchFactory()
    figure = BatchFigure("half_days", "半天数", Count("meetings"), lambda user, batch: f"/elsewhere/{batch.code}/")
    client = signed_in(user_with_role(Role.TRAINING_OFFICER))

    with registered("batch_figures", lambda: [figure]):
        before = client.get("/training/plan/").text
        ClassMeetingFactory(batch=batch)
        after = client.get("/training/plan/").text

    link = f"/elsewhere/{batch.code}/"
    assert ("半天数" in before, link in before, link in after) == (True, False, True)
