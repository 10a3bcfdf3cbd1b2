from collections.abc import Iterable

from django.utils import timezone

from people.models import Notification, User


def notify(*, users: Iterable[User], event_key: str, title: str, body: str = "", address: str = "") -> None:
    """Put a message into inboxes; the same event reaches a user once, however often it is sent."""
    deliver(Notification(user=user, event_key=event_key, title=title, body=body, address=address) for user in users)


def deliver(messages: Iterable[Notification]) -> None:
    """`notify` for messages that are not the same for everybody; a disabled account gets none."""
    reachable = [message for message in messages if message.user.is_active]
    Notification.objects.bulk_create(reachable, ignore_conflicts=True)


def read_notification(*, notification: Notification) -> None:
    Notification.objects.filter(pk=notification.pk, read_at=None).update(read_at=timezone.now())


def read_all_notifications(*, by: User) -> None:
    by.notifications.unread().update(read_at=timezone.now())
