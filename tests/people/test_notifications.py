import pytest

from people.models import Notification
from people.services.notifications import notify, read_all_notifications, read_notification
from tests.factories.people import NotificationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def test_the_same_news_reaches_each_inbox_once_and_other_news_too(user):
    other = UserFactory()
    for title in ("第一次", "第二次"):
        notify(users=[user, other], event_key="batch-1", title=title)
    notify(users=[user], event_key="batch-2", title="另一条")

    assert sorted(Notification.objects.values_list("user", "title")) == sorted(
        [(user.pk, "第一次"), (other.pk, "第一次"), (user.pk, "另一条")]
    )


def test_reading_again_keeps_the_first_time(user):
    note = NotificationFactory(user=user)
    read_notification(notification=note)
    note.refresh_from_db()
    first = note.read_at

    read_notification(notification=note)

    note.refresh_from_db()
    assert note.read_at == first is not None


def test_reading_all_reads_ones_own_only(user):
    NotificationFactory.create_batch(2, user=user)
    others = NotificationFactory()

    read_all_notifications(by=user)

    assert list(Notification.objects.unread()) == [others]


@pytest.mark.parametrize(("address", "reached"), [("/me/", "/me/"), ("", "/people/inbox/")])
def test_opening_a_message_reads_it_and_leads_to_what_it_is_about(client, user, address, reached):
    note = NotificationFactory(user=user, address=address)

    answer = client.post(f"/people/inbox/{note.pk}/read/")

    assert (answer["Location"], user.notifications.unread().count()) == (reached, 0)


def test_the_inbox_shows_ones_own_messages_newest_first(client, user):
    older, newer = NotificationFactory.create_batch(2, user=user)
    NotificationFactory()

    page = client.get("/people/inbox/")

    assert (list(page.context["page_obj"]), page.context["unread_count"]) == ([newer, older], 2)


def test_somebody_elses_message_cannot_be_read(client, user):
    note = NotificationFactory()

    answer = client.post(f"/people/inbox/{note.pk}/read/")

    assert (answer.status_code, Notification.objects.unread().count()) == (404, 1)
