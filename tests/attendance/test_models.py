"""The database itself refuses what must not be, however it is asked."""

import pytest

from attendance.choices import LeaveStatus, SignInMode
from attendance.models import AttendanceMark
from attendance.services.marks import evidence_for
from tests.factories.admission import (
    EnrolmentFactory,
    class_today,
)
from tests.factories.attendance import LeaveRequestFactory
from tests.support.constraints import assert_broken, constraints_of, twice

pytestmark = pytest.mark.django_db


def fact(today, mode, place=0):
    row = evidence_for(today.places[place], today.meeting, "present", mode)
    row.save()
    return row


def two_scans():
    today = class_today(1)
    fact(today, SignInMode.QR)
    fact(today, SignInMode.CODE)


def two_marks():
    today = class_today(1)
    evidence = fact(today, SignInMode.PAPER)
    for _turn in range(2):
        AttendanceMark.objects.create(
            meeting=today.meeting, enrolment=today.places[0], evidence=evidence, status="present", mode="paper"
        )


# Each breaks one constraint and no other.
BREAKING = {
    "one_leave_request_per_half_day": lambda: twice(LeaveRequestFactory, enrolment=EnrolmentFactory()),
    "erased_leave_has_no_reason": lambda: LeaveRequestFactory(kind="erased", reason="发热"),
    "one_scan_per_person_and_half_day": two_scans,
    "one_mark_per_meeting_and_enrolment": two_marks,
}


def test_every_named_constraint_is_tried_here():
    assert set(BREAKING) == set(constraints_of("attendance"))


@pytest.mark.parametrize("name", BREAKING)
def test_the_database_refuses(name):
    assert_broken("attendance", name, BREAKING[name])


# What stays allowed beside each condition.
ALLOWED = {
    "refused requests for leave": lambda: twice(
        LeaveRequestFactory, enrolment=EnrolmentFactory(), status=LeaveStatus.REFUSED
    ),
}


@pytest.mark.parametrize("case", ALLOWED)
def test_the_database_allows(case):
    ALLOWED[case]()


def test_a_scan_may_be_corrected_as_often_as_needed():
    today = class_today(1)
    for mode in (SignInMode.QR, SignInMode.CORRECTION, SignInMode.CORRECTION):
        fact(today, mode)

    assert today.batch.evidence.count() == 3
