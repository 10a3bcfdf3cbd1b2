"""What the audit trail calls the acts of this app."""

from django.utils.translation import gettext_lazy as _

from people.trail.actions import Labels

ACTIONS: Labels = {
    "notifications.set_email": _("Changed the e-mail address"),
    "notifications.choose_channels": _("Chose which news leaves the site"),
    "notifications.write_message": _("Changed a message text"),
}
