"""What this app leaves in the audit trail."""

from django.utils.translation import gettext_lazy as _

from people.trail.actions import Labels

ACTIONS: Labels = {
    "intake.receive_list": _("Uploaded a list"),
    "intake.put_list_right": _("Changed how a list is read"),
    "intake.commit_list": _("Took a list over"),
    "intake.undo_list": _("Undid a list"),
    "intake.export_list_report": _("Downloaded a list with its verdicts"),
}
