"""What this app writes into the audit trail."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "courses.enrol": _("Began a course"),
    "courses.complete": _("Completed a course"),
    "courses.load_demo": _("Loaded the courses of the demo city"),
}
