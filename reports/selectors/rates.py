"""Shares of training that was held: half-days attended of those due (到课率), and the plan of each year beside it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from admission.models import Enrolment
from attendance.choices import ATTENDED
from people.models import User
from reports.choices import Units
from reports.selectors.figures import YearSpan, rows_by_unit
from training.choices import BatchState
from training.models import Batch
from training.models.plans import BatchQuerySet


@dataclass(frozen=True)
class Rate:
    part: int
    whole: int

    @property
    def percent(self) -> Decimal | None:
        """None where there is nothing to divide by, which is not the same as zero."""
        return Decimal(self.part * 100) / self.whole if self.whole else None


# Of places in closed classes: those have a mark for everybody due in every half-day held, or they would not be closed.
HALF_DAYS = {
    "due": Count("marks", filter=Q(marks__meeting__cancelled_at=None)),
    "attended": Count("marks", filter=Q(marks__meeting__cancelled_at=None, marks__status__in=ATTENDED)),
}


@dataclass(frozen=True)
class ClassRate:
    code: str
    session: int | None
    number: int | None
    ends_on: date
    attendance: Rate


@dataclass(frozen=True)
class UnitRate:
    name: str
    attendance: Rate


@dataclass(frozen=True)
class PlanYear:
    """What was planned for a year and what of it is closed; a class that was cancelled had been planned, too."""

    year: int
    classes: int
    closed: int
    seats: int


def places_in(batches: QuerySet[Batch]) -> QuerySet[Enrolment]:
    """Everybody who had a place, whether they came or not."""
    return Enrolment.objects.active().filter(batch__in=batches)


def classes_of(span: YearSpan, user: User) -> BatchQuerySet:
    """A class belongs to the year it ends in."""
    return Batch.objects.visible_to(user).filter(ends_on__year__gte=span.first, ends_on__year__lte=span.last)


def attendance_of(batches: QuerySet[Batch]) -> Rate:
    counted = places_in(batches).aggregate(**HALF_DAYS)
    return Rate(counted["attended"], counted["due"])


def attendance_by_class(batches: QuerySet[Batch]) -> list[ClassRate]:
    """In the order they were held; one statement."""
    facts = ("batch__code", "batch__training_session__number", "batch__number", "batch__ends_on")
    rows = places_in(batches).order_by().values(*facts).annotate(**HALF_DAYS).order_by("batch__ends_on", "batch__code")
    counted = rows.values_list(*facts, "attended", "due")
    return [
        ClassRate(code, session, number, last_day, Rate(attended, due))
        for code, session, number, last_day, attended, due in counted
    ]


def attendance_by_unit(batches: QuerySet[Batch], *, user: User, units: str = Units.THEN) -> list[UnitRate]:
    """In the order of the units and never by their figures; two statements."""
    rows = rows_by_unit(places_in(batches), HALF_DAYS, units=units, user=user)
    return [UnitRate(name, Rate(row["attended"], row["due"])) for name, row in rows]


def plan_by_year(batches: QuerySet[Batch]) -> list[PlanYear]:
    closed = Count("pk", filter=Q(state=BatchState.CLOSED))
    years = batches.order_by().values("ends_on__year").annotate(n=Count("pk"), closed=closed, seats=Sum("capacity"))
    return [
        PlanYear(row["ends_on__year"], row["n"], row["closed"], row["seats"]) for row in years.order_by("ends_on__year")
    ]
