"""The backup of every night, into the installation's own folder of backups."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lms.backup.folder import whole_backups
from lms.backup.making import make_backup
from lms.messages import BACKUP_FAILED
from notifications.services.inbox import notify
from people.choices import Role
from people.installation import is_demo
from people.selectors import holders_of


def back_up_today() -> str:
    """The name of today's backup; empty for the demo city, which is built again instead."""
    if is_demo():
        return ""
    made = whole_backups(settings.BACKUP_DIR)
    if made and timezone.localdate(made[-1].made_at) == timezone.localdate():
        return made[-1].folder.name
    try:
        return make_backup(parent=settings.BACKUP_DIR, with_keys=settings.BACKUP_WITH_KEYS).folder.name
    except Exception as failure:
        tell_of_failure(str(failure))
        raise


@transaction.atomic
def tell_of_failure(reason: str) -> None:
    """The system administrators, once a day; the log has the whole story."""
    notify(
        users=holders_of(Role.SYSADMIN),
        kind=BACKUP_FAILED,
        event_key=f"backup-failed-{timezone.localdate()}",
        values={"reason": reason[:300]},
        address=reverse("desk"),
    )
