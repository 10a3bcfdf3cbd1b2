"""Who joins a class late owes nothing before the half-day they joined in; where a class of two days stands then."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.db import IntegrityError, transaction

from admission.models import Enrolment
from admission.services.nominations import admit, replace_trainee
from attendance.choices import AttendanceStatus
from attendance.models import AttendanceEvidence, AttendanceMark
from attendance.selectors import arrived_count, attendance_grid, classes_of_person, half_day_roster, meetings_of_person
from attendance.services.leave import request_leave
from attendance.services.marks import evidence_for, record_sheet, redeem_scan
from people.models import AuditEvent
from records.selectors import closing_checks, earned_in
from records.services.closing import close_batch
from records.verification import find_problems
from reports.exports.attendance import AttendanceExport
from tests.factories.admission import NominationFactory, NoticeFactory
from tests.factories.people import PersonFactory, with_role
from tests.factories.training import DAY, BatchFactory, ClassMeetingFactory, UserFactory, at, class_teacher_of
from tests.support.refusals import refusal
from tests.support.visits import signed_in, text_of
from tests.training.test_views import address
from training.choices import Slot
from training.models import Batch
from training.services.classes import cancel_meeting

pytestmark = pytest.mark.django_db

NEXT = DAY + timedelta(days=1)
HALF_DAYS = [(DAY, Slot.MORNING), (DAY, Slot.AFTERNOON), (NEXT, Slot.MORNING), (NEXT, Slot.AFTERNOON)]
AFTERWARDS = at("18:00", NEXT)


class TwoDays:
    """A class of two days with one trainee who is there from the beginning."""

    def __init__(self):
        self.batch = BatchFactory(starts_on=DAY, ends_on=NEXT)
        self.meetings = [ClassMeetingFactory(batch=self.batch, date=day, slot=slot) for day, slot in HALF_DAYS]
        self.teacher = class_teacher_of(self.batch)
        self.first = self.admit(PersonFactory(), at("08:00", DAY - timedelta(days=3)))

    def admit(self, person, moment):
        unit = person.postings.get().unit
        nomination = NominationFactory(batch=self.batch, person=person, unit=unit)
        with time_machine.travel(moment, tick=False):
            return admit(nomination=nomination, by=self.teacher)

    def enter(self, n, *written_in):
        day, slot = HALF_DAYS[n]
        with time_machine.travel(AFTERWARDS, tick=False):
            record_sheet(
                batch=self.batch, day=day, slot=slot, exceptions=[], written_in=list(written_in), by=self.teacher
            )

    def enter_all(self):
        for n, meeting in enumerate(self.meetings):
            meeting.refresh_from_db()
            if not meeting.cancelled_at:
                self.enter(n)

    def write_in(self, n):
        person = PersonFactory()
        self.enter(n, person)
        return Enrolment.objects.get(person=person)

    def due(self, place):
        return [place in [one for one, _mark in half_day_roster(self.batch, *half_day)] for half_day in HALF_DAYS]


@pytest.fixture
def days():
    return TwoDays()


def marks_check(batch):
    with time_machine.travel(AFTERWARDS, tick=False):
        return next(check for check in closing_checks(batch) if check.name == "marks_missing")


def hours(batch):
    return {row.enrolment.pk: int(row.hours) for row in earned_in(batch)}


def test_who_is_written_in_on_the_second_day_owes_no_mark_of_the_first(days):
    late = days.write_in(2)
    days.enter_all()

    assert days.due(late) == [False, False, True, True]
    assert (marks_check(days.batch).ok, hours(days.batch)) == (True, {days.first.pk: 16, late.pk: 8})
    assert list(find_problems()) == []


def test_who_is_written_in_on_the_first_half_day_of_a_joint_class_is_there_from_it_in_their_own_class_only(days):
    other = BatchFactory(starts_on=DAY, ends_on=NEXT)
    joint = ClassMeetingFactory(
        batch=other, date=DAY, slot=Slot.MORNING, room=days.meetings[0].room, joint_with=days.meetings[0]
    )
    late = days.write_in(0)

    assert (days.due(late), half_day_roster(other, joint.date, joint.slot)) == ([True] * 4, [])


def test_who_is_admitted_before_the_class_is_there_from_the_beginning_whatever_the_timetable_becomes(days):
    ClassMeetingFactory(batch=days.batch, date=DAY - timedelta(days=1), slot=Slot.EVENING)

    roster = half_day_roster(days.batch, DAY - timedelta(days=1), Slot.EVENING)

    assert ([place for place, _mark in roster], days.first.first_date) == ([days.first], None)


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (at("10:00"), [True] * 4),
        (at("13:00"), [False, True, True, True]),
        (at("09:00", NEXT), [False, False, True, True]),
        (at("20:00", NEXT), [False] * 4),
    ],
)
def test_who_is_admitted_during_the_class_is_due_from_the_next_half_day_that_has_not_ended(days, moment, due):
    assert days.due(days.admit(PersonFactory(), moment)) == due


def test_a_half_day_put_on_the_timetable_after_somebody_joined_is_theirs_too(days):
    late = days.admit(PersonFactory(), at("18:30"))
    ClassMeetingFactory(batch=days.batch, date=DAY, slot=Slot.EVENING)

    assert late in [place for place, _mark in half_day_roster(days.batch, DAY, Slot.EVENING)]


def test_a_first_half_day_that_is_cancelled_leaves_those_after_it_due(days):
    late = days.admit(PersonFactory(), at("18:30"))
    with time_machine.travel(at("07:00", NEXT), tick=False):
        cancel_meeting(meeting=days.meetings[2], reason="停电", by=days.teacher)
    days.enter_all()

    assert (marks_check(days.batch).ok, hours(days.batch)) == (True, {days.first.pk: 12, late.pk: 4})


def test_of_a_person_and_their_replacement_on_the_second_day_only_the_second_is_due_and_only_from_then(days):
    unit = days.first.unit
    with time_machine.travel(at("09:00", NEXT), tick=False):
        fresh = replace_trainee(
            nomination=days.first.nomination, person=PersonFactory(unit=unit), reason="公务", by=days.teacher
        )
    days.enter_all()

    assert (days.due(days.first), days.due(fresh)) == ([False] * 4, [False, False, True, True])
    assert (marks_check(days.batch).ok, hours(days.batch)) == (True, {fresh.pk: 8})


def test_writing_somebody_in_on_an_earlier_sheet_moves_their_first_half_day_back_and_says_so(days):
    late = days.write_in(2)
    days.enter(1, late.person)

    event = AuditEvent.objects.get(action="admission.move_first_half_day")
    assert (days.due(late), event.data["to"]) == ([False, True, True, True], f"{DAY} pm")
    days.enter(3, late.person)
    assert days.due(late) == [False, True, True, True]


def test_saving_the_sheet_of_an_earlier_half_day_gives_who_joined_later_nothing(days):
    late = days.write_in(2)
    days.enter(0)

    assert not AttendanceEvidence.objects.filter(person=late.person, date=DAY).exists()


def test_evidence_of_a_half_day_before_the_first_is_refused_and_verified(days):
    late = days.admit(PersonFactory(), at("18:30"))
    scan = {"person": late.person, "seen_at": at("14:40"), "mode": "qr", "device": "", "by": days.teacher}
    asked = {"day": DAY, "slot": Slot.AFTERNOON, "kind": "sick", "reason": "发烧", "by": days.teacher}

    assert refusal(redeem_scan, batch=days.batch, day=DAY, slot=Slot.AFTERNOON, **scan) == "not_due"
    with time_machine.travel(at("12:30"), tick=False):
        assert refusal(request_leave, enrolment=late, **asked) == "not_due"
    days.enter(3)
    early = days.meetings[3]
    Enrolment.objects.filter(pk=late.pk).update(first_date=NEXT, first_slot=Slot.EVENING)
    problems = [(p.check, p.message) for p in find_problems()]
    assert problems == [("marks", "the mark is of a half-day before the person's first")], early


def test_a_first_half_day_has_a_date_and_a_slot_or_neither(days):
    for half in ({"first_date": DAY}, {"first_slot": Slot.MORNING}):
        with pytest.raises(IntegrityError, match="first_half_day_is_whole|CHECK"), transaction.atomic():
            Enrolment.objects.filter(pk=days.first.pk).update(**half)


def test_a_class_somebody_joined_late_closes_with_the_hours_they_earned_and_no_certificate_for_the_last_morning(days):
    late = days.write_in(3)
    days.enter_all()
    NoticeFactory(batch=days.batch)
    Batch.objects.filter(pk=days.batch.pk).update(state="notified")
    officer = with_role(UserFactory(), "training_officer", days.batch.organiser)

    with time_machine.travel(AFTERWARDS, tick=False):
        close_batch(batch=Batch.objects.get(pk=days.batch.pk), by=officer)

    entries = late.person.credit_entries.values_list("hours", flat=True)
    assert ([int(n) for n in entries], hasattr(days.first, "certificate")) == ([4], True)
    assert not hasattr(Enrolment.objects.get(pk=late.pk), "certificate")
    assert list(find_problems()) == []


def pages_about(days, place, officer):
    """What closing, the roster, the person's own page and the page about them say of somebody's half-days."""
    own = UserFactory(person=place.person)
    visits = {
        "closing": (officer, address("records:batch_close", code=days.batch.code)),
        "roster": (days.teacher, address("attendance:batch_roster", code=days.batch.code)),
        "own": (own, address("me")),
        "person": (officer, place.person.get_absolute_url()),
    }
    return {name: text_of(signed_in(user).get(page)) for name, (user, page) in visits.items()}


def test_of_a_late_joiner_every_page_says_what_was_due_and_what_the_class_held(days):
    days.batch.meetings.filter(pk=days.meetings[3].pk).delete()
    del days.meetings[3]
    late = days.write_in(1)
    days.enter_all()
    officer = with_role(UserFactory(), "training_officer", days.batch.organiser)

    pages = pages_about(days, late, officer)

    whole = "中途入班，全班共 3 个半天，参加 2 个"
    assert [page.count(whole) for page in pages.values()] == [1] * 4
    assert ["2 / 2" in page for page in pages.values()] == [True] * 4
    assert ("2 / 3" in "".join(pages.values()), "3 / 3" in pages["closing"]) == (False, True)


@pytest.mark.parametrize(("joined", "certified"), [(2, True), (3, False)])
def test_a_late_joiners_certificate_counts_the_whole_class_and_says_what_the_ledger_and_the_export_say(
    days, joined, certified
):
    late = days.write_in(joined)
    days.enter_all()
    NoticeFactory(batch=days.batch)
    Batch.objects.filter(pk=days.batch.pk).update(state="notified")
    officer = with_role(UserFactory(), "training_officer", days.batch.organiser)
    before = pages_about(days, late, officer)["closing"]
    with time_machine.travel(AFTERWARDS, tick=False):
        close_batch(batch=Batch.objects.get(pk=days.batch.pk), by=officer)

    attended = 4 - joined
    entry = late.person.credit_entries.get()
    hours_exported = sum(row["学时"] for row in exported(days.batch) if row["姓名"] == late.person.name)
    assert (entry.hours, entry.days, hours_exported) == (4 * attended, Decimal(attended) / 2, 4 * attended)
    assert ("出勤不足全班课次的一半（入班前的课次计入总数）：1人" in before) is not certified
    assert hasattr(Enrolment.objects.get(pk=late.pk), "certificate") is certified
    if certified:
        content = Enrolment.objects.get(pk=late.pk).certificate.content
        assert (content["hours"], content["days"]) == (f"{entry.hours:.2f}", f"{entry.days:.2f}")


def exported(batch):
    file = BytesIO()
    AttendanceExport(Batch.objects.filter(pk=batch.pk)).write(file, format="xlsx")
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(file)["考勤"]]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_the_export_says_that_somebody_was_not_in_the_class_yet(days):
    late = days.write_in(2)
    days.enter_all()

    mine = [(r["状态"], r["学时"]) for r in exported(days.batch) if r["姓名"] == late.person.name]
    assert mine == [("未参加（入班前）", 0)] * 2 + [("出勤", 4)] * 2


def test_grid_screen_and_the_trainees_own_page_count_from_the_first_half_day(days):
    late = days.write_in(2)
    user = UserFactory(person=late.person)
    _meetings, rows = attendance_grid(days.batch)
    row = next(row for row in rows if row.enrolment == late)

    assert [cell.due for cell in row.cells] == [False, False, True, True]
    assert (row.attended, row.due) == (1, 2)
    assert (arrived_count(days.batch, *HALF_DAYS[0]), arrived_count(days.batch, *HALF_DAYS[2])) == ((0, 1), (2, 2))
    assert (meetings_of_person(late.person_id, DAY), len(meetings_of_person(late.person_id, NEXT))) == ([], 2)
    mine = classes_of_person(late.person_id).get()
    assert (mine.attended, mine.held) == (1, 2)
    with time_machine.travel(at("09:00"), tick=False):
        assert (
            signed_in(user).get(address("attendance:leave_request", code=days.batch.code)).text.count("<option")
            == 2 + 3
        )
    grid = signed_in(days.teacher).get(address("attendance:batch_roster", code=days.batch.code))
    assert grid.text.count("未参加（入班前）") == 2


def test_every_reader_answers_alike_of_every_slot(days):
    evening = ClassMeetingFactory(batch=days.batch, date=DAY, slot=Slot.EVENING)
    meetings = [*days.meetings[:2], evening, *days.meetings[2:]]
    for n, first in enumerate(meetings):
        Enrolment.objects.update(first_date=first.date, first_slot=first.slot)
        due = [bool(half_day_roster(days.batch, m.date, m.slot)) for m in meetings]
        (row,) = attendance_grid(days.batch)[1]
        assert due == [cell.due for cell in sorted(row.cells, key=lambda c: meetings.index(c.meeting))]
        assert due == [i >= n for i in range(5)]
        assert classes_of_person(days.first.person_id).get().held == 5 - n
    fact = evidence_for(Enrolment.objects.get(), days.meetings[3], AttendanceStatus.ABSENT, "paper")
    assert (fact.status, AttendanceMark.objects.count()) == ("absent", 0)
