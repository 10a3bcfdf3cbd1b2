"""The office's hours of the day and its calendar."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Facts, NotAllowed, check_row, refuse_other
from people.models import User
from people.trail import audit
from training.choices import CalendarDayKind
from training.holiday_notice import Day
from training.models import CalendarDay, DailyHours

# By the State Council's rules on festivals these fall on the same days every year; the others go by the moon and sun,
# and the days around them by the yearly notice.
FIXED_HOLIDAYS = (((1, 1), "元旦"), ((5, 1), "劳动节"), ((5, 2), "劳动节"), *(((10, n), "国庆节") for n in (1, 2, 3)))
LEAP_YEAR = 2024
TIMES = tuple(f"{half}_{end}" for half in ("morning", "afternoon", "evening") for end in ("starts", "ends"))


@transaction.atomic
def set_daily_hours(*, month: int, day: int, hours: dict[str, time], by: User | None, seen: str = "") -> DailyHours:
    """From this day of every year on the half-days have these hours; those that began on the same day give way."""
    try:
        date(LEAP_YEAR, month, day)
    except ValueError as error:
        text = _("There is no such day. Enter a month from 1 to 12 and a day of it.")
        raise NotAllowed(text, code="no_such_day") from error
    rows = list(DailyHours.objects.select_for_update())
    refuse_other(seen, standing_hours(rows))
    row = next((one for one in rows if (one.month, one.day) == (month, day)), DailyHours())
    row.month, row.day = month, day
    for name, moment in hours.items():
        setattr(row, name, moment)
    check_row(row)
    row.save()
    data: dict[str, Any] = {"from": str(row), **{name: f"{moment:%H:%M}" for name, moment in hours.items()}}
    audit.record(row, "training.set_daily_hours", by=by, data=data)
    return row


def standing_hours(rows: Iterable[DailyHours]) -> Facts:
    return {"rows": [[str(getattr(row, name)) for name in ("month", "day", *TIMES)] for row in rows]}


@transaction.atomic
def remove_daily_hours(*, row: DailyHours, by: User) -> None:
    audit.record(row, "training.remove_daily_hours", by=by, data={"from": str(row)})
    row.delete()


@transaction.atomic
def enter_calendar_days(*, days: list[Day], by: User | None) -> int:
    """Enter days off and days at work; a day known already becomes what is said now. Returns how many days."""
    rows = {day.date: CalendarDay(date=day.date, kind=day.kind, name=day.name) for day in days}
    CalendarDay.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["date"], update_fields=["kind", "name"]
    )
    if rows:
        data = {"days": len(rows), "from": min(rows).isoformat(), "to": max(rows).isoformat()}
        audit.record(None, "training.enter_calendar_days", by=by, data=data)
    return len(rows)


def fixed_holidays(year: int) -> list[Day]:
    return [Day(date(year, *day), CalendarDayKind.HOLIDAY, name) for day, name in FIXED_HOLIDAYS]


@transaction.atomic
def remove_calendar_day(*, day: CalendarDay, by: User) -> None:
    audit.record(day, "training.remove_calendar_day", by=by, data={"date": day.date.isoformat()})
    day.delete()
