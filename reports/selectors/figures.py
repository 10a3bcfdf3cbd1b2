"""Figures about training that was held. Person-times (人次) and people (人数) are never the same number."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Aggregate, Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from admission.models import Enrolment
from attendance.choices import ATTENDED
from people.choices import Track
from people.models import OrgUnit, User
from reports.choices import Units
from reports.roles import ROLES
from reports.units import with_unit_counted
from training.choices import BatchState
from training.labels import numeral
from training.models import Batch, TrainingSession


@dataclass(frozen=True)
class TrackFigures:
    label: str
    person_times: int
    headcount: int


@dataclass(frozen=True)
class UnitFigures:
    name: str
    person_times: int
    headcount: int


@dataclass(frozen=True)
class YearSpan:
    first: int
    last: int

    @property
    def years(self) -> int:
        return self.last - self.first + 1

    @classmethod
    def before_this_year(cls) -> "YearSpan":
        """The three full years before this one."""
        year = timezone.localdate().year
        return cls(year - 3, year - 1)


@dataclass(frozen=True)
class YearTrack:
    """Person-times of one audience in one year."""

    year: int
    track: str
    person_times: int


@dataclass(frozen=True)
class TrainingFigures:
    """Closed classes of a span of years; running and cancelled ones are named apart and not counted."""

    span: YearSpan
    training_sessions: int
    batches: int
    person_times: int
    headcount: int
    tracks: list[TrackFigures]
    by_year: list[dict]
    by_year_and_track: list[YearTrack]
    by_unit: list[UnitFigures]
    not_closed: list[Batch]
    cancelled: list[Batch]

    @property
    def sentence(self) -> str:
        """The sentence of the city's report, from these figures."""
        values = {
            "years": numeral(self.span.years),
            "sessions": numeral(self.training_sessions),
            "batches": numeral(self.batches),
            "person_times": rounded(self.person_times),
        }
        return (
            _("In %(years)s years, %(sessions)s sessions in %(batches)s batches trained %(person_times)s person-times.")
            % values
        )


def rounded(n: int) -> str:
    """The way reports round: full hundreds “and more”; small and even figures are given as they are."""
    if n < 100 or n % 100 == 0:
        return str(n)
    return _("over %(n)d") % {"n": n // 100 * 100}


def came(batches: QuerySet[Batch]) -> QuerySet[Enrolment]:
    """Places whose holder attended at least one half-day (参训)."""
    attended = Enrolment.objects.filter(marks__status__in=ATTENDED).values("pk")
    return Enrolment.objects.active().filter(batch__in=batches, pk__in=attended)


# Two entries of one person count once.
COUNTED = {
    "person_times": Count("pk"),
    "headcount": Count(Coalesce("person__merged_into", "person"), distinct=True),
}


def trained_in(year: int, user: User) -> dict[str, int]:
    """Person-times and people of the classes closed in a year; one statement."""
    closed = Batch.objects.visible_to(user).held().filter(ends_on__year=year)
    return came(closed).aggregate(**COUNTED)


def rows_by_unit(
    places: QuerySet[Enrolment], counted: Mapping[str, Aggregate], *, units: str, user: User
) -> list[tuple[str, dict]]:
    """What is counted for the units in the user's reach, in their order: at the time under the name each place was
    taken with, else under today's name."""
    rows = with_unit_counted(places, units)
    names = ("counted_for", "unit_name") if units == Units.THEN else ("counted_for",)
    figures = list(rows.order_by().values(*names).annotate(**counted))
    within = OrgUnit.objects.filter(user.scope.reach("path", ROLES.who("read_figures")))
    known = {unit.pk: unit for unit in within.filter(pk__in={row["counted_for"] for row in figures})}
    found = [
        (known[row["counted_for"]].path, row.get("unit_name") or known[row["counted_for"]].short_name, row)
        for row in figures
        if row["counted_for"] in known
    ]
    found.sort(key=lambda one: one[:2])
    return [(name, row) for _path, name, row in found]


def figures_by_unit(places: QuerySet[Enrolment], *, units: str, user: User) -> list[UnitFigures]:
    rows = rows_by_unit(places, COUNTED, units=units, user=user)
    return [UnitFigures(name, row["person_times"], row["headcount"]) for name, row in rows]


def by_year_and_track(places: QuerySet[Enrolment]) -> list[YearTrack]:
    years = places.values("batch__ends_on__year", "track").annotate(person_times=COUNTED["person_times"])
    rows = years.order_by("batch__ends_on__year").values_list("batch__ends_on__year", "track", "person_times")
    return [YearTrack(*row) for row in rows]


def training_figures(span: YearSpan, *, user: User, units: str = Units.THEN) -> TrainingFigures:
    """What the user may know of the training held in a span of years, by the year a class ended in."""
    batches = Batch.objects.visible_to(user).filter(ends_on__year__gte=span.first, ends_on__year__lte=span.last)
    held = batches.held()
    places = came(held)
    by_track: dict[str, dict] = {row["track"]: dict(row) for row in places.values("track").annotate(**COUNTED)}
    totals = places.aggregate(**COUNTED)
    return TrainingFigures(
        span=span,
        training_sessions=TrainingSession.objects.filter(batches__in=held).distinct().count(),
        batches=held.count(),
        person_times=totals["person_times"],
        headcount=totals["headcount"],
        tracks=[
            TrackFigures(str(track.label), by_track[track]["person_times"], by_track[track]["headcount"])
            for track in Track
            if track in by_track
        ],
        by_year=[
            dict(row)
            for row in places.values("batch__ends_on__year").annotate(**COUNTED).order_by("batch__ends_on__year")
        ],
        by_year_and_track=by_year_and_track(places),
        by_unit=figures_by_unit(places, units=units, user=user),
        not_closed=list(batches.filter(Q(state=BatchState.DRAFT) | Q(state=BatchState.NOTIFIED))),
        cancelled=list(batches.filter(state=BatchState.CANCELLED)),
    )
