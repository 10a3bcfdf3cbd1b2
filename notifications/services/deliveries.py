"""Sending what is to leave by a channel: never inside anybody's transaction, and once unless a worker dies between
handing a message over and noting that it did."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from notifications.channels import channels
from notifications.models import Delivery

log = logging.getLogger(__name__)

MOST_AT_ONCE = 50
FIRST_PAUSE = timedelta(minutes=5)


def send_due() -> int:
    """Send what is due, oldest first; returns how many were handed over. Two workers at once do not meet."""
    due = Delivery.objects.due().filter(channel__in=channels()).order_by("pk")
    return sum(_send(pk) for pk in list(due.values_list("pk", flat=True)[:MOST_AT_ONCE]))


def _send(pk: int) -> bool:
    delivery = _take(pk)
    if delivery is None:
        return False
    note = delivery.notification
    try:
        channels()[delivery.channel].send(note, note.user)
    except Exception as error:  # noqa: BLE001 -- whatever a channel raises, the others go on
        # The error's own words may hold somebody's address.
        log.warning(
            "delivery %s by %s failed at try %s: %s", pk, delivery.channel, delivery.tries, type(error).__name__
        )
        return False
    Delivery.objects.filter(pk=pk).update(sent_at=timezone.now())
    return True


@transaction.atomic
def _take(pk: int) -> Delivery | None:
    """Make the delivery this worker's until its pause is over, each pause twice as long as the one before."""
    locked = Delivery.objects.select_for_update(of=("self",), skip_locked=True).select_related("notification__user")
    delivery = locked.due().filter(pk=pk).first()
    if delivery is None:
        return None
    delivery.due_at = timezone.now() + FIRST_PAUSE * 2**delivery.tries
    delivery.tries += 1
    delivery.save(update_fields=["due_at", "tries"])
    return delivery
