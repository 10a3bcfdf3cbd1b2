"""Leave from one half-day of a class."""

import re

import pytest
import time_machine
from django.urls import reverse

from attendance.choices import AttendanceStatus, LeaveKind, LeaveStatus, SignInMode
from attendance.models import AttendanceEvidence, LeaveRequest
from attendance.selectors import leave_to_decide
from attendance.services.leave import grant_leave, refuse_leave, request_leave
from attendance.services.marks import SheetEntry, evidence_for, project_marks, record_sheet
from notifications.models import Notification
from people.models import AuditEvent
from tests.attendance.checks import facts, marks_follow_evidence, statuses
from tests.factories.admission import class_today
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.people import UserFactory
from tests.factories.training import at
from tests.support.refusals import refusal
from tests.support.visits import signed_in, text_of
from training.choices import BatchState, Slot
from training.models import Batch

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    with time_machine.travel(at("07:00")):
        yield class_today(2)


def asked(today, **fields):
    account = UserFactory(person=today.people[0]) if not hasattr(today.people[0], "user") else today.people[0].user
    values = {"enrolment": today.places[0], **today.half_day, "kind": LeaveKind.SICK, "reason": " 发热 "}
    return request_leave(**{**values, **fields}, by=account)


def test_a_request_waits_for_a_decision(today):
    leave = asked(today)

    assert (leave.status, leave.reason, statuses(today)) == (LeaveStatus.REQUESTED, "发热", [])


def test_asking_twice_is_asking_once(today):
    assert (asked(today), LeaveRequest.objects.count()) == (asked(today), 1)


def test_granted_leave_marks_the_half_day_at_once(today):
    leave = grant_leave(leave=asked(today), by=today.teacher)

    fact = AttendanceEvidence.objects.get()
    assert (leave.status, leave.decided_by, statuses(today)) == ("granted", today.teacher, [AttendanceStatus.LEAVE])
    assert (fact.mode, fact.recorded_by, fact.is_authentic()) == (SignInMode.LEAVE, today.teacher, True)
    assert marks_follow_evidence()


@pytest.mark.parametrize("status", list(AttendanceStatus))
def test_who_decides_sees_what_attendance_says_of_the_half_day(today, status):
    for n in range(2):
        LeaveRequestFactory(enrolment=today.places[n], date=today.meeting.date, slot=today.meeting.slot)
    with time_machine.travel(at("09:00"), tick=False):
        evidence = evidence_for(today.places[0], today.meeting, status, SignInMode.PAPER, recorded_by=today.teacher)
        evidence.save()
        project_marks(today.batch, today.meeting.date, today.meeting.slot, [today.people[0].pk])

    waiting = leave_to_decide(today.teacher)
    page = text_of(signed_in(today.teacher).get(reverse("training:class_list")))

    marks = {one.enrolment: one.mark and one.mark.status for one in waiting}
    assert marks == {today.places[0]: status, today.places[1]: None}
    assert page.count("该半天现有考勤") == 1
    assert re.search(rf"该半天现有考勤： \s*{status.label}", page)


def test_whoever_decides_is_not_told_to_do_so_before_a_class_that_is_under_way(today):
    with time_machine.travel(at("09:30"), tick=False):
        asked(today)

    note = Notification.objects.get(user=today.teacher)
    assert ("前" in note.body, "请尽快办理" in note.body) == (False, True)


def test_granting_twice_is_granting_once(today):
    leave = asked(today)
    for _turn in range(2):
        grant_leave(leave=leave, by=today.teacher)

    granted = AuditEvent.objects.filter(action="attendance.leave_granted").count()
    assert (granted, AttendanceEvidence.objects.count()) == (1, 1)


def test_refused_leave_marks_nothing_and_may_be_asked_for_again(today):
    refused = refuse_leave(leave=asked(today), by=today.teacher)

    again = asked(today)

    assert (refused.status, again.status, again != refused, statuses(today)) == ("refused", "requested", True, [])


def test_a_decision_stays(today):
    granted = grant_leave(leave=asked(today), by=today.teacher)
    refused = LeaveRequestFactory(enrolment=today.places[1], status=LeaveStatus.REFUSED)

    assert refusal(refuse_leave, leave=granted, by=today.teacher) == "decided"
    assert refusal(grant_leave, leave=refused, by=today.teacher) == "decided"


def test_nobody_decides_about_their_own_leave(today):
    leave = asked(today)
    own = today.people[0].user

    codes = [refusal(decide, leave=leave, by=own) for decide in (grant_leave, refuse_leave)]

    leave.refresh_from_db()
    assert (codes, leave.status, statuses(today)) == (["own_leave", "own_leave"], "requested", [])


def test_leave_is_asked_for_before_the_half_day_is_over(today):
    with time_machine.travel(at("12:00"), tick=False):
        assert asked(today).status == LeaveStatus.REQUESTED
    with time_machine.travel(at("12:01")):
        assert refusal(asked, today=today) == "too_late"


def test_there_is_no_leave_from_a_half_day_without_a_meeting(today):
    assert refusal(asked, today=today, slot=Slot.AFTERNOON) == "no_meeting"


def test_a_closed_class_grants_no_leave(today):
    leave = asked(today)
    Batch.objects.update(state=BatchState.CLOSED, closed_at=at("18:00"))

    code = refusal(grant_leave, leave=leave, by=today.teacher)

    assert (code, statuses(today)) == ("batch_closed", [])


def test_a_sheet_that_says_present_corrects_leave_and_keeps_the_fact(today):
    grant_leave(leave=asked(today), by=today.teacher)

    with time_machine.travel(at("12:00")):
        came = SheetEntry(today.people[0].pk, "present", "提前返回")
        record_sheet(batch=today.batch, **today.half_day, exceptions=[came], written_in=[], by=today.teacher)

    assert (statuses(today), marks_follow_evidence()) == (["present", "present"], True)
    assert facts(today) == [("leave", "leave"), ("present", "correction"), ("present", "paper")]


@pytest.mark.parametrize("status", [AttendanceStatus.PRESENT, AttendanceStatus.LATE])
def test_who_is_entered_as_there_neither_asks_for_leave_nor_is_granted_it(today, status):
    waiting = asked(today)
    entries = [SheetEntry(person.pk, status) for person in today.people]
    with time_machine.travel(at("09:00")):
        record_sheet(batch=today.batch, **today.half_day, exceptions=entries, written_in=[], by=today.teacher)

        assert refusal(grant_leave, leave=waiting, by=today.teacher) == "attended"
        second = {"enrolment": today.places[1], **today.half_day, "kind": LeaveKind.SICK, "reason": "发热"}
        assert refusal(request_leave, **second, by=UserFactory(person=today.people[1])) == "attended"

    waiting.refresh_from_db()
    assert (waiting.status, statuses(today)) == (LeaveStatus.REQUESTED, [status, status])


def test_who_was_entered_as_absent_may_still_be_granted_leave(today):
    waiting = asked(today)
    entries = [SheetEntry(person.pk, AttendanceStatus.ABSENT) for person in today.people]
    with time_machine.travel(at("09:00")):
        record_sheet(batch=today.batch, **today.half_day, exceptions=entries, written_in=[], by=today.teacher)
        grant_leave(leave=waiting, by=today.teacher)

    assert sorted(statuses(today)) == sorted([AttendanceStatus.LEAVE, AttendanceStatus.ABSENT])
