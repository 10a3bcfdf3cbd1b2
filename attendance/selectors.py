from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from admission.due import due_between, is_due
from admission.models import Enrolment
from admission.selectors import numbered_list
from attendance.choices import ATTENDED
from attendance.models import AttendanceEvidence, AttendanceMark, LeaveRequest
from people.models import Person, User, one_person
from training.models import Batch, ClassMeeting
from training.selectors import timetable_of


@dataclass
class GridCell:
    meeting: ClassMeeting
    due: bool
    mark: AttendanceMark | None = None


@dataclass
class RosterRow:
    enrolment: Enrolment
    cells: list[GridCell]
    attended: int = 0

    @property
    def due(self) -> int:
        return sum(cell.due for cell in self.cells)


def attendance_grid(batch: Batch) -> tuple[list[ClassMeeting], list[RosterRow]]:
    """Person × meeting; three statements whatever the class's size."""
    meetings = [m for m in timetable_of(batch) if not m.cancelled_at]
    column = {m.pk: i for i, m in enumerate(meetings)}
    rows = {
        place.pk: RosterRow(place, [GridCell(m, is_due(place, m.date, m.slot)) for m in meetings])
        for place in numbered_list(batch)
    }
    for mark in AttendanceMark.objects.filter(meeting__batch=batch):
        if mark.enrolment_id in rows and mark.meeting_id in column:
            rows[mark.enrolment_id].cells[column[mark.meeting_id]].mark = mark
            rows[mark.enrolment_id].attended += mark.status in ATTENDED
    return meetings, list(rows.values())


def half_day_roster(batch: Batch, day: date, slot: str) -> list[tuple[Enrolment, AttendanceMark | None]]:
    """Everybody due in a half-day, as the list numbers them, with the mark they have."""
    marks = AttendanceMark.objects.filter(meeting__batch=batch, meeting__date=day, meeting__slot=slot)
    held = {mark.enrolment_id: mark for mark in marks}
    return [(place, held.get(place.pk)) for place in numbered_list(batch) if is_due(place, day, slot)]


def arrived_count(batch: Batch, day: date, slot: str) -> tuple[int, int]:
    """(signed in, due) of a half-day."""
    signed_in = Q(marks__meeting__date=day, marks__meeting__slot=slot, marks__status__in=ATTENDED)
    counted = {"arrived": Count("marks", filter=signed_in, distinct=True), "due": Count("pk", distinct=True)}
    n = batch.enrolments.due(day, slot).aggregate(**counted)
    return n["arrived"], n["due"]


def shared_devices(batch: Batch, day: date, slot: str) -> QuerySet[AttendanceEvidence]:
    """Sign-ins made from a phone that had signed in somebody else."""
    facts = AttendanceEvidence.objects.filter(batch=batch, date=day, slot=slot, shared_device=True)
    return facts.select_related("person")


def meetings_of_person(person_id: int, on: date) -> list[ClassMeeting]:
    """What a trainee is due at on a day, with the mark they already have as `own_marks`."""
    places = Enrolment.objects.active().filter(person=person_id)
    meetings = ClassMeeting.objects.held().filter(date=on, batch__enrolments__in=places)
    begun = {f"first_{what}": F(f"batch__enrolments__first_{what}") for what in ("date", "slot")}
    prefetch = Prefetch("marks", queryset=AttendanceMark.objects.filter(enrolment__in=places), to_attr="own_marks")
    rows = meetings.annotate(**begun).select_related("batch", "room", "lecturer").prefetch_related(prefetch).in_order()
    return [meeting for meeting in rows if is_due(meeting, meeting.date, meeting.slot)]


def classes_of_person(person_id: int) -> QuerySet[Enrolment]:
    return _as_classes(Enrolment.objects.active().filter(one_person(person_id)).select_related("arrival"))


def classes_shown_to(user: User, person: Person) -> QuerySet[Enrolment]:
    """The person's places the user may know of; `may_open` says whether the class's page is there for them."""
    seen = Enrolment.objects.visible_to(user).filter(one_person(person.pk)).values("pk")
    opened = Batch.objects.visible_to(user).filter(pk=OuterRef("batch"))
    return _as_classes(Enrolment.objects.filter(pk__in=seen)).annotate(may_open=Exists(opened))


def _as_classes(places: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    on_timetable = Q(batch__meetings__cancelled_at=None)
    due = on_timetable & due_between(meeting="batch__meetings__")
    counted = {
        "held": Count("batch__meetings", filter=due, distinct=True),
        "of_class": Count("batch__meetings", filter=on_timetable, distinct=True),
        "attended": Count("marks", filter=Q(marks__status__in=ATTENDED), distinct=True),
    }
    return places.select_related("batch").annotate(**counted).order_by("-batch__starts_on", "-id")


def leave_to_decide(user: User) -> list[LeaveRequest]:
    """Leave that waits, of the classes the user may know of, each with the `mark` that stands in its half-day already."""
    marks = AttendanceMark.objects.filter(
        enrolment=OuterRef("enrolment"), meeting__date=OuterRef("date"), meeting__slot=OuterRef("slot")
    )
    rows = LeaveRequest.objects.visible_to(user).open().annotate(standing=Subquery(marks.values("status")[:1]))
    rows = rows.select_related("enrolment__person", "enrolment__batch__organiser")
    waiting = list(rows.prefetch_related("enrolment__batch__staff"))
    for leave in waiting:
        leave.mark = AttendanceMark(status=leave.standing) if leave.standing else None
    return waiting
