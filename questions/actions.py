"""What this app writes into the audit trail."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "questions.import_questions": _("Imported questions"),
    "questions.export_questions": _("Took a question bank out as a file"),
}
