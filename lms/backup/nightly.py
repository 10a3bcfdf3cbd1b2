"""The backup of every night, into the installation's own folder of backups."""

from django.conf import settings
from django.utils import timezone

from lms.backup.folder import whole_backups
from lms.backup.making import make_backup
from people.installation import is_demo


def back_up_today() -> str:
    """The name of today's backup; empty for the demo city, which is built again instead."""
    if is_demo():
        return ""
    made = whole_backups(settings.BACKUP_DIR)
    if made and timezone.localdate(made[-1].made_at) == timezone.localdate():
        return made[-1].folder.name
    return make_backup(parent=settings.BACKUP_DIR, with_keys=settings.BACKUP_WITH_KEYS).folder.name
