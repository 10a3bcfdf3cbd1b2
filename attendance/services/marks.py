"""Attendance: facts are appended, marks are what the facts come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from admission.due import is_due
from admission.models import Enrolment
from admission.rules import is_own_place
from admission.services.enrolments import write_in
from attendance.choices import ATTENDED, AttendanceStatus, SignInMode
from attendance.models import AttendanceEvidence, AttendanceMark
from attendance.telling import of_marks
from common.errors import NotAllowed, refuse_changed, require_reason
from notifications.services.inbox import tell
from people.models import Person, User
from people.trail import audit
from training.models import Batch, ClassMeeting

SIGN_IN_OPENS = timedelta(minutes=30)


def evidence_for(
    enrolment: Enrolment, meeting: ClassMeeting, status: str, mode: str, **facts: Any
) -> AttendanceEvidence:
    """An unsaved fact with the unit, post and audience of the time; there is none before the place began."""
    check_due(enrolment, meeting.date, meeting.slot)
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


def check_due(place: Enrolment, day: date, slot: str) -> None:
    if not is_due(place, day, slot):
        text = _("%(name)s joined the class after this half-day. Write them in on its sheet if they were there.")
        raise NotAllowed(text % {"name": place.person.name}, code="not_due")


def project_marks(batch: Batch, day: date, slot: str, people: Iterable[int] | None = None) -> None:
    """Make the marks of a half-day equal what its latest evidence says."""
    meetings = list(batch.meetings.held().of_half_day(day, slot))
    facts = AttendanceEvidence.objects.filter(batch=batch, date=day, slot=slot).order_by("id")
    if people is not None:
        facts = facts.filter(person__in=people)
    latest = {fact.person_id: fact for fact in facts}
    places = {e.person_id: e for e in Enrolment.objects.due(day, slot).filter(batch=batch, person__in=latest)}
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
    """What a paper sheet says of one person who was not simply present, or whose mark it changes."""

    person_id: int
    status: str
    reason: str = ""
    # The mark the page showed, empty for none; None where the entry was not made on a page.
    seen: str | None = None


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
    *,
    batch: Batch,
    day: date,
    slot: str,
    exceptions: list[SheetEntry],
    written_in: list[Person],
    by: User,
    overlap_reason: str = "",
) -> int:
    """Enter a paper sheet by exception: of those without a mark everybody was present but those named. A mark that is
    there changes only for who is named, with a reason; nobody enters their own. People written in by hand get a place
    first. Returns how many facts were appended."""
    batch = locked_for_attendance(batch)
    meeting = meeting_of(batch, day, slot)
    if timezone.now() < meeting.start - SIGN_IN_OPENS:
        raise NotAllowed(_("The half-day has not begun; enter the sheet after it."), code="too_early")
    first = (meeting.date, meeting.slot)
    write_in(batch=batch, people=written_in, first=first, by=by, overlap_reason=overlap_reason)
    rows = _sheet_facts(batch, meeting, exceptions, by)
    AttendanceEvidence.objects.append_many(rows)
    project_marks(batch, day, slot)
    data = {"day": f"{day}", "slot": slot, "facts": len(rows)}
    tell(audit.record(batch, "attendance.record_sheet", by=by, data=data), of_marks(batch, rows))
    return len(rows)


def _sheet_facts(
    batch: Batch, meeting: ClassMeeting, exceptions: list[SheetEntry], by: User
) -> list[AttendanceEvidence]:
    wanted = {entry.person_id: entry for entry in exceptions}
    known = latest_status(batch, meeting.date, meeting.slot)
    facts = []
    for place in Enrolment.objects.due(meeting.date, meeting.slot).filter(batch=batch).select_related("person"):
        before, is_own = known.get(place.person_id, ""), is_own_place(by, place)
        usual = before if is_own else before or AttendanceStatus.PRESENT
        entry = wanted.get(place.person_id) or SheetEntry(place.person_id, usual)
        if before == entry.status:
            continue
        refusal = own_refusal() if is_own else change_refusal(entry, before)
        if refusal:
            raise refusal
        mode = SignInMode.CORRECTION if before else SignInMode.PAPER
        facts.append(evidence_for(place, meeting, entry.status, mode, recorded_by=by, reason=entry.reason.strip()))
    return facts


def own_refusal() -> NotAllowed:
    text = _("Nobody enters or corrects their own attendance. The class teacher or another officer does it.")
    return NotAllowed(text, code="own_mark")


def change_refusal(entry: SheetEntry, before: str) -> NotAllowed | None:
    """Why a sheet may not say this of somebody whose mark is `before`, empty for none."""
    if not before or before == entry.status:
        return None
    values = {"before": AttendanceStatus(before).label, "after": AttendanceStatus(entry.status).label}
    if entry.seen is not None and entry.seen != before:
        text = _(
            "While you had the sheet open, “%(before)s” was entered by somebody else; you chose “%(after)s”. "
            "If yours is right, give the reason and save again."
        )
        return NotAllowed(text % values, code="changed_meanwhile")
    if not entry.reason.strip():
        text = _("“%(before)s” is entered already. Say why it becomes “%(after)s”; the reason is kept.")
        return NotAllowed(text % values, code="reason_missing")
    return None


def latest_status(batch: Batch, day: date, slot: str) -> dict[int, str]:
    facts = AttendanceEvidence.objects.filter(batch=batch, date=day, slot=slot).order_by("id")
    return dict(facts.values_list("person", "status"))


@transaction.atomic
def correct_mark(*, mark: AttendanceMark, status: str, reason: str, by: User, seen: str = "") -> AttendanceMark:
    """Say that a mark is wrong: a new fact with a reason; the old one stays."""
    batch = locked_for_attendance(mark.meeting.batch)
    mark = AttendanceMark.objects.select_related("meeting", "enrolment__person").get(pk=mark.pk)
    reason = require_reason(reason, _("Say why the mark is corrected; the reason is kept."))
    if is_own_place(by, mark.enrolment):
        raise own_refusal()
    if mark.status == status:
        return mark
    refuse_changed(seen, {"status": mark.status}, {"status": status})
    fact = evidence_for(mark.enrolment, mark.meeting, status, SignInMode.CORRECTION, recorded_by=by, reason=reason)
    fact.save()
    project_marks(batch, mark.meeting.date, mark.meeting.slot, [fact.person_id])
    data = {"from": mark.status, "to": status}
    tell(audit.record(mark, "attendance.correct_mark", by=by, reason=reason, data=data), of_marks(batch, [fact]))
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
