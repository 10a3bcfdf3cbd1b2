"""The demo city's hours and certificates."""

from datetime import date

import pytest
import time_machine

from lms.demo_city import build_demo_city
from records.models import Certificate, CreditEntry
from records.verification import find_problems
from tests.factories.training import at
from tests.support.databases import connected_to, copy_database

DAY = date(2026, 5, 13)


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        time_machine.travel(at("08:00", DAY), tick=False),
        connected_to(copy_database("records-demo")),
    ):
        yield build_demo_city(DAY)


def test_everybody_who_came_to_a_past_class_has_hours(city):
    entries = CreditEntry.objects.exclude(batch__number=None)

    assert (entries.count(), entries.values("batch").distinct().count()) == (512, 6)


def test_entries_and_certificates_are_dated_when_the_class_was_closed(city):
    for model, moment in ((CreditEntry, "recorded_at"), (Certificate, "issued_at")):
        path = "batch" if model is CreditEntry else "enrolment__batch"
        rows = model.objects.values_list(moment, f"{path}__closed_at")
        assert [pair for pair in rows if pair[0] != pair[1]] == []


def test_the_citys_records_are_sound(city):
    assert list(find_problems()) == []
    assert set(Certificate.objects.values_list("year", flat=True)) == {2023, 2024, 2025, 2026}
