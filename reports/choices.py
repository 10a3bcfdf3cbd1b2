from django.db import models
from django.utils.translation import gettext_lazy as _


class Units(models.TextChoices):
    """By which units a statistic counts: as they were at the time, or as what they have become."""

    THEN = "then", _("units as they were then")
    NOW = "now", _("units as they are now")


class FormPurpose(models.TextChoices):
    """What one row of an office's own form is about."""

    ATTENDANCE = "attendance", _("attendance: a row for each person and half-day")
    HOURS = "hours", _("hours: a row for each person and class")
