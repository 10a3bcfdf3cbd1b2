from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class HourRule(models.Model):
    """How many credit hours (学时) a half-day is worth, from one day to another. Localities differ, so the
    figure is data: the one shipped is four for a day's half and two for an evening."""

    half_day_hours = models.DecimalField(_("hours of a half-day"), max_digits=4, decimal_places=2, default=Decimal(4))
    evening_hours = models.DecimalField(_("hours of an evening"), max_digits=4, decimal_places=2, default=Decimal(2))
    valid_from = models.DateField(_("valid from"), unique=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    note = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("hour rule")
        ordering = ["valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(half_day_hours__gte=0, evening_hours__gte=0),
                name="hour_rule_not_negative",
                violation_error_message=_("Hours cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="hour_rule_ends_after_start",
                violation_error_message=_("A rule cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.valid_from} {self.half_day_hours}"
