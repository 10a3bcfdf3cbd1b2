"""Months and days in HR's spreadsheets. A number that may be January or October is never guessed."""

import math
import re
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from common.characters import narrow
from intake.verdicts import Note, error, fixed, warning

OPEN_ENDS = frozenset(["至今", "今", "现在", "长期", "-", "—", "——", "－"])
NUMERALS = {"〇": "0", "○": "0", "零": "0", **{c: str(i) for i, c in enumerate("一二三四五六七八九", start=1)}}
EARLIEST, LATEST = 1900, 2100
# Shown with two decimals 2024.1 is October.
TWO_DECIMALS = re.compile(r"0\.00(?!0)")
SERIALS = range(10_000, 60_001)
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
# Whole written dates, with what stands between their parts.
USUAL = re.compile(r"(\d{4})([-./])(\d{1,2})(?:\2(\d{1,2}))?\Z")
LOOSE = re.compile(r"(\d{4}|\d{2})[-./年](\d{1,2})(?:[-./月](\d{1,2})[日号]?|月)?\Z")
# May be day, month and year as well as year, month and day.
AMBIGUOUS = re.compile(r"(?:[0-2]?\d|3[01])[-./]\d{1,2}[-./]\d{1,2}\Z")
TIME = re.compile(r"[\sT]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\Z")
RUN = re.compile(r"(\d{4})(\d{2})(\d{2})?\Z")
AGE = re.compile(r"\s*\(?\s*\d{1,3}\s*岁\s*\)?\s*\Z")


class ReadDate(NamedTuple):
    """`value` is YYYY, YYYY-MM or YYYY-MM-DD, as exactly as the cell knew it; `is_open` means until now."""

    value: str = ""
    is_open: bool = False
    notes: tuple[Note, ...] = ()


class DateColumn(NamedTuple):
    """What the whole column says of a cell."""

    is_1904: bool = False
    two_digit_months: bool = False


def read_date(value: Any, *, shown_as: str = "General", column: DateColumn | None = None) -> ReadDate:
    column = column or DateColumn()
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return ReadDate(f"{value:%Y-%m}" if _shows_no_day(shown_as) else value.isoformat())
    if isinstance(value, float | int) and not isinstance(value, bool) and math.isfinite(value):
        return _from_number(float(value), shown_as, column)
    return _from_text(str(value or "").strip(), column)


def _shows_no_day(shown_as: str) -> bool:
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]', "", shown_as).casefold()
    return "y" in plain and "d" not in plain


def _from_number(number: float, shown_as: str, column: DateColumn) -> ReadDate:
    if int(number) in SERIALS:
        if "y" in shown_as.casefold():
            return read_date(_day(int(number), column), shown_as=shown_as)
        return _serial(int(number), column)
    if number.is_integer():
        return _from_text(str(int(number)), column)
    text = f"{number:.2f}" if TWO_DECIMALS.search(shown_as) else repr(round(number, 4))
    if re.fullmatch(r"\d{4}\.1", text):
        message = _(
            "“%(text)s” may be January or October. Format the column as text and type the month with two digits."
        )
        return ReadDate(notes=(warning("R33", message % {"text": text}),))
    return _noted(_from_text(text, column), fixed("R33", _("The number was read as year and month.")))


def _day(number: int, column: DateColumn) -> date:
    return (EPOCH_1904 if column.is_1904 else EPOCH_1900) + timedelta(days=number)


def _serial(number: int, column: DateColumn) -> ReadDate:
    day = _day(number, column)
    message = _("The number %(number)s was read as the day %(day)s. Compare it with the list.")
    return ReadDate(day.isoformat(), notes=(warning("R35", message % {"number": number, "day": day.isoformat()}),))


def _from_text(text: str, column: DateColumn) -> ReadDate:
    if not text:
        return ReadDate()
    usual = USUAL.match(text)
    if usual:
        doubt = column.two_digit_months and usual[2] == "." and usual[3] == "1" and not usual[4]
        message = _("“%(text)s” was read as January, though other cells write months with two digits.")
        notes = (warning("R33", message % {"text": text}),) if doubt else ()
        return _checked(text, usual[1], usual[3], usual[4], notes)
    return _from_unusual(text, column)


def _from_unusual(text: str, column: DateColumn) -> ReadDate:
    plain = TIME.sub("", AGE.sub("", narrow(text))).strip()
    if plain in OPEN_ENDS:
        return ReadDate(is_open=True)
    plain = re.sub("[。、,]", ".", re.sub(r"\s+", "", with_digits(plain))).strip(".")
    put_right = fixed("R34", _("“%(text)s” was read as a date.") % {"text": text})
    if plain.isdecimal() and int(plain) in SERIALS:
        return _serial(int(plain), column)
    if found := USUAL.match(plain):
        return _checked(text, found[1], found[3], found[4], (put_right,))
    if found := RUN.match(plain):
        return _checked(text, found[1], found[2], found[3], (put_right,))
    if AMBIGUOUS.match(plain):
        return ReadDate(notes=(_not_a_date(text),))
    if found := LOOSE.match(plain):
        return _checked(text, found[1], found[2], found[3], _century(found[1], text) or (put_right,))
    if re.fullmatch(r"(19|20)\d{2}年?", plain):
        return ReadDate(plain.removesuffix("年"), notes=(put_right,))
    return ReadDate(notes=(_not_a_date(text),))


def _century(year: str, text: str) -> tuple[Note, ...]:
    if len(year) == 4:
        return ()
    return (
        warning("R34", _("The year in “%(text)s” has two digits. Look whether it was understood.") % {"text": text}),
    )


def _checked(text: str, year: str, month: str, day: str | None, notes: tuple[Note, ...]) -> ReadDate:
    if len(year) == 2:
        year = f"20{year}" if int(year) <= date.today().year % 100 else f"19{year}"
    try:
        known: date | None = date(int(year), int(month), int(day or 1))
    except ValueError:
        known = None
    if known is None or not EARLIEST <= known.year <= LATEST:
        return ReadDate(notes=(_not_a_date(text),))
    return ReadDate(known.isoformat() if day else f"{known:%Y-%m}", notes=notes)


def _noted(read: ReadDate, note: Note) -> ReadDate:
    return read._replace(notes=read.notes or (note,))


def _not_a_date(text: str) -> Note:
    return error("R36", _("“%(text)s” is not a date. Write year and month, such as 1985.03.") % {"text": text[:30]})


def with_digits(text: str) -> str:
    """Chinese numerals in a date as digits: 一九八五年十二月 → 1985年12月."""
    text = re.sub(r"(?<=[一二三四五六七八九])十(?=[一二三四五六七八九])", "", text)
    text = re.sub(r"十(?=[一二三四五六七八九])", "1", text)
    text = re.sub(r"(?<=[一二三四五六七八九])十", "0", text).replace("十", "10")
    return "".join(NUMERALS.get(character, character) for character in text)


def uses_two_digit_months(cells: list[Any]) -> bool:
    """Whether a column writes its text months as 03 rather than 3."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    return any(re.fullmatch(r"\d{4}\.0[1-9]", text) for text in texts)
