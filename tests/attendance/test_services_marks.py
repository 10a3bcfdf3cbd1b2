"""Attendance: facts are appended, marks are what the facts come to."""

from datetime import timedelta

import pytest
import time_machine

from admission.choices import EnrolmentSource
from admission.models import Enrolment
from attendance.choices import AttendanceStatus, SignInMode
from attendance.models import AttendanceEvidence, AttendanceMark
from attendance.scans import half_day_by_code, half_day_of, subject_of
from attendance.services.leave import grant_leave
from attendance.services.marks import SheetEntry, correct_mark, project_marks, record_sheet, redeem_scan
from common.errors import NotAllowed
from common.evidence.append_only import AppendOnly
from common.sealing.tokens import short_code
from people.models import AuditEvent
from tests.attendance.checks import differing_marks, facts, marks_follow_evidence, statuses
from tests.factories.admission import EnrolmentFactory, class_today
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.people import PersonFactory, UserFactory
from tests.factories.training import DAY, BatchFactory, ClassMeetingFactory, at
from tests.support.refusals import refusal
from training.choices import BatchState, Slot
from training.models import Batch

pytestmark = pytest.mark.django_db

PRESENT, LATE, LEAVE, ABSENT = AttendanceStatus.values
QR, PAPER, CORRECTION = SignInMode.QR, SignInMode.PAPER, SignInMode.CORRECTION


@pytest.fixture
def today():
    """Noon of a class of three who have not been marked."""
    with time_machine.travel(at("12:00")):
        yield class_today(3)


def sheet(today, *exceptions, written_in=(), by=None):
    entries = [SheetEntry(place.person_id, *said) for place, *said in exceptions]
    return record_sheet(
        batch=today.batch,
        **today.half_day,
        exceptions=entries,
        written_in=list(written_in),
        by=by or today.teacher,
    )


def scan(today, place=0, *, clock="08:25", device="phone", mode=QR):
    person = today.places[place].person if isinstance(place, int) else place
    return redeem_scan(
        batch=today.batch,
        **today.half_day,
        person=person,
        seen_at=at(clock, today.meeting.date),
        mode=mode,
        device=device,
        by=today.teacher,
    )


# The sheet by exception.


def test_everybody_is_present_but_those_named(today):
    appended = sheet(today, (today.places[1], ABSENT), (today.places[2], LATE))

    assert (appended, statuses(today)) == (3, [PRESENT, ABSENT, LATE])
    assert facts(today) == [(PRESENT, PAPER), (ABSENT, PAPER), (LATE, PAPER)]
    assert AuditEvent.objects.get(action="attendance.record_sheet").data == {
        "day": "2026-03-02",
        "slot": "am",
        "facts": 3,
    }


def test_saving_the_sheet_again_appends_nothing(today):
    sheet(today, (today.places[1], ABSENT))
    before = facts(today)

    assert (sheet(today, (today.places[1], ABSENT)), facts(today)) == (0, before)


def test_a_changed_sheet_appends_a_correction_and_the_mark_follows(today):
    sheet(today, (today.places[1], ABSENT))

    appended = sheet(today, (today.places[1], LATE, "堵车"))

    last = AttendanceEvidence.objects.order_by("id").last()
    assert (appended, statuses(today)) == (1, [PRESENT, LATE, PRESENT])
    assert (last.status, last.mode, last.reason, last.recorded_by) == (LATE, CORRECTION, "堵车", today.teacher)
    assert marks_follow_evidence()


def test_a_sheet_leaves_those_who_scanned_as_they_are(today):
    scan(today, 0)

    appended = sheet(today)

    assert (appended, statuses(today)) == (2, [PRESENT, PRESENT, PRESENT])
    assert AttendanceMark.objects.get(enrolment=today.places[0]).mode == QR


def test_facts_keep_unit_post_and_audience_of_the_time(today):
    place = today.places[0]
    place.person.postings.update(post="局长", track="leader")

    sheet(today)

    fact = AttendanceEvidence.objects.get(person=place.person)
    assert (fact.unit_name, fact.post, fact.track) == (place.unit_name, place.post, place.track)


def test_facts_are_authentic_and_never_change(today):
    sheet(today)
    fact = AttendanceEvidence.objects.first()

    with pytest.raises(AppendOnly):
        fact.save()
    with pytest.raises(AppendOnly):
        AttendanceEvidence.objects.update(status=ABSENT)
    assert [f.is_authentic() for f in AttendanceEvidence.objects.all()] == [True] * 3


def test_somebody_written_in_gets_a_place_and_is_present(today):
    guest = PersonFactory()

    sheet(today, written_in=[guest])

    place = Enrolment.objects.get(person=guest)
    today.batch.refresh_from_db()
    assert (place.source, place.status, statuses(today)) == (EnrolmentSource.WALK_IN, "active", [PRESENT] * 4)
    assert (today.batch.seats_taken, today.batch.extra_seats) == (4, 0)


def test_somebody_written_in_beyond_the_capacity_takes_an_extra_seat_that_is_audited(today):
    Batch.objects.update(capacity=3)

    sheet(today, written_in=[PersonFactory(), PersonFactory()])

    today.batch.refresh_from_db()
    events = AuditEvent.objects.filter(action="admission.write_in").order_by("id")
    assert (today.batch.capacity, today.batch.seats_taken, today.batch.extra_seats) == (3, 5, 2)
    assert [(e.actor, e.data["extra_seats"]) for e in events] == [(today.teacher, 2)] * 2


def test_somebody_written_in_who_has_a_place_keeps_it(today):
    sheet(today, written_in=today.people[:1])

    assert (Enrolment.objects.count(), AuditEvent.objects.filter(action="admission.write_in").count()) == (3, 0)


@pytest.mark.parametrize(("clock", "outcome"), [("07:59", "too_early"), ("08:00", 3)])
def test_a_sheet_is_entered_once_signing_in_is_open(today, clock, outcome):
    with time_machine.travel(at(clock), tick=False):
        found = sheet(today) if outcome == 3 else refusal(sheet, today=today)

    assert (found, len(facts(today))) == (outcome, 0 if outcome == "too_early" else 3)


def test_a_sheet_may_be_entered_days_later(today):
    with time_machine.travel(at("09:00", DAY + timedelta(days=40))):
        assert sheet(today) == 3


def test_there_is_no_sheet_of_a_half_day_without_a_meeting(today):
    ClassMeetingFactory(batch=today.batch, slot=Slot.AFTERNOON, cancelled_at=at("08:00"))

    for slot in (Slot.AFTERNOON, Slot.EVENING):
        arguments = {"batch": today.batch, "day": DAY, "slot": slot, "exceptions": [], "written_in": []}
        assert refusal(record_sheet, **arguments, by=today.teacher) == "no_meeting"


def test_a_closed_class_takes_no_sheet_no_scan_and_no_correction(today):
    scan(today)
    mark = AttendanceMark.objects.get()
    Batch.objects.update(state=BatchState.CLOSED, closed_at=at("18:00"))
    before = facts(today)

    codes = [
        refusal(sheet, today=today),
        refusal(scan, today=today, place=1),
        refusal(correct_mark, mark=mark, status=ABSENT, reason="误", by=today.teacher),
    ]

    assert (codes, facts(today)) == (["batch_closed"] * 3, before)


def test_the_replaced_are_not_on_the_sheet(today):
    Enrolment.objects.filter(pk=today.places[0].pk).update(status="replaced", left_in=2)

    assert (sheet(today), today.meeting.marks.filter(enrolment=today.places[0]).exists()) == (2, False)


# Scans.


@pytest.mark.parametrize(
    ("clock", "status"),
    [("08:00", PRESENT), ("08:30", PRESENT), ("08:40", PRESENT), ("08:41", LATE), ("12:00", LATE)],
)
def test_the_clock_decides_between_present_and_late(today, clock, status):
    mark = scan(today, clock=clock)

    assert (mark.status, mark.mode, mark.signed_at) == (status, QR, at(clock))


def test_lateness_begins_when_the_class_says(today):
    Batch.objects.update(late_after_minutes=0)

    assert [scan(today, n, clock=clock).status for n, clock in enumerate(["08:30", "08:31"])] == [PRESENT, LATE]


def test_an_early_scan_says_when_signing_in_opens(today):
    with pytest.raises(NotAllowed) as refused:
        scan(today, clock="07:59")

    assert (refused.value.code, "08:00" in str(refused.value), facts(today)) == ("too_early", True, [])


def test_a_scan_after_the_end_is_refused(today):
    assert (refusal(scan, today=today, clock="12:01"), facts(today)) == ("too_late", [])


def test_the_moment_of_seeing_the_code_counts_and_not_that_of_signing_in(today):
    with time_machine.travel(at("08:43")):
        assert scan(today, clock="08:39").status == PRESENT


def test_the_same_scan_three_times_is_one_row(today):
    marks = [scan(today, clock=clock) for clock in ("08:25", "08:25", "08:45")]

    assert (len(set(marks)), facts(today), marks[2].signed_at) == (1, [(PRESENT, QR)], at("08:25"))


@pytest.mark.parametrize("others", [0, 2])
def test_a_scan_takes_the_same_statements_whoever_signed_in_before(today, others, django_assert_num_queries):
    for place in range(1, 1 + others):
        scan(today, place, device=f"phone{place}")

    # The transaction's two brackets; then mark, meeting, the class's lock, mark, place, device, fact, mark.
    with django_assert_num_queries(10):
        scan(today)
    # Once more: the brackets, and the mark that is there.
    with django_assert_num_queries(3):
        scan(today)


def test_typing_the_digits_after_scanning_adds_nothing(today):
    scan(today)

    scan(today, mode=SignInMode.CODE)

    assert facts(today) == [(PRESENT, QR)]


def test_somebody_who_is_not_enrolled_is_refused(today):
    Enrolment.objects.filter(pk=today.places[1].pk).update(status="withdrawn", left_in=2)

    codes = [refusal(scan, today=today, place=person) for person in (PersonFactory(), today.people[1])]

    assert (codes, facts(today)) == (["not_enrolled", "not_enrolled"], [])


def test_somebody_enrolled_in_another_class_is_refused(today):
    other = EnrolmentFactory(batch=BatchFactory()).person

    assert refusal(scan, today=today, place=other) == "not_enrolled"


def test_leave_is_not_overwritten_by_a_scan(today):
    with time_machine.travel(at("08:00")):
        grant_leave(leave=LeaveRequestFactory(enrolment=today.places[0]), by=today.teacher)

    code = refusal(scan, today=today)

    assert (code, statuses(today), facts(today)) == ("on_leave", [LEAVE], [(LEAVE, SignInMode.LEAVE)])


def test_somebody_marked_absent_does_not_scan_it_away(today):
    sheet(today, (today.places[0], ABSENT))

    assert (refusal(scan, today=today), statuses(today)[0]) == ("marked_absent", ABSENT)


def test_a_phone_that_signed_in_somebody_else_is_flagged(today):
    for n in range(3):
        scan(today, n, device="one phone")

    flags = AttendanceEvidence.objects.order_by("id").values_list("shared_device", flat=True)
    assert list(flags) == [False, True, True]


def test_phones_of_their_own_are_not_flagged(today):
    scan(today, 0, device="a")
    scan(today, 1, device="b")
    scan(today, 2, device="")

    assert AttendanceEvidence.objects.filter(shared_device=True).count() == 0


def test_no_phone_is_not_a_shared_phone(today):
    scan(today, 0, device="")
    scan(today, 1, device="")

    assert AttendanceEvidence.objects.filter(shared_device=True).count() == 0


def test_there_is_no_signing_in_to_a_cancelled_meeting(today):
    today.meeting.cancelled_at, today.meeting.cancelled_in = at("07:00"), 2
    today.meeting.save()

    assert refusal(scan, today=today) == "no_meeting"


# Corrections.


@pytest.fixture
def mark(today):
    sheet(today, (today.places[0], ABSENT))
    return AttendanceMark.objects.get(enrolment=today.places[0])


def test_a_correction_is_a_new_fact_with_its_reason(today, mark):
    corrected = correct_mark(mark=mark, status=PRESENT, reason=" 漏看签名 ", by=today.teacher)

    last = AttendanceEvidence.objects.order_by("id").last()
    assert (corrected.status, corrected.evidence, last.reason, last.mode) == (PRESENT, last, "漏看签名", CORRECTION)
    assert [f for f in facts(today) if f[0] == ABSENT] == [(ABSENT, PAPER)]
    assert AuditEvent.objects.get(action="attendance.correct_mark").data == {"from": ABSENT, "to": PRESENT}


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_correction_needs_a_reason(today, mark, reason):
    code = refusal(correct_mark, mark=mark, status=PRESENT, reason=reason, by=today.teacher)

    assert (code, statuses(today)[0]) == ("reason_missing", ABSENT)


def test_nobody_corrects_their_own_mark(today, mark):
    own = UserFactory(person=today.people[0])

    code = refusal(correct_mark, mark=mark, status=PRESENT, reason="我在", by=own)

    assert (code, statuses(today)[0]) == ("own_mark", ABSENT)


def test_correcting_to_what_it_is_appends_nothing(today, mark):
    before = facts(today)

    correct_mark(mark=mark, status=ABSENT, reason="核对", by=today.teacher)

    assert facts(today) == before


def test_marks_always_equal_the_latest_evidence(today, mark):
    for status in (PRESENT, LATE, LEAVE, ABSENT, PRESENT):
        correct_mark(mark=mark, status=status, reason="核对", by=today.teacher)
        assert (differing_marks(), statuses(today)[0]) == ([], status)

    assert len(facts(today)) == 3 + 5


def test_marks_can_be_rebuilt_from_the_evidence_at_any_time(today, mark):
    correct_mark(mark=mark, status=LATE, reason="核对", by=today.teacher)
    before = list(AttendanceMark.objects.order_by("enrolment").values_list("enrolment", "evidence", "status"))
    AttendanceMark.objects.all().delete()

    project_marks(today.batch, **today.half_day)

    assert list(AttendanceMark.objects.order_by("enrolment").values_list("enrolment", "evidence", "status")) == before


# What a code speaks of.


def test_a_subject_names_class_day_and_half_day(today):
    subject = subject_of(today.batch, DAY, Slot.MORNING)

    assert half_day_of(subject) == (today.batch.pk, DAY, Slot.MORNING)


def test_six_digits_find_the_class_the_person_is_due_in(today):
    subject = subject_of(today.batch, DAY, Slot.MORNING)
    now = at("08:25")

    assert half_day_by_code(today.people[0], short_code(subject, now=now), now=now) == subject


def test_six_digits_of_another_class_are_wrong(today):
    other = class_today(1)
    now = at("08:25")
    code = short_code(subject_of(other.batch, DAY, Slot.MORNING), now=now)

    assert refusal(half_day_by_code, person=today.people[0], code=code, now=now) == "wrong_code"
