from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _


class Slot(models.TextChoices):
    """Half-day: the unit in which attendance is counted."""

    MORNING = "am", _("Morning")
    AFTERNOON = "pm", _("Afternoon")
    EVENING = "ev", _("Evening")


SLOT_ORDER = {slot: i for i, slot in enumerate(Slot.values)}


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


class StaffRole(models.TextChoices):
    CLASS_TEACHER = "class_teacher", _("Class teacher")
    MONITOR = "monitor", _("Class monitor")
