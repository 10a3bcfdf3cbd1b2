"""What the audit trail calls the acts of this app."""

from django.utils.translation import gettext_lazy as _

from people.trail.actions import Labels

ACTIONS: Labels = {
    "accounts.sign_in": _("Signed in"),
    "accounts.sign_in_failed": _("Sign-in failed"),
    "accounts.sign_out": _("Signed out"),
    "accounts.issue_slip": _("Printed a slip"),
    "accounts.change_password": _("Changed the password"),
    "accounts.mail_reset_link": _("Mailed a link for a new password"),
    "accounts.issue_token": _("Made an API token"),
    "accounts.revoke_token": _("Revoked an API token"),
    "accounts.end_session": _("Ended one of one's sign-ins"),
    "accounts.end_other_sessions": _("Ended one's other sign-ins"),
    "accounts.remove_second_factor": _("Removed a second factor"),
    "accounts.download_own_data": _("Downloaded one's own data"),
    "accounts.second_person_refused": _("Refused a second person"),
}
