from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Slot(models.TextChoices):
    """Half-day: the unit in which attendance is counted."""

    MORNING = "am", _("Morning")
    AFTERNOON = "pm", _("Afternoon")
    EVENING = "ev", _("Evening")


# Until the office sets hours of its own, a meeting takes these (start, end).
SLOT_HOURS = {
    Slot.MORNING: (time(8, 30), time(12, 0)),
    Slot.AFTERNOON: (time(14, 30), time(17, 30)),
    Slot.EVENING: (time(19, 0), time(21, 0)),
}


class CalendarDayKind(models.TextChoices):
    HOLIDAY = "holiday", _("Holiday")
    WORKDAY = "workday", _("Working day by order")


class BatchState(models.TextChoices):
    """What somebody decided; where a class stands by the calendar is worked out, not stored."""

    DRAFT = "draft", _("In preparation")
    NOTIFIED = "notified", _("Notice issued")
    CLOSED = "closed", _("Class closed")
    CANCELLED = "cancelled", _("Cancelled")


class Reply(models.TextChoices):
    NONE = "none", _("No reply yet")
    NOMINATED = "nominated", _("Nominated")
    NOBODY = "nobody", _("Nobody takes part")


class NominationStatus(models.TextChoices):
    SUBMITTED = "submitted", _("Submitted")
    ADMITTED = "admitted", _("Admitted")
    REFUSED = "refused", _("Not admitted")
    REPLACED = "replaced", _("Replaced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class EnrolmentSource(models.TextChoices):
    NOMINATED = "nominated", _("Nominated by the unit")
    WALK_IN = "walk_in", _("Written in at the class")
    GUEST = "guest", _("Partner's guest")


class EnrolmentStatus(models.TextChoices):
    ACTIVE = "active", _("Enrolled")
    REPLACED = "replaced", _("Replaced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AttendanceStatus(models.TextChoices):
    PRESENT = "present", _("Present")
    LATE = "late", _("Late")
    LEAVE = "leave", _("On leave")
    ABSENT = "absent", _("Absent")


ATTENDED = (AttendanceStatus.PRESENT, AttendanceStatus.LATE)


class SignInMode(models.TextChoices):
    QR = "qr", _("QR code")
    CODE = "code", _("Six-digit code")
    PAPER = "paper", _("Paper sheet")
    LEAVE = "leave", _("Leave granted")
    CORRECTION = "correction", _("Correction")


class LeaveKind(models.TextChoices):
    SICK = "sick", _("Sick leave")
    PERSONAL = "personal", _("Personal leave")
    OFFICIAL = "official", _("Official leave")
    # What kinds become, and reasons with them, when they need not be known any more.
    ERASED = "erased", _("No longer kept")


ASKABLE_LEAVE = [(kind.value, kind.label) for kind in LeaveKind if kind != LeaveKind.ERASED]


class LeaveStatus(models.TextChoices):
    REQUESTED = "requested", pgettext_lazy("leave", "Requested")
    GRANTED = "granted", pgettext_lazy("leave", "Granted")
    REFUSED = "refused", pgettext_lazy("leave", "Refused")


class StaffRole(models.TextChoices):
    CLASS_TEACHER = "class_teacher", _("Class teacher")
    MONITOR = "monitor", _("Class monitor")


class Diet(models.TextChoices):
    ORDINARY = "ordinary", _("No special diet")
    HALAL = "halal", _("Halal")
    VEGETARIAN = "vegetarian", _("Vegetarian")
    OTHER = "other", _("Other")


class ArrivalList(models.TextChoices):
    """Who is handed a list: each is told no more than what they work with."""

    ALL = "all", _("Whole list")
    HOTEL = "hotel", _("Hotel list")
    KITCHEN = "kitchen", _("Kitchen list")
    GATE = "gate", _("Gate list")
