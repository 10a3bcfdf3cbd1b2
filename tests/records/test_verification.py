from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from attendance.choices import AttendanceStatus
from attendance.models import AttendanceMark
from attendance.services.marks import SheetEntry, record_sheet
from common.evidence import append_only
from common.evidence.append_only import allow_change
from exams.models import Answer, Attempt
from exams.services.attempts import submit_attempt
from exams.services.saving import Save, save_answers
from partners.models import Statement
from records.models import Certificate, CertificateSeries, HourRule, SkippedSerials
from records.services.closing import close_batch
from records.verification import find_problems
from tests.factories.admission import EnrolmentFactory, class_today
from tests.factories.exams import exam_of
from tests.factories.partners import StatementFactory
from tests.factories.records import CertificateFactory, CreditEntryFactory, held_class
from tests.factories.training import at
from training.models import Batch

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(time_machine):
    time_machine.move_to(at("09:00"), tick=False)
    today = class_today(3)
    entries = [SheetEntry(today.people[0].pk, AttendanceStatus.LATE)]
    record_sheet(batch=today.batch, exceptions=entries, written_in=[], by=today.teacher, **today.half_day)
    return today


def checks():
    return sorted({problem.check for problem in find_problems()})


def run(*options):
    out = StringIO()
    try:
        call_command("verify_records", *options, stdout=out)
    except SystemExit as stop:
        return stop.code, out.getvalue()
    return 0, out.getvalue()


def test_sound_records_are_sound(held):
    assert run() == (0, "0 problems\n")


@pytest.mark.parametrize(
    ("table", "column"), [("attendance_attendanceevidence", "status"), ("people_auditevent", "action")]
)
def test_altered_evidence_is_found(held, table, column):
    with allow_change(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = 'absent' WHERE id = (SELECT max(id) FROM {table})")  # noqa: S608 -- names of ours

    assert "evidence" in checks()
    assert run("--json")[0] == 1


def test_an_edited_mark_is_found(held):
    AttendanceMark.objects.filter(pk=AttendanceMark.objects.first().pk).update(status=AttendanceStatus.ABSENT)

    assert checks() == ["marks"]


def test_a_mark_that_was_removed_is_found(held):
    AttendanceMark.objects.first().delete()

    assert checks() == ["marks"]


def test_a_wrong_seat_count_is_found(held):
    Batch.objects.update(seats_taken=1)

    assert checks() == ["seats"]


def test_a_dropped_trigger_is_found(held):
    name = append_only.trigger_names("attendance_attendanceevidence", connection.vendor)[0]
    on_table = " ON attendance_attendanceevidence" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on_table}")

    assert checks() == ["triggers"]


# Hours and certificates.


@pytest.fixture
def closed():
    one = held_class(2)
    one.enter()
    close_batch(batch=one.batch, by=one.officer)
    return one


def test_a_closed_class_is_sound(closed):
    assert run() == (0, "0 problems\n")


def test_hours_beside_the_marks_are_found(closed):
    CreditEntryFactory(batch=closed.batch)

    assert checks() == ["ledger"]


def test_hours_that_were_altered_are_found_twice(closed):
    with allow_change(), connection.cursor() as cursor:
        cursor.execute("UPDATE records_creditentry SET hours = 80 WHERE id = (SELECT max(id) FROM records_creditentry)")

    assert checks() == ["evidence", "ledger"]


def test_a_posting_that_is_missing_is_found(closed):
    with allow_change(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_creditentry WHERE id = (SELECT max(id) FROM records_creditentry)")

    assert checks() == ["ledger"]


def test_a_rule_changed_after_closing_is_found(closed):
    HourRule.objects.update(half_day_hours=5)

    assert checks() == ["ledger"]


def test_hours_of_a_class_that_is_not_closed_are_found(held):
    CreditEntryFactory(batch=held.batch)

    assert checks() == ["ledger"]


def test_a_certificate_that_was_altered_is_found(closed):
    certificate = Certificate.objects.first()
    Certificate.objects.filter(pk=certificate.pk).update(content=certificate.content | {"name": "李四"})

    assert checks() == ["certificates"]


def test_a_number_that_is_missing_is_found(closed):
    CertificateSeries.objects.update(last_serial=3)

    assert checks() == ["certificates"]


@pytest.mark.parametrize(("year", "serial"), [(2006, 2), (2007, 1)])
def test_a_number_nobody_gave_out_is_found(closed, year, serial):
    CertificateSeries.objects.create(year=2006, last_serial=0)
    CertificateFactory(year=year, serial=serial)

    assert "certificates" in checks()


def test_a_number_given_out_although_it_was_left_out_is_found(closed):
    serial = Certificate.objects.order_by("serial").last().serial
    year = Certificate.objects.first().year
    SkippedSerials(year=year, first=serial, last=serial + 1, reason="纸质证书已用").save()
    CertificateSeries.objects.update(last_serial=serial + 1)

    assert checks() == ["certificates"]


def test_two_valid_certificates_for_one_place_are_found(closed):
    place = closed.places[0]
    again = EnrolmentFactory(batch=closed.batch, person=place.person, unit=place.unit, status="withdrawn")
    Batch.objects.update(seats_taken=2)
    CertificateFactory(enrolment=again, serial=1)
    CertificateSeries.objects.create(year=2006, last_serial=1)

    assert [problem.check for problem in find_problems()] == ["certificates"]


@pytest.fixture
def sat():
    """An examination handed in, with a save that one of another page followed, which was set aside."""
    exam = exam_of("single")
    attempt = exam.start()
    for payload in ([1], [0]):
        save_answers(attempt=attempt, saves=[Save(0, payload, 0)], seen=0, by=exam.user)
    return submit_attempt(attempt=attempt, by=exam.user)


def test_a_sound_examination_is_sound(sat):
    assert checks() == []


def test_an_edited_answer_is_found(sat):
    with allow_change():
        Answer.objects.update(payload=[0])

    assert checks() == ["answers"]


def test_a_lost_answer_and_an_edited_score_are_found(sat):
    with allow_change():
        Answer.objects.all().delete()
    assert checks() == ["answers", "scores"]

    with allow_change():
        Attempt.objects.update(score=0)
    assert checks() == ["answers"]


def test_a_statement_altered_after_both_sides_confirmed_is_found():
    statement = StatementFactory()
    Statement.objects.update(frozen_at=timezone.now(), mac=statement.authentication_code())
    assert "statements" not in checks()
    with allow_change():
        Statement.objects.update(content={**statement.content, "totals": {"people": 9}})

    assert "statements" in checks()


def test_the_trigger_of_a_submitted_examination_that_was_dropped_is_found(sat):
    name = next(name for name in append_only.all_triggers(connection.vendor) if name.startswith("zx_exams_answer_froz"))
    on_table = " ON exams_answer" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on_table}")

    assert [(problem.check, problem.row) for problem in find_problems()] == [("triggers", name)]
