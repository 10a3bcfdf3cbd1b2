"""The office's hours of the day, and its days off."""

from datetime import date, time

import pytest
from django.urls import reverse

from people.choices import Role
from people.models import AuditEvent
from tests.factories.people import UserFactory, user_with_role
from tests.factories.training import BatchFactory
from tests.support.refusals import refusal
from tests.support.visits import seen_on, signed_in, text_of
from tests.training.forms import class_form
from training.calendar import UsualHours, days_off, year_is_known
from training.choices import CalendarDayKind, Slot
from training.holiday_notice import Day
from training.models import Batch, CalendarDay, DailyHours
from training.services.calendar import (
    enter_calendar_days,
    fixed_holidays,
    remove_calendar_day,
    remove_daily_hours,
    set_daily_hours,
)
from training.services.classes import MeetingDraft, add_meeting

pytestmark = pytest.mark.django_db

HOURS = {
    "morning_starts": time(8, 30),
    "morning_ends": time(12),
    "afternoon_starts": time(14, 30),
    "afternoon_ends": time(17, 30),
    "evening_starts": time(19),
    "evening_ends": time(21),
}
SUMMER = HOURS | {"afternoon_starts": time(15), "afternoon_ends": time(18)}


@pytest.fixture
def officer():
    return user_with_role(Role.TRAINING_OFFICER)


def seasons(by):
    set_daily_hours(month=5, day=1, hours=SUMMER, by=by)
    set_daily_hours(month=10, day=1, hours=HOURS, by=by)


def afternoon(day):
    return UsualHours().of(day, Slot.AFTERNOON)[0]


# Hours of the day.


def test_without_hours_of_its_own_the_office_has_those_that_are_shipped():
    assert UsualHours().of(date(2026, 7, 1), Slot.MORNING) == (time(8, 30), time(12))


@pytest.mark.parametrize(
    ("day", "starts"),
    [
        (date(2026, 4, 30), time(14, 30)),
        (date(2026, 5, 1), time(15)),
        (date(2026, 9, 30), time(15)),
        (date(2026, 10, 1), time(14, 30)),
        (date(2027, 1, 1), time(14, 30)),
    ],
)
def test_summer_and_winter_hours_take_turns_every_year(officer, day, starts):
    seasons(officer)

    assert afternoon(day) == starts


def test_a_half_day_takes_the_hours_of_its_own_date(officer):
    seasons(officer)
    batch = BatchFactory()

    winter, summer = (
        add_meeting(batch=batch, draft=MeetingDraft(day, Slot.AFTERNOON, "专题"), by=officer)
        for day in (date(2026, 3, 4), date(2026, 6, 3))
    )

    assert (winter.starts_at, summer.starts_at) == (time(14, 30), time(15))


def test_hours_given_to_a_half_day_stay_when_the_office_changes_its_own(officer):
    meeting = add_meeting(
        batch=BatchFactory(), draft=MeetingDraft(date(2026, 6, 3), Slot.AFTERNOON, "专题"), by=officer
    )
    seasons(officer)

    meeting.refresh_from_db()

    assert meeting.starts_at == time(14, 30)


def test_hours_from_the_same_day_take_the_place_of_the_earlier_ones(officer):
    set_daily_hours(month=5, day=1, hours=HOURS, by=officer)
    set_daily_hours(month=5, day=1, hours=SUMMER, by=officer)

    assert DailyHours.objects.get().afternoon_starts == time(15)


@pytest.mark.parametrize(
    ("month", "day", "change", "code"),
    [
        (2, 30, {}, "no_such_day"),
        (13, 1, {}, "no_such_day"),
        (5, 1, {"afternoon_ends": time(14)}, "half_days_follow_each_other"),
        (5, 1, {"afternoon_starts": time(11)}, "half_days_follow_each_other"),
    ],
)
def test_impossible_hours_are_refused(officer, month, day, change, code):
    assert refusal(set_daily_hours, month=month, day=day, hours=HOURS | change, by=officer) == code


def test_the_twenty_ninth_of_february_is_a_day(officer):
    assert set_daily_hours(month=2, day=29, hours=HOURS, by=officer).pk


def test_removed_hours_leave_a_line_in_the_trail(officer):
    row = set_daily_hours(month=5, day=1, hours=SUMMER, by=officer)

    remove_daily_hours(row=row, by=officer)

    actions = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
    assert (DailyHours.objects.count(), actions[-2:]) == (
        0,
        ["training.set_daily_hours", "training.remove_daily_hours"],
    )


# Days off.


def test_a_holiday_and_a_weekend_are_days_off_and_a_working_day_by_order_is_not(officer):
    days = [Day(date(2026, 10, 1), CalendarDayKind.HOLIDAY, "国庆节"), Day(date(2026, 10, 10), CalendarDayKind.WORKDAY)]
    enter_calendar_days(days=days, by=officer)

    asked = [date(2026, 10, 1), date(2026, 10, 9), date(2026, 10, 10), date(2026, 10, 11)]

    assert days_off(asked) == {date(2026, 10, 1): "国庆节", date(2026, 10, 11): "周末"}


def test_a_day_entered_again_becomes_what_is_said_now(officer):
    day = date(2026, 5, 4)
    enter_calendar_days(days=[Day(day, CalendarDayKind.HOLIDAY, "劳动节")], by=officer)
    enter_calendar_days(days=[Day(day, CalendarDayKind.WORKDAY)], by=officer)

    row = CalendarDay.objects.get()
    assert (row.kind, row.name) == (CalendarDayKind.WORKDAY, "")


def test_a_year_is_known_when_a_holiday_of_it_is_entered(officer):
    enter_calendar_days(days=fixed_holidays(2026), by=officer)

    assert (year_is_known(2026), year_is_known(2027)) == (True, False)


def test_a_day_taken_out_is_what_its_weekday_says(officer):
    enter_calendar_days(days=fixed_holidays(2026), by=officer)

    remove_calendar_day(day=CalendarDay.objects.get(date=date(2026, 10, 1)), by=officer)

    assert days_off([date(2026, 10, 1), date(2026, 10, 2)]) == {date(2026, 10, 2): "国庆节"}


# On screen.


def test_who_plans_a_class_on_a_day_off_is_told_so_and_the_timetable_shows_it(officer):
    enter_calendar_days(days=[Day(date(2026, 3, 2), CalendarDayKind.HOLIDAY, "春节")], by=officer)

    page = signed_in(officer).post("/training/classes/new/", class_form(date(2026, 3, 2)), follow=True)

    text = page.content.decode()
    assert "2026-03-02 春节" in text
    assert '<span class="badge wait">春节</span>' in text
    assert Batch.objects.count() == 1


def test_the_notice_of_the_state_council_goes_in_as_it_was_published(officer):
    notice = "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"

    page = signed_in(officer).post("/training/settings/calendar/", {"year": "2026", "text": notice})

    assert (page.status_code, CalendarDay.objects.count()) == (302, 4)


def test_a_line_that_is_not_understood_keeps_everything_out_and_what_was_typed(officer):
    typed = "2026-05-01 劳动节\n五一放假"

    page = signed_in(officer).post("/training/settings/calendar/", {"year": "2026", "text": typed})

    text = page.content.decode()
    assert (page.status_code, CalendarDay.objects.count()) == (422, 0)
    assert "五一放假" in text
    assert "第 2 行" in text


def test_the_notice_of_another_year_keeps_everything_out(officer):
    typed = "2027-05-01 劳动节\n元旦：1月1日（周四）至3日（周六）放假调休，共3天。"

    page = signed_in(officer).post("/training/settings/calendar/", {"year": "2027", "text": typed})

    text = page.content.decode()
    assert (page.status_code, CalendarDay.objects.count()) == (422, 0)
    assert "2027-01-01 写作周四，实为星期五。是否为其他年份的通知？" in text


@pytest.mark.parametrize("year", ["x", "1999", "99999", "²"])
def test_a_forged_year_shows_this_year(officer, year):
    assert signed_in(officer).get(f"/training/settings/calendar/?year={year}").status_code == 200
    assert signed_in(officer).post("/training/settings/calendar/fixed/", {"year": year}).status_code == 302


def test_hours_that_cannot_be_are_told_beside_what_was_typed(officer):
    data = {name: f"{at:%H:%M}" for name, at in HOURS.items()} | {"month": "2", "day": "30"}

    page = signed_in(officer).post("/training/settings/hours/", data)

    assert (page.status_code, "没有这一天" in page.content.decode()) == (422, True)


def test_the_settings_are_the_offices():
    assert signed_in(UserFactory()).get("/training/settings/hours/").status_code == 403


def test_who_sets_the_hours_on_an_old_page_sees_first_what_the_other_has_set(officer):
    client, page = signed_in(officer), reverse("training:daily_hours")
    seen = seen_on(client, page)
    sent = {"month": "6", "day": "1", "seen": seen} | {name: f"{at:%H:%M}" for name, at in HOURS.items()}
    first = client.post(page, sent)

    second = client.post(page, sent | {"morning_starts": "07:30"})

    assert (first.status_code, second.status_code, "他人已作修改" in text_of(second)) == (302, 422, True)
    assert DailyHours.objects.get(month=6).morning_starts == HOURS["morning_starts"]
