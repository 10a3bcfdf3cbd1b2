"""The demo city's hours of the day and its festivals; a new city may take them over."""

from datetime import time

from people.models import User
from training.services.calendar import enter_calendar_days, fixed_holidays, set_daily_hours


def load_calendar(year: int, by: User | None) -> None:
    """Summer hours from May to September, and the festivals that fall on the same days every year."""
    for month, afternoon in ((5, (time(15, 0), time(18, 0))), (10, (time(14, 30), time(17, 30)))):
        hours = {
            "morning_starts": time(8, 30),
            "morning_ends": time(12, 0),
            "afternoon_starts": afternoon[0],
            "afternoon_ends": afternoon[1],
            "evening_starts": time(19, 0),
            "evening_ends": time(21, 0),
        }
        set_daily_hours(month=month, day=1, hours=hours, by=by)
    enter_calendar_days(days=fixed_holidays(year) + fixed_holidays(year + 1), by=by)
