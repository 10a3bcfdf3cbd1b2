"""What this app writes into the audit trail."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "reports.export_attendance": _("Exported attendance"),
    "reports.export_hours": _("Exported hours"),
    "reports.read_attendance": _("Read attendance through the API"),
    "reports.upload_form": _("Uploaded a form of the office"),
    "reports.retire_form": _("Retired a form of the office"),
}
