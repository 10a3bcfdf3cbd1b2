from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from people.choices import Role
from people.models import OrgUnit, User
from training.choices import SLOT_ORDER, BatchState, Slot
from training.models import Batch, ClassMeeting, TrainingPlan
from training.roles import ROLES
from training.slots import BatchFigure
from training.stages import ways_of


def batches_for_list(batches: QuerySet[Batch]) -> QuerySet[Batch]:
    return batches.select_related("training_session__item__plan", "organiser").order_by("-starts_on", "-code")


def plan_board(batches: QuerySet[Batch], figures: Iterable[BatchFigure]) -> list[tuple[TrainingPlan, list[Batch]]]:
    """Classes under their year, newest first, each with the figures as attributes; one statement."""
    board: dict[TrainingPlan, list[Batch]] = {}
    rows = batches_for_list(batches).annotate(**{figure.name: figure.value for figure in figures})
    for batch in rows.order_by("-training_session__item__plan__year", "-starts_on", "-code"):
        board.setdefault(batch.training_session.item.plan, []).append(batch)
    return list(board.items())


def open_classes_of(unit: OrgUnit) -> QuerySet[Batch]:
    """Classes the unit runs that are neither closed nor cancelled."""
    return Batch.objects.filter(organiser=unit, state__in=(BatchState.DRAFT, BatchState.NOTIFIED))


def organisers_for(user: User) -> QuerySet[OrgUnit]:
    """Units whose classes the user may set up."""
    return OrgUnit.objects.open().filter(user.scope.reach("path", ROLES.who("run")))


def own_organiser(user: User) -> OrgUnit | None:
    """The unit the user works in, where it may run classes, else the only one that may."""
    units = organisers_for(user)
    own = units.filter(postings__person=user.person_id, postings__ended_on=None).first() if user.person_id else None
    if own:
        return own
    [*first_two] = units[:2]
    return first_two[0] if len(first_two) == 1 else None


def timetable_of(batch: Batch) -> list[ClassMeeting]:
    rows = batch.meetings.select_related("room", "lecturer", "joint_with__batch")
    return sorted(rows, key=lambda m: (m.date, SLOT_ORDER[m.slot], m.pk))


@dataclass(frozen=True)
class TimetableDay:
    """A row of the timetable: for each half-day of the class its meetings, in order."""

    date: date
    cells: list[tuple[str, list[ClassMeeting]]]

    @property
    def when(self) -> str:
        """How the day is drawn."""
        today = timezone.localdate()
        return "live" if self.date == today else "past" if self.date < today else "to-come"


def by_day(timetable: Iterable[ClassMeeting]) -> tuple[list[str], list[TimetableDay]]:
    """The half-days a timetable has, in words, and its days."""
    meetings = list(timetable)
    slots = sorted({meeting.slot for meeting in meetings}, key=lambda slot: SLOT_ORDER[slot])
    labels = [str(Slot(slot).label) for slot in slots]
    held: dict[tuple[date, str], list[ClassMeeting]] = {
        (day, slot): [] for day in {meeting.date for meeting in meetings} for slot in slots
    }
    for meeting in meetings:
        held[meeting.date, meeting.slot].append(meeting)
    days = sorted({meeting.date for meeting in meetings})
    rows = [
        TimetableDay(day, [(label, held[day, slot]) for label, slot in zip(labels, slots, strict=True)]) for day in days
    ]
    return labels, rows


# Of the classes that are not over, so many stand on a desk.
CLASSES_ON_DESK = 8


def classes_for_desk(user: User, today: date) -> list[Batch]:
    """The classes of the user that are not over, each with its `way`: under way first, then those to be closed, then
    those to come."""
    running = Batch.objects.visible_to(user).filter(state__in=(BatchState.DRAFT, BatchState.NOTIFIED))
    rows = list(running.select_related("organiser").prefetch_related("staff").order_by("starts_on", "code"))
    rows.sort(key=lambda batch: (batch.starts_on > today, batch.ends_on < today))
    rows = rows[:CLASSES_ON_DESK]
    ways = ways_of(user, rows)
    for batch in rows:
        batch.way = ways[batch.pk]
    return rows


def todays_meetings(user: User, today: date) -> list[ClassMeeting]:
    """The half-days of today of the classes the user works in."""
    running = Batch.objects.visible_to(user).running_on(today)
    meetings = ClassMeeting.objects.held().filter(date=today, batch__in=running)
    meetings = meetings.select_related("batch__organiser", "room", "lecturer").prefetch_related("batch__staff")
    return list(meetings.in_order())


def is_over(batch: Batch) -> bool:
    """Whether the last half-day has ended; on the last day itself the clock decides."""
    now = timezone.localtime()
    if batch.ends_on != now.date():
        return batch.ends_on < now.date()
    ends = [meeting.end for meeting in batch.meetings.held().filter(date=batch.ends_on)]
    return bool(ends) and max(ends) <= now


def class_teachers() -> QuerySet[User]:
    return User.objects.filter(
        is_active=True, role_assignments__role=Role.CLASS_TEACHER, role_assignments__ended_on=None
    ).distinct()
