from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from people.choices import Role, Sex
from people.models import OrgUnit, Person, User, one_person
from training.choices import ATTENDED, BatchState, Diet, NominationStatus, Reply
from training.due import SLOT_ORDER, due_between, is_due
from training.models import (
    ArrivalDetails,
    AttendanceEvidence,
    AttendanceMark,
    Batch,
    ClassMeeting,
    Enrolment,
    Nomination,
    NoticeReceipt,
    Quota,
    TrainingPlan,
)


def batches_for_list(batches: QuerySet[Batch]) -> QuerySet[Batch]:
    """Adds what a list of classes shows: waiting nominations and units that have not signed."""
    return batches.select_related("training_session__item__plan", "organiser").annotate(
        waiting=Count("nominations", filter=Q(nominations__status=NominationStatus.SUBMITTED), distinct=True),
        unsigned=Count("notices__receipts", filter=Q(notices__receipts__signed_at=None), distinct=True),
    )


def plan_board(batches: QuerySet[Batch]) -> list[tuple[TrainingPlan, list[Batch]]]:
    """Classes under their year, newest first."""
    board: dict[TrainingPlan, list[Batch]] = {}
    for batch in batches_for_list(batches).order_by("-training_session__item__plan__year", "-starts_on", "-code"):
        board.setdefault(batch.training_session.item.plan, []).append(batch)
    return list(board.items())


def timetable_of(batch: Batch) -> list[ClassMeeting]:
    rows = batch.meetings.select_related("room", "lecturer", "joint_with__batch")
    return sorted(rows, key=lambda m: (m.date, SLOT_ORDER[m.slot], m.pk))


def numbered_list(batch: Batch, version: int | None = None, *, also: Iterable[str] = ()) -> list[Enrolment]:
    """Who is on the list of a class, or was in a version of it, each with the `number` it gives them; `also` names
    relations to load beside the person. Whatever prints or shows a number takes it from here. One statement."""
    places = batch.enrolments.active() if version is None else batch.enrolments.in_version(version)
    rows = list(places.select_related("person", *also).in_roster_order())
    for number, place in enumerate(rows, start=1):
        place.number = number
    return rows


@dataclass
class ListChanges:
    """What became of the list and the timetable of a class after a version of it."""

    joined: list[Enrolment]
    left: list[Enrolment]
    added: list[ClassMeeting]
    cancelled: list[ClassMeeting]
    moved: list[ClassMeeting]

    def __bool__(self) -> bool:
        return any((self.joined, self.left, self.added, self.cancelled, self.moved))


def changes_since(batch: Batch, version: int) -> ListChanges:
    """Who joined and left and which half-days changed after the version; three statements."""
    then = {place.pk: place for place in numbered_list(batch, version, also=["replaced_by__person"])}
    now = {place.pk: place for place in numbered_list(batch)}
    meetings = timetable_of(batch)
    known = [meeting for meeting in meetings if meeting.added_in <= version]
    return ListChanges(
        joined=[place for pk, place in now.items() if pk not in then],
        left=[place for pk, place in then.items() if pk not in now],
        added=[m for m in meetings if m.added_in > version and not m.cancelled_at],
        cancelled=[m for m in known if (m.cancelled_in or 0) > version],
        moved=[m for m in known if not m.cancelled_at and (m.hours_in or 0) > version],
    )


def had_several_lists(batch: Batch) -> bool:
    """Whether one number can have meant two people: somebody joined or left after the first of the list."""
    places = batch.enrolments.aggregate(first=Min("joined_in"), last=Max("joined_in"), left=Max("left_in"))
    return places["first"] != places["last"] or (places["left"] or 0) > (places["first"] or 0)


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


@dataclass
class BoardRow:
    """A unit's line on the board of a notice."""

    receipt: NoticeReceipt
    quotas: list[Quota] = field(default_factory=list)
    nominations: list = field(default_factory=list)

    @property
    def seats(self) -> int:
        return sum(quota.seats for quota in self.quotas)


def receipt_board(batch: Batch) -> list[BoardRow]:
    """Units × quota × answers of a class, in unit order; three statements."""
    receipts = NoticeReceipt.objects.filter(notice__batch=batch).select_related("unit", "signed_by")
    rows = {r.unit_id: BoardRow(r) for r in receipts.order_by("unit__path")}
    for quota in batch.quotas.order_by("track"):
        if quota.unit_id in rows:
            rows[quota.unit_id].quotas.append(quota)
    for nomination in batch.nominations.select_related("person", "unit"):
        if nomination.unit_id in rows:
            rows[nomination.unit_id].nominations.append(nomination)
    return list(rows.values())


def open_business(unit: OrgUnit) -> tuple[int, int, int]:
    """(notices without an answer, nominations without a decision, classes not closed) of a unit."""
    running = Batch.objects.filter(state__in=(BatchState.DRAFT, BatchState.NOTIFIED))
    receipts = NoticeReceipt.objects.filter(unit=unit, reply=Reply.NONE, notice__batch__in=running)
    nominations = Nomination.objects.submitted().filter(unit=unit, batch__in=running)
    return receipts.count(), nominations.count(), running.filter(organiser=unit).count()


def classes_in_common(keep: Person, away: Person) -> QuerySet[Batch]:
    """Classes in which both have a place."""
    places = Enrolment.objects.active()
    own = places.filter(person=keep).values("batch")
    return Batch.objects.filter(pk__in=own).filter(pk__in=places.filter(person=away).values("batch"))


def unfinished_classes(person: Person) -> QuerySet[Batch]:
    """Classes neither closed nor cancelled for which the person is put forward or in which they have a place."""
    placed = Enrolment.objects.active().filter(person=person).values("batch")
    named = Nomination.objects.standing().filter(person=person).values("batch")
    return Batch.objects.filter(state__in=(BatchState.DRAFT, BatchState.NOTIFIED)).filter(
        Q(pk__in=placed) | Q(pk__in=named)
    )


def receipts_for_inbox(receipts: QuerySet[NoticeReceipt]) -> QuerySet[NoticeReceipt]:
    seats = Q(notice__batch__quotas__unit=F("unit"))
    return (
        receipts.select_related("notice__batch", "unit", "signed_by")
        .annotate(track_count=Count("notice__batch__quotas", filter=seats, distinct=True))
        .order_by(F("signed_at").desc(nulls_first=True), "notice__reply_by", "unit__path")
    )


def nominees_of(receipt: NoticeReceipt) -> QuerySet:
    return receipt.notice.batch.nominations.filter(unit=receipt.unit).select_related("person")


@dataclass(frozen=True)
class ArrivalRow:
    place: Enrolment
    details: ArrivalDetails | None


@dataclass(frozen=True)
class ArrivalTotals:
    missing: int
    overnight: int
    overnight_women: int
    overnight_men: int
    plates: int
    diets: list[tuple[str, int]]


def arrival_rows(batch: Batch, user: User) -> list[ArrivalRow]:
    """The places whose arrival details the user may know, with the numbers of the class's list and what was entered; two
    statements."""
    visible = batch.enrolments.active().with_arrival_visible_to(user)
    seen = {place.pk: place for place in visible.select_related("arrival")}
    rows = [place for place in numbered_list(batch) if place.pk in seen]
    return [ArrivalRow(place, getattr(seen[place.pk], "arrival", None)) for place in rows]


def arrival_totals(rows: list[ArrivalRow]) -> ArrivalTotals:
    entered = [row.details for row in rows if row.details]
    diets = Counter(details.diet for details in entered)
    sexes = Counter(row.place.person.sex for row in rows if row.details and row.details.stays_overnight)
    return ArrivalTotals(
        missing=len(rows) - len(entered),
        overnight=sexes.total(),
        overnight_women=sexes[Sex.FEMALE],
        overnight_men=sexes[Sex.MALE],
        plates=sum(1 for details in entered if details.plate),
        diets=[(str(diet.label), diets[diet]) for diet in Diet],
    )


def is_over(batch: Batch) -> bool:
    """Whether the last half-day has ended; on the last day itself the clock decides."""
    now = timezone.localtime()
    if batch.ends_on != now.date():
        return batch.ends_on < now.date()
    ends = [meeting.end for meeting in batch.meetings.held().filter(date=batch.ends_on)]
    return bool(ends) and max(ends) <= now


def latest_reply(batch: Batch) -> date:
    """Units reply before the class begins, on its first day at the latest; for one that has begun, today."""
    return max(batch.starts_on, timezone.localdate())


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


def meetings_of_person(person_id: int, on: date) -> QuerySet[ClassMeeting]:
    """What a trainee is due at on a day, with the mark they already have as `own_marks`."""
    places = Enrolment.objects.active().filter(person=person_id)
    marks = AttendanceMark.objects.filter(enrolment__in=places)
    due = due_between(place="batch__enrolments__")
    meetings = ClassMeeting.objects.held().filter(due, date=on, batch__enrolments__in=places)
    prefetch = Prefetch("marks", queryset=marks, to_attr="own_marks")
    return meetings.select_related("batch", "room", "lecturer").prefetch_related(prefetch).in_order()


def classes_of_person(person_id: int) -> QuerySet[Enrolment]:
    return _as_classes(Enrolment.objects.active().filter(one_person(person_id)).select_related("arrival"))


def classes_shown_to(user: User, person: Person) -> QuerySet[Enrolment]:
    """The person's places the user may know of; `may_open` says whether the class's page is there for them."""
    seen = Enrolment.objects.visible_to(user).filter(one_person(person.pk)).values("pk")
    opened = Batch.objects.visible_to(user).filter(pk=OuterRef("batch"))
    return _as_classes(Enrolment.objects.filter(pk__in=seen)).annotate(may_open=Exists(opened))


def _as_classes(places: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    due = Q(batch__meetings__cancelled_at=None) & due_between(meeting="batch__meetings__")
    counted = {
        "held": Count("batch__meetings", filter=due, distinct=True),
        "attended": Count("marks", filter=Q(marks__status__in=ATTENDED), distinct=True),
    }
    return places.select_related("batch").annotate(**counted).order_by("-batch__starts_on", "-id")


def class_teachers() -> QuerySet[User]:
    return User.objects.filter(
        is_active=True, role_assignments__role=Role.CLASS_TEACHER, role_assignments__ended_on=None
    ).distinct()
