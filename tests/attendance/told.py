"""Who hears of the verbs on attendance and leave, at 08:25 of the day the class meets."""

from attendance.models import AttendanceMark
from attendance.services.leave import grant_leave, refuse_leave, request_leave
from attendance.services.marks import SheetEntry, correct_mark, evidence_for, record_sheet
from tests.factories.admission import (
    class_today,
)
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.training import DAY
from tests.support.told import Told, told
from tests.training.told import account, officer


def sheet(today, *away, written_in=(), others=()):
    entries = [SheetEntry(person.pk, "absent") for person in away] + list(others)
    return lambda: record_sheet(
        batch=today.batch, day=DAY, slot="am", exceptions=entries, written_in=list(written_in), by=today.teacher
    )


@told("attendance.record_sheet")
def enter_a_sheet():
    today = class_today(3)
    away, here, corrected = [account(person) for person in today.people]
    evidence_for(today.places[2], today.meeting, "absent", "paper").save()
    came = SheetEntry(corrected.person_id, "present", "补签")
    act = sheet(today, away.person, others=[came])
    return Told(act, {away: "attendance.mark_set", corrected: "attendance.mark_set"})


@told("attendance.correct_mark")
def put_a_mark_right():
    today = class_today(1)
    fact = evidence_for(today.places[0], today.meeting, "absent", "paper")
    fact.save()
    mark = AttendanceMark.objects.create(
        meeting=today.meeting, enrolment=today.places[0], evidence=fact, status=fact.status, mode=fact.mode
    )
    return Told(
        lambda: correct_mark(mark=mark, status="present", reason="漏看签名", by=today.teacher),
        {account(today.people[0]): "attendance.mark_set"},
    )


def asking(today, user):
    return lambda: request_leave(enrolment=today.places[0], day=DAY, slot="am", kind="sick", reason="发热", by=user)


@told("attendance.request_leave")
def ask_for_leave():
    today = class_today(1)
    officer()
    return Told(asking(today, account(today.people[0])), {today.teacher: "attendance.leave_asked"})


@told("attendance.request_leave")
def ask_for_leave_where_the_class_teacher_is_gone():
    today, by = class_today(1), officer()
    today.teacher.role_assignments.update(ended_on=DAY)
    return Told(asking(today, account(today.people[0])), {by: "attendance.leave_asked"})


@told("attendance.leave_granted")
def grant():
    today = class_today(1)
    user, leave = account(today.people[0]), LeaveRequestFactory(enrolment=today.places[0])
    return Told(lambda: grant_leave(leave=leave, by=today.teacher), {user: "attendance.leave_granted"})


@told("attendance.leave_refused")
def refuse():
    today = class_today(1)
    user, leave = account(today.people[0]), LeaveRequestFactory(enrolment=today.places[0])
    return Told(lambda: refuse_leave(leave=leave, by=today.teacher), {user: "attendance.leave_refused"})
