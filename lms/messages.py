"""What the installation tells those who run it."""

from django.utils.translation import gettext_lazy as _

from people.choices import MessageGroup
from people.news import MessageKind

BACKUP_FAILED = MessageKind(
    code="lms.backup_failed",
    group=MessageGroup.OPERATION,
    label=_("A nightly backup failed"),
    title=_("Last night's backup was not made"),
    body="{reason}",
    sample={"reason": "No space left on device"},
)
KINDS = [BACKUP_FAILED]
