"""The smallest valid rows of the app `notifications`."""

import factory
from factory.django import DjangoModelFactory

from notifications.models import Notification
from tests.factories.people import UserFactory


class NotificationFactory(DjangoModelFactory):
    class Meta:
        model = Notification

    user = factory.SubFactory(UserFactory)
    event_key = factory.Sequence(lambda n: f"event-{n}")
    title = "通知"
