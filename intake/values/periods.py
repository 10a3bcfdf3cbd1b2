"""From when to when, in one cell or two: 2019.5.6-5.8, 2019年5月6日至8日, 2019.5.6、7、8, 2019年5月."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from common.characters import narrow
from intake.values.dates import EARLIEST, LATEST, read_date, with_digits
from intake.verdicts import WARNING, Note, error, warning

# What stands between two days, wherever it is written; a single hyphen may also stand inside a date.
BETWEEN = re.compile(r"[至到~—–―、,;和及]+|-{2,}|(?<=[日号])(?=\d)")
# Says nothing of the day: what is in brackets, the time, the part of a month or year.
ASIDE = re.compile(
    r"\([^()]*\)|\d{1,2}[:时]\d{0,2}(?::\d{2})?分?|[上下]午|全天|晚上|(?:星期|周)[一二三四五六日天]"
    r"|(?<=年)(?:度|[上下]半年|全年)|(?<=月)(?:[上中下]旬|初|中|底|份)"
)
NEXT_LINE = re.compile(r"(?<=[\d日号月])\s*[\r\n]+\s*(?=\d)")
WHOLE = r"(?P<year>(?:19|20)\d{2})"
MONTH, DAY = r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})[日号]?"
PARTS = [
    re.compile(pattern + r"\Z")
    for pattern in (
        rf"{WHOLE}(?P<mark>[-./]){MONTH}(?P=mark){DAY}",
        rf"{WHOLE}年{MONTH}[./月]{DAY}",
        rf"{WHOLE}[-./年]{MONTH}月?",
        rf"{WHOLE}(?P<month>\d{{2}})(?P<day>\d{{2}})?",
        rf"{WHOLE}年?",
        rf"{MONTH}[./月]{DAY}",
        rf"{MONTH}月",
        DAY,
    )
]
HYPHENED = re.compile(rf"{MONTH}-{DAY}\Z")
# The last months and the first ones: 12.28-1.3 goes over new year, 5.8-3.6 is a slip.
OVER_NEW_YEAR = frozenset({(11, 1), (12, 1), (12, 2)})
LONGEST_SHOWN = 40


class Part(NamedTuple):
    """A day as far as it is written; what is 0 is taken from the part before."""

    year: int = 0
    month: int = 0
    day: int = 0


class ReadPeriod(NamedTuple):
    """First and last day; without them the year, if that is all that is written."""

    start: date | None = None
    end: date | None = None
    year: int = 0
    notes: tuple[Note, ...] = ()


def read_period(*cells: Any, year: int = 0) -> ReadPeriod:
    """What one cell says of a period, or two of its first and last day. `year` stands where neither writes one."""
    cells = tuple(cell for cell in cells if cell is not None and str(cell).strip())
    written = " ".join(str(cell).strip() for cell in cells)
    parts: list[Part] = []
    notes: list[Note] = []
    for cell in cells:
        found, said = _parts_of(cell)
        if not found and not said:
            return ReadPeriod(notes=(_not_a_period(written),))
        parts += found
        notes += said
    read = _from_parts(parts, written, year)
    return read._replace(notes=(*notes, *read.notes))


def _parts_of(cell: Any) -> tuple[list[Part], list[Note]]:
    if not isinstance(cell, str):
        return _as_date(cell)
    plain = NEXT_LINE.sub("至", narrow(cell))
    plain = with_digits(ASIDE.sub("", re.sub(r"\s+", "", plain)).replace("。", ".")).strip(".")
    parts: list[Part] = []
    for text in filter(None, _divided(plain)):
        part = _part(text, is_first=not parts)
        if part is None:
            found, notes = _as_date(text) if text == plain else ([], [])
            return found, notes
        parts.append(part)
    return parts, []


def _as_date(cell: Any) -> tuple[list[Part], list[Note]]:
    read = read_date(cell)
    notes = [note for note in read.notes if note.status == WARNING]
    if not read.value and notes and isinstance(cell, float):
        # Which month it is nobody can say; the year is certain.
        return [Part(int(cell))], notes
    return ([Part(*map(int, read.value.split("-")))] if read.value else []), notes


def _divided(text: str) -> Iterator[str]:
    for piece in BETWEEN.split(text):
        if "-" not in piece or _part(piece, is_first=False):
            yield piece
        elif re.search("[./年月日号]", piece) or not re.fullmatch(r"\d{1,4}(-\d{1,4})+", piece):
            yield from piece.split("-")
        else:
            yield from _by_numbers(piece.split("-"))


def _by_numbers(numbers: list[str]) -> Iterator[str]:
    """Where hyphens stand inside the dates and between them, the years say where the second begins."""
    years = [place for place, number in enumerate(numbers) if len(number) == len("2019")]
    second = years[1] if len(years) > 1 else 3
    yield "-".join(numbers[:second])
    yield "-".join(numbers[second:])


def _part(text: str, *, is_first: bool) -> Part | None:
    patterns = PARTS if is_first else [*PARTS, HYPHENED]
    found = next(filter(None, (pattern.match(text) for pattern in patterns)), None)
    if found is None:
        return None
    return Part(**{name: int(number or 0) for name, number in found.groupdict().items() if name in Part._fields})


def _from_parts(parts: list[Part], written: str, year: int) -> ReadPeriod:
    if not parts:
        return ReadPeriod()
    whole = [before := _completed(parts[0], Part(year))]
    for part in parts[1:]:
        whole.append(before := _completed(part, before))
    first, last = whole[0], whole[-1]
    if not first.month:
        is_year = all(part.year and not part.day for part in whole)
        return ReadPeriod(year=last.year) if is_year else ReadPeriod(notes=(_not_a_period(written),))
    if not first.year:
        return ReadPeriod(notes=(error("year_missing", _not_said_which_year(written)),))
    start, end = _day(first), _day(last, is_last=True)
    if start is None or end is None:
        return ReadPeriod(notes=(_not_a_period(written),))
    return _in_order(start, end, written, is_year_written=bool(parts[-1].year))


def _completed(part: Part, before: Part) -> Part:
    """8 behind 2019.5.6 is a day of that month, behind 2019.5 a month of that year."""
    if part.day and not part.month and before.month and not before.day:
        part = Part(part.year, part.day)
    return Part(part.year or before.year, part.month or before.month, part.day)


def _day(part: Part, *, is_last: bool = False) -> date | None:
    """A month that stands alone is meant whole."""
    try:
        day = part.day or (monthrange(part.year, part.month)[1] if is_last else 1)
        known = date(part.year, part.month, day)
    except ValueError:
        return None
    return known if EARLIEST <= known.year <= LATEST else None


def _in_order(start: date, end: date, written: str, *, is_year_written: bool) -> ReadPeriod:
    if start <= end:
        return ReadPeriod(start, end, end.year)
    over = end.replace(year=end.year + 1) if (start.month, end.month) in OVER_NEW_YEAR else None
    if over is None or is_year_written:
        return ReadPeriod(start, end, end.year, (error("R36", _("The training ends before it begins.")),))
    message = _("“%(text)s” was read as %(start)s to %(end)s, over new year. Look whether that is right.")
    values = {"text": written[:LONGEST_SHOWN], "start": start.isoformat(), "end": over.isoformat()}
    return ReadPeriod(start, over, over.year, (warning("R36", message % values),))


def _not_a_period(text: str) -> Note:
    message = _("“%(text)s” is not a period. Write its first and last day, such as 2019.05.06-2019.05.08.")
    return error("R36", message % {"text": text[:LONGEST_SHOWN]})


def _not_said_which_year(text: str) -> str:
    message = _("“%(text)s” does not say in which year. Write the year before the month, or into a column of its own.")
    return message % {"text": text[:LONGEST_SHOWN]}
