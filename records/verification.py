"""Whether the records still say what was recorded: evidence unaltered, projections equal to it, triggers in place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, Sum

from admission.choices import EnrolmentStatus
from admission.due import due_between
from attendance.models import AttendanceEvidence, AttendanceMark
from common.evidence.append_only import evidence_models, missing_triggers
from exams.models import Answer, AnswerSave, Attempt, Sitting
from partners.models import Statement
from records.completion import exam_standings
from records.models import Certificate, CertificateSeries, CreditEntry, SkippedSerials
from records.selectors import HourTable, earned_in
from training.models import Batch


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: the check, the row, and what is wrong with it."""

    check: str
    row: str
    message: str


def find_problems() -> Iterator[Problem]:
    for check in CHECKS:
        yield from check()


def triggers() -> Iterator[Problem]:
    for name in missing_triggers():
        yield Problem(
            "triggers", name, "the trigger that protects evidence or a submitted examination is missing or off"
        )


def altered_evidence() -> Iterator[Problem]:
    for model in evidence_models():
        for row in model._default_manager.order_by("pk").iterator(chunk_size=1000):
            if not row.is_authentic():
                yield Problem("evidence", f"{model._meta.label} {row.pk}", "the row was altered after it was written")


def _latest() -> dict[tuple[int, int, object, str], tuple[int, str]]:
    """The fact that holds for each class, person and half-day."""
    facts = AttendanceEvidence.objects.order_by("id").values_list("batch", "person", "date", "slot", "id", "status")
    return {(b, p, d, s): (pk, status) for b, p, d, s, pk, status in facts.iterator(chunk_size=2000)}


def marks_unlike_evidence() -> Iterator[Problem]:
    latest = _latest()
    marks = AttendanceMark.objects.select_related("meeting", "enrolment").order_by("pk")
    for mark in marks.iterator(chunk_size=2000):
        key = (mark.meeting.batch_id, mark.enrolment.person_id, mark.meeting.date, mark.meeting.slot)
        if latest.get(key) != (mark.evidence_id, mark.status):
            yield Problem("marks", f"mark {mark.pk}", "the mark differs from its evidence")


def missing_marks() -> Iterator[Problem]:
    """Evidence of an active place in a meeting that is held must have become a mark."""
    places = Q(batch__enrolments__person=F("person"), batch__enrolments__status=EnrolmentStatus.ACTIVE)
    held = Q(batch__meetings__date=F("date"), batch__meetings__slot=F("slot"), batch__meetings__cancelled_at=None)
    due = due_between(place="batch__enrolments__", meeting="")
    wanted = AttendanceEvidence.objects.filter(places, held, due).values_list(
        "id", "batch", "person", "date", "slot", "batch__meetings", "batch__enrolments"
    )
    have = set(AttendanceMark.objects.values_list("meeting", "enrolment"))
    for pk, _batch, _person, _date, _slot, meeting, enrolment in wanted.order_by("id").distinct():
        if (meeting, enrolment) not in have:
            yield Problem("marks", f"evidence {pk}", "the fact has not become a mark")


def marks_before_joining() -> Iterator[Problem]:
    marks = AttendanceMark.objects.exclude(enrolment__first_date=None).order_by("pk")
    for mark in marks.exclude(due_between(place="enrolment__", meeting="meeting__")):
        yield Problem("marks", f"mark {mark.pk}", "the mark is of a half-day before the person's first")


def seat_counts() -> Iterator[Problem]:
    active = Count("enrolments", filter=Q(enrolments__status=EnrolmentStatus.ACTIVE))
    for batch in Batch.objects.annotate(active=active).exclude(active=F("seats_taken")):
        message = f"{batch.active} active enrolments, but {batch.seats_taken} seats counted"
        yield Problem("seats", f"class {batch.code}", message)


def ledger_unlike_marks() -> Iterator[Problem]:
    """In a closed class everybody's posting is what the marks come to; corrections stand beside it."""
    table = HourTable()
    for batch in Batch.objects.held().order_by("pk"):
        wanted = {r.enrolment.person_id: (r.hours, r.days) for r in earned_in(batch, table) if r.hours > 0}
        rows = CreditEntry.objects.postings().filter(batch=batch).values_list("person", "hours", "days")
        posted = {person: (hours, days) for person, hours, days in rows}
        for person in sorted(wanted.keys() | posted.keys()):
            if wanted.get(person) != posted.get(person):
                yield Problem("ledger", f"class {batch.code} person {person}", "the hours posted differ from the marks")


def postings_before_closing() -> Iterator[Problem]:
    early = CreditEntry.objects.exclude(batch=None).exclude(batch__in=Batch.objects.held())
    for entry in early.select_related("batch"):
        yield Problem("ledger", f"entry {entry.pk}", f"class {entry.batch.code} is not closed")


def altered_certificates() -> Iterator[Problem]:
    for certificate in Certificate.objects.order_by("pk").iterator(chunk_size=1000):
        if not certificate.is_authentic():
            yield Problem("certificates", certificate.number, "the content was altered after issue")


def doubled_certificates() -> Iterator[Problem]:
    valid = Certificate.objects.valid().order_by().values("enrolment__batch__code", "enrolment__person")
    for row in valid.annotate(n=Count("pk")).filter(n__gt=1):
        place = f"class {row['enrolment__batch__code']} person {row['enrolment__person']}"
        yield Problem("certificates", place, f"{row['n']} valid certificates for one place")


def certificates_without_examination() -> Iterator[Problem]:
    """Where a class has a final examination, it was passed or waived when the certificate was issued."""
    for batch in Batch.objects.filter(pk__in=Sitting.objects.final().values("batch")).order_by("pk"):
        issued: dict[datetime, list[Certificate]] = {}
        for certificate in Certificate.objects.valid().filter(enrolment__batch=batch).select_related("enrolment"):
            issued.setdefault(certificate.issued_at, []).append(certificate)
        for moment, certificates in issued.items():
            standings = exam_standings(batch, [one.enrolment for one in certificates], moment)
            for certificate in certificates:
                if not standings[certificate.enrolment_id].is_good:
                    message = "the final examination was neither passed nor waived when it was issued"
                    yield Problem("certificates", certificate.number, message)


def serial_gaps() -> Iterator[Problem]:
    """Numbers of a year count from one, each given out once or left out by a decision, up to what the series says."""
    series = dict(CertificateSeries.objects.values_list("year", "last_serial"))
    spans = list(Certificate.objects.order_by().values_list("year", "serial", "serial"))
    spans += SkippedSerials.objects.values_list("year", "first", "last")
    following = dict.fromkeys(series, 1)
    for year, first, last in sorted(spans):
        expected = following.get(year, 1)
        if first != expected:
            message = f"number {expected} is neither given out nor left out by a decision, or {first} is taken twice"
            yield Problem("certificates", f"year {year}", message)
        following[year] = last + 1
    for year, expected in sorted(following.items()):
        if expected != series.get(year, 0) + 1:
            message = f"numbers are known up to {expected - 1}, the series says {series.get(year, 0)}"
            yield Problem("certificates", f"year {year}", message)


def answers() -> Iterator[Problem]:
    """An answer is the save that counts with the highest number; every such save has become one."""
    saves = AnswerSave.objects.counting().order_by("seq", "id")
    latest = {(a, i): (seq, payload) for a, i, seq, payload in saves.values_list("attempt", "item", "seq", "payload")}
    held = {(a.attempt_id, a.item): (a.seq, a.payload) for a in Answer.objects.all()}
    for attempt, item in sorted(latest.keys() | held.keys()):
        if latest.get((attempt, item)) != held.get((attempt, item)):
            yield Problem("answers", f"attempt {attempt} item {item}", "the answer differs from what was saved")


def scores() -> Iterator[Problem]:
    attempts = Attempt.objects.submitted().defer("items").annotate(total=Sum("answers__mark"))
    for attempt in attempts.order_by("pk").iterator(chunk_size=1000):
        if attempt.score != (attempt.total or 0):
            yield Problem("scores", f"attempt {attempt.pk}", "the score is not the sum of its marks")


def altered_statements() -> Iterator[Problem]:
    for statement in Statement.objects.exclude(frozen_at=None).order_by("pk").iterator(chunk_size=1000):
        if not statement.is_authentic():
            yield Problem("statements", f"statement {statement.pk}", "the figures were altered after confirmation")


CHECKS = (
    triggers,
    altered_evidence,
    marks_unlike_evidence,
    missing_marks,
    marks_before_joining,
    seat_counts,
    ledger_unlike_marks,
    postings_before_closing,
    altered_certificates,
    doubled_certificates,
    certificates_without_examination,
    serial_gaps,
    answers,
    scores,
    altered_statements,
)
