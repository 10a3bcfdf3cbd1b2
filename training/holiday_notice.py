"""Reads days off and working days out of what somebody pastes: the yearly notice of the State Council's office
(国务院办公厅关于部分节假日安排的通知), or one day or span a line with its name.

    元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
    2026-05-01~2026-05-05 劳动节
    2026-05-09 上班
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from training.choices import CalendarDayKind

LONGEST_HOLIDAY = 31

_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
_NUMBERED = re.compile(r"^\s*(?:[一二三四五六七八九十]+|\d+)\s*[、.．]\s*")
_DAY = r"(?:(?P<year{n}>\d{{4}})年)?(?:(?P<month{n}>\d{{1,2}})月)(?P<day{n}>\d{{1,2}})日"
_SPAN = re.compile(
    _DAY.format(n="")
    + r"(?:\s*(?:至|到|-|~|—|–)\s*(?:(?P<year2>\d{4})年)?(?:(?P<month2>\d{1,2})月)?(?P<day2>\d{1,2})日)?"
)
_ISO = re.compile(
    r"^(?P<first>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?:\s*(?:~|～|至|到|—|–)\s*(?P<last>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}))?\s+(?P<name>\S.*)$"
)
_AT_WORK = "上班"


@dataclass(frozen=True)
class Day:
    date: date
    kind: str
    name: str = ""


@dataclass
class Reading:
    """The days found, and a sentence for each line that says nothing we understand."""

    days: list[Day] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_holidays(text: str, year: int) -> Reading:
    """`year` is that of dates written without one."""
    reading = Reading()
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line:
            continue
        try:
            days = _iso_days(line) or _notice_days(line, year)
        except ValueError:
            days = []
        if days:
            reading.days += days
        else:
            reading.problems.append(_("Line %(n)d is not understood: “%(line)s”.") % {"n": number, "line": line[:60]})
    return reading


def _iso_days(line: str) -> list[Day]:
    found = _ISO.match(line)
    if not found:
        return []
    first = _iso(found["first"])
    return _days(first, _iso(found["last"]) if found["last"] else first, found["name"].strip())


def _iso(text: str) -> date:
    return date(*(int(part) for part in re.split(r"[-/.]", text)))


def _notice_days(line: str, year: int) -> list[Day]:
    """Each sentence of the line is about days off, called as the line begins, or about days at work."""
    name, colon, rest = _BRACKETS.sub("", _NUMBERED.sub("", line)).partition("：")
    if not colon:
        name, rest = "", _BRACKETS.sub("", line)
    days = []
    for sentence in re.split(r"[。；;]", rest):
        label = _AT_WORK if _AT_WORK in sentence else name.strip()
        for span in _SPAN.finditer(sentence):
            first = date(int(span["year"] or year), int(span["month"]), int(span["day"]))
            last = first
            if span["day2"]:
                last = date(int(span["year2"] or first.year), int(span["month2"] or first.month), int(span["day2"]))
            days += _days(first, last, label)
    return days


def _days(first: date, last: date, name: str) -> list[Day]:
    """Raises ValueError for a span that runs backwards or over a month, and for a day off without a name."""
    at_work = _AT_WORK in name
    if not timedelta(0) <= last - first < timedelta(LONGEST_HOLIDAY) or not name:
        raise ValueError(name)
    kind, called = (CalendarDayKind.WORKDAY, "") if at_work else (CalendarDayKind.HOLIDAY, name[:30])
    return [Day(first + timedelta(n), kind, called) for n in range((last - first).days + 1)]
