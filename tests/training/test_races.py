"""Two people at the same moment. The first holds its transaction open until the second has read or waits."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import QuerySet
from django.utils import timezone

from admission.services.arrivals import ArrivalDraft, set_arrival_details
from admission.services.nominations import admit, nominate
from attendance.models import AttendanceEvidence, AttendanceMark
from attendance.services.marks import redeem_scan
from common.errors import NotAllowed
from people.models import AuditEvent
from tests.factories.admission import NominationFactory, call_for_nominations, class_today
from tests.factories.training import BatchFactory, ClassMeetingFactory, TrainingSessionFactory, at
from training.services.classes import MeetingDraft, add_meeting

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PATIENCE = 10


def on_its_own_connection(call):
    try:
        return call()
    finally:
        connections.close_all()


def outcome(call):
    """`done`, the code of a refusal, or the database's own refusal."""
    try:
        call()
    except NotAllowed as refused:
        return refused.code
    except IntegrityError:
        return "constraint"
    return "done"


def overlapping(first, second):
    """Outcomes of two calls of which the second begins while the first has not committed."""
    written, finished, at_the_door = threading.Event(), threading.Event(), threading.Event()

    def knocking(execute, sql, *arguments):
        if sql.startswith("BEGIN"):
            at_the_door.set()
        return execute(sql, *arguments)

    def hold_open():
        with transaction.atomic():
            result = outcome(first)
            written.set()
            limit = time.monotonic() + PATIENCE
            while not finished.wait(0.02) and not second_waits(at_the_door) and time.monotonic() < limit:
                pass
        return result

    def come_second():
        written.wait(10)
        with connection.execute_wrapper(knocking):
            result = outcome(second)
        finished.set()
        return result

    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(on_its_own_connection, job) for job in (hold_open, come_second)]
        return [job.result(30) for job in jobs]


def second_waits(at_the_door):
    """Whether somebody stands still until this connection commits. SQLite does not let a second writer begin."""
    if connection.vendor == "sqlite":
        return at_the_door.is_set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
        )
        return cursor.fetchone()[0]


def at_once(*calls):
    """Outcomes of calls that all start together."""
    line = threading.Barrier(len(calls))

    def run(call):
        line.wait(10)
        return outcome(call)

    with ThreadPoolExecutor(len(calls)) as pool:
        jobs = [pool.submit(on_its_own_connection, lambda call=call: run(call)) for call in calls]
        return sorted(job.result(60) for job in jobs)


@pytest.fixture
def without_locks(monkeypatch):
    """The control: the same services, but nobody waits for anybody."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time, so there is no race to lose.")
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, *args, **kwargs: self)


def two_for_the_last_seat():
    call = call_for_nominations(seats=2, capacity=1)
    nominations = NominationFactory.create_batch(2, batch=call.batch, unit=call.unit)
    return call, [lambda n=n: admit(nomination=n, by=call.officer) for n in nominations]


def two_for_the_last_quota_seat():
    call = call_for_nominations(seats=1)
    people = [call.person() for _n in range(2)]
    return call, [lambda p=p: nominate(receipt=call.receipt, person=p, by=call.liaison) for p in people]


def seats_of(batch):
    batch.refresh_from_db()
    return batch.seats_taken, batch.enrolments.active().count()


def test_the_last_seat_goes_to_one():
    call, admissions = two_for_the_last_seat()

    assert (overlapping(*admissions), seats_of(call.batch)) == (["done", "batch_full"], (1, 1))


def test_of_many_who_want_the_last_seat_one_gets_it():
    call = call_for_nominations(seats=8, capacity=1)
    nominations = NominationFactory.create_batch(8, batch=call.batch, unit=call.unit)

    outcomes = at_once(*(lambda n=n: admit(nomination=n, by=call.officer) for n in nominations))

    assert (outcomes, seats_of(call.batch)) == (["batch_full"] * 7 + ["done"], (1, 1))


def test_without_the_lock_only_the_constraint_keeps_the_last_seat_from_being_sold_twice(without_locks):
    call, admissions = two_for_the_last_seat()

    assert (overlapping(*admissions), seats_of(call.batch)) == (["done", "constraint"], (1, 1))


def test_the_last_seat_of_a_quota_goes_to_one():
    call, nominations = two_for_the_last_quota_seat()

    assert (overlapping(*nominations), call.batch.nominations.count()) == (["done", "quota_full"], 1)


def test_without_the_lock_the_quota_would_be_overdrawn(without_locks):
    call, nominations = two_for_the_last_quota_seat()

    assert (overlapping(*nominations), call.batch.nominations.count()) == (["done", "done"], 2)


def two_classes_for_one():
    """Two officers admit one person, each to a class of their own that meets in the same half-day."""
    first, second = (call_for_nominations(seats=2) for _n in range(2))
    for call in (first, second):
        ClassMeetingFactory(batch=call.batch)
    person = first.person()
    nominations = [NominationFactory(batch=call.batch, unit=first.unit, person=person) for call in (first, second)]
    return person, [lambda n=n: admit(nomination=n, by=first.officer) for n in nominations]


def test_one_person_is_admitted_to_one_of_two_classes_at_once():
    person, admissions = two_classes_for_one()

    assert (overlapping(*admissions), person.enrolments.count()) == (["done", "overlap"], 1)


def test_without_the_lock_one_person_would_sit_in_two_classes_at_once(without_locks):
    person, admissions = two_classes_for_one()

    assert (overlapping(*admissions), person.enrolments.count()) == (["done", "done"], 2)


def test_the_same_nomination_admitted_by_two_officers_is_one_place():
    call = call_for_nominations(seats=2, capacity=2)
    nomination = NominationFactory(batch=call.batch, unit=call.unit)

    outcomes = at_once(*[lambda: admit(nomination=nomination, by=call.officer)] * 4)

    assert (outcomes, seats_of(call.batch)) == (["done"] * 4, (1, 1))
    assert AuditEvent.objects.filter(action="admission.admit").count() == 1


def test_twenty_scans_of_one_person_are_one_row():
    today = class_today(1, day=timezone.localdate())
    seen_at = at("08:25", today.meeting.date)
    one_scan = {"person": today.people[0], "seen_at": seen_at, "mode": "qr", "device": "phone", "by": today.teacher}

    outcomes = at_once(*[lambda: redeem_scan(batch=today.batch, **today.half_day, **one_scan)] * 20)

    assert outcomes == ["done"] * 20
    assert (AttendanceEvidence.objects.count(), AttendanceMark.objects.count()) == (1, 1)


def test_scans_of_a_whole_class_at_once_all_count():
    today = class_today(12, day=timezone.localdate())
    seen_at = at("08:25", today.meeting.date)

    def scan(person):
        return redeem_scan(
            batch=today.batch,
            **today.half_day,
            person=person,
            seen_at=seen_at,
            mode="qr",
            device=f"phone of {person.pk}",
            by=today.teacher,
        )

    outcomes = at_once(*(lambda p=p: scan(p) for p in today.people))

    assert (outcomes, today.meeting.marks.count()) == (["done"] * 12, 12)


def test_a_room_is_booked_once_by_two_at_the_same_moment():
    taken = ClassMeetingFactory(batch=BatchFactory())
    session = TrainingSessionFactory()
    batches = BatchFactory.create_batch(2, training_session=session)
    draft = MeetingDraft(taken.date, "ev", "晚自习", room=taken.room.name)
    officer = call_for_nominations().officer

    outcomes = overlapping(*(lambda b=b: add_meeting(batch=b, draft=draft, by=officer) for b in batches))

    assert (outcomes, taken.room.meetings.count()) == (["done", "room_taken"], 2)


def two_for_the_arrival_of_one():
    """The class teacher and the training officer enter it for the same person."""
    today = class_today(1)
    return today, [
        lambda by=by: set_arrival_details(enrolment=today.places[0], draft=ArrivalDraft(stays_overnight=True), by=by)
        for by in (today.teacher, call_for_nominations().officer)
    ]


def test_two_who_enter_the_arrival_of_one_person_leave_one_row():
    today, calls = two_for_the_arrival_of_one()

    assert (overlapping(*calls), today.places[0].arrival.stays_overnight) == (["done", "done"], True)


def test_without_the_lock_the_second_would_meet_the_constraint(without_locks):
    _today, calls = two_for_the_arrival_of_one()

    assert "constraint" in overlapping(*calls)
