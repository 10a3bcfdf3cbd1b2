"""What this app writes into the audit trail."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "training.create_class": _("Created a class"),
    "training.close_class": _("Closed a class for changes"),
    "training.add_meeting": _("Added a half-day"),
    "training.set_hours": _("Changed the hours of a half-day"),
    "training.cancel_meeting": _("Cancelled a half-day"),
    "training.issue_notice": _("Issued a notice"),
    "training.sign_receipt": _("Signed for a notice"),
    "training.reply_nobody": _("Answered that nobody takes part"),
    "training.nominate": _("Nominated somebody"),
    "training.withdraw_nomination": _("Withdrew a nomination"),
    "training.refuse_nomination": _("Refused a nomination"),
    "training.admit": _("Admitted somebody"),
    "training.replace_trainee": _("Replaced a trainee"),
    "training.print_sheet": _("Printed a sign-in sheet"),
    "training.record_sheet": _("Entered a sign-in sheet"),
    "training.write_in": _("Wrote somebody in at the class"),
    "training.correct_mark": _("Corrected an attendance mark"),
    "training.request_leave": _("Asked for leave"),
    "training.leave_granted": _("Granted leave"),
    "training.leave_refused": _("Refused leave"),
    "training.set_daily_hours": _("Set the hours of the day"),
    "training.remove_daily_hours": _("Removed hours of the day"),
    "training.enter_calendar_days": _("Entered holidays and working days"),
    "training.remove_calendar_day": _("Removed a day of the calendar"),
    "training.erase_leave_reasons": _("Erased reasons of old leave"),
    "training.set_arrival_details": _("Entered arrival details"),
    "training.export_arrivals": _("Downloaded a list of arrival details"),
    "training.erase_arrival_details": _("Erased old arrival details"),
}
