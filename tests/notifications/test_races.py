"""Two workers send at the same moment."""

import pytest

from notifications.models import Delivery
from notifications.services.deliveries import send_due
from tests.factories.notifications import NotificationFactory
from tests.training.test_races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_workers_at_once_send_each_message_once(settings, tmp_path):
    settings.NOTIFY_CHANNELS, settings.OUTBOX_DIR = ["file:sms"], tmp_path
    note = NotificationFactory()
    Delivery.objects.create(notification=note, channel="sms")

    outcomes = at_once(*[send_due] * 4)

    lines = (tmp_path / "sms.jsonl").read_text(encoding="utf-8").splitlines()
    assert (outcomes, len(lines), Delivery.objects.get().tries) == (["done"] * 4, 1, 1)
