"""What a day is: whether people work on it, and when its half-days begin and end."""

from collections.abc import Iterable
from datetime import date, time

from django.utils.translation import gettext as _

from training.choices import SLOT_HOURS, CalendarDayKind, Slot
from training.models import CalendarDay, DailyHours

SATURDAY = 5


class UsualHours:
    """The office's hours, read once."""

    def __init__(self) -> None:
        self.rows = list(DailyHours.objects.order_by("month", "day"))

    def of(self, day: date, slot: str) -> tuple[time, time]:
        """(start, end) of a half-day. Before the year's first row the last one of the year before goes on."""
        if not self.rows:
            return SLOT_HOURS[Slot(slot)]
        begun = [row for row in self.rows if row.has_begun_on(day)]
        return (begun or self.rows)[-1].of(slot)


def days_off(days: Iterable[date]) -> dict[date, str]:
    """Which of the days people have off, with the reason in a word or two."""
    wanted = set(days)
    by_order = {row.date: row for row in CalendarDay.objects.filter(date__in=wanted)}
    off = {}
    for day in sorted(wanted):
        row = by_order.get(day)
        if row and row.kind == CalendarDayKind.HOLIDAY:
            off[day] = row.name
        elif row is None and day.weekday() >= SATURDAY:
            off[day] = _("Weekend")
    return off


def year_is_known(year: int) -> bool:
    """The year's holidays are entered."""
    return CalendarDay.objects.filter(date__year=year, kind=CalendarDayKind.HOLIDAY).exists()
