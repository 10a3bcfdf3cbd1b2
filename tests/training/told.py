"""Who hears of the verbs on classes, at 08:25 of the day the class meets."""

from datetime import time, timedelta

from people.choices import Role
from tests.factories.admission import (
    NoticeReceiptFactory,
    class_today,
)
from tests.factories.people import (
    LecturerFactory,
    OrgUnitFactory,
    PersonFactory,
    UserFactory,
    city_root,
    user_with_role,
)
from tests.factories.training import DAY
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
