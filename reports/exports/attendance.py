"""HR's attendance export: one row per person × half-day held, every fact a column."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import ApiToken
from admission.choices import EnrolmentStatus
from admission.due import is_due
from admission.models import Enrolment
from attendance.choices import SignInMode
from attendance.models import AttendanceEvidence, AttendanceMark
from common.exports import Column, ListExport, Sheet
from people.choices import StaffCategory
from people.models import OrgUnit, User
from people.trail import audit
from records.selectors import HourTable
from reports.choices import Units
from reports.exports.units import UnitNames
from training.models import Batch, ClassMeeting
from training.selectors import timetable_of


@dataclass(frozen=True)
class AttendanceRow:
    number: int
    place: Enrolment
    unit_name: str
    meeting: ClassMeeting
    meeting_number: int
    mark: AttendanceMark | None
    status: str
    hours: Decimal


@dataclass(frozen=True)
class Change:
    kind: str
    batch: Batch
    name: str = ""
    unit: str = ""
    date: Any = None
    slot: str = ""
    text: str = ""
    before: str = ""
    after: str = ""
    by: str = ""
    at: Any = None


COLUMNS = [
    Column(gettext_lazy("No."), lambda r: r.number, 7),
    Column(gettext_lazy("Unit"), lambda r: r.unit_name, 18),
    Column(gettext_lazy("Name"), lambda r: r.place.person.name, 10),
    Column(gettext_lazy("Staff number"), lambda r: r.place.person.staff_no, 12),
    Column(gettext_lazy("Sex"), lambda r: r.place.person.get_sex_display(), 6),
    Column(gettext_lazy("Post"), lambda r: r.place.post, 16),
    Column(gettext_lazy("Rank"), lambda r: r.place.rank, 14),
    Column(gettext_lazy("Staff category"), lambda r: StaffCategory(r.place.person.staff_category).label, 14),
    Column(gettext_lazy("Audience"), lambda r: r.place.get_track_display(), 14),
    Column(gettext_lazy("Session"), lambda r: r.place.batch.training_session.number, 6),
    Column(gettext_lazy("Batch"), lambda r: r.place.batch.number, 6),
    Column(gettext_lazy("Class"), lambda r: r.place.batch.title, 40),
    Column(gettext_lazy("Class code"), lambda r: r.place.batch.code, 10),
    Column(gettext_lazy("Meeting"), lambda r: r.meeting_number, 6),
    Column(gettext_lazy("Date"), lambda r: r.meeting.date, 12),
    Column(gettext_lazy("Half-day"), lambda r: r.meeting.get_slot_display(), 8),
    Column(gettext_lazy("Starts at"), lambda r: f"{r.meeting.starts_at:%H:%M}", 8),
    Column(gettext_lazy("Ends at"), lambda r: f"{r.meeting.ends_at:%H:%M}", 8),
    Column(gettext_lazy("Topic"), lambda r: r.meeting.title, 26),
    Column(gettext_lazy("Place"), lambda r: r.meeting.room.name, 22),
    Column(gettext_lazy("Lecturer"), lambda r: r.meeting.lecturer.name if r.meeting.lecturer else "", 10),
    Column(gettext_lazy("Status"), lambda r: r.status, 8),
    Column(gettext_lazy("How signed in"), lambda r: r.mark.get_mode_display() if r.mark else "", 12),
    Column(gettext_lazy("Signed in at"), lambda r: r.mark.signed_at if r.mark else None, 17),
    Column(gettext_lazy("Credit hours"), lambda r: r.hours, 8),
    Column(gettext_lazy("Source"), lambda r: r.place.get_source_display(), 12),
]

CHANGE_COLUMNS = [
    Column(gettext_lazy("Kind of change"), lambda c: c.kind, 12),
    Column(gettext_lazy("Class"), lambda c: c.batch.title, 40),
    Column(gettext_lazy("Class code"), lambda c: c.batch.code, 10),
    Column(gettext_lazy("Unit"), lambda c: c.unit, 18),
    Column(gettext_lazy("Name"), lambda c: c.name, 10),
    Column(gettext_lazy("Date"), lambda c: c.date, 12),
    Column(gettext_lazy("Half-day"), lambda c: c.slot, 8),
    Column(gettext_lazy("What changed and why"), lambda c: c.text, 50),
    Column(gettext_lazy("Status before"), lambda c: c.before, 10),
    Column(gettext_lazy("Status after"), lambda c: c.after, 10),
    Column(gettext_lazy("Changed by"), lambda c: c.by, 12),
    Column(gettext_lazy("Changed at"), lambda c: c.at, 17),
]


class AttendanceExport(ListExport):
    """Attendance of some classes; `unit` narrows it to one unit and those below. `units` says by
    which unit a row goes; the sheet of changes keeps the names of the time."""

    def __init__(self, batches: QuerySet[Batch], *, unit: OrgUnit | None = None, units: str = Units.THEN):
        self.batches = batches.select_related("training_session").order_by("starts_on", "code")
        self.unit = unit
        self.units = UnitNames(units)
        self.hours = HourTable()

    def sheets(self) -> list[Sheet]:
        return [
            Sheet(_("Attendance"), COLUMNS, self.rows()),
            Sheet(_("Changes"), CHANGE_COLUMNS, self.changes()),
        ]

    def _places(self, batch: Batch, status: str) -> QuerySet[Enrolment]:
        places = Enrolment.objects.filter(batch=batch, status=status).select_related("person", "replaced_by__person")
        return self.units.places(places, self.unit).in_roster_order()

    def rows(self) -> Iterator[AttendanceRow]:
        """Class by class, so that memory holds one class at a time."""
        number = 0
        for batch in self.batches:
            meetings = [m for m in timetable_of(batch) if not m.cancelled_at]
            marks = {(m.enrolment_id, m.meeting_id): m for m in AttendanceMark.objects.filter(meeting__batch=batch)}
            for place in self._places(batch, EnrolmentStatus.ACTIVE):
                place.batch = batch
                for i, meeting in enumerate(meetings, start=1):
                    number += 1
                    yield self._row(number, place, meeting, i, marks.get((place.pk, meeting.pk)))

    def _row(self, number: int, place: Enrolment, meeting: ClassMeeting, i: int, mark: Any) -> AttendanceRow:
        status = str(mark.get_status_display()) if mark else unmarked(place, meeting)
        earned = self.hours.earned(meeting.date, meeting.slot, mark.status if mark else None)
        return AttendanceRow(number, place, self.units.name(place), meeting, i, mark, status, earned)

    def changes(self) -> Iterator[Change]:
        for batch in self.batches:
            yield from self._replaced(batch)
            yield from self._cancelled(batch)
            yield from self._corrected(batch)

    def _replaced(self, batch: Batch) -> Iterator[Change]:
        for place in self._places(batch, EnrolmentStatus.REPLACED):
            other = place.replaced_by.person.name if place.replaced_by else ""
            text = _("Replaced by %(name)s. %(reason)s") % {"name": other, "reason": place.ended_reason}
            yield Change(_("Replacement"), batch, place.person.name, place.unit_name, text=text)

    def _cancelled(self, batch: Batch) -> Iterator[Change]:
        for meeting in timetable_of(batch):
            if meeting.cancelled_at:
                slot = str(meeting.get_slot_display())
                text = f"{meeting.title} {meeting.cancel_reason}"
                yield Change(_("Cancelled half-day"), batch, date=meeting.date, slot=slot, text=text)

    def _corrected(self, batch: Batch) -> Iterator[Change]:
        """Marks that were changed, on the sheet or by themselves, each beside the mark before it."""
        facts = AttendanceEvidence.objects.filter(batch=batch).select_related("person", "recorded_by")
        if self.unit:
            places = self._places(batch, EnrolmentStatus.ACTIVE)
            facts = facts.filter(person__in=places.values("person"))
        before: dict[tuple, str] = {}
        for fact in facts.order_by("id"):
            key, after = (fact.person_id, fact.date, fact.slot), str(fact.get_status_display())
            if fact.mode == SignInMode.CORRECTION:
                yield Change(
                    _("Correction"),
                    batch,
                    fact.person.name,
                    fact.unit_name,
                    fact.date,
                    str(fact.get_slot_display()),
                    text=fact.reason,
                    before=before.get(key, ""),
                    after=after,
                    by=str(fact.recorded_by or ""),
                    at=fact.recorded_at,
                )
            before[key] = after


def read_attendance(
    batch: Batch, *, offset: int, limit: int, by: User, token: ApiToken
) -> tuple[int, list[AttendanceRow]]:
    """How many rows the class's export has, and those of one page. Reading them leaves an audit row as an export does."""
    rows = list(AttendanceExport(Batch.objects.filter(pk=batch.pk)).rows())
    page = rows[offset : offset + limit]
    data = {"batch": batch.code, "format": "json", "offset": offset, "rows": len(page), "token": token.pk}
    audit.record(batch, "reports.read_attendance", by=by, data=data)
    return len(rows), page


def unmarked(place: Enrolment, meeting: ClassMeeting) -> str:
    if not is_due(place, meeting.date, meeting.slot):
        return _("Not in the class yet")
    return _("Not begun") if meeting.start > timezone.now() else _("Not entered")
