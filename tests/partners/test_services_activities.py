from datetime import timedelta

import pytest
from django.utils import timezone

from admission.choices import EnrolmentSource, EnrolmentStatus
from admission.models import Enrolment
from attendance.choices import SignInMode
from attendance.models import AttendanceMark
from attendance.services.marks import evidence_for
from partners.choices import AgreementState, Gift, Side
from partners.models import Agreement, Contribution
from partners.services.activities import (
    add_contribution,
    enrol_guest,
    remove_contribution,
    set_up_activity,
    withdraw_guest,
)
from tests.factories.admission import QuotaFactory
from tests.factories.courses import CourseFactory
from tests.factories.partners import partnership
from tests.factories.people import LecturerFactory, PersonFactory
from tests.factories.training import BatchFactory, ClassMeetingFactory
from tests.support.refusals import refusal
from training.choices import BatchState
from training.models import Batch

pytestmark = pytest.mark.django_db


def test_a_class_is_carried_together_with_seats_for_guests():
    pair = partnership()
    activity = set_up_activity(agreement=pair.agreement, batch=BatchFactory(), seats=4, by=pair.officer)

    given = activity.contributions.get()
    assert (given.side, given.kind, given.seats) == (Side.CITY, Gift.SEATS, 4)


def test_a_course_is_carried_together_but_a_class_only_once():
    pair = partnership()
    batch = BatchFactory()
    set_up_activity(agreement=pair.agreement, batch=batch, by=pair.officer)

    assert set_up_activity(agreement=pair.agreement, course=CourseFactory(), by=pair.officer).pk
    assert refusal(set_up_activity, agreement=pair.agreement, batch=batch, by=pair.officer) == "unique"
    assert refusal(set_up_activity, agreement=pair.agreement, by=pair.officer) == "joint_activity_is_class_or_course"


def test_nothing_is_carried_under_an_agreement_not_in_force():
    pair = partnership()
    Agreement.objects.update(state=AgreementState.DRAFT)

    assert refusal(set_up_activity, agreement=pair.agreement, batch=BatchFactory(), by=pair.officer) == "not_in_force"


def test_each_side_gives_lecturers_rooms_and_seats():
    pair = partnership()
    activity, lecturer = pair.activity(seats=0), LecturerFactory()
    arguments = {"activity": activity, "by": pair.officer}
    add_contribution(side=Side.PARTNER, kind=Gift.LECTURER, lecturer=lecturer, **arguments)
    for seats in (2, 5):
        add_contribution(side=Side.CITY, kind=Gift.SEATS, seats=seats, **arguments)

    assert [str(row) for row in activity.contributions.all()] == ["5", lecturer.name]
    twice = {"side": Side.CITY, "kind": Gift.LECTURER, "lecturer": lecturer}
    assert refusal(add_contribution, **twice, **arguments) == "one_contribution_per_lecturer"


def test_a_guest_takes_a_seat_outside_every_quota():
    pair = partnership()
    activity = pair.activity(seats=1)
    QuotaFactory(batch=activity.batch, unit=pair.office, seats=1)
    guest = pair.guest(post="网络工程师")
    for _twice in range(2):
        place = enrol_guest(activity=activity, person=guest, by=pair.contact)

    assert (place.source, place.nomination, place.post) == (EnrolmentSource.GUEST, None, "网络工程师")
    assert (Batch.objects.get().seats_taken, activity.batch.quotas.count()) == (1, 1)


def test_guests_end_where_the_seats_end():
    pair = partnership()
    activity = pair.activity(seats=1)
    enrol_guest(activity=activity, person=pair.guest(), by=pair.contact)

    assert refusal(enrol_guest, activity=activity, person=pair.guest(), by=pair.contact) == "no_guest_seat"


@pytest.mark.parametrize("seats", [0, 3])
def test_a_guest_is_somebody_of_the_partner(seats):
    pair, stranger = partnership("HZ01"), partnership("HZ02")
    activity = pair.activity(seats=seats)

    assert refusal(enrol_guest, activity=activity, person=PersonFactory(), by=pair.officer) == "not_a_guest"
    assert refusal(enrol_guest, activity=activity, person=stranger.guest(), by=pair.officer) == "not_a_guest"


def test_a_full_or_closed_class_takes_no_guest():
    pair = partnership()
    full, closed = pair.activity(seats=3, capacity=1), pair.activity(seats=3)
    enrol_guest(activity=full, person=pair.guest(), by=pair.officer)
    Batch.objects.filter(pk=closed.batch_id).update(state=BatchState.CLOSED, closed_at=timezone.now())

    assert refusal(enrol_guest, activity=full, person=pair.guest(), by=pair.officer) == "batch_full"
    assert refusal(enrol_guest, activity=closed, person=pair.guest(), by=pair.officer) == "batch_closed"


def test_a_course_has_no_guests():
    pair = partnership()
    activity = set_up_activity(agreement=pair.agreement, course=CourseFactory(), by=pair.officer)

    assert refusal(enrol_guest, activity=activity, person=pair.guest(), by=pair.officer) == "no_class"


def test_seats_with_guests_on_them_stay():
    pair = partnership()
    activity = pair.activity(seats=3)
    for _guest in range(2):
        enrol_guest(activity=activity, person=pair.guest(), by=pair.contact)
    fewer = {"activity": activity, "side": Side.CITY, "kind": Gift.SEATS, "by": pair.officer}

    assert refusal(add_contribution, seats=1, **fewer) == "guests_enrolled"
    assert refusal(remove_contribution, contribution=Contribution.objects.get(), by=pair.officer) == "guests_enrolled"
    assert add_contribution(seats=2, **fewer).seats == 2


def test_a_guest_withdraws_until_there_is_attendance():
    pair = partnership()
    activity = pair.activity(seats=2)
    first, second = (enrol_guest(activity=activity, person=pair.guest(), by=pair.contact) for _n in range(2))
    meeting = ClassMeetingFactory(batch=activity.batch)
    fact = evidence_for(second, meeting, "present", SignInMode.PAPER)
    fact.save()
    AttendanceMark.objects.create(meeting=meeting, enrolment=second, evidence=fact, status="present", mode="paper")
    for _twice in range(2):
        withdraw_guest(place=first, by=pair.contact)

    assert Enrolment.objects.get(pk=first.pk).status == EnrolmentStatus.WITHDRAWN
    assert Batch.objects.get().seats_taken == 1
    assert refusal(withdraw_guest, place=second, by=pair.contact) == "attended"


def test_a_contribution_is_taken_back():
    pair = partnership()
    activity = pair.activity(seats=3)
    remove_contribution(contribution=Contribution.objects.get(), by=pair.officer)

    assert activity.contributions.count() == 0


@pytest.mark.parametrize("fields", [{"ends_on": timezone.localdate() - timedelta(days=1)}, {"state": "draft"}])
def test_guests_come_under_an_agreement_in_force_only(fields):
    pair = partnership()
    activity = pair.activity(seats=2)
    Agreement.objects.update(**fields)

    code = refusal(enrol_guest, activity=activity, person=pair.guest(), by=pair.contact)
    assert code == ("expired" if "ends_on" in fields else "not_in_force")
