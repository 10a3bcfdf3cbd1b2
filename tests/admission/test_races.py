"""Two who want one seat."""

import pytest

from admission.services.arrivals import ArrivalDraft, set_arrival_details
from admission.services.nominations import admit, nominate
from people.models import AuditEvent
from tests.factories.admission import NominationFactory, call_for_nominations, class_today
from tests.factories.training import ClassMeetingFactory
from tests.training.test_races import at_once, overlapping, without_locks  # noqa: F401 -- fixture

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def two_for_the_last_seat():
    call = call_for_nominations(seats=2, capacity=1)
    nominations = NominationFactory.create_batch(2, batch=call.batch, unit=call.unit)
    return call, [lambda n=n: admit(nomination=n, by=call.officer) for n in nominations]


def two_for_the_last_quota_seat():
    call = call_for_nominations(seats=1)
    people = [call.person() for _n in range(2)]
    return call, [lambda p=p: nominate(receipt=call.receipt, person=p, by=call.liaison) for p in people]


def seats_of(batch):
    batch.refresh_from_db()
    return batch.seats_taken, batch.enrolments.active().count()


def test_the_last_seat_goes_to_one():
    call, admissions = two_for_the_last_seat()

    assert (overlapping(*admissions), seats_of(call.batch)) == (["done", "batch_full"], (1, 1))


def test_of_many_who_want_the_last_seat_one_gets_it():
    call = call_for_nominations(seats=8, capacity=1)
    nominations = NominationFactory.create_batch(8, batch=call.batch, unit=call.unit)

    outcomes = at_once(*(lambda n=n: admit(nomination=n, by=call.officer) for n in nominations))

    assert (outcomes, seats_of(call.batch)) == (["batch_full"] * 7 + ["done"], (1, 1))


@pytest.mark.usefixtures("without_locks")
def test_without_the_lock_only_the_constraint_keeps_the_last_seat_from_being_sold_twice():
    call, admissions = two_for_the_last_seat()

    assert (overlapping(*admissions), seats_of(call.batch)) == (["done", "constraint"], (1, 1))


def test_the_last_seat_of_a_quota_goes_to_one():
    call, nominations = two_for_the_last_quota_seat()

    assert (overlapping(*nominations), call.batch.nominations.count()) == (["done", "quota_full"], 1)


@pytest.mark.usefixtures("without_locks")
def test_without_the_lock_the_quota_would_be_overdrawn():
    call, nominations = two_for_the_last_quota_seat()

    assert (overlapping(*nominations), call.batch.nominations.count()) == (["done", "done"], 2)


def two_classes_for_one():
    """Two officers admit one person, each to a class of their own that meets in the same half-day."""
    first, second = (call_for_nominations(seats=2) for _n in range(2))
    for call in (first, second):
        ClassMeetingFactory(batch=call.batch)
    person = first.person()
    nominations = [NominationFactory(batch=call.batch, unit=first.unit, person=person) for call in (first, second)]
    return person, [lambda n=n: admit(nomination=n, by=first.officer) for n in nominations]


def test_one_person_is_admitted_to_one_of_two_classes_at_once():
    person, admissions = two_classes_for_one()

    assert (overlapping(*admissions), person.enrolments.count()) == (["done", "overlap"], 1)


@pytest.mark.usefixtures("without_locks")
def test_without_the_lock_one_person_would_sit_in_two_classes_at_once():
    person, admissions = two_classes_for_one()

    assert (overlapping(*admissions), person.enrolments.count()) == (["done", "done"], 2)


def test_the_same_nomination_admitted_by_two_officers_is_one_place():
    call = call_for_nominations(seats=2, capacity=2)
    nomination = NominationFactory(batch=call.batch, unit=call.unit)

    outcomes = at_once(*[lambda: admit(nomination=nomination, by=call.officer)] * 4)

    assert (outcomes, seats_of(call.batch)) == (["done"] * 4, (1, 1))
    assert AuditEvent.objects.filter(action="admission.admit").count() == 1


def two_for_the_arrival_of_one():
    """The class teacher and the training officer enter it for the same person."""
    today = class_today(1)
    return today, [
        lambda by=by: set_arrival_details(enrolment=today.places[0], draft=ArrivalDraft(stays_overnight=True), by=by)
        for by in (today.teacher, call_for_nominations().officer)
    ]


def test_two_who_enter_the_arrival_of_one_person_leave_one_row():
    today, calls = two_for_the_arrival_of_one()

    assert (overlapping(*calls), today.places[0].arrival.stays_overnight) == (["done", "done"], True)


@pytest.mark.usefixtures("without_locks")
def test_without_the_lock_the_second_would_meet_the_constraint():
    _today, calls = two_for_the_arrival_of_one()

    assert "constraint" in overlapping(*calls)
