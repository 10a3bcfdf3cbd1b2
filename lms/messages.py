"""What the installation tells those who run it."""

from django.utils.translation import gettext_lazy as _

from people.news import MessageGroup, MessageKind

OPERATION = MessageGroup("operation", _("Operation of the site"), 70)

BACKUP_FAILED = MessageKind(
    code="lms.backup_failed",
    group=OPERATION,
    label=_("A nightly backup failed"),
    title=_("Last night's backup was not made"),
    body="{reason}",
    sample={"reason": "No space left on device"},
)
KINDS = [BACKUP_FAILED]
