from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise

from notifications.models import Notification
from people.masking import mask_numbers
from people.models import User


class Channel(Protocol):
    """What a channel is. `send` hands one message over or raises; it is tried again later, up to six times."""

    code: str
    label: str | Promise

    def reaches(self, user: User) -> bool: ...

    def send(self, notification: Notification, user: User) -> None: ...


@dataclass(frozen=True)
class Outgoing:
    """A message as it may leave the house: one line of title, no personal number, an address people can follow."""

    title: str
    body: str
    link: str


def outgoing(notification: Notification) -> Outgoing:
    path = notification.address or reverse("notifications:notification_list")
    return Outgoing(
        title=mask_numbers(" ".join(notification.title.split())),
        body=mask_numbers(notification.body),
        link=f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else "",
    )
