"""Reasons of leave and arrival details are not kept for ever; evidence is."""

from datetime import date

import pytest
import time_machine

from admission.tasks import erase_arrivals
from attendance.choices import LeaveKind, LeaveStatus
from attendance.forms import LeaveForm
from attendance.models import AttendanceEvidence, LeaveRequest
from attendance.services.erasure import erase_leave_reasons
from attendance.tasks import erase_leave
from people.models import AuditEvent
from tests.admission.test_services_erasure import arrival_in
from tests.factories.admission import EnrolmentFactory
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.training import BatchFactory, at
from training.choices import BatchState

pytestmark = pytest.mark.django_db


CLOSED = at("15:00", date(2026, 3, 10))


def nightly():
    erase_leave()
    erase_arrivals()


def leave_in_class(closed_at=CLOSED, **batch):
    batch = BatchFactory(state=BatchState.CLOSED, closed_at=closed_at, **batch)
    return LeaveRequestFactory(enrolment=EnrolmentFactory(batch=batch), kind=LeaveKind.SICK, reason="发热")


def kept():
    return list(LeaveRequest.objects.order_by("pk").values_list("kind", "reason"))


@pytest.mark.parametrize(
    ("day", "left"),
    [(date(2027, 3, 10), (LeaveKind.SICK, "发热")), (date(2027, 3, 11), (LeaveKind.ERASED, ""))],
)
def test_a_year_after_closing_kind_and_reason_are_gone_and_the_decision_stays(day, left):
    leave = leave_in_class()
    LeaveRequest.objects.update(status=LeaveStatus.GRANTED)

    with time_machine.travel(at("03:30", day), tick=False):
        nightly()

    leave.refresh_from_db()
    assert ((leave.kind, leave.reason), leave.status) == (left, LeaveStatus.GRANTED)


def test_the_number_of_months_is_a_setting(settings):
    settings.ERASE_AFTER_MONTHS = 2
    leave_in_class()

    with time_machine.travel(at("03:30", date(2026, 5, 11)), tick=False):
        assert erase_leave_reasons() == 1


def test_doing_it_again_does_nothing_and_the_trail_has_the_number_alone():
    leave_in_class()
    leave_in_class()

    with time_machine.travel(at("03:30", date(2027, 6, 1)), tick=False):
        done = [erase_leave_reasons(), erase_leave_reasons()]

    assert done == [2, 0]
    (event,) = AuditEvent.objects.filter(action="attendance.erase_leave_reasons")
    assert (event.data, event.object_label, event.reason) == ({"requests": 2, "months": 12}, "", "")


def test_leave_of_a_class_that_is_not_closed_is_left_alone_and_of_one_called_off_is_not():
    running = BatchFactory(state=BatchState.NOTIFIED, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 4))
    off = BatchFactory(state=BatchState.CANCELLED, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 4))
    for batch in (running, off):
        LeaveRequestFactory(enrolment=EnrolmentFactory(batch=batch), kind=LeaveKind.SICK, reason="发热")

    with time_machine.travel(at("03:30", date(2027, 6, 1)), tick=False):
        erase_leave_reasons()

    assert kept() == [(LeaveKind.SICK, "发热"), (LeaveKind.ERASED, "")]


@pytest.mark.parametrize("requests", [1, 3])
def test_it_takes_as_many_statements_for_three_as_for_one(requests, django_assert_num_queries):
    for _request in range(requests):
        leave_in_class()

    with time_machine.travel(at("03:30", date(2027, 6, 1)), tick=False), django_assert_num_queries(4):
        assert erase_leave_reasons() == requests


def test_the_trail_has_one_line_a_kind_that_was_erased():
    def lines():
        with time_machine.travel(at("03:30", date(2027, 6, 1)), tick=False):
            nightly()
        events = AuditEvent.objects.filter(action__contains=".erase").order_by("id")
        return [(event.action, event.data, event.object_label) for event in events]

    for _n in range(2):
        arrival_in(BatchState.CLOSED, CLOSED)
    arrivals = ("admission.erase_arrival_details", {"people": 2, "months": 12}, "")
    assert [lines(), lines()] == [[arrivals], [arrivals]]

    leave_in_class()
    assert lines() == [arrivals, ("attendance.erase_leave_reasons", {"requests": 1, "months": 12}, "")]


def test_evidence_is_not_touched():
    before = list(AttendanceEvidence.objects.values_list("pk", "mac"))
    leave_in_class()
    with time_machine.travel(at("03:30", date(2027, 6, 1)), tick=False):
        erase_leave_reasons()

    assert list(AttendanceEvidence.objects.values_list("pk", "mac")) == before


def test_nobody_can_ask_for_leave_of_the_erased_kind():
    offered = [value for value, _label in LeaveForm(meetings=[]).fields["kind"].choices]

    assert LeaveKind.ERASED not in offered
