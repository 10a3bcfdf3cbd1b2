"""Nobody is in two classes in one half-day unless a training officer says why; a class teacher is no trainee of theirs."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from admission.choices import EnrolmentSource
from admission.models import Enrolment
from admission.services.enrolments import enrol
from admission.services.nominations import admit, admit_all, replace_trainee
from attendance.services.marks import record_sheet
from common.errors import NotAllowed
from people.choices import Role
from people.models import AuditEvent
from tests.factories.admission import EnrolmentFactory, NominationFactory, call_for_nominations, class_today
from tests.factories.people import PersonFactory, UserFactory, user_with_role
from tests.factories.training import BatchFactory, ClassMeetingFactory, at
from tests.support.refusals import refusal
from tests.support.visits import signed_in
from training.choices import BatchState, StaffRole
from training.models import Batch, BatchStaff
from training.services.classes import MeetingDraft, add_meeting

pytestmark = pytest.mark.django_db

WHY = "上午报到后转班"


@pytest.fixture
def call():
    """A class with one morning, which nobody has been admitted to."""
    call = call_for_nominations(seats=9)
    ClassMeetingFactory(batch=call.batch)
    return call


def nominated(call, **person):
    return NominationFactory(batch=call.batch, unit=call.unit, person=call.person(**person))


def placed_elsewhere(person, call, **meeting):
    """A place in another class that meets in the same half-day."""
    other = EnrolmentFactory(person=person, batch=BatchFactory(starts_on=call.batch.starts_on))
    ClassMeetingFactory(batch=other.batch, **meeting)
    return other


def sentence(call, *arguments, **named):
    with pytest.raises(NotAllowed) as refused:
        call(*arguments, **named)
    return str(refused.value)


def test_whoever_is_in_another_class_that_half_day_is_not_admitted_and_is_told_which(call):
    nomination = nominated(call, name="单雪梅")
    other = placed_elsewhere(nomination.person, call)

    said = sentence(admit, nomination=nomination, by=call.officer)

    wanted = ("单雪梅", other.batch.title, f"{call.batch.starts_on}", "上午")
    assert ([word for word in wanted if word not in said], call.batch.enrolments.count()) == ([], 0)


@pytest.mark.parametrize("kind", ["another half-day", "cancelled half-day", "cancelled class", "place given up"])
def test_what_does_not_meet_then_is_in_nobodys_way(call, kind):
    nomination = nominated(call)
    meeting = {"slot": "pm"} if kind == "another half-day" else {}
    if kind == "cancelled half-day":
        meeting = {"cancelled_at": at("08:00")}
    other = placed_elsewhere(nomination.person, call, **meeting)
    if kind == "cancelled class":
        Batch.objects.filter(pk=other.batch_id).update(state=BatchState.CANCELLED)
    if kind == "place given up":
        Enrolment.objects.filter(pk=other.pk).update(status="withdrawn", left_in=2)

    assert admit(nomination=nomination, by=call.officer).overlap_reason == ""


def test_a_lecture_two_classes_hear_together_is_one_half_day(call):
    nomination = nominated(call)
    placed_elsewhere(nomination.person, call, joint_with=call.batch.meetings.get())

    assert admit(nomination=nomination, by=call.officer).batch == call.batch


def test_a_half_day_that_is_over_is_not_asked_about(call):
    nomination = nominated(call)
    ClassMeetingFactory(batch=call.batch, date=call.batch.starts_on + timedelta(days=1))
    placed_elsewhere(nomination.person, call)

    with time_machine.travel(at("08:00", call.batch.starts_on + timedelta(days=1))):
        assert admit(nomination=nomination, by=call.officer).batch == call.batch


def test_an_officer_who_says_why_admits_all_the_same_and_the_reason_is_kept(call):
    nomination = nominated(call)
    placed_elsewhere(nomination.person, call)

    place = admit(nomination=nomination, by=call.officer, overlap_reason=f" {WHY} ")

    event = AuditEvent.objects.get(action="admission.admit")
    assert (Enrolment.objects.get(pk=place.pk).overlap_reason, event.reason) == (WHY, WHY)


def test_a_reason_that_was_not_needed_is_not_kept(call):
    assert admit(nomination=nominated(call), by=call.officer, overlap_reason=WHY).overlap_reason == ""


def test_the_reason_of_somebody_else_does_not_count(call):
    nomination = nominated(call)
    placed_elsewhere(nomination.person, call)

    assert refusal(admit, nomination=nomination, by=call.liaison, overlap_reason=WHY) == "overlap"


def test_admitting_all_leaves_those_in_two_classes_out_and_says_who_and_why(call):
    stays, goes, teacher = nominated(call, name="单雪梅"), nominated(call), nominated(call, name="仇和")
    other = placed_elsewhere(stays.person, call)
    BatchStaff.objects.create(batch=call.batch, user=UserFactory(person=teacher.person), role=StaffRole.CLASS_TEACHER)

    done = admit_all(batch=call.batch, by=call.officer)

    told = " ".join(done.stayed)
    assert [word for word in ("单雪梅", other.batch.title, "仇和", "班主任") if word not in told] == []
    assert (done.admitted, list(call.batch.enrolments.values_list("person", flat=True))) == (1, [goes.person_id])


def test_a_seat_nobody_may_take_goes_to_the_next(call):
    Batch.objects.filter(pk=call.batch.pk).update(capacity=1)
    stays, goes = nominated(call), nominated(call)
    placed_elsewhere(stays.person, call)

    assert admit_all(batch=call.batch, by=call.officer).admitted == 1
    assert call.batch.enrolments.get().person_id == goes.person_id


def test_a_replacement_who_is_in_another_class_is_refused_and_the_first_keeps_the_place(call):
    nomination, person = nominated(call), call.person()
    place = admit(nomination=nomination, by=call.officer)
    placed_elsewhere(person, call)
    replacing = {"nomination": nomination, "person": person, "reason": "出差"}

    assert refusal(replace_trainee, by=call.liaison, overlap_reason=WHY, **replacing) == "overlap"
    assert Enrolment.objects.active().filter(pk=place.pk).exists()
    assert replace_trainee(by=call.officer, overlap_reason=WHY, **replacing).overlap_reason == WHY


def test_somebody_written_in_who_is_in_another_class_is_refused_and_an_officer_may_say_why():
    today, guest = class_today(1), PersonFactory()
    other = EnrolmentFactory(person=guest, batch=BatchFactory())
    ClassMeetingFactory(batch=other.batch)
    officer = user_with_role(Role.TRAINING_OFFICER)
    sheet = {"batch": today.batch, **today.half_day, "exceptions": [], "written_in": [guest]}

    with time_machine.travel(at("12:00")):
        assert refusal(record_sheet, by=today.teacher, overlap_reason=WHY, **sheet) == "overlap"
        assert today.meeting.marks.count() == 0
        record_sheet(by=officer, overlap_reason=WHY, **sheet)

    event = AuditEvent.objects.get(action="admission.write_in")
    assert (today.batch.enrolments.get(person=guest).overlap_reason, event.reason) == (WHY, WHY)


def test_a_half_day_in_which_trainees_are_elsewhere_is_added_only_with_a_reason(call):
    place = EnrolmentFactory(batch=call.batch, person=call.person(name="单雪梅"))
    other = placed_elsewhere(place.person, call, slot="pm")
    draft = MeetingDraft(call.batch.starts_on, "pm", "网络安全", room="二号教室")
    adding = {"batch": call.batch, "draft": draft, "by": call.officer}

    said = sentence(add_meeting, **adding)

    assert [word for word in ("单雪梅", other.batch.title, "下午") if word not in said] == []
    assert call.batch.meetings.count() == 1
    meeting = add_meeting(**adding, overlap_reason=WHY)
    event = AuditEvent.objects.get(action="training.add_meeting")
    assert (meeting.overlap_reason, event.reason) == (WHY, WHY)


def test_the_page_of_a_new_half_day_takes_the_reason(call):
    place = EnrolmentFactory(batch=call.batch, person=call.person())
    placed_elsewhere(place.person, call, slot="pm")
    page = reverse("training:meeting_add", kwargs={"code": call.batch.code})
    form = {"date": f"{call.batch.starts_on}", "slot": "pm", "title": "网络安全", "room": "二号教室"}
    client = signed_in(call.officer)

    answers = [client.post(page, form).status_code, client.post(page, form | {"overlap_reason": WHY}).status_code]

    assert answers == [422, 302]
    assert call.batch.meetings.get(slot="pm").overlap_reason == WHY


@pytest.mark.parametrize("way", ["admit", "replace", "write in"])
def test_the_class_teacher_is_no_trainee_of_the_class_whatever_is_said(call, way):
    person = call.person()
    BatchStaff.objects.create(batch=call.batch, user=UserFactory(person=person), role=StaffRole.CLASS_TEACHER)
    by = {"by": call.officer, "overlap_reason": WHY}
    first = nominated(call)
    admit(nomination=first, by=call.officer)
    ways = {
        "admit": lambda: admit(nomination=NominationFactory(batch=call.batch, person=person, unit=call.unit), **by),
        "replace": lambda: replace_trainee(nomination=first, person=person, reason="出差", **by),
        "write in": lambda: enrol(batch=call.batch, people=[person], source=EnrolmentSource.WALK_IN, **by),
    }

    assert (refusal(ways[way]), call.batch.enrolments.active().count()) == ("class_teacher", 1)


def test_the_monitor_is_one_of_the_trainees(call):
    nomination = nominated(call)
    monitor = UserFactory(person=nomination.person)
    BatchStaff.objects.create(batch=call.batch, user=monitor, role=StaffRole.MONITOR)

    assert admit(nomination=nomination, by=call.officer).person == monitor.person


def test_the_board_offers_the_way_out_and_the_list_shows_the_reason(call):
    nomination = nominated(call, name="单雪梅")
    other = placed_elsewhere(nomination.person, call)
    client = signed_in(call.officer)
    board = reverse("admission:receipt_board", kwargs={"code": call.batch.code})
    way_out = reverse("admission:nomination_overlap", kwargs={"pk": nomination.pk})
    # The board lists units that have a receipt, as this one has.
    shown = client.get(board).text

    assert (other.batch.title in shown, way_out in shown) == (True, True)
    assert client.post(way_out, {"reason": WHY}).status_code == 302
    assert WHY in client.get(reverse("attendance:batch_roster", kwargs={"code": call.batch.code})).text


@pytest.mark.parametrize("many", [1, 6])
def test_admitting_many_of_whom_some_stay_takes_the_same_statements(call, many):
    for _n in range(many):
        nominated(call)
        placed_elsewhere(nominated(call).person, call)

    with CaptureQueriesContext(connection) as queries:
        admit_all(batch=call.batch, by=call.officer)

    assert len(queries) == 19
