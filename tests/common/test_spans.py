from datetime import date, timedelta

import pytest

from common.spans import months_in


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        # From the first to the last of a month, both counted.
        ("2026-03-01", "2026-08-31", 6.0),
        ("2026-02-01", "2026-02-28", 1.0),
        ("2026-01-01", "2026-12-31", 12.0),
        ("2026-01-01", "2027-12-31", 24.0),
        # From any other day to the day before it.
        ("2026-03-16", "2026-09-15", 6.0),
        ("2025-11-15", "2026-02-14", 3.0),
        # A month without that day ends on its last.
        ("2026-01-31", "2026-02-28", 1.0),
        ("2024-01-31", "2024-02-29", 1.0),
        ("2026-08-31", "2027-02-28", 6.0),
        # Days left over are thirtieths.
        ("2026-03-01", "2026-09-01", 6.0),
        ("2026-03-01", "2026-09-03", 6.1),
        ("2026-03-01", "2026-09-15", 6.5),
        ("2026-03-01", "2026-03-15", 0.5),
        ("2026-03-01", "2026-03-01", 0.0),
        ("2026-03-01", "2026-03-02", 0.1),
        # Short of a month they never make one.
        ("2026-03-01", "2026-08-30", 5.9),
        ("2026-03-01", "2026-03-30", 0.9),
        ("2026-03-02", "2026-08-31", 5.9),
        ("2026-03-16", "2026-09-14", 5.9),
        ("2026-03-02", "2026-03-01", 0.0),
    ],
)
def test_a_span_is_counted_in_months_and_thirtieths(first, last, months):
    assert months_in(date.fromisoformat(first), date.fromisoformat(last)) == months


def test_a_span_that_is_a_day_longer_never_counts_less():
    first = date(2026, 1, 31)
    counts = [months_in(first, first + timedelta(days=n)) for n in range(800)]

    assert counts == sorted(counts)


def test_two_halves_of_six_months_come_to_six_months():
    halves = [(date(2026, 3, 16), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 9, 15))]

    assert [months_in(*half) for half in halves] == [3.5, 2.5]
