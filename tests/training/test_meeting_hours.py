"""The screen on which a half-day gets other hours than the usual ones."""

from datetime import time

import pytest
from django.test import Client
from django.urls import reverse

from people.choices import Role
from tests.factories.people import UserFactory, with_role
from tests.factories.training import ClassMeetingFactory
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return ClassMeetingFactory()


@pytest.fixture
def page(meeting):
    client = Client()
    client.force_login(with_role(UserFactory(), Role.TRAINING_OFFICER, meeting.batch.organiser), backend=BACKEND)
    address = reverse("training:meeting_hours", kwargs={"code": meeting.batch.code, "pk": meeting.pk})
    return lambda **typed: client.post(address, typed) if typed else client.get(address)


def test_the_page_shows_the_hours_and_sets_others(meeting, page):
    assert 'value="08:30"' in page().content.decode()

    assert page(starts_at="09:15", ends_at="11:30").status_code == 302
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.ends_at) == (time(9, 15), time(11, 30))


@pytest.mark.parametrize(("starts_at", "ends_at"), [("11:30", "09:15"), ("", "11:30"), ("25:00", "26:00")])
def test_hours_that_make_no_sense_stay_on_the_page(meeting, page, starts_at, ends_at):
    assert page(starts_at=starts_at, ends_at=ends_at).status_code == 422

    meeting.refresh_from_db()
    assert meeting.starts_at == time(8, 30)


def test_hours_somebody_else_set_meanwhile_stay(meeting, page):
    seen = page().context["seen"]
    page(starts_at="09:15", ends_at="11:30")

    answer = page(starts_at="08:30", ends_at="11:45", seen=seen)

    meeting.refresh_from_db()
    assert (answer.status_code, meeting.starts_at, meeting.ends_at) == (422, time(9, 15), time(11, 30))
    assert answer.context["form"].errors == {
        "__all__": answer.context["form"].non_field_errors(),
        "starts_at": ["现为“09:15”。"],
        "ends_at": ["现为“11:30”。"],
    }
