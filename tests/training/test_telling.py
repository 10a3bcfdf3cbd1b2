"""What those concerned read of a half-day that is cancelled."""

import pytest

from notifications.models import Notification
from tests.factories.admission import class_today
from tests.training.told import account, officer
from training.services.classes import cancel_meeting

pytestmark = pytest.mark.django_db


def test_who_hears_of_a_cancelled_half_day_hears_why():
    today = class_today(1)
    trainee = account(today.people[0])

    cancel_meeting(meeting=today.meeting, reason="考试改到当晚", by=officer())

    texts = Notification.objects.filter(user__in=[trainee, today.teacher]).values_list("body", flat=True)
    assert ["原因：考试改到当晚" in text for text in texts] == [True, True]
