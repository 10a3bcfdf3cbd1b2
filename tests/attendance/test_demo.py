"""The demo city's classes: what the audited report says, row by row."""

from datetime import date

import pytest
from django.db.models import Count, Q

from admission.choices import Diet, NominationStatus
from admission.models import ArrivalDetails, Enrolment
from attendance.choices import ATTENDED, AttendanceStatus
from attendance.models import AttendanceEvidence, AttendanceMark
from lms.demo_city import build_demo_city
from people.choices import Role
from people.models import User
from tests.attendance.checks import differing_marks
from tests.support.databases import connected_to, copy_database
from tests.support.demo import DAY, that_morning
from training.choices import BatchState, Slot, StaffRole
from training.models import Batch, ClassMeeting, TrainingSession


def came(batch):
    """People who were there for one half-day at least."""
    marks = AttendanceMark.objects.filter(meeting__batch=batch, status__in=ATTENDED)
    return marks.values("enrolment").distinct().count()


def past():
    """The closed batches of the city's own sessions."""
    return Batch.objects.held().exclude(number=None).order_by("starts_on", "code")


def test_as_many_people_came_to_the_six_past_classes_as_the_report_says(city):
    batches = past().order_by("training_session__number", "number")

    assert [came(batch) for batch in batches] == [88, 84, 86, 82, 87, 85]


def test_three_sessions_of_two_batches_are_closed(city):
    held = TrainingSession.objects.filter(batches__in=past()).annotate(n=Count("batches"))

    assert sorted(held.values_list("number", "n")) == [(1, 2), (2, 2), (3, 2)]
    assert past().filter(closed_at=None).count() == 0


def test_every_row_of_evidence_is_authentic(city):
    altered = [fact.pk for fact in AttendanceEvidence.objects.iterator() if not fact.is_authentic()]

    assert (altered, AttendanceEvidence.objects.count() > 1000) == ([], True)


def test_every_mark_equals_its_latest_evidence(city):
    assert (differing_marks(), AttendanceMark.objects.count()) == ([], AttendanceEvidence.objects.count())


def test_every_held_half_day_of_a_past_class_has_a_mark_for_everybody(city):
    expected = sum(batch.seats_taken * batch.meetings.held().count() for batch in past())

    assert AttendanceMark.objects.filter(meeting__batch__in=past()).count() == expected


def test_counted_seats_are_active_places(city):
    active = Count("enrolments", filter=Q(enrolments__status="active"))
    differing = [b.code for b in Batch.objects.annotate(n=active) if b.n != b.seats_taken]

    assert differing == []


def test_one_meeting_was_cancelled_with_its_reason_and_has_no_marks(city):
    cancelled = ClassMeeting.objects.exclude(cancelled_at=None).get()

    assert (cancelled.cancel_reason != "", cancelled.marks.count()) == (True, 0)


def test_two_batches_of_a_session_heard_one_lecture_together(city):
    guest = ClassMeeting.objects.exclude(joint_with=None).get()
    host = guest.joint_with

    assert (guest.room, guest.lecturer, guest.title, guest.date, guest.slot) == (
        host.room,
        host.lecturer,
        host.title,
        host.date,
        host.slot,
    )
    assert (guest.batch != host.batch, guest.batch.training_session) == (True, host.batch.training_session)


def test_one_class_runs_today_and_its_day_is_still_to_be_entered(city):
    batch = Batch.objects.running_on(DAY).get()

    marks = AttendanceMark.objects.filter(meeting__batch=batch)
    assert (batch.meetings.filter(date=DAY).count(), marks.filter(meeting__date=DAY).count()) == (2, 0)
    assert marks.filter(meeting__date__lt=DAY).count() == batch.seats_taken * 2


def test_the_printed_accounts_have_a_part_in_the_class_of_today(city):
    batch = Batch.objects.running_on(DAY).get()
    names = {account["role"]: account["username"] for account in city.accounts}
    user = {role: User.objects.get(username=name) for role, name in names.items()}

    staff = set(batch.staff.values_list("user", "role"))
    lecturer = batch.meetings.get(date=DAY, slot=Slot.MORNING).lecturer
    assert staff == {
        (user[Role.CLASS_TEACHER].pk, StaffRole.CLASS_TEACHER),
        (user[Role.MONITOR].pk, StaffRole.MONITOR),
    }
    assert lecturer.person == user[Role.LECTURER].person
    assert batch.enrolments.active().filter(person=user[Role.TRAINEE].person).exists()


def test_most_people_of_todays_class_have_said_what_hotel_kitchen_and_gate_need_to_know(city):
    batch = Batch.objects.running_on(DAY).get()
    details = ArrivalDetails.objects.filter(enrolment__batch=batch)
    trainee = next(account["username"] for account in city.accounts if account["role"] == Role.TRAINEE)

    assert (details.count(), ArrivalDetails.objects.count()) == (batch.seats_taken - 10, batch.seats_taken - 10)
    assert set(details.values_list("diet", flat=True)) == set(Diet.values)
    assert not details.filter(enrolment__person__user__username=trainee).exists()
    for one in details:
        one.full_clean()


def test_one_class_is_open_for_nominations_in_every_stage(city):
    batch = Batch.objects.filter(state=BatchState.NOTIFIED, starts_on__gt=DAY).get()
    receipts = batch.notices.get().receipts

    found = (
        receipts.filter(signed_at=None).exists(),
        receipts.exclude(signed_at=None).filter(reply="none").exists(),
        receipts.filter(reply="nominated").exists(),
        set(batch.nominations.values_list("status", flat=True)),
    )
    assert found == (True, True, True, {NominationStatus.SUBMITTED})
    assert batch.quotas.count() <= batch.capacity


def test_somebody_was_replaced_in_every_past_class(city):
    gone = Enrolment.objects.filter(status="replaced")

    assert set(gone.values_list("batch", flat=True)) == set(past().values_list("pk", flat=True))
    assert gone.filter(Q(replaced_by=None) | Q(ended_reason="")).count() == 0


def test_every_kind_of_mark_occurs(city):
    assert set(AttendanceMark.objects.values_list("status", flat=True)) == set(AttendanceStatus.values)


def test_no_room_and_no_lecturer_is_used_twice_but_in_the_joint_lecture(city):
    for name in ("room", "lecturer"):
        rows = ClassMeeting.objects.held().exclude(**{name: None}).values(name, "date", "slot")
        twice = rows.annotate(n=Count("pk")).filter(n__gt=1)
        assert [row["n"] for row in twice] == [2]


def test_building_again_on_the_same_day_changes_nothing(city):
    before = AttendanceMark.objects.count(), Batch.objects.count()

    again = build_demo_city(DAY)

    assert (again.rebuilt, (AttendanceMark.objects.count(), Batch.objects.count())) == (False, before)


def test_the_answer_counts_what_is_there(city):
    assert (city.counts["batches"], city.counts["meetings"], city.counts["marks"]) == (
        Batch.objects.count(),
        ClassMeeting.objects.count(),
        AttendanceMark.objects.count(),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2028, 2, 29), date(2026, 12, 31)])
def test_the_city_can_be_built_on_any_day(day):
    with that_morning(day), connected_to(copy_database("day")):
        build_demo_city(day)

        assert (Batch.objects.running_on(day).count(), past().count()) == (1, 6)
