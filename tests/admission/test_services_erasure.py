"""Arrival details are not kept for ever."""

from datetime import date

import pytest
import time_machine

from admission.models import ArrivalDetails, Enrolment
from admission.services.erasure import erase_arrival_details, months_before
from admission.tasks import erase_arrivals
from tests.factories.admission import ArrivalDetailsFactory
from tests.factories.training import BatchFactory, at
from training.choices import BatchState

pytestmark = pytest.mark.django_db


CLOSED = at("15:00", date(2026, 3, 10))


def arrival_in(state, closed_at=None):
    days = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 4)}
    return ArrivalDetailsFactory(enrolment__batch=BatchFactory(state=state, closed_at=closed_at, **days))


@pytest.mark.parametrize(("day", "left"), [(date(2027, 3, 10), 1), (date(2027, 3, 11), 0)])
def test_a_year_after_closing_arrival_details_are_gone_and_the_place_stays(day, left):
    arrival_in(BatchState.CLOSED, CLOSED)

    with time_machine.travel(at("03:30", day), tick=False):
        erase_arrivals()

    assert (ArrivalDetails.objects.count(), Enrolment.objects.count()) == (left, 1)


def test_arrival_details_of_a_class_not_closed_stay_and_of_one_called_off_go():
    kept = arrival_in(BatchState.NOTIFIED)
    arrival_in(BatchState.CANCELLED)

    with time_machine.travel(at("03:30", date(2027, 6, 1)), tick=False):
        erase_arrival_details()

    assert ArrivalDetails.objects.get() == kept


@pytest.mark.parametrize("people", [1, 3])
def test_erasing_arrival_details_takes_the_same_statements(people, django_assert_num_queries):
    for _person in range(people):
        arrival_in(BatchState.CLOSED, CLOSED)

    with time_machine.travel(at("03:30", date(2027, 6, 1)), tick=False), django_assert_num_queries(4):
        assert erase_arrival_details() == people


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2027, 3, 31), 1, date(2027, 2, 28)),
        (date(2027, 1, 15), 12, date(2026, 1, 15)),
        (date(2027, 1, 15), 1, date(2026, 12, 15)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
    ],
)
def test_a_month_before_the_last_day_is_a_last_day(day, months, before):
    assert months_before(day, months) == before
