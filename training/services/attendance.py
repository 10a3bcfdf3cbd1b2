"""Attendance: facts are appended, marks are what the facts come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from people import audit
from people.models import Person, User
from people.services.notifications import tell
from training.choices import ATTENDED, AttendanceStatus, EnrolmentSource, SignInMode
from training.models import AttendanceEvidence, AttendanceMark, Batch, ClassMeeting, Enrolment
from training.services.nominations import enrol
from training.telling import of_marks, of_written_in

SIGN_IN_OPENS = timedelta(minutes=30)


def evidence_for(
    enrolment: Enrolment, meeting: ClassMeeting, status: str, mode: str, **facts: Any
) -> AttendanceEvidence:
    """An unsaved fact with the unit, post and audience of the time."""
    return AttendanceEvidence(
        batch_id=enrolment.batch_id,
        person_id=enrolment.person_id,
        date=meeting.date,
        slot=meeting.slot,
        status=status,
        mode=mode,
        unit_name=enrolment.unit_name,
        post=enrolment.post,
        track=enrolment.track,
        **facts,
    )


def project_marks(batch: Batch, day: date, slot: str, people: Iterable[int] | None = None) -> None:
    """Make the marks of a half-day equal what its latest evidence says."""
    meetings = list(batch.meetings.held().of_half_day(day, slot))
    facts = AttendanceEvidence.objects.filter(batch=batch, date=day, slot=slot).order_by("id")
    if people is not None:
        facts = facts.filter(person__in=people)
    latest = {fact.person_id: fact for fact in facts}
    places = {e.person_id: e for e in Enrolment.objects.active().filter(batch=batch, person__in=latest)}
    write_marks(latest, places, meetings)


def write_marks(
    facts: dict[int, AttendanceEvidence], places: dict[int, Enrolment], meetings: list[ClassMeeting]
) -> list[AttendanceMark]:
    """A mark for each fact and meeting, by person; one that is there is overwritten."""
    marks = [
        AttendanceMark(
            meeting=meeting,
            enrolment=places[person],
            evidence=fact,
            status=fact.status,
            mode=fact.mode,
            signed_at=fact.observed_at,
        )
        for person, fact in facts.items()
        if person in places
        for meeting in meetings
    ]
    return AttendanceMark.objects.bulk_create(
        marks,
        update_conflicts=True,
        unique_fields=["meeting", "enrolment"],
        update_fields=["evidence", "status", "mode", "signed_at"],
    )


def meeting_of(batch: Batch, day: date, slot: str) -> ClassMeeting:
    meeting = batch.meetings.held().of_half_day(day, slot).first()
    if meeting is None:
        raise NotAllowed(_("The class does not meet in this half-day."), code="no_meeting")
    return meeting


@dataclass(frozen=True)
class SheetEntry:
    """What a paper sheet says of one person who was not simply present."""

    person_id: int
    status: str
    reason: str = ""


def locked_for_attendance(batch: Batch) -> Batch:
    """The class row, locked: marks are not entered while it is being closed."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if not batch.is_open:
        raise NotAllowed(
            _("The class is closed; attendance changes only by a correction with a second person."), code="batch_closed"
        )
    return batch


@transaction.atomic
def record_sheet(
    *, batch: Batch, day: date, slot: str, exceptions: list[SheetEntry], written_in: list[Person], by: User
) -> int:
    """Enter a paper sheet by exception: everybody was present but those named. People written in by hand get
    a place first. Only what differs from the evidence so far is appended; returns how many facts that were."""
    batch = locked_for_attendance(batch)
    meeting = meeting_of(batch, day, slot)
    if timezone.now() < meeting.start - SIGN_IN_OPENS:
        raise NotAllowed(_("The half-day has not begun; enter the sheet after it."), code="too_early")
    for person in written_in:
        add_written_in(batch, person, by)
    wanted = {entry.person_id: entry for entry in exceptions}
    known = latest_status(batch, day, slot)
    rows = []
    for place in Enrolment.objects.active().filter(batch=batch):
        entry = wanted.get(place.person_id, SheetEntry(place.person_id, AttendanceStatus.PRESENT))
        before = known.get(place.person_id)
        if before == entry.status:
            continue
        mode = SignInMode.PAPER if before is None else SignInMode.CORRECTION
        rows.append(evidence_for(place, meeting, entry.status, mode, recorded_by=by, reason=entry.reason))
    AttendanceEvidence.objects.append_many(rows)
    project_marks(batch, day, slot)
    data = {"day": f"{day}", "slot": slot, "facts": len(rows)}
    tell(audit.record(batch, "training.record_sheet", by=by, data=data), of_marks(batch, rows))
    return len(rows)


def latest_status(batch: Batch, day: date, slot: str) -> dict[int, str]:
    facts = AttendanceEvidence.objects.filter(batch=batch, date=day, slot=slot).order_by("id")
    return dict(facts.values_list("person", "status"))


def add_written_in(batch: Batch, person: Person, by: User) -> Enrolment:
    """A place for someone who came without one; beyond the capacity it is an extra seat, and audited."""
    existing = Enrolment.objects.active().filter(batch=batch, person=person).first()
    if existing:
        return existing
    place = enrol(batch=batch, person=person, source=EnrolmentSource.WALK_IN, extra=True)
    data = {"batch": batch.code, "extra_seats": batch.extra_seats}
    tell(audit.record(place, "training.write_in", by=by, data=data), of_written_in(place))
    return place


@transaction.atomic
def correct_mark(*, mark: AttendanceMark, status: str, reason: str, by: User) -> AttendanceMark:
    """Say that a mark is wrong: a new fact with a reason; the old one stays."""
    batch = locked_for_attendance(mark.meeting.batch)
    mark = AttendanceMark.objects.select_related("meeting", "enrolment").get(pk=mark.pk)
    if not reason.strip():
        raise NotAllowed(_("Say why the mark is corrected; the reason is kept."), code="reason_missing")
    if mark.enrolment.person_id == by.person_id:
        raise NotAllowed(_("Nobody corrects their own attendance."), code="own_mark")
    if mark.status == status:
        return mark
    fact = evidence_for(
        mark.enrolment, mark.meeting, status, SignInMode.CORRECTION, recorded_by=by, reason=reason.strip()
    )
    fact.save()
    project_marks(batch, mark.meeting.date, mark.meeting.slot, [fact.person_id])
    data = {"from": mark.status, "to": status}
    tell(audit.record(mark, "training.correct_mark", by=by, reason=reason, data=data), of_marks(batch, [fact]))
    mark.refresh_from_db()
    return mark


def status_by_clock(batch: Batch, meeting: ClassMeeting, at: datetime) -> str:
    late_from = meeting.start + timedelta(minutes=batch.late_after_minutes)
    return AttendanceStatus.LATE if at > late_from else AttendanceStatus.PRESENT


@transaction.atomic
def redeem_scan(
    *, batch: Batch, day: date, slot: str, person: Person, seen_at: datetime, mode: str, device: str, by: User
) -> AttendanceMark:
    """Sign a trainee in by what their browser was shown at `seen_at`; the same scan again changes nothing."""
    existing = own_mark(batch, day, slot, person)
    if existing:
        return _already_marked(existing)
    meeting = meeting_of(batch, day, slot)
    _check_window(meeting, seen_at)
    batch = locked_for_attendance(batch)
    existing = own_mark(batch, day, slot, person)
    if existing:
        return _already_marked(existing)
    place = Enrolment.objects.active().filter(batch=batch, person=person).first()
    if place is None:
        text = _("You are not on the list of “%(title)s”. Speak to the class teacher.")
        raise NotAllowed(text % {"title": batch.title}, code="not_enrolled")
    others = AttendanceEvidence.objects.filter(batch=batch, date=day, slot=slot, device=device).exclude(person=person)
    fact = evidence_for(
        place,
        meeting,
        status_by_clock(batch, meeting, seen_at),
        mode,
        observed_at=seen_at,
        recorded_by=by,
        device=device,
        shared_device=bool(device) and others.exists(),
    )
    fact.save()
    # The class is locked and held no mark of the person, so this fact is the latest.
    return write_marks({person.pk: fact}, {person.pk: place}, [meeting])[0]


def own_mark(batch: Batch, day: date, slot: str, person: Person) -> AttendanceMark | None:
    """The mark a person has in a half-day, without looking at the timetable and the list of the class first."""
    meetings = ClassMeeting.objects.held().of_half_day(day, slot).filter(batch=batch)
    places = Enrolment.objects.active().filter(batch=batch, person=person)
    return AttendanceMark.objects.filter(meeting__in=meetings, enrolment__in=places).first()


def _already_marked(mark: AttendanceMark) -> AttendanceMark:
    if mark.status == AttendanceStatus.LEAVE:
        raise NotAllowed(
            _("You are on leave for this half-day. If you came all the same, tell the class teacher."), code="on_leave"
        )
    if mark.status not in ATTENDED:
        raise NotAllowed(_("You are marked absent. Speak to the class teacher."), code="marked_absent")
    return mark


def _check_window(meeting: ClassMeeting, seen_at: datetime) -> None:
    opens = meeting.start - SIGN_IN_OPENS
    if seen_at < opens:
        text = _("Signing in opens at %(time)s. Scan again then.")
        raise NotAllowed(text % {"time": f"{timezone.localtime(opens):%H:%M}"}, code="too_early")
    if seen_at > meeting.end:
        raise NotAllowed(_("This half-day is over. Speak to the class teacher."), code="too_late")
