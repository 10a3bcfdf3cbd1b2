"""What the audit trail calls the acts of this app."""

from django.utils.translation import gettext_lazy as _

from people.trail.actions import Labels

ACTIONS: Labels = {
    "cms.set_identity": _("Set name, emblem and footer of the site"),
    "cms.leave_feedback": _("Left feedback"),
    "cms.answer_feedback": _("Answered feedback"),
}
