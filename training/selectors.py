from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from people.choices import Role
from people.models import OrgUnit, User
from training.choices import SLOT_ORDER, BatchState
from training.models import Batch, ClassMeeting, TrainingPlan
from training.slots import BatchFigure


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


def timetable_of(batch: Batch) -> list[ClassMeeting]:
    rows = batch.meetings.select_related("room", "lecturer", "joint_with__batch")
    return sorted(rows, key=lambda m: (m.date, SLOT_ORDER[m.slot], m.pk))


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
