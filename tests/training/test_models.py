"""The database itself refuses what must not be, however it is asked."""

from datetime import time, timedelta

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from admission.choices import EnrolmentStatus, NominationStatus, Reply
from attendance.choices import LeaveStatus, SignInMode
from attendance.models import AttendanceMark
from attendance.services.marks import evidence_for
from people.choices import Track
from tests.factories.admission import (
    ArrivalDetailsFactory,
    EnrolmentFactory,
    NominationFactory,
    NoticeFactory,
    NoticeReceiptFactory,
    QuotaFactory,
    class_today,
)
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.people import LecturerFactory, UserFactory
from tests.factories.training import (
    DAY,
    BatchFactory,
    CalendarDayFactory,
    ClassMeetingFactory,
    DailyHoursFactory,
    PlanItemFactory,
    RoomFactory,
    TrainingSessionFactory,
    at,
    class_teacher_of,
)
from training.choices import BatchState, Slot
from training.models import Batch, BatchStaff

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


def two_staff_rows():
    batch = BatchFactory()
    teacher = class_teacher_of(batch)
    BatchStaff.objects.create(batch=batch, user=teacher, role="class_teacher")


def twice(factory, **same):
    """Two rows that agree in `same`."""
    for _turn in range(2):
        factory(**same)


# Each breaks one constraint and no other.
BREAKING = {
    "first_half_day_is_whole": lambda: EnrolmentFactory(first_date=DAY),
    "one_row_of_hours_per_day": lambda: twice(DailyHoursFactory, day=1),
    "hours_begin_on_a_day_of_the_year": lambda: DailyHoursFactory(month=13),
    "half_days_follow_each_other": lambda: DailyHoursFactory(afternoon_starts=time(11)),
    "holiday_has_a_name": lambda: CalendarDayFactory(name=""),
    "one_plan_item_per_title": lambda: twice(PlanItemFactory, title="电子政务"),
    "one_session_per_item_and_number": lambda: twice(TrainingSessionFactory, item=PlanItemFactory(), number=1),
    "one_batch_per_session_and_number": lambda: twice(
        BatchFactory, training_session=TrainingSessionFactory(), number=1
    ),
    "batch_ends_after_start": lambda: BatchFactory(ends_on=DAY - timedelta(days=1)),
    "batch_not_overbooked": lambda: BatchFactory(capacity=2, extra_seats=1, seats_taken=4),
    "batch_closed_has_time": lambda: BatchFactory(state=BatchState.CLOSED),
    "one_staff_role_per_batch": two_staff_rows,
    "one_meeting_per_room_and_half_day": lambda: twice(ClassMeetingFactory, room=RoomFactory()),
    "one_meeting_per_lecturer_and_half_day": lambda: twice(ClassMeetingFactory, lecturer=LecturerFactory()),
    "one_meeting_per_batch_and_half_day": lambda: twice(ClassMeetingFactory, batch=BatchFactory()),
    "meeting_ends_after_start": lambda: ClassMeetingFactory(starts_at=time(9), ends_at=time(9)),
    "one_notice_per_batch": lambda: twice(NoticeFactory, batch=BatchFactory()),
    "one_receipt_per_notice_and_unit": lambda: twice(
        NoticeReceiptFactory, notice=NoticeFactory(), unit=NominationFactory().unit
    ),
    "receipt_signed_before_reply": lambda: NoticeReceiptFactory(reply=Reply.NOBODY),
    "one_quota_per_batch_unit_and_track": lambda: twice(
        QuotaFactory, batch=BatchFactory(), unit=NominationFactory().unit
    ),
    "one_standing_nomination_per_batch": lambda: twice(
        NominationFactory, batch=BatchFactory(), person=NominationFactory().person
    ),
    "one_active_enrolment_per_batch": lambda: twice(
        EnrolmentFactory, batch=BatchFactory(), person=NominationFactory().person
    ),
    "ended_place_left_the_list": lambda: EnrolmentFactory(status="replaced", left_in=None),
    "place_left_after_it_joined": lambda: EnrolmentFactory(status="replaced", joined_in=2, left_in=2),
    "cancelled_meeting_has_version": lambda: ClassMeetingFactory(cancelled_at=at("08:00"), cancelled_in=None),
    "one_leave_request_per_half_day": lambda: twice(LeaveRequestFactory, enrolment=EnrolmentFactory()),
    "erased_leave_has_no_reason": lambda: LeaveRequestFactory(kind="erased", reason="发热"),
    "other_diet_is_explained": lambda: ArrivalDetailsFactory(diet="other"),
    "plate_is_normal": lambda: ArrivalDetailsFactory(plate="豫r12345"),
    "one_scan_per_person_and_half_day": two_scans,
    "one_mark_per_meeting_and_enrolment": two_marks,
}


def constraints():
    models = apps.get_app_config("training").get_models()
    return {constraint.name: (model, constraint) for model in models for constraint in model._meta.constraints}


def test_every_named_constraint_is_tried_here():
    assert set(BREAKING) == set(constraints())


@pytest.mark.parametrize("name", BREAKING)
def test_the_database_refuses(name):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BREAKING[name]()

    assert is_named(refused.value, *constraints()[name])


def is_named(error, model, constraint):
    """PostgreSQL names the constraint; SQLite names it for checks and conditional indexes, else its columns."""
    if constraint.name in str(error):
        return True
    columns = [model._meta.get_field(field).column for field in getattr(constraint, "fields", ())]
    wanted = ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
    return connection.vendor == "sqlite" and str(error) == f"UNIQUE constraint failed: {wanted}"


# What stays allowed beside each condition.
ALLOWED = {
    "unnumbered sessions of one item": lambda: twice(TrainingSessionFactory, item=PlanItemFactory()),
    "unnumbered batches of one session": lambda: twice(BatchFactory, training_session=TrainingSessionFactory()),
    "a class that is full": lambda: BatchFactory(capacity=2, extra_seats=1, seats_taken=3),
    "a closed class with its time": lambda: BatchFactory(state=BatchState.CLOSED, closed_at=at("18:00")),
    "cancelled meetings in a taken room": lambda: twice(
        ClassMeetingFactory, room=RoomFactory(), cancelled_at=at("08:00")
    ),
    "meetings without a lecturer": lambda: twice(ClassMeetingFactory, lecturer=None),
    "a signed receipt without an answer": lambda: NoticeReceiptFactory(signed=True),
    "an answered receipt": lambda: NoticeReceiptFactory(signed=True, reply=Reply.NOBODY),
    "nominations that no longer stand": lambda: twice(
        NominationFactory,
        batch=BatchFactory(),
        person=NominationFactory().person,
        status=NominationStatus.WITHDRAWN,
    ),
    "places that were given up": lambda: twice(
        EnrolmentFactory,
        batch=BatchFactory(),
        person=NominationFactory().person,
        status=EnrolmentStatus.REPLACED,
    ),
    "refused requests for leave": lambda: twice(
        LeaveRequestFactory, enrolment=EnrolmentFactory(), status=LeaveStatus.REFUSED
    ),
}


@pytest.mark.parametrize("case", ALLOWED)
def test_the_database_allows(case):
    ALLOWED[case]()


def test_a_joint_lecture_is_the_one_way_to_use_a_room_twice():
    host = ClassMeetingFactory(lecturer=LecturerFactory())

    guest = ClassMeetingFactory(room=host.room, lecturer=host.lecturer, joint_with=host)

    assert list(host.joint_meetings.all()) == [guest]


def test_a_scan_may_be_corrected_as_often_as_needed():
    today = class_today(1)
    for mode in (SignInMode.QR, SignInMode.CORRECTION, SignInMode.CORRECTION):
        fact(today, mode)

    assert today.batch.evidence.count() == 3


def test_the_database_says_in_words_what_it_refuses():
    with pytest.raises(ValidationError) as refused:
        BatchFactory.build(
            training_session=TrainingSessionFactory(), organiser=NominationFactory().unit, capacity=1, seats_taken=2
        ).full_clean()

    assert refused.value.messages == ["本班名额已满。"]


def test_a_meeting_begins_and_ends_in_the_citys_time():
    meeting = ClassMeetingFactory.build(batch=BatchFactory.build(training_session=None, organiser=None), room=None)

    assert (meeting.start, meeting.end) == (at("08:30"), at("12:00"))


@pytest.mark.parametrize(
    ("state", "day", "phase"),
    [
        (BatchState.DRAFT, DAY, "筹备"),
        (BatchState.NOTIFIED, DAY - timedelta(days=1), "报名筹备中"),
        (BatchState.NOTIFIED, DAY, "进行中"),
        (BatchState.NOTIFIED, DAY + timedelta(days=1), "待结班"),
        (BatchState.CANCELLED, DAY, "已取消"),
    ],
)
def test_the_calendar_decides_where_a_class_stands(state, day, phase):
    with time_machine.travel(at("12:00", day)):
        assert str(BatchFactory(state=state).phase) == phase


def test_seats_left_count_the_extra_ones():
    batches = [
        Batch(capacity=capacity, extra_seats=extra, seats_taken=taken)
        for capacity, extra, taken in [(40, 0, 0), (40, 0, 40), (40, 2, 41)]
    ]

    assert [batch.seats_left for batch in batches] == [40, 0, 1]


def test_an_audience_is_shown_in_words():
    assert Batch(tracks=[Track.LEADER, Track.TECHNICIAN]).track_labels == [
        Track.LEADER.label,
        Track.TECHNICIAN.label,
    ]


def test_classes_run_on_a_day_from_the_first_to_the_last():
    batch = BatchFactory(ends_on=DAY + timedelta(days=2))
    BatchFactory(state=BatchState.DRAFT)

    running = [list(Batch.objects.running_on(DAY + timedelta(days=n))) for n in (-1, 0, 2, 3)]

    assert running == [[], [batch], [batch], []]


def test_meetings_are_ordered_by_day_and_half_day():
    batch = BatchFactory()
    for slot in (Slot.EVENING, Slot.MORNING, Slot.AFTERNOON):
        ClassMeetingFactory(batch=batch, slot=slot)

    assert [meeting.slot for meeting in batch.meetings.in_order()] == ["am", "pm", "ev"]


def test_a_signature_has_its_time_and_its_hand():
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeReceiptFactory(signed_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeReceiptFactory(signed_by=UserFactory())
