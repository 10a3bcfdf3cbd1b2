import logging
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from notifications.channels import Channel, channels
from notifications.kinds import fill
from notifications.models import ChannelChoice, Delivery, MessageTemplate, Notification
from notifications.selectors import messages_of
from notifications.tasks import send_deliveries
from people.models import AuditEvent, User
from people.news import Message, MessageKind, to_each

log = logging.getLogger(__name__)

TITLE_LENGTH = 200
# A whole audience of the city may be told of an examination.
WRITTEN_AT_ONCE = 500


def tell(event: AuditEvent, messages: Iterable[Message]) -> None:
    """Tell people of what the audit trail has just noted. Who is named more than once gets the first message; whoever
    did it knows. An act that leaves no event, because it was done before, so tells nobody."""
    _write(messages, f"event-{event.pk}", event.actor_id)


def notify(
    *,
    users: Iterable[User],
    kind: MessageKind,
    event_key: str,
    values: Mapping[str, object] | None = None,
    address: str = "",
) -> None:
    """Tell people of what no event of the trail stands for, such as a day that comes near; the same event reaches a
    user once, however often it is told."""
    _write(to_each(users, kind, values, address), event_key)


def _write(messages: Iterable[Message], event_key: str, actor: int | None = None) -> None:
    """One message an account, in as many statements for many as for one. Nobody reads the inbox of a disabled one."""
    first: dict[int, Message] = {}
    for message in messages:
        if message.user.is_active and message.user.pk != actor:
            first.setdefault(message.user.pk, message)
    own = messages_of({message.kind.code for message in first.values()}) if first else {}
    rows = []
    for message in first.values():
        title, body = words_of(message.kind, message.values, own.get(message.kind.code))
        rows.append(
            Notification(
                user=message.user,
                event_key=event_key,
                kind=message.kind.code,
                title=title,
                body=body,
                address=message.address,
            )
        )
    for start in range(0, len(rows), WRITTEN_AT_ONCE):
        some = rows[start : start + WRITTEN_AT_ONCE]
        Notification.objects.bulk_create(some, ignore_conflicts=True)
        _send_out({row.user_id: first[row.user_id] for row in some}, event_key)


def words_of(kind: MessageKind, values: Mapping[str, object], own: MessageTemplate | None) -> tuple[str, str]:
    """Title and text in the installation's language, in the words of the house where it has its own."""
    with translation.override(settings.LANGUAGE_CODE):
        title, body = (own and own.title) or str(kind.title), (own and own.body) or str(kind.body)
        return fill(title, values)[:TITLE_LENGTH], fill(body, values)


def _send_out(told: Mapping[int, Message], event_key: str) -> None:
    """Note what leaves by which channel; a worker sends it once the change it tells of is committed."""
    found = channels().values()
    pairs = [(pk, channel.code) for channel in found for pk, one in told.items() if _reaches(channel, one.user)]
    if not pairs:
        return
    chosen = {
        (user, code, group): wanted
        for user, code, group, wanted in ChannelChoice.objects.filter(user__in=told).values_list(
            "user", "channel", "group", "is_wanted"
        )
    }
    notes = Notification.objects.filter(user__in=told, event_key=event_key)
    keys = dict(notes.values_list("user", "pk"))
    groups = {pk: message.kind.group for pk, message in told.items()}
    Delivery.objects.bulk_create(
        [
            Delivery(notification_id=keys[pk], channel=code)
            for pk, code in pairs
            if chosen.get((pk, code, groups[pk].code), groups[pk].leaves_by_default)
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
