"""Reads days off and working days out of what somebody pastes: the yearly notice of the State Council's office
(国务院办公厅关于部分节假日安排的通知), or one day or span a line with its name.

    元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
    2026-05-01~2026-05-05 劳动节
    2026-05-09 上班

A line is read whole or not at all: what looks like a date and was not read as one refuses it.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from training.choices import CalendarDayKind

LONGEST_HOLIDAY = 31
YEARS = range(2000, 2101)
SHOWN = 60

_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
_NUMBERED = re.compile(r"^\s*(?:[一二三四五六七八九十]+|\d+)\s*[、.．]\s*")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_SPAN = r"\s*起?\s*(?:直?至|到|[-~～〜〰－﹣‐‑‒–—―─−]+)\s*"
_LINK = rf"(?:{_SPAN}|\s*(?:、|和|及|与|以及)\s*)"
_MARK = r"(?:\s*(?P<mark>[（(][^）)]*[）)]|(?:周|星期|礼拜)[一二三四五六日天]))?"
_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>\d+)\s*年\s*)?(?:(?P<month>\d+)\s*月\s*)?(?P<day>\d+)\s*"
    rf"(?:[日号]|(?={_LINK}\d)){_MARK}"
)
_ISO = re.compile(
    r"^(?P<first>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})" + _MARK.replace("mark", "mark1")
    + rf"(?:{_SPAN}(?P<last>\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}){_MARK.replace('mark', 'mark2')})?"
    + r"(?:\s+|(?<=[）)]))(?P<name>[^\s\d].*)$"
)  # fmt: skip
_COUNT = re.compile(r"\d+\s*(?:天|个|周年)")
_DIGITS = re.compile(r"\d[\d\s年月日号./-]*")
_IN_WORDS = re.compile(
    r"[〇零一二三四五六七八九十]+\s*月\s*[〇零一二三四五六七八九十初]+\s*[日号]?|[一二三四五六七八九十]+[日号]"
)
_OPEN = re.compile(r"\s*(?:起|至|到|止?前|后|以|之|[-~～〜－–—―−]|、|和|及)")
_ADVICE = "鼓励"
_AT_WORK = "上班"
_OFF = re.compile("放假|休息|连休")
_UNCLEAR = re.compile(r"不放假|不休|不上班|不用上班|无需上班|取消|除(?!夕)")


class Unread(Exception):
    """What of a line could not be read, or the sentence that says why it cannot be right."""

    def __init__(self, part: str, reason: str = ""):
        super().__init__(part)
        self.part, self.reason = part.strip(), reason


@dataclass(frozen=True)
class Day:
    date: date
    kind: str
    name: str = ""


@dataclass
class Reading:
    """The days found, and a sentence for each line that cannot be read whole."""

    days: list[Day] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass
class _Run:
    """Days and spans linked to one another, with the text up to the next run, which says what they are."""

    text: str
    spans: list[tuple[date, date]]
    after: str


def read_holidays(text: str, year: int) -> Reading:
    """`year` is that of dates written without one."""
    reading = Reading()
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line:
            continue
        try:
            days = _iso_days(line) or _notice_days(line, year)
        except Unread as unread:
            reading.problems.append(_problem(number, line, unread))
            continue
        if days:
            reading.days += days
        else:
            reading.problems.append(
                _("Line %(n)d is not understood: “%(line)s”.") % {"n": number, "line": line[:SHOWN]}
            )
    return reading


def _problem(number: int, line: str, unread: Unread) -> str:
    if unread.reason:
        return _("Line %(n)d: %(reason)s") % {"n": number, "reason": unread.reason}
    shown = {"n": number, "part": unread.part[:SHOWN], "line": line[:SHOWN]}
    return _("Line %(n)d: “%(part)s” cannot be read in “%(line)s”.") % shown


def _iso_days(line: str) -> list[Day]:
    found = _ISO.match(line)
    if not found:
        return []
    name = found["name"].strip()
    _nothing_left(name)
    first = last = _iso(found["first"])
    _compare(found["mark1"], [first])
    if found["last"]:
        last = _iso(found["last"])
        _compare(found["mark2"], [first, last])
    at_work = _says(name) == CalendarDayKind.WORKDAY
    return _days(first, last, "" if at_work else name, line)


def _iso(text: str) -> date:
    year, month, day = (int(part) for part in re.split(r"[-/.]", text))
    return _date(year, month, day, text)


def _date(year: int, month: int, day: int, text: str) -> date:
    if year not in YEARS:
        raise Unread(text)
    try:
        return date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise Unread(text) from error


def _notice_days(line: str, year: int) -> list[Day]:
    """Each sentence of the line is about days off, called as the line begins, or about days at work."""
    name, colon, rest = re.sub("：|:", "：", _NUMBERED.sub("", line), count=1).partition("：")
    if not colon:
        name, rest = "", line
    name = re.sub(rf"^\s*{year}年", "", name)
    _nothing_left(name)
    name = _BRACKETS.sub("", name).strip()
    days = []
    for sentence in re.split(r"[。；;]", rest):
        if not sentence.strip().startswith(_ADVICE):
            days += _sentence_days(sentence, name, year)
    return days


def _sentence_days(sentence: str, name: str, year: int) -> list[Day]:
    before, runs = _runs(sentence, year)
    _nothing_left(before, in_words=True)
    days = []
    for run in runs:
        _nothing_left(run.after, in_words=True)
        if _OPEN.match(run.after):
            raise Unread(run.text + run.after)
        said = _says(run.after)
        if not said and len(runs) > 1:
            raise Unread(run.text + run.after)
        kind = said or _says(before) or _says(name) or CalendarDayKind.HOLIDAY
        for first, last in run.spans:
            days += _days(first, last, "" if kind == CalendarDayKind.WORKDAY else name or None, run.text)
    return days


def _runs(sentence: str, year: int) -> tuple[str, list[_Run]]:
    """What stands before the first date, and the runs. A date without month or year has those of the one before."""
    found = list(_DATE.finditer(sentence))
    runs: list[_Run] = []
    ends: list[date] = []
    known = _Known(year)
    for n, match in enumerate(found):
        link = sentence[found[n - 1].end() : match.start()] if n else ""
        after = sentence[match.end() : found[n + 1].start() if n + 1 < len(found) else None]
        if runs and re.fullmatch(_LINK, link):
            is_end = bool(re.fullmatch(_SPAN, link))
            day = known.read(match, is_end=is_end)
            first, last = runs[-1].spans[-1]
            if is_end and first != last:
                raise Unread(match[0])
            if is_end:
                runs[-1].spans[-1] = (first, day)
            else:
                runs[-1].spans.append((day, day))
            runs[-1].text += link + match[0]
            runs[-1].after = after
        else:
            day = known.read(match, is_end=False)
            runs.append(_Run(match[0], [(day, day)], after))
            ends = []
        ends.append(day)
        _compare(match["mark"], ends)
    return sentence[: found[0].start() if found else None], runs


class _Known:
    """The year and month that a date written without them takes over."""

    def __init__(self, year: int):
        self.notice_year = year
        self.last: date | None = None
        self.year_written = False

    def read(self, match: re.Match[str], *, is_end: bool) -> date:
        written = match[0]
        if any(len(match[part] or "") > longest for part, longest in (("year", 4), ("month", 2), ("day", 2))):
            raise Unread(written)
        if not match["month"] and (match["year"] or not self.last):
            raise Unread(written)
        year = int(match["year"] or (self.last.year if self.last else self.notice_year))
        month = int(match["month"] or (self.last.month if self.last else 0))
        day = _date(year, month, int(match["day"]), written)
        if not match["year"] and match["month"] and self.last:
            day = self._year_guessed(day, written, is_end)
        self.year_written = bool(match["year"]) or self.year_written
        self.last = day
        return day

    def _year_guessed(self, day: date, written: str, is_end: bool) -> date:
        """A span that begins in a year written out may end in the next; else a year must not be guessed."""
        runs_over = self.last is not None and day < self.last and is_end
        if runs_over and self.year_written:
            return _date(day.year + 1, day.month, day.day, written)
        if runs_over or (not is_end and day.year != self.notice_year):
            reason = _("“%(day)s” may be of two years. Write the year of every date around the turn of the year.")
            raise Unread(written, reason % {"day": written[:SHOWN]})
        return day


def _compare(mark: str | None, ends: list[date]) -> None:
    """The weekdays written behind a date are those of the calendar; several go with as many dates before them."""
    if not mark:
        return
    _nothing_left(mark)
    weekdays = _WEEKDAY.findall(mark)
    if len(weekdays) > len(ends):
        raise Unread(mark)
    for written, day in zip(weekdays, ends[len(ends) - len(weekdays) :], strict=True):
        if "一二三四五六日".index(written.replace("天", "日")) != day.weekday():
            reason = _(
                "%(day)s is written as %(written)s, but it is a %(right)s. Is this the notice of another year?"
            ) % {"day": day.isoformat(), "written": f"周{written}", "right": WEEKDAYS[day.weekday()]}
            raise Unread(mark, reason)


def _nothing_left(text: str, *, in_words: bool = False) -> None:
    """Refuses what looks like a date where none was read. A count of days is none."""
    left = _DIGITS.search(_COUNT.sub("", text)) or (in_words and _IN_WORDS.search(_BRACKETS.sub("", text)))
    if left:
        raise Unread(left[0])


def _says(text: str) -> str | None:
    """Whether days are off or at work by this text; nothing where it does not say."""
    text = _BRACKETS.sub("", text)
    off, at_work = _OFF.search(text), _AT_WORK in text
    if _UNCLEAR.search(text) or (off and at_work):
        raise Unread(text)
    if at_work:
        return CalendarDayKind.WORKDAY
    return CalendarDayKind.HOLIDAY if off else None


def _days(first: date, last: date, name: str | None, text: str) -> list[Day]:
    """`name` is empty for days at work. Refuses a span that runs backwards or over a month, and a day off unnamed."""
    if not timedelta(0) <= last - first < timedelta(LONGEST_HOLIDAY) or name is None:
        raise Unread(text)
    kind = CalendarDayKind.HOLIDAY if name else CalendarDayKind.WORKDAY
    return [Day(first + timedelta(n), kind, name[:30]) for n in range((last - first).days + 1)]
