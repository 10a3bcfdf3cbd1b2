"""What this app writes into the audit trail."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "admission.issue_notice": _("Issued a notice"),
    "admission.sign_receipt": _("Signed for a notice"),
    "admission.reply_nobody": _("Answered that nobody takes part"),
    "admission.nominate": _("Nominated somebody"),
    "admission.withdraw_nomination": _("Withdrew a nomination"),
    "admission.refuse_nomination": _("Refused a nomination"),
    "admission.admit": _("Admitted somebody"),
    "admission.replace_trainee": _("Replaced a trainee"),
    "admission.move_first_half_day": _("Moved the first half-day of a place back"),
    "admission.write_in": _("Wrote somebody in at the class"),
    "admission.set_arrival_details": _("Entered arrival details"),
    "admission.export_arrivals": _("Downloaded a list of arrival details"),
    "admission.erase_arrival_details": _("Erased old arrival details"),
}
