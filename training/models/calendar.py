from datetime import date, time

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from training.choices import CalendarDayKind, Slot


class DailyHours(models.Model):
    """When the half-days begin and end (作息时间) from one day of every year on, until the next row takes over: a city
    with summer hours has two. Meetings on a timetable keep the hours they were given."""

    month = models.PositiveSmallIntegerField(_("month"))
    day = models.PositiveSmallIntegerField(_("day"))
    morning_starts = models.TimeField(_("morning from"))
    morning_ends = models.TimeField(_("morning to"))
    afternoon_starts = models.TimeField(_("afternoon from"))
    afternoon_ends = models.TimeField(_("afternoon to"))
    evening_starts = models.TimeField(_("evening from"))
    evening_ends = models.TimeField(_("evening to"))

    class Meta:
        verbose_name = _("hours of the day")
        ordering = ["month", "day"]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "day"],
                name="one_row_of_hours_per_day",
                violation_error_message=_("There are hours from this day on already. Remove them first."),
            ),
            models.CheckConstraint(
                condition=Q(month__range=(1, 12), day__range=(1, 31)),
                name="hours_begin_on_a_day_of_the_year",
                violation_error_message=_("There is no such day. Enter a month from 1 to 12 and a day of it."),
            ),
            models.CheckConstraint(
                condition=Q(
                    morning_ends__gt=F("morning_starts"),
                    afternoon_starts__gte=F("morning_ends"),
                    afternoon_ends__gt=F("afternoon_starts"),
                    evening_starts__gte=F("afternoon_ends"),
                    evening_ends__gt=F("evening_starts"),
                ),
                name="half_days_follow_each_other",
                violation_error_message=_(
                    "Each half-day ends after it begins, and the next one does not begin before that."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.month:02d}-{self.day:02d}"

    def of(self, slot: str) -> tuple[time, time]:
        """(start, end) of a half-day."""
        return {
            Slot.MORNING: (self.morning_starts, self.morning_ends),
            Slot.AFTERNOON: (self.afternoon_starts, self.afternoon_ends),
            Slot.EVENING: (self.evening_starts, self.evening_ends),
        }[Slot(slot)]

    def has_begun_on(self, day: date) -> bool:
        """In the year of `day`."""
        return (self.month, self.day) <= (day.month, day.day)


class CalendarDay(models.Model):
    """A day that is not what its weekday says (节假日、调休): people are free, or at work, by order."""

    date = models.DateField(_("date"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=CalendarDayKind)
    name = models.CharField(_("name"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("day of the calendar")
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=CalendarDayKind.WORKDAY) | ~Q(name=""),
                name="holiday_has_a_name",
                violation_error_message=_("A holiday has a name."),
            )
        ]

    def __str__(self):
        return f"{self.date} {self.name or self.get_kind_display()}"
