"""A class from the one-page form, and its timetable."""

from datetime import date, time, timedelta

import pytest
import time_machine

from attendance.choices import AttendanceStatus
from attendance.services.marks import SheetEntry, record_sheet
from common.errors import NotAllowed
from people.choices import Track
from people.models import AuditEvent, Lecturer
from tests.factories.admission import class_today
from tests.factories.people import LecturerFactory, UserFactory, city_root
from tests.factories.training import DAY, BatchFactory, ClassMeetingFactory, RoomFactory, at
from tests.support.refusals import refusal
from training.choices import BatchState, Slot, StaffRole
from training.models import Batch, ClassMeeting, PlanItem, Room, TrainingPlan, TrainingSession
from training.services.classes import (
    ClassDraft,
    MeetingDraft,
    add_meeting,
    cancel_meeting,
    close_class,
    create_class,
    set_hours,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory()


def half_day(day=DAY, slot=Slot.MORNING, **fields):
    return MeetingDraft(**{"date": day, "slot": slot, "title": "电子公文交换", **fields})


def draft(*meetings, **fields):
    values = {
        "title": "电子政务培训班",
        "tracks": [Track.STAFF],
        "organiser": city_root(),
        "place": "一号报告厅",
        "capacity": 40,
        "meetings": list(meetings) or [half_day()],
    }
    return ClassDraft(**{**values, **fields})


def everything_kept():
    return (
        TrainingPlan.objects.count(),
        PlanItem.objects.count(),
        TrainingSession.objects.count(),
        Batch.objects.count(),
        ClassMeeting.objects.count(),
        Room.objects.count(),
        Lecturer.objects.count(),
    )


def test_one_page_makes_plan_item_session_batch_and_timetable(officer):
    teacher = UserFactory()
    meetings = [
        half_day(lecturer="史明远"),
        half_day(slot=Slot.AFTERNOON, room="二楼机房"),
        half_day(DAY + timedelta(days=1), starts_at=time(9, 0), ends_at=time(11, 30)),
    ]

    batch = create_class(
        draft=draft(*meetings, project="电子政务业务培训", session_number=4, batch_number=2, class_teacher=teacher),
        by=officer,
    )

    session = batch.training_session
    assert (session.item.plan.year, session.item.title, session.number, batch.number) == (
        2026,
        "电子政务业务培训",
        4,
        2,
    )
    assert (batch.starts_on, batch.ends_on, batch.state) == (DAY, DAY + timedelta(days=1), BatchState.DRAFT)
    assert [(str(m.room), str(m.lecturer), m.starts_at, m.ends_at) for m in batch.meetings.in_order()] == [
        ("一号报告厅", "史明远", time(8, 30), time(12, 0)),
        ("二楼机房", "None", time(14, 30), time(17, 30)),
        ("一号报告厅", "None", time(9, 0), time(11, 30)),
    ]
    assert list(batch.staff.values_list("user", "role")) == [(teacher.pk, StaffRole.CLASS_TEACHER)]
    assert AuditEvent.objects.get(action="training.create_class").data == {"code": batch.code}


def test_session_and_batch_number_are_optional(officer):
    lone = create_class(draft=draft(half_day()), by=officer)
    other = create_class(draft=draft(half_day(slot=Slot.AFTERNOON)), by=officer)

    assert (lone.number, lone.training_session.number, other.training_session.number) == (None, None, None)
    assert (lone.training_session.item, lone.training_session != other.training_session) == (
        other.training_session.item,
        True,
    )


def test_batches_of_one_session_share_it(officer):
    first = create_class(draft=draft(half_day(), session_number=1, batch_number=1), by=officer)
    second = create_class(draft=draft(half_day(slot=Slot.AFTERNOON), session_number=1, batch_number=2), by=officer)

    assert first.training_session == second.training_session


def test_a_batch_number_is_given_once_a_session(officer):
    create_class(draft=draft(half_day(), session_number=1, batch_number=1), by=officer)
    before = everything_kept()

    again = draft(half_day(slot=Slot.AFTERNOON), session_number=1, batch_number=1)

    assert (refusal(create_class, draft=again, by=officer), everything_kept()) == (
        "one_batch_per_session_and_number",
        before,
    )


def test_the_code_runs_on_within_its_year(officer):
    days = [DAY, DAY + timedelta(days=1), date(2027, 1, 4), DAY + timedelta(days=2)]

    codes = [create_class(draft=draft(half_day(day)), by=officer).code for day in days]

    assert codes == ["2026-01", "2026-02", "2027-01", "2026-03"]


def test_the_code_runs_on_past_ninety_nine(officer):
    BatchFactory(code="2026-99")
    BatchFactory(code="2026-100")

    assert create_class(draft=draft(), by=officer).code == "2026-101"


def test_a_class_needs_a_half_day(officer):
    nothing = everything_kept()

    empty = ClassDraft("电子政务培训班", [Track.STAFF], city_root(), "一号报告厅", 40, [])

    assert (refusal(create_class, draft=empty, by=officer), everything_kept()) == ("no_meetings", nothing)


def test_a_taken_room_names_the_other_class_and_keeps_nothing(officer):
    taken = ClassMeetingFactory(room=RoomFactory(name="一号报告厅"))
    before = everything_kept()

    with pytest.raises(NotAllowed) as refused:
        create_class(draft=draft(half_day(DAY + timedelta(days=1), lecturer="新人"), half_day()), by=officer)

    assert (refused.value.code, everything_kept()) == ("room_taken", before)
    assert [word in str(refused.value) for word in (taken.batch.title, "一号报告厅", "2026-03-02")] == [True] * 3


def test_a_taken_lecturer_names_the_other_class_and_keeps_nothing(officer):
    taken = ClassMeetingFactory(lecturer=LecturerFactory(name="史明远"))
    before = everything_kept()

    with pytest.raises(NotAllowed) as refused:
        create_class(draft=draft(half_day(lecturer="史明远")), by=officer)

    assert (refused.value.code, everything_kept()) == ("lecturer_taken", before)
    assert [word in str(refused.value) for word in (taken.batch.title, "史明远", "2026-03-02")] == [True] * 3


def test_a_class_meets_once_a_half_day(officer):
    before = everything_kept()

    code = refusal(create_class, draft=draft(half_day(), half_day(room="二楼机房")), by=officer)

    assert (code, everything_kept()) == ("class_taken", before)


def test_a_cancelled_meeting_frees_its_room_and_lecturer(officer):
    lecturer = LecturerFactory(name="史明远")
    ClassMeetingFactory(room=RoomFactory(name="一号报告厅"), lecturer=lecturer, cancelled_at=at("08:00"))

    batch = create_class(draft=draft(half_day(lecturer="史明远")), by=officer)

    assert batch.meetings.get().lecturer == lecturer


def test_namesakes_among_lecturers_are_told_apart_by_hand(officer):
    for affiliation in ("南阳理工学院", "南阳师范学院"):
        LecturerFactory(name="王伟", affiliation=affiliation)

    assert refusal(create_class, draft=draft(half_day(lecturer=" 王伟 ")), by=officer) == "lecturer_ambiguous"


def test_a_meeting_cannot_end_before_it_starts(officer):
    before = everything_kept()
    backwards = draft(half_day(starts_at=time(11, 0), ends_at=time(10, 0)))

    assert (refusal(create_class, draft=backwards, by=officer), everything_kept()) == (
        "meeting_ends_after_start",
        before,
    )


def test_a_joint_lecture_shares_room_and_lecturer(officer):
    host = ClassMeetingFactory(room=RoomFactory(name="一号报告厅"), lecturer=LecturerFactory(name="史明远"))

    meeting = add_meeting(batch=BatchFactory(), draft=half_day(), by=officer, joint_with=host)

    assert (meeting.room, meeting.lecturer, meeting.joint_with) == (host.room, host.lecturer, host)


def test_a_joint_lecture_books_no_room_of_its_own(officer):
    """The constraints leave joint meetings out, so one elsewhere could be booked over another class."""
    host = ClassMeetingFactory(room=RoomFactory(name="一号报告厅"))
    taken = ClassMeetingFactory(room=RoomFactory(name="二楼机房"), lecturer=LecturerFactory(name="史明远"))

    meeting = add_meeting(
        batch=BatchFactory(), draft=half_day(room="二楼机房", lecturer="史明远"), by=officer, joint_with=host
    )

    assert (meeting.room, meeting.lecturer, taken.room.meetings.count()) == (host.room, None, 1)


def test_without_being_joint_the_same_lecture_is_a_clash(officer):
    ClassMeetingFactory(room=RoomFactory(name="一号报告厅"))

    code = refusal(add_meeting, batch=BatchFactory(), draft=half_day(room="一号报告厅"), by=officer)

    assert (code, ClassMeeting.objects.count()) == ("room_taken", 1)


def test_a_class_that_meets_already_takes_no_joint_lecture(officer):
    host = ClassMeetingFactory()
    guest = ClassMeetingFactory().batch

    code = refusal(add_meeting, batch=guest, draft=half_day(), by=officer, joint_with=host)

    assert (code, guest.meetings.count()) == ("one_meeting_per_batch_and_half_day", 1)


def test_adding_a_half_day_moves_the_end_and_the_version_of_the_timetable(officer):
    batch = ClassMeetingFactory().batch

    add_meeting(batch=batch, draft=half_day(DAY + timedelta(days=2)), by=officer)

    batch.refresh_from_db()
    assert (batch.starts_on, batch.ends_on, batch.version) == (DAY, DAY + timedelta(days=2), 2)


@pytest.mark.parametrize("state", [BatchState.CLOSED, BatchState.CANCELLED])
def test_the_timetable_of_a_finished_class_stays(officer, state):
    meeting = ClassMeetingFactory(batch__state=state, batch__closed_at=at("18:00") if state == "closed" else None)

    assert refusal(add_meeting, batch=meeting.batch, draft=half_day(), by=officer) == "batch_closed"
    assert refusal(cancel_meeting, meeting=meeting, reason="停电", by=officer) == "batch_closed"


def test_cancelling_keeps_the_reason_and_moves_the_end(officer):
    batch = ClassMeetingFactory().batch
    last = ClassMeetingFactory(batch=batch, date=DAY + timedelta(days=1))
    Batch.objects.filter(pk=batch.pk).update(ends_on=last.date)

    cancel_meeting(meeting=last, reason=" 授课人另有公务 ", by=officer)

    last.refresh_from_db()
    batch.refresh_from_db()
    assert (last.cancelled_at is not None, last.cancel_reason) == (True, "授课人另有公务")
    assert (batch.ends_on, batch.version) == (DAY, 2)
    assert AuditEvent.objects.get(action="training.cancel_meeting").reason.strip() == "授课人另有公务"


def test_cancelling_twice_is_cancelling_once(officer):
    meeting = cancel_meeting(meeting=ClassMeetingFactory(), reason="停电", by=officer)

    again = cancel_meeting(meeting=meeting, reason="停水", by=officer)

    assert (again.cancel_reason, AuditEvent.objects.filter(action="training.cancel_meeting").count()) == ("停电", 1)


@pytest.mark.parametrize("reason", ["", "  "])
def test_cancelling_needs_a_reason(officer, reason):
    meeting = ClassMeetingFactory()

    code = refusal(cancel_meeting, meeting=meeting, reason=reason, by=officer)

    meeting.refresh_from_db()
    assert (code, meeting.cancelled_at) == ("reason_missing", None)


def test_a_meeting_with_marks_is_not_cancelled(officer):
    today = class_today(1)
    with time_machine.travel(at("12:00")):
        absent = [SheetEntry(today.people[0].pk, AttendanceStatus.ABSENT)]
        record_sheet(batch=today.batch, **today.half_day, exceptions=absent, written_in=[], by=officer)

    assert refusal(cancel_meeting, meeting=today.meeting, reason="停电", by=officer) == "has_marks"


def test_a_shared_meeting_is_cancelled_after_its_guest(officer):
    host = ClassMeetingFactory()
    guest = ClassMeetingFactory(joint_with=host, room=host.room)

    assert refusal(cancel_meeting, meeting=host, reason="停电", by=officer) == "is_joint"
    cancel_meeting(meeting=guest, reason="停电", by=officer)
    assert cancel_meeting(meeting=host, reason="停电", by=officer).cancelled_at is not None


@pytest.mark.parametrize(("clock", "outcome"), [("2026-03-02", "not_over"), ("2026-03-03", "closed")])
def test_a_class_is_closed_only_when_it_is_over(officer, clock, outcome):
    batch = BatchFactory()

    with time_machine.travel(at("12:00", date.fromisoformat(clock))):
        try:
            result = close_class(batch=batch, by=officer).state
        except NotAllowed as refused:
            result = refused.code

    batch.refresh_from_db()
    assert (result, batch.state == BatchState.CLOSED) == (outcome, outcome == "closed")


@pytest.mark.parametrize(("clock", "is_closed"), [("11:59", False), ("12:00", True)])
def test_on_its_last_day_a_class_is_closed_after_its_last_half_day(officer, clock, is_closed):
    batch = ClassMeetingFactory(batch__state=BatchState.NOTIFIED).batch
    ClassMeetingFactory(batch=batch, slot=Slot.EVENING, cancelled_at=at("08:00"), cancel_reason="停电")

    with time_machine.travel(at(clock), tick=False):
        if is_closed:
            assert close_class(batch=batch, by=officer).state == BatchState.CLOSED
        else:
            assert refusal(close_class, batch=batch, by=officer) == "not_over"


def test_a_half_day_gets_other_hours_and_who_shares_it_follows(officer):
    host = ClassMeetingFactory()
    guest = ClassMeetingFactory(joint_with=host, room=host.room)

    set_hours(meeting=host, starts_at=time(9, 0), ends_at=time(11, 30), by=officer)

    guest.refresh_from_db()
    host.batch.refresh_from_db()
    assert (guest.starts_at, guest.ends_at, host.batch.version) == (time(9, 0), time(11, 30), 2)
    assert AuditEvent.objects.get().data == {"batch": host.batch.code, "from": "08:30–12:00", "to": "09:00–11:30"}


def test_hours_that_make_no_sense_are_refused(officer):
    host = ClassMeetingFactory()
    guest = ClassMeetingFactory(joint_with=host, room=host.room)
    cancelled = ClassMeetingFactory(cancelled_at=at("08:00"), cancel_reason="停电")
    closed = ClassMeetingFactory(batch__state=BatchState.CLOSED, batch__closed_at=at("18:00"))
    hours = {"starts_at": time(9, 0), "ends_at": time(11, 30), "by": officer}

    assert refusal(set_hours, meeting=host, **{**hours, "ends_at": time(9, 0)}) == "meeting_ends_after_start"
    assert refusal(set_hours, meeting=guest, **hours) == "is_joint"
    assert refusal(set_hours, meeting=cancelled, **hours) == "meeting_cancelled"
    assert refusal(set_hours, meeting=closed, **hours) == "batch_closed"


@pytest.mark.parametrize("state", [BatchState.DRAFT, BatchState.CANCELLED])
def test_a_class_that_was_not_held_is_not_closed(officer, state):
    with time_machine.travel(at("12:00", DAY + timedelta(days=9))):
        assert refusal(close_class, batch=BatchFactory(state=state), by=officer) == "not_over"


def test_closing_twice_keeps_the_first_time(officer):
    with time_machine.travel(at("12:00", DAY + timedelta(days=1))):
        first = close_class(batch=BatchFactory(), by=officer).closed_at
    with time_machine.travel(at("12:00", DAY + timedelta(days=2))):
        again = close_class(batch=Batch.objects.get(), by=officer).closed_at

    assert (again, AuditEvent.objects.filter(action="training.close_class").count()) == (first, 1)
