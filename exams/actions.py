"""What this app writes into the audit trail."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "exams.create_paper": _("Set up a paper"),
    "exams.change_paper": _("Changed a paper"),
    "exams.copy_paper": _("Copied a paper"),
    "exams.preview_paper": _("Looked at a sample of a paper"),
    "exams.schedule_sitting": _("Set up an examination"),
    "exams.change_sitting": _("Changed an examination"),
    "exams.set_final": _("Set whether an examination counts for completion"),
    "exams.cancel_sitting": _("Cancelled an examination"),
    "exams.start": _("Began an examination"),
    "exams.submit": _("Handed a paper in"),
}
