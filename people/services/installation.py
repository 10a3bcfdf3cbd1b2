"""What the installation remembers about itself."""

from datetime import datetime
from typing import Any

from django.db import transaction

from people import audit
from people.models import Installation


@transaction.atomic
def note_backup(*, made_at: datetime, name: str, counts: dict[str, Any]) -> Installation:
    """Known here, so that a screen need not look at the medium."""
    return _note("lms.backup", made_at, name, counts)


@transaction.atomic
def note_restore(*, made_at: datetime, name: str, counts: dict[str, Any]) -> Installation:
    """What was put back is the last backup of what is here now."""
    return _note("lms.restore", made_at, name, counts)


def _note(action: str, made_at: datetime, name: str, counts: dict[str, Any]) -> Installation:
    Installation.objects.get_or_create(pk=1)
    installation = Installation.objects.select_for_update().get(pk=1)
    if installation.last_backup_at is None or installation.last_backup_at < made_at:
        installation.last_backup_at = made_at
        installation.save(update_fields=["last_backup_at"])
    audit.record(installation, action, by=None, data={"backup": name, "made_at": made_at.isoformat(), **counts})
    return installation
