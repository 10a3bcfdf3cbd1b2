"""The verbs on classes, at 08:25 of the day the class meets."""

from datetime import timedelta

from people.choices import Role
from tests.factories.admission import (
    class_today,
)
from tests.factories.people import user_with_role
from tests.factories.training import (
    DAY,
    CalendarDayFactory,
    ClassMeetingFactory,
    DailyHoursFactory,
)
from tests.support.verbs import Sent, verb
from tests.training.forms import class_form

HOURS = {
    "morning_starts": "08:30",
    "morning_ends": "12:00",
    "afternoon_starts": "15:00",
    "afternoon_ends": "18:00",
    "evening_starts": "19:00",
    "evening_ends": "21:00",
}


@verb("training:daily_hours", 15)
def set_hours_of_the_day(rows):
    for n in range(rows):
        DailyHoursFactory(day=n + 2)
    return Sent(user_with_role(Role.TRAINING_OFFICER), form=HOURS | {"month": "5", "day": "1"})


@verb("training:daily_hours_remove", 7)
def remove_hours_of_the_day(rows):
    first, *_others = [DailyHoursFactory(day=n + 2) for n in range(rows)]
    return Sent(user_with_role(Role.TRAINING_OFFICER), {"pk": first.pk})


@verb("training:calendar", 6)
def enter_days(rows):
    text = "\n".join(f"2026-05-0{n + 1} 劳动节" for n in range(rows))
    return Sent(user_with_role(Role.TRAINING_OFFICER), form={"year": "2026", "text": text})


@verb("training:fixed_holidays", 6)
def enter_fixed_holidays(rows):
    return Sent(user_with_role(Role.TRAINING_OFFICER), form={"year": "2026"})


@verb("training:calendar_day_remove", 7)
def remove_day(rows):
    first, *_others = CalendarDayFactory.create_batch(rows)
    return Sent(user_with_role(Role.TRAINING_OFFICER), {"pk": first.pk})


REASON = {"reason": "单位急需"}


def officer():
    return user_with_role(Role.TRAINING_OFFICER)


@verb("training:class_create", (60, 94))
def create_class(rows):
    more = {}
    for n in range(1, rows):
        more |= {f"m-{n}-date": f"{DAY + timedelta(days=n)}", f"m-{n}-slot": "am", f"m-{n}-title": f"第{n}讲"}
    return Sent(officer(), form=class_form(DAY, **more))


def class_with_meetings(rows):
    """A class of one place a row and one half-day a row, of which the first is today's."""
    today = class_today(rows)
    for n in range(1, rows):
        ClassMeetingFactory(batch=today.batch, date=DAY + timedelta(days=n))
    return today


@verb("training:meeting_add", 45)
def add_meeting(rows):
    batch = class_with_meetings(rows).batch
    return Sent(officer(), {"code": batch.code}, {"date": f"{DAY}", "slot": "pm", "title": "网络安全"})


def of_meeting(today):
    return {"code": today.batch.code, "pk": today.meeting.pk}


@verb("training:meeting_hours", 36)
def set_hours(rows):
    return Sent(officer(), of_meeting(class_with_meetings(rows)), {"starts_at": "09:00", "ends_at": "12:00"})


@verb("training:meeting_cancel", 24)
def cancel_meeting(rows):
    return Sent(officer(), of_meeting(class_with_meetings(rows)), REASON)
