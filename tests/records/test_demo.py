"""The demo city's hours and certificates."""

from records.models import Certificate, CreditEntry
from records.verification import find_problems


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
