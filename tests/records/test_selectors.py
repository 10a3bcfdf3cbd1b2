from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from attendance.choices import AttendanceStatus
from records.models import HourRule
from records.selectors import HourTable
from training.choices import Slot

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("slot", "status", "hours"),
    [
        (Slot.MORNING, AttendanceStatus.PRESENT, Decimal(4)),
        (Slot.AFTERNOON, AttendanceStatus.LATE, Decimal(4)),
        (Slot.EVENING, AttendanceStatus.PRESENT, Decimal(2)),
        (Slot.MORNING, AttendanceStatus.LEAVE, Decimal(0)),
        (Slot.MORNING, AttendanceStatus.ABSENT, Decimal(0)),
        (Slot.MORNING, None, Decimal(0)),
    ],
)
def test_a_half_day_earns(slot, status, hours):
    assert HourTable().earned(date(2026, 3, 2), slot, status) == hours


def test_the_rule_of_the_day_holds():
    HourRule.objects.create(valid_from=date(2026, 1, 1), valid_to=date(2026, 6, 30), half_day_hours=3)
    table = HourTable()

    assert [table.hours(date(2026, month, 1), Slot.MORNING) for month in (3, 7)] == [Decimal(3), Decimal(4)]


@pytest.mark.parametrize("wrong", [{"half_day_hours": -1}, {"valid_to": date(2025, 1, 1)}])
def test_the_database_refuses_a_rule_with(wrong):
    with pytest.raises(IntegrityError):
        HourRule.objects.create(**{"valid_from": date(2026, 1, 1), **wrong})
