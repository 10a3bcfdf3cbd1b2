"""Shares of what was held, and the pictures made of them."""

from datetime import date

import pytest

from people.choices import Role
from records.services.closing import close_batch
from reports.charts import attendance_chart, plan_chart, unit_chart
from reports.selectors.figures import YearSpan
from reports.selectors.rates import (
    ClassRate,
    PlanYear,
    Rate,
    UnitRate,
    attendance_by_class,
    attendance_by_unit,
    attendance_of,
    classes_of,
    plan_by_year,
)
from tests.factories.people import OrgUnitFactory, user_with_role
from tests.factories.records import held_class
from tests.factories.training import BatchFactory
from training.choices import BatchState, Slot
from training.labels import class_label
from training.models import Batch

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def hr():
    return user_with_role(Role.HR)


def closed_class(enrolled=3, *, absent=(), day=DAY, unit=None):
    """A class of two half-days; `absent` are places that missed the morning."""
    held = held_class(enrolled, day=day, unit=unit)
    held.enter(absent={Slot.MORNING: list(absent)})
    close_batch(batch=held.batch, by=held.officer)
    return held


def test_a_rate_is_what_was_attended_of_what_was_due():
    closed_class(2, absent=[0])

    rate = attendance_of(Batch.objects.held())

    assert (rate, rate.percent) == (Rate(3, 4), 75)


def test_nothing_due_is_no_rate_and_not_zero():
    assert (Rate(0, 0).percent, Rate(0, 4).percent) == (None, 0)


def test_somebody_who_never_came_counts_among_those_due():
    held = held_class(2, day=DAY)
    held.enter(absent={Slot.MORNING: [0], Slot.AFTERNOON: [0]})
    close_batch(batch=held.batch, by=held.officer)

    assert attendance_of(Batch.objects.held()) == Rate(2, 4)


def test_the_rate_of_the_report_is_the_rate_of_the_closing():
    """Both read the marks: what closing posts and what the report says come to one figure."""
    from records.selectors import earned_in

    held = closed_class(4, absent=[1, 2])
    earned = earned_in(held.batch)

    whole = Rate(sum(one.attended for one in earned), sum(one.due for one in earned))
    assert attendance_of(Batch.objects.held()) == whole


def test_a_class_that_is_not_closed_has_no_rate_yet(hr):
    held = held_class(2, day=DAY)
    held.enter()

    assert attendance_by_class(classes_of(YearSpan(2026, 2026), hr).held()) == []


def test_classes_stand_in_the_order_they_were_held(hr):
    late, early = closed_class(1, day=date(2026, 5, 4)), closed_class(1, day=DAY)

    rows = attendance_by_class(classes_of(YearSpan(2026, 2026), hr).held())

    assert [row.code for row in rows] == [early.batch.code, late.batch.code]


def test_units_stand_in_their_order_whatever_their_rates(hr):
    first, second = OrgUnitFactory(short_name="甲局"), OrgUnitFactory(short_name="乙局")
    closed_class(2, unit=second)
    closed_class(2, unit=first, absent=[0, 1])

    rows = attendance_by_unit(Batch.objects.held(), user=hr)

    assert [(row.name, row.attendance) for row in rows] == [("甲局", Rate(2, 4)), ("乙局", Rate(4, 4))]


def test_a_reader_sees_the_units_in_reach_alone():
    own, other = OrgUnitFactory(short_name="甲局"), OrgUnitFactory(short_name="乙局")
    for unit in (own, other):
        closed_class(1, unit=unit)

    rows = attendance_by_unit(Batch.objects.held(), user=user_with_role(Role.HR, own))

    assert [row.name for row in rows] == ["甲局"]


def test_the_plan_counts_a_cancelled_class_as_planned(hr):
    closed_class(1)
    BatchFactory(state=BatchState.CANCELLED, capacity=20)
    BatchFactory(state=BatchState.DRAFT, capacity=30, starts_on=date(2025, 6, 2))

    plan = plan_by_year(classes_of(YearSpan(2025, 2026), hr))

    assert plan == [PlanYear(2025, classes=1, closed=0, seats=30), PlanYear(2026, classes=2, closed=1, seats=60)]


def test_the_plan_stands_beside_what_was_held():
    chart = plan_chart([PlanYear(2025, 2, 2, 192), PlanYear(2026, 1, 0, 96)], {2025: 172})

    assert chart.rows == (("2025", "172", "192"), ("2026", "0", "96"))


def test_many_classes_are_shown_by_their_years():
    rates = [ClassRate(f"2025-{n}", None, None, date(2025 + n // 10, 3, 2), Rate(n, 20)) for n in range(13)]

    assert attendance_chart(rates[:12]).rows[0] == ("2025-0", "0.0%")
    assert attendance_chart(rates).rows == (("2025", "22.5%"), ("2026", "55.0%"))


def test_a_printed_page_says_which_units_it_has_no_room_for():
    units = [UnitRate(f"单位{n}", Rate(9, 10)) for n in range(5)]
    chart = unit_chart(units, YearSpan(2026, 2026), most=3)

    assert (len(chart.rows), "前3个单位" in chart.note) == (3, True)


@pytest.mark.parametrize(
    ("session", "number", "label"), [(4, 2, "四期二批"), (None, 1, "2026-03"), (4, None, "2026-03")]
)
def test_a_class_is_called_as_the_office_calls_it(session, number, label):
    assert class_label(session, number, "2026-03") == label
