import json

from django.conf import settings
from django.utils import timezone

from notifications.channels.base import outgoing
from notifications.models import Notification
from people.models import User


class FileChannel:
    """Rehearses a channel: what it would send is appended to `outbox/<code>.jsonl` in the data folder."""

    def __init__(self, code: str = "file"):
        self.code = code
        self.label = code

    def reaches(self, user: User) -> bool:
        return True

    def send(self, notification: Notification, user: User) -> None:
        message = outgoing(notification)
        line = {
            "at": timezone.now().isoformat(),
            "notification": notification.pk,
            "to": user.username,
            "kind": notification.kind,
            "title": message.title,
            "body": message.body,
            "link": message.link,
        }
        settings.OUTBOX_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (settings.OUTBOX_DIR / f"{self.code}.jsonl").open("a", encoding="utf-8") as outbox:
            outbox.write(json.dumps(line, ensure_ascii=False) + "\n")
