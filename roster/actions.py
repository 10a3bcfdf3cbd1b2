"""What this app leaves in the audit trail."""

from django.utils.translation import gettext_lazy as _

from people.trail.actions import Labels

ACTIONS: Labels = {
    "roster.merge_persons": _("Merged two entries"),
    "roster.unmerge_persons": _("Took two entries apart"),
    "roster.request_transfer": _("Asked for a transfer"),
    "roster.agree_transfer": _("Agreed to a transfer"),
    "roster.refuse_transfer": _("Refused a transfer"),
    "roster.withdraw_transfer": _("Withdrew a transfer"),
    "roster.remove_units": _("Removed the units of a list"),
}
