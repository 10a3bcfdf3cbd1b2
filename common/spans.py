"""How long a span of days is, in months."""

from datetime import date, timedelta


def months_in(first: date, last: date) -> float:
    """Months from `first` to `last`, both counted, with one decimal (decision 0030).

    A month runs from a day to the day before the same day of the next month, or to that month's last where it has no
    such day. Days left over are thirtieths of a month and never make up another: who is a day short of six months is
    written 5.9.
    """
    if last < first:
        return 0.0
    whole = 0
    while _end_of_month(first, whole + 1) <= last:
        whole += 1
    left = (last - _end_of_month(first, whole)).days
    return (whole * 10 + min((left + 1) // 3, 9)) / 10


def _end_of_month(first: date, n: int) -> date:
    """The last day of the `n`th month that begins with `first`; of none, the day before it."""
    starts = _first_of_month(first, n)
    length = (_first_of_month(first, n + 1) - starts).days
    return starts + timedelta(days=min(first.day, length + 1) - 2)


def _first_of_month(day: date, later: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + later, 12)
    return date(year, month + 1, 1)
