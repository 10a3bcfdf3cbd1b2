"""Figures of the reports as pictures; nothing is counted here."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.charts import Cell, Chart, Series, bars, heat_map, line, stacked
from people.choices import Track
from reports.selectors.figures import TrainingFigures, YearSpan, YearTrack
from reports.selectors.leader import LeaderReport
from reports.selectors.rates import ClassRate, PlanYear, Rate, UnitRate
from training.labels import class_label

# Below the first a unit is marked, from the second on it is dark.
LOW, GOOD = 85, 95
# Of more classes than these the years are shown.
MOST_CLASSES = 12
COUNTED = gettext_lazy("Half-days attended of those due, in closed classes; leave is not attendance.")


def plan_chart(plan: Sequence[PlanYear], person_times: dict[int, int], key: str = "plan") -> Chart:
    """Person-times beside the seats planned."""
    return bars(
        key,
        _("Person-times: held and planned"),
        [str(one.year) for one in plan],
        [
            Series(_("held"), [person_times.get(one.year, 0) for one in plan]),
            Series(_("planned"), [one.seats for one in plan]),
        ],
        head=_("Year"),
        note=_("Planned are the seats of all classes that end in the year, cancelled ones too."),
    )


def attendance_chart(classes: Sequence[ClassRate], key: str = "attendance") -> Chart:
    if len(classes) > MOST_CLASSES:
        return _attendance_by_year(classes, key)
    return line(
        key,
        _("Attendance rate of each class"),
        [class_label(one.session, one.number, one.code) for one in classes],
        [Series(_("Attendance rate"), [one.attendance.percent for one in classes])],
        head=_("Class"),
        suffix="%",
        note=COUNTED,
    )


def _attendance_by_year(classes: Sequence[ClassRate], key: str) -> Chart:
    years: dict[int, Rate] = {}
    for one in classes:
        so_far = years.get(one.ends_on.year, Rate(0, 0))
        years[one.ends_on.year] = Rate(so_far.part + one.attendance.part, so_far.whole + one.attendance.whole)
    return line(
        key,
        _("Attendance rate of each year"),
        [str(year) for year in years],
        [Series(_("Attendance rate"), [rate.percent for rate in years.values()])],
        head=_("Year"),
        suffix="%",
        note=COUNTED,
    )


def audience_chart(rows: Iterable[YearTrack], key: str = "audience") -> Chart:
    rows = list(rows)
    held = {(row.year, row.track): row.person_times for row in rows}
    years = sorted({row.year for row in rows})
    tracks = [track for track in Track if any(row.track == track for row in rows)]
    return stacked(
        key,
        _("Person-times by audience"),
        [str(year) for year in years],
        [Series(str(track.label), [held.get((year, track), 0) for year in years]) for track in tracks],
        head=_("Year"),
    )


def unit_chart(
    units: Sequence[UnitRate], span: YearSpan, key: str = "units", *, columns: int = 18, most: int | None = None
) -> Chart:
    """The units in their order, each with its rate; `most` is what a printed page has room for."""
    shown = units[:most]
    note = _("White and marked: below %(low)d %%. Pale: below %(good)d %%. Dark: %(good)d %% and more.")
    note %= {"low": LOW, "good": GOOD}
    if len(shown) < len(units):
        note += " " + _("The first %(n)d of %(all)d units; the reports have all.") % {
            "n": len(shown),
            "all": len(units),
        }
    return heat_map(
        key,
        _("Attendance rate of each unit in percent, in the order of the units (%(first)d to %(last)d)")
        % {"first": span.first, "last": span.last},
        [Cell(one.name, one.attendance.percent) for one in shown],
        steps=(LOW, GOOD),
        sign=_("low"),
        head=(_("Unit"), _("Attendance rate")),
        suffix="%",
        columns=columns,
        note=note,
    )


def figure_charts(
    figures: TrainingFigures, plan: Sequence[PlanYear], classes: Sequence[ClassRate], units: Sequence[UnitRate]
) -> dict[str, Chart]:
    """The pictures of the reports' first page."""
    person_times = {row["batch__ends_on__year"]: row["person_times"] for row in figures.by_year}
    return {
        "plan": plan_chart(plan, person_times),
        "attendance": attendance_chart(classes),
        "audience": audience_chart(figures.by_year_and_track),
        "units": unit_chart(units, figures.span),
    }


# What one line and the rows left on the sheet have room for.
A4_COLUMNS, A4_UNITS, A4_CLASSES = 12, 96, 6


def leader_charts(report: LeaderReport) -> dict[str, Chart]:
    """The pictures of the leader's page."""
    return {
        "plan": plan_chart(report.plan, report.person_times),
        "attendance": attendance_chart(report.classes[-A4_CLASSES:]),
        "units": unit_chart(report.units, report.units_of, columns=A4_COLUMNS, most=A4_UNITS),
    }
