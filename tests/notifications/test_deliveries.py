"""News that leaves the site: to whom, by which channel, once, and without holding up what it tells of."""

import json
import logging
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from notifications.channels import channels
from notifications.checks import channels_can_be_made
from notifications.models import ChannelChoice, Delivery
from notifications.services.deliveries import send_due
from notifications.services.inbox import notify
from notifications.tasks import send_deliveries
from people.news import MessageKind
from records.messages import RECORDS
from tests.factories.notifications import NotificationFactory
from tests.factories.people import UserFactory
from training.messages import CLASSES

pytestmark = pytest.mark.django_db
ID_NUMBER = "41000019800101001X"
NEWS = MessageKind("people.test", CLASSES, "试", "{title}", "{reason}", {"title": "例", "reason": "因"})
QUIET = MessageKind("people.quiet", RECORDS, "试", "{title}", "", {"title": "例"})


@pytest.fixture
def with_mail(settings):
    settings.MAIL_IS_SENT = True
    settings.PUBLIC_URL = "http://training.invalid"
    settings.DEFAULT_FROM_EMAIL = "政训 <office@training.invalid>"


@pytest.fixture
def user():
    return UserFactory(email="wang@training.invalid")


def tell(*users, kind=NEWS, key="event", **values):
    notify(users=users, kind=kind, event_key=key, values={"title": "开班", **values}, address="/training/")


def test_mail_goes_out_once_the_change_is_committed(user, with_mail, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tell(user, reason="九月一日")
        before = list(mail.outbox)

    (letter,) = mail.outbox
    assert (before, letter.to, letter.subject) == ([], ["wang@training.invalid"], "开班")
    assert [text for text in ("九月一日", "http://training.invalid/training/") if text not in letter.body] == []


def test_sending_again_and_telling_again_mail_nothing_twice(user, with_mail):
    tell(user)
    tell(user)
    send_due()
    tell(user)
    send_due()

    assert (len(mail.outbox), Delivery.objects.count()) == (1, 1)


def test_no_personal_number_leaves_the_house(user, with_mail):
    tell(user, title=f"更正 {ID_NUMBER}", reason="电话19900001234，见附件")
    send_due()

    (letter,) = mail.outbox
    text = letter.subject + letter.body
    assert (ID_NUMBER in text, "19900001234" in text, "见附件" in text) == (False, False, True)


def test_a_title_of_two_lines_is_one_line_of_a_mail(user, with_mail):
    tell(user, title="第一行\nBcc: x@y.invalid")
    send_due()

    assert mail.outbox[0].subject == "第一行 Bcc: x@y.invalid"


@pytest.mark.parametrize("fields", [{"email": ""}, {"is_active": False}])
def test_nothing_is_mailed_to_an_account_without_address_or_disabled(with_mail, fields):
    tell(UserFactory(**{"email": "x@training.invalid", **fields}))

    assert (send_due(), mail.outbox) == (0, [])


def test_without_a_mail_server_nothing_is_noted_for_mailing(user, django_assert_num_queries):
    with django_assert_num_queries(2):
        tell(user)

    assert Delivery.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "choice", "mailed"),
    [(NEWS, None, 1), (NEWS, False, 0), (QUIET, None, 0), (QUIET, True, 1)],
)
def test_what_is_mailed_follows_the_default_and_ones_own_choice(user, with_mail, kind, choice, mailed):
    if choice is not None:
        ChannelChoice.objects.create(user=user, group=kind.group.code, channel="email", is_wanted=choice)
    tell(user, kind=kind)

    assert send_due() == mailed


@pytest.mark.parametrize("readers", [1, 3])
def test_handing_over_to_channels_takes_the_same_statements_for_many(with_mail, readers, django_assert_num_queries):
    users = [UserFactory(email=f"{n}@training.invalid") for n in range(readers)]

    with django_assert_num_queries(5):
        tell(*users)

    assert Delivery.objects.count() == readers


class Broken:
    code = "broken"
    label = "坏"

    def reaches(self, user):
        return True

    def send(self, notification, user):
        raise ConnectionError(f"no route to {user.email}")


@pytest.fixture
def broken(settings):
    settings.NOTIFY_CHANNELS = ["tests.notifications.test_deliveries.Broken", "file:sms"]


@pytest.fixture
def outbox(settings, tmp_path):
    settings.OUTBOX_DIR = tmp_path / "outbox"
    return settings.OUTBOX_DIR


def test_a_channel_that_fails_stops_no_other_and_is_tried_again_later(user, broken, outbox, caplog):
    with caplog.at_level(logging.WARNING), time_machine.travel("2026-05-01 09:00", tick=False) as clock:
        tell(user)
        first = (send_due(), send_due())
        clock.shift(timedelta(minutes=6))
        send_due()

        tries = dict(Delivery.objects.values_list("channel", "tries"))
        assert (first, tries) == ((1, 0), {"broken": 2, "sms": 1})
    assert "ConnectionError" in caplog.text
    assert "wang@training.invalid" not in caplog.text


def test_after_six_tries_it_is_given_up(user, broken, outbox):
    with time_machine.travel("2026-05-01 09:00", tick=False) as clock:
        tell(user)
        for _day in range(10):
            send_due()
            clock.shift(timedelta(days=1))

        assert Delivery.objects.get(channel="broken").tries == Delivery.MAX_TRIES


def test_what_a_lost_worker_had_in_hand_is_taken_up_after_its_pause(user, with_mail):
    tell(user)
    Delivery.objects.update(tries=1, due_at=timezone.now() + timedelta(minutes=5))

    early = send_due()
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        late = send_due()

    assert (early, late) == (0, 1)


def test_a_channel_taken_out_of_the_settings_is_left_alone(user, settings):
    Delivery.objects.create(notification=NotificationFactory(user=user), channel="gone")

    assert send_due() == 0


def test_the_rehearsal_writes_a_line_for_each_message(user, settings, outbox):
    settings.NOTIFY_CHANNELS = ["file:wecom"]
    tell(user, reason="第一行\n第二行")
    send_deliveries()

    (line,) = [json.loads(text) for text in (outbox / "wecom.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (line["to"], line["kind"], line["title"], line["body"]) == (
        user.username,
        "people.test",
        "开班",
        "第一行\n第二行",
    )


def test_channels_come_from_the_setting_in_its_order(settings):
    settings.NOTIFY_CHANNELS = ["file:sms", " email", "tests.notifications.test_deliveries.Broken"]

    assert list(channels()) == ["sms", "email", "broken"]


class Confused(Broken):
    code = "confused"

    def reaches(self, user):
        raise KeyError(user.email)


def test_a_channel_that_cannot_say_whom_it_reaches_stops_nothing(user, settings, outbox, caplog):
    settings.NOTIFY_CHANNELS = ["tests.notifications.test_deliveries.Confused", "file:sms"]
    tell(user)

    assert list(Delivery.objects.values_list("channel", flat=True)) == ["sms"]
    assert "KeyError" in caplog.text
    assert "wang@training.invalid" not in caplog.text


@pytest.mark.parametrize(
    ("entries", "said"),
    [(["email", "file:sms"], []), (["sms"], ["notifications.E001"]), (["email:x"], ["notifications.E001"])],
)
def test_a_wrong_name_in_the_setting_is_said_before_anybody_is_told(settings, entries, said):
    settings.NOTIFY_CHANNELS = entries

    assert [error.id for error in channels_can_be_made(None)] == said
