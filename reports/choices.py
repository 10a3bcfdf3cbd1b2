from django.db import models
from django.utils.translation import gettext_lazy as _


class Units(models.TextChoices):
    """By which units a statistic counts: as they were at the time, as what they have become, or where people are now."""

    THEN = "then", _("by the unit at the time")
    NOW = "now", _("by the unit's successor")
    PERSON = "person", _("by the person's present unit")


class FormPurpose(models.TextChoices):
    """What one row of an office's own form is about."""

    ATTENDANCE = "attendance", _("attendance: a row for each person and half-day")
    HOURS = "hours", _("hours: a row for each person and class")
