"""The verdict on each row of a list of earlier trainings: the training, its year and its hours."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from common.characters import narrow
from intake.layout import RawRow
from intake.values.id_numbers import read_id_number
from intake.values.names import read_name
from intake.values.periods import ReadPeriod, read_period
from intake.values.phones import read_phones
from intake.values.texts import read_text
from intake.verdicts import Note, RowVerdict, error, fixed, warning
from records.choices import Bucket
from records.history.fields import FIELDS

NUMERALS = {"半": "0.5", **{c: str(i) for i, c in enumerate("零一二三四五六七八九")}}
FAILED = re.compile(r"不合格|不及格|未结业|缺考|未完成|否|×")
ONLINE = re.compile("网络|在线|线上")
YEAR = re.compile(r"(?:19|20)\d{2}")
HOURS_A_DAY = Decimal(8)
MOST_HOURS = Decimal(1000)
# Texts that are kept as the list has them, with their lengths.
KEPT = {"title": 200, "post": 100, "organiser": 100, "certificate_no": 60}


@dataclass(frozen=True)
class Judge:
    """Reads one row by itself; whose it is the roster says later."""

    today: date

    def judge(self, raw: RawRow) -> RowVerdict:
        verdict = RowVerdict(raw.sheet, raw.number, unit_text=raw.unit_text)
        texts = {name: read_text(cell) for name, cell in raw.cells.items()}
        if not (texts["title"] or texts["hours"]):
            return verdict.skip("R06", _("Not a row of a training."))
        if FAILED.search(texts.get("result", "")):
            return verdict.skip("not_completed", _("The training was not completed and gives no hours."))
        verdict.note(raw.notes, "unit")
        if raw.broken:
            message = _("A formula in the row has no result. Copy the cells and paste them as values.")
            verdict.note([error("R13", message)], min(raw.broken))
        if not texts["name"]:
            message = _("The row has no name; perhaps it goes on from the row above. Put one person into one row.")
            verdict.note([error("R14", message)], "name")
        if not texts["title"]:
            verdict.note([error("title_missing", _("The name of the training is missing."))], "title")
        verdict.values = {name: texts.get(name, "")[:longest] for name, longest in KEPT.items()}
        for name, longest in KEPT.items():
            verdict.note([_cut(name, longest)] if len(texts.get(name, "")) > longest else (), name)
        verdict.values["bucket"] = Bucket.NETWORK if ONLINE.search(texts.get("bucket", "")) else Bucket.CONCENTRATED
        self._person(raw, texts, verdict)
        self._period(raw, texts, verdict)
        _amount(texts, verdict)
        return verdict

    def _person(self, raw: RawRow, texts: dict[str, str], verdict: RowVerdict) -> None:
        values = verdict.values
        name, _remark = read_name(texts["name"])
        number = read_id_number(raw.cells.get("id_number"), today=self.today, is_optional=True)
        values["name"], values["id_number"] = name.value, number.value
        values["staff_no"] = texts.get("staff_no", "")
        values["mobile"] = read_phones(raw.cells.get("mobile"))[0]
        verdict.note(name.notes if texts["name"] else (), "name")
        verdict.note(number.notes, "id_number")

    def _period(self, raw: RawRow, texts: dict[str, str], verdict: RowVerdict) -> None:
        cells, found = raw.cells, YEAR.search(narrow(texts.get("year", "")))
        stated = int(found[0]) if found else 0
        written = [cells["period"]] if texts.get("period") else [cells.get("starts_on"), cells.get("ends_on")]
        read = read_period(*written, year=stated)
        verdict.note(read.notes, "period")
        year = read.year or stated
        if read.start and read.end and stated and stated != year:
            # A training over new year counts where the list counts it.
            year = stated if stated in (read.start.year, read.end.year) else year
            verdict.note(_doubts(stated, year, read), "year")
        if not year and not any(note.code == "year_missing" for note in read.notes):
            message = _("Neither a date nor a year says when the training was.")
            verdict.note([error("year_missing", message)], "year")
        if year > self.today.year or (read.start or self.today) > self.today:
            verdict.note([error("R36", _("The training lies in the future."))], "period")
        days = (read.start.isoformat() if read.start else "", read.end.isoformat() if read.end else "")
        verdict.values |= {"year": str(year or ""), "starts_on": days[0], "ends_on": days[1]}


def _doubts(stated: int, year: int, read: ReadPeriod) -> list[Any]:
    if stated == year:
        return []
    message = _(
        "The list says the year %(stated)s, and the training was from %(start)s to %(end)s. Its hours would be filed "
        "under %(year)s. Look which is right."
    )
    return [warning("R36", message % {"stated": stated, "start": read.start, "end": read.end, "year": year})]


def _cut(name: str, longest: int) -> Note:
    message = _("“%(field)s” is longer than %(n)d characters; the rest was cut.")
    return warning("cut", message % {"field": FIELDS[name], "n": longest})


def _amount(texts: dict[str, str], verdict: RowVerdict) -> None:
    """Hours as typed; days and months only with a warning, since the rule of that year is not known."""
    plain = re.sub(r"\s+", "", narrow(texts["hours"]))
    number, unit = _number(plain)
    days, _unit = _number(narrow(texts.get("days", "")))
    if number is None or not 0 < number <= MOST_HOURS:
        message = _("“%(text)s” is not a number of hours.") % {"text": texts["hours"][:20]}
        verdict.note([error("R38", message)], "hours")
        return
    if unit in ("天", "日"):
        message = _("“%(text)s” was counted as %(hours)s hours. Look whether that was the rule.")
        verdict.note([warning("R38", message % {"text": plain, "hours": number * HOURS_A_DAY})], "hours")
        days, number = number, number * HOURS_A_DAY
    elif unit not in ("", "学时", "小时", "课时", "h"):
        verdict.note([error("R38", _("“%(text)s” is not a number of hours.") % {"text": texts["hours"][:20]})], "hours")
        return
    elif unit or not re.fullmatch(r"[\d.]+", plain):
        verdict.note([fixed("R38", _("“%(text)s” was read as a number of hours.") % {"text": texts["hours"]})], "hours")
    hours = number.quantize(Decimal("0.01"))
    verdict.values["hours"] = str(hours)
    verdict.values["days"] = str((days or number / HOURS_A_DAY).quantize(Decimal("0.01")))


def _number(text: str) -> tuple[Decimal | None, str]:
    found = re.fullmatch(r"([\d.]+|[零一二三四五六七八九十百半]+)(\D*)", text)
    if not found:
        return None, text
    try:
        return Decimal(found[1]), found[2]
    except InvalidOperation:
        return _chinese_number(found[1]), found[2]


def _chinese_number(text: str) -> Decimal | None:
    hundreds, _mark, rest = text.rpartition("百")
    tens, mark, ones = rest.rpartition("十")
    total = Decimal(NUMERALS.get(hundreds, "0")) * 100 if hundreds else Decimal(0)
    total += Decimal(NUMERALS.get(tens, "1")) * 10 if mark else 0
    return total + Decimal(NUMERALS.get(ones, "0")) or None
