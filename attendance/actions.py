"""What this app writes into the audit trail."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "attendance.print_sheet": _("Printed a sign-in sheet"),
    "attendance.record_sheet": _("Entered a sign-in sheet"),
    "attendance.correct_mark": _("Corrected an attendance mark"),
    "attendance.request_leave": _("Asked for leave"),
    "attendance.leave_granted": _("Granted leave"),
    "attendance.leave_refused": _("Refused leave"),
    "attendance.erase_leave_reasons": _("Erased reasons of old leave"),
}
