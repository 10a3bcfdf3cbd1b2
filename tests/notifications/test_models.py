import pytest

from notifications.models import ChannelChoice, Delivery, MessageTemplate, Notification
from tests.factories.notifications import NotificationFactory
from tests.factories.people import (
    UserFactory,
)
from tests.support.constraints import assert_broken, constraints

pytestmark = pytest.mark.django_db


def same_news_twice():
    user = UserFactory()
    for _turn in range(2):
        Notification.objects.create(user=user, event_key="x", title="通知")


def delivery_twice():
    note = NotificationFactory()
    for _turn in range(2):
        Delivery.objects.create(notification=note, channel="email")


def choice_twice():
    user = UserFactory()
    for wanted in (True, False):
        ChannelChoice.objects.create(user=user, group="classes", channel="email", is_wanted=wanted)


def message_text_twice():
    for _turn in range(2):
        MessageTemplate.objects.create(kind="x", title="新")


def message_text_of_nothing():
    MessageTemplate.objects.create(kind="x")


BROKEN_BY = {
    "one_notification_per_user_and_event": same_news_twice,
    "one_delivery_per_notification_and_channel": delivery_twice,
    "one_choice_per_user_group_and_channel": choice_twice,
    "one_text_per_kind_and_language": message_text_twice,
    "message_text_says_something": message_text_of_nothing,
}


def test_every_constraint_is_tried():
    assert set(BROKEN_BY) == set(constraints("notifications"))


@pytest.mark.parametrize("name", BROKEN_BY)
def test_the_database_holds(name):
    assert_broken("notifications", name, BROKEN_BY[name])
