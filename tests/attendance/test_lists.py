"""One order and one number on every list of a class, and the version that says which list a sheet shows."""

import re
from datetime import time

import pytest
import time_machine
from django.urls import reverse

from admission.models import Enrolment
from admission.selectors import arrival_rows, changes_since, numbered_list
from admission.services.nominations import admit, admit_all, replace_trainee
from attendance.exports import sign_in_sheet
from attendance.models import AttendanceMark
from attendance.selectors import attendance_grid, half_day_roster
from attendance.services.marks import record_sheet
from people.services.persons import set_name
from tests.attendance.test_exports import pages_of, squeezed
from tests.factories.admission import (
    ArrivalDetailsFactory,
    EnrolmentFactory,
    NominationFactory,
    call_for_nominations,
    class_today,
)
from tests.factories.people import OrgUnitFactory, PersonFactory
from tests.factories.training import DAY, ClassMeetingFactory, at, class_teacher_of
from tests.support.visits import signed_in
from training.services.classes import MeetingDraft, add_meeting, cancel_meeting, set_hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def replaced():
    """A class of 安, 李 and 张 in which 李 was replaced by 白 after the first sheet was printed."""
    call = call_for_nominations(seats=9, starts_on=DAY)
    ClassMeetingFactory(batch=call.batch)
    teacher = class_teacher_of(call.batch)
    with time_machine.travel(at("08:00")):
        for name in ("张三", "李四", "安一"):
            NominationFactory(batch=call.batch, unit=call.unit, person=call.person(name=name))
        admit_all(batch=call.batch, by=call.officer)
        gone = call.batch.nominations.get(person__name="李四")
        replace_trainee(nomination=gone, person=call.person(name="白二"), reason="出差", by=call.liaison)
    call.batch.refresh_from_db()
    call.teacher = teacher
    return call


def shown(places):
    return [(place.number, place.person.name) for place in places]


NOW = [(1, "安一"), (2, "白二"), (3, "张三")]
PRINTED = [(1, "安一"), (2, "李四"), (3, "张三")]


def test_the_list_goes_by_unit_and_then_by_name_whoever_came_first():
    second, first = OrgUnitFactory(), OrgUnitFactory()
    first, second = sorted((first, second), key=lambda unit: unit.path)
    batch = class_today(0).batch
    for unit, name in ((second, "安一"), (first, "张三"), (first, "李四")):
        EnrolmentFactory(batch=batch, unit=unit, person=PersonFactory(unit=unit, name=name))

    assert shown(numbered_list(batch)) == [(1, "李四"), (2, "张三"), (3, "安一")]


def test_sheet_entry_page_class_page_and_arrival_list_number_people_alike(replaced):
    batch = replaced.batch
    ArrivalDetailsFactory(enrolment=batch.enrolments.active().get(person__name="张三"))
    sheet = squeezed("".join(pages_of(sign_in_sheet(batch, is_demo=False))))

    lists = [
        shown(place for place, _mark in half_day_roster(batch, DAY, "am")),
        shown(row.enrolment for row in attendance_grid(batch)[1]),
        shown(row.place for row in arrival_rows(batch, replaced.officer)),
    ]

    assert lists == [NOW] * 3
    assert re.findall(r"[123](?:安一|白二|张三|李四)", sheet) == [f"{n}{name}" for n, name in NOW]


def test_a_unit_sees_its_people_with_the_numbers_of_the_whole_list():
    first, second = sorted((OrgUnitFactory(), OrgUnitFactory()), key=lambda unit: unit.path)
    call = call_for_nominations(unit=second)
    EnrolmentFactory(batch=call.batch, unit=first)
    EnrolmentFactory(batch=call.batch, unit=second)

    assert [row.place.number for row in arrival_rows(call.batch, call.liaison)] == [2]


def test_the_sheet_says_as_of_when_it_is_and_which_version(replaced):
    with time_machine.travel(at("09:05")):
        text = squeezed("".join(pages_of(sign_in_sheet(replaced.batch, is_demo=False))))

    assert (f"名单截至{DAY}09:05" in text, f"第{replaced.batch.version}版" in text) == (True, True)


def test_a_version_keeps_its_numbers_when_a_unit_moves_or_a_name_is_corrected(replaced):
    person = replaced.batch.enrolments.active().get(person__name="张三").person
    set_name(person, "阿三")
    person.save()

    assert [place.number for place in numbered_list(replaced.batch) if place.person == person] == [3]


def test_every_change_of_list_or_timetable_is_a_version_of_its_own_and_nothing_else_is():
    call = call_for_nominations(seats=9, starts_on=DAY)
    meeting = ClassMeetingFactory(batch=call.batch)
    guest = ClassMeetingFactory(joint_with=meeting)
    people = [NominationFactory(batch=call.batch, unit=call.unit, person=call.person()) for _n in range(3)]
    by = {"by": call.officer}
    added = MeetingDraft(DAY, "pm", "网络安全", room="二号教室")
    steps = [
        lambda: admit(nomination=people[0], **by),
        lambda: admit(nomination=people[0], **by),
        lambda: admit_all(batch=call.batch, **by),
        lambda: replace_trainee(nomination=people[0], person=call.person(), reason="出差", **by),
        lambda: add_meeting(batch=call.batch, draft=added, **by),
        lambda: set_hours(meeting=meeting, starts_at=meeting.starts_at, ends_at=time(11, 10), **by),
        lambda: cancel_meeting(meeting=call.batch.meetings.get(slot="pm"), reason="停电", **by),
        lambda: record_sheet(
            batch=call.batch, day=DAY, slot="am", exceptions=[], written_in=[PersonFactory(), PersonFactory()], **by
        ),
        lambda: record_sheet(batch=call.batch, day=DAY, slot="am", exceptions=[], written_in=[], **by),
    ]
    versions = []
    with time_machine.travel(at("09:00")):
        for step in steps:
            step()
            call.batch.refresh_from_db()
            versions.append(call.batch.version)

    guest.batch.refresh_from_db()
    assert (versions, guest.batch.version) == ([2, 2, 3, 4, 5, 6, 7, 8, 8], 2)


def test_a_list_of_another_size_or_of_the_same_size_has_another_version(replaced):
    printed = replaced.batch.version - 1

    assert (shown(numbered_list(replaced.batch, printed)), shown(numbered_list(replaced.batch))) == (PRINTED, NOW)


def test_what_changed_since_a_version_is_said(replaced):
    printed, batch = replaced.batch.version - 1, replaced.batch
    with time_machine.travel(at("08:00")):
        add_meeting(batch=batch, draft=MeetingDraft(DAY, "pm", "网络安全", room="二号教室"), by=replaced.officer)
        cancel_meeting(meeting=batch.meetings.get(slot="am"), reason="停电", by=replaced.officer)

    changes = changes_since(batch, printed)

    assert ([p.person.name for p in changes.joined], shown(changes.left)) == (["白二"], [(2, "李四")])
    assert ([m.slot for m in changes.added], [m.slot for m in changes.cancelled]) == (["pm"], ["am"])


def sheet_page(replaced, **query):
    address = reverse("attendance:sheet_entry", kwargs={"code": replaced.batch.code, "day": DAY, "slot": "am"})
    return address + "".join(f"?{name}={value}" for name, value in query.items())


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_entering_a_sheet_asks_which_version_is_printed_when_numbers_have_changed(replaced):
    page = signed_in(replaced.teacher).get(sheet_page(replaced))

    assert ("签到表上印的版次" in words(page), "张三" in words(page)) == (True, False)


def test_nothing_is_asked_while_one_number_has_meant_one_person():
    today = class_today(2)
    with time_machine.travel(at("09:00")):
        page = signed_in(today.teacher).get(
            reverse("attendance:sheet_entry", kwargs={"code": today.batch.code, **today.half_day})
        )

    assert today.people[0].name in words(page)


def test_an_old_sheet_is_shown_with_its_numbers_and_what_changed(replaced):
    printed = replaced.batch.version - 1

    text = words(signed_in(replaced.teacher).get(sheet_page(replaced, version=printed)))

    wanted = ("2 李四", "由 白二 替换", "1 安一", "3 张三", "不在您手中的签到表上", "已不在名单上")
    assert [word for word in wanted if word not in text] == []


def test_an_old_sheet_is_entered_without_marking_the_wrong_person(replaced):
    """The third line of the old sheet is 张三, who was away; the newcomer is not on it and is asked about."""
    printed = replaced.batch.version - 1
    client, page = signed_in(replaced.teacher), sheet_page(replaced, version=printed)
    people = {place.person.name: place.person_id for place in Enrolment.objects.active()}

    with time_machine.travel(at("12:00")):
        lines = client.get(page).context["form"].lines()
        shown = {field.html_name: field.initial for _number, _place, _mark, field, _reason in lines if field}
        form = shown | {f"s-{people['张三']}": "absent"}
        unsaid = client.post(page, form)
        client.post(page, {**form, f"s-{people['白二']}": "late"})

    marks = dict(AttendanceMark.objects.values_list("enrolment__person__name", "status"))
    assert (unsaid.status_code, marks) == (422, {"安一": "present", "张三": "absent", "白二": "late"})


@pytest.mark.parametrize(("version", "said"), [("99", "没有更新的版次"), ("1", "没有留存名单"), ("x", "整数")])
def test_a_version_there_is_no_list_of_is_answered_in_words(replaced, version, said):
    page = signed_in(replaced.teacher).get(sheet_page(replaced, version=version))

    assert (page.status_code, said in words(page)) == (200, True)


def test_the_class_page_shows_the_version(replaced):
    page = signed_in(replaced.officer).get(replaced.batch.get_absolute_url())

    assert f"名单和课表版次 {replaced.batch.version} " in words(page)
