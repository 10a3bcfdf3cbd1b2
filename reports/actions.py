"""What this app writes into the audit trail."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "reports.export_attendance": _("Exported attendance"),
    "reports.read_attendance": _("Read attendance through the API"),
}
