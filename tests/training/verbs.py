"""The verbs on classes, notices, nominations, attendance, leave and arrival, at 08:25 of the day the class meets."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from attendance.models import AttendanceMark
from attendance.scans import subject_of
from attendance.services.marks import evidence_for
from common.tokens import issue_token, short_code
from people.choices import Role
from tests.factories.admission import (
    ArrivalDetailsFactory,
    EnrolmentFactory,
    NominationFactory,
    admitted,
    call_for_nominations,
    class_today,
)
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, user_with_role
from tests.factories.training import (
    DAY,
    BatchFactory,
    CalendarDayFactory,
    ClassMeetingFactory,
    DailyHoursFactory,
    class_teacher_of,
)
from tests.support.verbs import Sent, signed_in, verb
from tests.training.forms import class_form

HOURS = {
    "morning_starts": "08:30",
    "morning_ends": "12:00",
    "afternoon_starts": "15:00",
    "afternoon_ends": "18:00",
    "evening_starts": "19:00",
    "evening_ends": "21:00",
}


@verb("training:daily_hours", 16)
def set_hours_of_the_day(rows):
    for n in range(rows):
        DailyHoursFactory(day=n + 2)
    return Sent(user_with_role(Role.TRAINING_OFFICER), form=HOURS | {"month": "5", "day": "1"})


@verb("training:daily_hours_remove", 8)
def remove_hours_of_the_day(rows):
    first, *_others = [DailyHoursFactory(day=n + 2) for n in range(rows)]
    return Sent(user_with_role(Role.TRAINING_OFFICER), {"pk": first.pk})


@verb("training:calendar", 7)
def enter_days(rows):
    text = "\n".join(f"2026-05-0{n + 1} 劳动节" for n in range(rows))
    return Sent(user_with_role(Role.TRAINING_OFFICER), form={"year": "2026", "text": text})


@verb("training:fixed_holidays", 7)
def enter_fixed_holidays(rows):
    return Sent(user_with_role(Role.TRAINING_OFFICER), form={"year": "2026"})


@verb("training:calendar_day_remove", 8)
def remove_day(rows):
    first, *_others = CalendarDayFactory.create_batch(rows)
    return Sent(user_with_role(Role.TRAINING_OFFICER), {"pk": first.pk})


REASON = {"reason": "单位急需"}


def officer():
    return user_with_role(Role.TRAINING_OFFICER)


# Classes and their timetable.


@verb("training:class_create", (61, 95))
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


@verb("training:meeting_add", 46)
def add_meeting(rows):
    batch = class_with_meetings(rows).batch
    return Sent(officer(), {"code": batch.code}, {"date": f"{DAY}", "slot": "pm", "title": "网络安全"})


def of_meeting(today):
    return {"code": today.batch.code, "pk": today.meeting.pk}


@verb("training:meeting_hours", 37)
def set_hours(rows):
    return Sent(officer(), of_meeting(class_with_meetings(rows)), {"starts_at": "09:00", "ends_at": "12:00"})


@verb("training:meeting_cancel", 25)
def cancel_meeting(rows):
    return Sent(officer(), of_meeting(class_with_meetings(rows)), REASON)


# Notices and nominations.


@verb("admission:notice_issue", 18)
def issue_notice(rows):
    batch, units = BatchFactory(state="draft"), OrgUnitFactory.create_batch(rows)
    ClassMeetingFactory(batch=batch)
    for unit in units:
        user_with_role(Role.LIAISON, unit)
    quotas = {f"q-{unit.pk}-staff": "2" for unit in units}
    return Sent(officer(), {"code": batch.code}, {"reply_by": f"{DAY}", "body": "请推荐", **quotas})


def call_with_nominations(rows, **call):
    """A class to which the unit has put forward one person a row, so that a seat is left."""
    call = call_for_nominations(rows + 1, **call)
    accounts = [UserFactory(person=call.person()) for _n in range(rows)]
    return call, [NominationFactory(batch=call.batch, unit=call.unit, person=one.person) for one in accounts]


@verb("admission:receipt_sign", 10)
def sign_receipt(rows):
    call = call_for_nominations(rows)
    call.receipt.__class__.objects.filter(pk=call.receipt.pk).update(signed_at=None, signed_by=None)
    for _n in range(1, rows):
        user_with_role(Role.LIAISON, call.unit)
    return Sent(call.liaison, {"pk": call.receipt.pk})


@verb("admission:nominate", 30)
def nominate(rows):
    call, _people = call_with_nominations(rows)
    return Sent(call.liaison, {"pk": call.receipt.pk}, {"person": call.person().uuid})


@verb("admission:reply_nobody", 17)
def reply_nobody(rows):
    call = call_for_nominations(rows)
    return Sent(call.liaison, {"pk": call.receipt.pk}, REASON)


@verb("admission:nomination_withdraw", 15)
def withdraw(rows):
    call, people = call_with_nominations(rows)
    return Sent(call.liaison, {"pk": people[0].pk})


@verb("admission:nomination_admit", 25)
def admit(rows):
    _call, people = call_with_nominations(rows)
    return Sent(officer(), {"pk": people[0].pk})


@verb("admission:nomination_overlap", 27)
def admit_to_a_second_class(rows):
    call, people = call_with_nominations(rows)
    ClassMeetingFactory(batch=call.batch)
    other = BatchFactory(starts_on=call.batch.starts_on)
    ClassMeetingFactory(batch=other)
    for nomination in people:
        EnrolmentFactory(batch=other, person=nomination.person, unit=nomination.unit)
    return Sent(officer(), {"pk": people[0].pk}, REASON)


@verb("admission:nomination_refuse", 15)
def refuse(rows):
    _call, people = call_with_nominations(rows)
    return Sent(officer(), {"pk": people[0].pk}, REASON)


@verb("admission:admit_all", 23)
def admit_all(rows):
    call, _people = call_with_nominations(rows)
    return Sent(officer(), {"code": call.batch.code})


@verb("admission:nomination_replace", 50)
def replace(rows):
    call, people = call_with_nominations(rows)
    for nomination in people:
        admitted(nomination)
        EnrolmentFactory(batch=call.batch, unit=call.unit, person=nomination.person, nomination=nomination)
    return Sent(call.liaison, {"pk": people[0].pk}, {"person": call.person().uuid, **REASON})


# Attendance.


@verb("attendance:sheet_entry", 37)
def enter_sheet(rows):
    """Somebody of each kind is away, the others are present, and one name is written in."""
    today = class_today(rows)
    form = {f"s-{person.pk}": "absent" if n == 0 else "present" for n, person in enumerate(today.people)}
    stranger = PersonFactory()
    return Sent(today.teacher, {"code": today.batch.code, **today.half_day}, form | {"written_in": stranger.staff_no})


@verb("attendance:mark_correct", 19)
def correct_mark(rows):
    today = class_today(rows)
    for place in today.places:
        fact = evidence_for(place, today.meeting, "absent", "paper")
        fact.save()
        mark = AttendanceMark.objects.create(
            meeting=today.meeting, enrolment=place, evidence=fact, status=fact.status, mode=fact.mode
        )
    return Sent(today.teacher, {"pk": mark.pk}, {"status": "present", "reason": "漏看签名"})


def arriving(rows):
    """A class of so many half-days this morning, one after the other, and the account of its first trainee."""
    today = class_today(rows)
    return today, UserFactory(person=today.people[0]), subject_of(today.batch, DAY, today.meeting.slot)


@verb("attendance:check_in", 21)
def type_the_code(rows):
    _today, user, subject = arriving(rows)
    return Sent(user, form={"code": short_code(subject, now=timezone.now())})


@verb("attendance:check_in_confirm", 14)
def confirm_the_scan(rows):
    _today, user, subject = arriving(rows)
    phone = signed_in(user)
    page = phone.get(reverse("attendance:check_in_token", args=[issue_token(subject, now=timezone.now())]))
    receipt = re.search(r'name="receipt" value="([^"]+)"', page.text)[1]
    return Sent(user, form={"receipt": receipt}, client=phone)


# Leave.


@verb("attendance:leave_request", 23)
def request_leave(rows):
    today = class_today(rows)
    for _n in range(1, rows):
        class_teacher_of(today.batch)
    form = {"half_day": f"{DAY}-am", "kind": "sick", "reason": "发热"}
    return Sent(UserFactory(person=today.people[0]), {"code": today.batch.code}, form)


def class_with_leave(rows):
    today = class_today(rows)
    for place in today.places:
        UserFactory(person=place.person)
        leave = LeaveRequestFactory(enrolment=place)
    return today, leave


@verb("attendance:leave_grant", 21)
def grant_leave(rows):
    today, leave = class_with_leave(rows)
    return Sent(today.teacher, {"pk": leave.pk})


@verb("attendance:leave_refuse", 14)
def refuse_leave(rows):
    today, leave = class_with_leave(rows)
    return Sent(today.teacher, {"pk": leave.pk})


# Arrival.


@verb("admission:arrival_set", 18)
def set_arrival_details(rows):
    today = class_today(rows)
    for place in today.places:
        ArrivalDetailsFactory(enrolment=place)
    form = {"stays_overnight": "0", "diet": "halal", "plate": "豫R·12345"}
    return Sent(today.teacher, {"pk": today.places[0].pk}, form)
