"""The database itself refuses what must not be, however it is asked."""

from datetime import time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from people.choices import Track
from tests.factories.admission import (
    NominationFactory,
)
from tests.factories.people import LecturerFactory
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
from tests.support.constraints import assert_broken, constraints, twice
from training.choices import BatchState, Slot
from training.models import Batch, BatchStaff

pytestmark = pytest.mark.django_db


def two_staff_rows():
    batch = BatchFactory()
    teacher = class_teacher_of(batch)
    BatchStaff.objects.create(batch=batch, user=teacher, role="class_teacher")


# Each breaks one constraint and no other.
BREAKING = {
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
    "cancelled_meeting_has_version": lambda: ClassMeetingFactory(cancelled_at=at("08:00"), cancelled_in=None),
}


def test_every_named_constraint_is_tried_here():
    assert set(BREAKING) == set(constraints("training"))


@pytest.mark.parametrize("name", BREAKING)
def test_the_database_refuses(name):
    assert_broken("training", name, BREAKING[name])


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
}


@pytest.mark.parametrize("case", ALLOWED)
def test_the_database_allows(case):
    ALLOWED[case]()


def test_a_joint_lecture_is_the_one_way_to_use_a_room_twice():
    host = ClassMeetingFactory(lecturer=LecturerFactory())

    guest = ClassMeetingFactory(room=host.room, lecturer=host.lecturer, joint_with=host)

    assert list(host.joint_meetings.all()) == [guest]


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
        (BatchState.NOTIFIED, DAY - timedelta(days=1), "报名中"),
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
