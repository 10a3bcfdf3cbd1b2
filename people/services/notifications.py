import logging
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from people.channels import Channel, channels
from people.choices import SENT_BY_DEFAULT
from people.models import ChannelChoice, Delivery, Notification, User
from people.news import MessageKind, fill
from people.selectors import message_of
from people.tasks import send_deliveries

log = logging.getLogger(__name__)

TITLE_LENGTH = 200


def notify(
    *,
    users: Iterable[User],
    kind: MessageKind,
    event_key: str,
    values: Mapping[str, object] | None = None,
    address: str = "",
) -> None:
    """Tell people of an event; the same event reaches a user once, however often it is told."""
    deliver(keys=dict.fromkeys(users, event_key), kind=kind, values=values, address=address)


def deliver(
    *, keys: Mapping[User, str], kind: MessageKind, values: Mapping[str, object] | None = None, address: str = ""
) -> None:
    """`notify` for an event that has a key of its own for each user. Nobody reads the inbox of a disabled account."""
    keys = {user: key for user, key in keys.items() if user.is_active}
    if not keys:
        return
    title, body = words_of(kind, values or {})
    Notification.objects.bulk_create(
        [
            Notification(user=user, event_key=key, kind=kind.code, title=title, body=body, address=address)
            for user, key in keys.items()
        ],
        ignore_conflicts=True,
    )
    _send_out(keys, kind)


def words_of(kind: MessageKind, values: Mapping[str, object]) -> tuple[str, str]:
    """Title and text in the installation's language, in the words of the house where it has its own."""
    own = message_of(kind)
    with translation.override(settings.LANGUAGE_CODE):
        title, body = (own and own.title) or str(kind.title), (own and own.body) or str(kind.body)
    return fill(title, values)[:TITLE_LENGTH], fill(body, values)


def _send_out(keys: Mapping[User, str], kind: MessageKind) -> None:
    """Note what leaves by which channel; a worker sends it once the change it tells of is committed."""
    pairs = [(user, channel.code) for channel in channels().values() for user in keys if _reaches(channel, user)]
    if not pairs:
        return
    rows = ChannelChoice.objects.filter(user__in=keys, group=kind.group)
    chosen = {(user, code): wanted for user, code, wanted in rows.values_list("user", "channel", "is_wanted")}
    default = kind.group in SENT_BY_DEFAULT
    told = Notification.objects.filter(user__in=keys, event_key__in=set(keys.values()))
    notes = {(user, key): pk for user, key, pk in told.values_list("user", "event_key", "pk")}
    Delivery.objects.bulk_create(
        [
            Delivery(notification_id=notes[user.pk, keys[user]], channel=code)
            for user, code in pairs
            if chosen.get((user.pk, code), default)
        ],
        ignore_conflicts=True,
    )
    # Robust: that no broker answers does not undo what was done; the next minute's round finds the rows.
    transaction.on_commit(send_deliveries.delay, robust=True)


def _reaches(channel: Channel, user: User) -> bool:
    """A channel of somebody else's making does not stop the change it tells of."""
    try:
        return channel.reaches(user)
    except Exception as error:  # noqa: BLE001 -- whatever it raises
        log.warning("channel %s cannot say whom it reaches: %s", channel.code, type(error).__name__)
        return False


def read_notification(*, notification: Notification) -> None:
    Notification.objects.filter(pk=notification.pk, read_at=None).update(read_at=timezone.now())


def read_all_notifications(*, by: User) -> None:
    by.notifications.unread().update(read_at=timezone.now())
