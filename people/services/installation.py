"""What the installation remembers about itself."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from common.menu import SetupStep
from people.installation import EVERYTHING, setup_steps
from people.models import Installation, SetupAnswer, User
from people.trail import audit


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


@transaction.atomic
def keep_setting(*, step: SetupStep, by: User) -> SetupAnswer:
    """The setting as shipped is right for this office; asked once, said once."""
    answer, is_new = SetupAnswer.objects.get_or_create(step=step.key, defaults={"answered_by": by})
    if is_new:
        audit.record(answer, "people.keep_setting", by=by, data={"step": step.key})
    return answer


@transaction.atomic
def finish_setup(*, by: User) -> None:
    """The checklist leaves the office's home page for good; the settings stay where they are."""
    waiting = [str(step.label) for step in setup_steps() if not step.is_done]
    if waiting:
        text = _("Still to do: %(steps)s.") % {"steps": " · ".join(waiting)}
        raise NotAllowed(text, code="steps_waiting")
    answer, is_new = SetupAnswer.objects.get_or_create(step=EVERYTHING, defaults={"answered_by": by})
    if is_new:
        audit.record(answer, "people.finish_setup", by=by)
