"""The verbs on attendance and leave, at 08:25 of the day the class meets."""

import re

from django.urls import reverse
from django.utils import timezone

from attendance.models import AttendanceMark
from attendance.scans import subject_of
from attendance.services.marks import evidence_for
from common.sealing.tokens import issue_token, short_code
from tests.factories.admission import (
    class_today,
)
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.people import PersonFactory, UserFactory
from tests.factories.training import (
    DAY,
    class_teacher_of,
)
from tests.support.verbs import Sent, verb
from tests.support.visits import signed_in


@verb("attendance:sheet_entry", 39)
def enter_sheet(rows):
    """Somebody of each kind is away, the others are present, and one name is written in."""
    today = class_today(rows)
    form = {f"s-{person.pk}": "absent" if n == 0 else "present" for n, person in enumerate(today.people)}
    stranger = PersonFactory()
    return Sent(today.teacher, {"code": today.batch.code, **today.half_day}, form | {"written_in": stranger.staff_no})


@verb("attendance:mark_correct", 17)
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


@verb("attendance:leave_request", 24)
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


@verb("attendance:leave_grant", 20)
def grant_leave(rows):
    today, leave = class_with_leave(rows)
    return Sent(today.teacher, {"pk": leave.pk})


@verb("attendance:leave_refuse", 12)
def refuse_leave(rows):
    today, leave = class_with_leave(rows)
    return Sent(today.teacher, {"pk": leave.pk})
