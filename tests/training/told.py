"""Who hears of the verbs on classes, at 08:25 of the day the class meets."""

from datetime import time, timedelta

from admission.choices import NominationStatus
from admission.services.arrivals import ArrivalDraft, set_arrival_details
from admission.services.nominations import (
    admit,
    admit_all,
    nominate,
    refuse_nomination,
    replace_trainee,
    withdraw_nomination,
)
from admission.services.notices import issue_notice, reply_nobody
from attendance.models import AttendanceMark
from attendance.services.leave import grant_leave, refuse_leave, request_leave
from attendance.services.marks import SheetEntry, correct_mark, evidence_for, record_sheet
from people.choices import Role
from tests.factories.admission import (
    EnrolmentFactory,
    NominationFactory,
    NoticeReceiptFactory,
    admitted,
    call_for_nominations,
    class_today,
)
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.people import (
    LecturerFactory,
    OrgUnitFactory,
    PersonFactory,
    UserFactory,
    city_root,
    user_with_role,
)
from tests.factories.training import DAY, BatchFactory, ClassMeetingFactory
from tests.support.told import Told, told
from training.services.classes import (
    ClassDraft,
    MeetingDraft,
    add_meeting,
    cancel_meeting,
    create_class,
    set_hours,
)


def officer():
    return user_with_role(Role.TRAINING_OFFICER)


def account(person):
    return UserFactory(person=person)


# Classes and their timetable.


@told("training.create_class")
def set_up_a_class():
    teacher, lecturer = user_with_role(Role.CLASS_TEACHER), account(PersonFactory())
    LecturerFactory(name="王教授", person=lecturer.person)
    by, other = officer(), officer()
    meetings = [MeetingDraft(DAY + timedelta(days=n), "am", f"第{n}讲", lecturer="王教授") for n in (1, 2)]
    draft = ClassDraft("公文班", ["staff"], city_root(), "一号报告厅", 40, meetings, class_teacher=teacher)
    made = []

    def act():
        # A class set up again is another class; the form is posted once.
        if not made:
            made.append(create_class(draft=draft, by=by))

    assert other.is_active
    return Told(act, {teacher: "training.class_teacher", lecturer: "training.lectures"})


def running_class():
    """A trainee, the class teacher, and the liaison of a unit that sends somebody; one that sends nobody."""
    today = class_today(2)
    trainee = account(today.people[0])
    coming, away = OrgUnitFactory(), OrgUnitFactory()
    liaison = user_with_role(Role.LIAISON, coming)
    user_with_role(Role.LIAISON, away)
    user_with_role(Role.LIAISON, coming, is_active=False)
    receipt = NoticeReceiptFactory(notice__batch=today.batch, unit=coming)
    NoticeReceiptFactory(notice=receipt.notice, unit=away, signed=True, reply="nobody", reply_reason="出差")
    return today, trainee, liaison


@told("training.add_meeting")
def add_a_half_day():
    today, trainee, liaison = running_class()
    lecturer = account(PersonFactory())
    LecturerFactory(name="王教授", person=lecturer.person)
    draft = MeetingDraft(DAY, "pm", "网络安全", lecturer="王教授")
    by = officer()
    return Told(
        lambda: add_meeting(batch=today.batch, draft=draft, by=by),
        dict.fromkeys([trainee, today.teacher, liaison, lecturer], "training.meeting_added"),
    )


@told("training.add_meeting")
def the_class_teacher_is_the_units_liaison_and_the_lecturer_takes_part():
    today, trainee, liaison = running_class()
    LecturerFactory(name="王教授", person=trainee.person)
    by = officer()
    return Told(
        lambda: add_meeting(batch=today.batch, draft=MeetingDraft(DAY, "pm", "网络安全", lecturer="王教授"), by=by),
        dict.fromkeys([trainee, today.teacher, liaison], "training.meeting_added"),
    )


@told("training.set_hours")
def give_a_half_day_other_hours():
    today, trainee, liaison = running_class()
    joint = class_today(1)
    joint.meeting.joint_with = today.meeting
    joint.meeting.room = today.meeting.room
    joint.meeting.save()
    guest, by = account(joint.people[0]), officer()
    return Told(
        lambda: set_hours(meeting=today.meeting, starts_at=time(9), ends_at=time(12), by=by),
        dict.fromkeys([trainee, today.teacher, liaison, guest, joint.teacher], "training.hours_changed"),
    )


@told("training.cancel_meeting")
def cancel_a_half_day():
    today, trainee, liaison = running_class()
    by = officer()
    return Told(
        lambda: cancel_meeting(meeting=today.meeting, reason="停电", by=by),
        dict.fromkeys([trainee, today.teacher, liaison], "training.meeting_cancelled"),
    )


# Notices and nominations.


@told("admission.issue_notice")
def send_a_notice():
    batch, by, colleague = BatchFactory(state="draft"), officer(), officer()
    ClassMeetingFactory(batch=batch)
    above = OrgUnitFactory()
    below, lonely = OrgUnitFactory(parent=above), OrgUnitFactory()
    liaison = user_with_role(Role.LIAISON, above)
    quotas = {(unit.pk, "staff"): 1 for unit in (above, below, lonely)}
    return Told(
        lambda: issue_notice(batch=batch, doc_no="", body="请推荐", reply_by=DAY, quotas=quotas, by=by),
        {liaison: "admission.notice", colleague: "admission.nobody_answers"},
    )


@told("admission.reply_nobody")
def the_last_unit_sends_nobody():
    call = call_for_nominations()
    return Told(
        lambda: reply_nobody(receipt=call.receipt, reason="出差", by=call.liaison),
        {call.officer: "admission.all_answered"},
    )


@told("admission.reply_nobody")
def a_unit_sends_nobody_while_others_are_awaited():
    call = call_for_nominations()
    NoticeReceiptFactory(notice=call.receipt.notice)
    return Told(lambda: reply_nobody(receipt=call.receipt, reason="出差", by=call.liaison), {})


def nomination_of(call):
    person = call.person()
    return account(person), NominationFactory(batch=call.batch, unit=call.unit, person=person)


@told("admission.nominate")
def put_the_first_forward():
    call = call_for_nominations()
    NoticeReceiptFactory(notice=call.receipt.notice)
    user = account(call.person())
    return Told(
        lambda: nominate(receipt=call.receipt, person=user.person, by=call.liaison),
        {user: "admission.nominated", call.officer: "admission.nominations_wait"},
    )


@told("admission.nominate")
def put_another_forward_while_one_waits():
    call = call_for_nominations()
    NoticeReceiptFactory(notice=call.receipt.notice)
    nomination_of(call)
    user = account(call.person())
    return Told(
        lambda: nominate(receipt=call.receipt, person=user.person, by=call.liaison), {user: "admission.nominated"}
    )


@told("admission.nominate")
def the_last_answer_comes_in():
    call = call_for_nominations()
    user = account(call.person())
    return Told(
        lambda: nominate(receipt=call.receipt, person=user.person, by=call.liaison),
        {user: "admission.nominated", call.officer: "admission.all_answered"},
    )


@told("admission.withdraw_nomination")
def take_somebody_back():
    call = call_for_nominations()
    user, nomination = nomination_of(call)
    return Told(
        lambda: withdraw_nomination(nomination=nomination, by=call.liaison), {user: "admission.nomination_withdrawn"}
    )


@told("admission.refuse_nomination")
def refuse_somebody():
    call = call_for_nominations()
    user, nomination = nomination_of(call)
    return Told(
        lambda: refuse_nomination(nomination=nomination, reason="超龄", by=call.officer),
        {user: "admission.not_admitted", call.liaison: "admission.not_admitted_unit"},
    )


@told("admission.admit")
def admit_one():
    call = call_for_nominations()
    user, nomination = nomination_of(call)
    return Told(
        lambda: admit(nomination=nomination, by=call.officer),
        {user: "admission.admitted", call.liaison: "admission.admitted_unit"},
    )


@told("admission.admit")
def admit_three_of_whom_one_is_the_liaison():
    call = call_for_nominations()
    rows = [nomination_of(call) for _n in range(2)]
    call.liaison.person = call.person()
    call.liaison.save()
    NominationFactory(batch=call.batch, unit=call.unit, person=call.liaison.person)
    return Told(
        lambda: admit_all(batch=call.batch, by=call.officer),
        dict.fromkeys([call.liaison, *(user for user, _row in rows)], "admission.admitted"),
    )


@told("admission.admit")
def a_unit_without_a_liaison_is_the_offices_affair():
    call = call_for_nominations()
    call.liaison.is_active = False
    call.liaison.save()
    colleague = officer()
    user, nomination = nomination_of(call)
    return Told(
        lambda: admit(nomination=nomination, by=call.officer),
        {user: "admission.admitted", colleague: "admission.admitted_unit"},
    )


@told("admission.replace_trainee")
def send_somebody_else():
    call = call_for_nominations()
    teacher, backup = class_today(0).teacher, user_with_role(Role.LIAISON, call.unit)
    call.batch.staff.create(user=teacher, role="class_teacher")
    old, nomination = nomination_of(call)
    EnrolmentFactory(batch=call.batch, unit=call.unit, person=old.person, nomination=admitted(nomination))
    new = account(call.person())
    return Told(
        lambda: replace_trainee(nomination=nomination, person=new.person, reason="出差", by=call.liaison),
        {
            old: "admission.replaced",
            new: "admission.admitted",
            backup: "admission.admitted_unit",
            call.officer: "admission.replacement",
            teacher: "admission.replacement",
        },
    )


@told("admission.replace_trainee")
def put_somebody_else_forward():
    call = call_for_nominations()
    old, nomination = nomination_of(call)
    new = account(call.person())
    assert nomination.status == NominationStatus.SUBMITTED
    return Told(
        lambda: replace_trainee(nomination=nomination, person=new.person, reason="出差", by=call.liaison),
        {old: "admission.replaced", new: "admission.nominated", call.officer: "admission.replacement"},
    )


# Attendance, leave and arrival.


def sheet(today, *away, written_in=(), others=()):
    entries = [SheetEntry(person.pk, "absent") for person in away] + list(others)
    return lambda: record_sheet(
        batch=today.batch, day=DAY, slot="am", exceptions=entries, written_in=list(written_in), by=today.teacher
    )


@told("admission.write_in")
def write_somebody_in():
    today, user = class_today(1), account(PersonFactory())
    account(today.people[0])
    return Told(sheet(today, written_in=[user.person]), {user: "admission.written_in"})


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


@told("admission.set_arrival_details")
def the_class_teacher_enters_arrival_details():
    today = class_today(1)
    return Told(
        lambda: set_arrival_details(enrolment=today.places[0], draft=ArrivalDraft(False), by=today.teacher),
        {account(today.people[0]): "admission.arrival_entered"},
    )


@told("admission.set_arrival_details")
def the_trainee_enters_arrival_details():
    today = class_today(1)
    user = account(today.people[0])
    return Told(lambda: set_arrival_details(enrolment=today.places[0], draft=ArrivalDraft(False), by=user), {})
