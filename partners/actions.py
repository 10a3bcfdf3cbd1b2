"""What this app writes into the audit trail."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "partners.draw_up_agreement": _("Drew up an agreement"),
    "partners.change_agreement": _("Changed an agreement"),
    "partners.sign_agreement": _("Brought an agreement into force"),
    "partners.terminate_agreement": _("Terminated an agreement"),
    "partners.start_exchange": _("Began an exchange"),
    "partners.end_exchange_early": _("Ended an exchange early"),
    "partners.appraise": _("Appraised an exchange"),
    "partners.export_exchanges": _("Exported the exchange ledger"),
    "partners.set_up_activity": _("Set up a joint activity"),
    "partners.add_contribution": _("Added a contribution"),
    "partners.remove_contribution": _("Removed a contribution"),
    "partners.enrol_guest": _("Entered a guest"),
    "partners.withdraw_guest": _("Withdrew a guest"),
    "partners.draw_up_statement": _("Drew up a statement"),
    "partners.redraw_statement": _("Drew up a statement anew"),
    "partners.confirm_statement": _("Confirmed a statement"),
    "partners.print_statement": _("Printed a statement"),
    "partners.open_scan": _("Opened a signed statement"),
}
