"""What this app writes into the audit trail."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "records.set_hour_rule": _("Set what a half-day counts"),
    "records.withdraw_hour_rule": _("Withdrew an hour rule"),
    "records.set_certificate_numbering": _("Set how certificates are numbered"),
    "records.close_batch": _("Closed a class"),
    "records.post_credits": _("Posted hours"),
    "records.correct_hours": _("Corrected hours"),
    "records.issue_certificates": _("Issued certificates"),
    "records.issue_certificate": _("Issued a certificate after closing"),
    "records.waive_exam": _("Decided about an exemption from the final examination"),
    "records.revoke_certificate": _("Revoked a certificate"),
    "records.print_certificate": _("Printed a certificate"),
}
