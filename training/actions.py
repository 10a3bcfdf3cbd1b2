"""What this app writes into the audit trail."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "training.create_class": _("Created a class"),
    "training.close_class": _("Closed a class for changes"),
    "training.add_meeting": _("Added a half-day"),
    "training.set_hours": _("Changed the hours of a half-day"),
    "training.cancel_meeting": _("Cancelled a half-day"),
    "training.set_daily_hours": _("Set the hours of the day"),
    "training.remove_daily_hours": _("Removed hours of the day"),
    "training.enter_calendar_days": _("Entered holidays and working days"),
    "training.remove_calendar_day": _("Removed a day of the calendar"),
}
