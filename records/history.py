"""Reads lists of earlier years' classes and hours. Nothing here writes: a verdict on every row comes out."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.characters import narrow, tidy
from common.errors import NotAllowed
from common.tables import Grid, read_book
from intake.headings import plain_heading
from intake.values.dates import read_date
from intake.values.id_numbers import read_id_number
from intake.values.names import read_name
from intake.verdicts import RowVerdict, error, fixed, warning
from people.models import Person
from records.choices import Bucket

SCANNED_ROWS = 15
HEADINGS = {
    alias: name
    for name, aliases in {
        "name": "姓名 学员姓名 人员姓名",
        "staff_no": "工号 人员编号 职工号 工作证号 学工号",
        "id_number": "身份证号 身份证号码 公民身份号码 证件号码",
        "mobile": "手机 手机号 手机号码 联系电话",
        "unit": "单位 工作单位 所在单位 单位名称",
        "post": "职务 职务岗位",
        "year": "年度 年份",
        "title": "培训班名称 班次 班次名称 培训名称 培训内容 培训班 课程名称",
        "period": "培训时间 起止时间 培训起止日期 培训起止时间",
        "starts_on": "开始时间 开始日期 培训开始时间 起始时间",
        "ends_on": "结束时间 结束日期 培训结束时间",
        "organiser": "主办单位 培训机构 承办单位",
        "hours": "学时 学时数 培训学时 获得学时",
        "days": "天数 培训天数",
        "bucket": "培训方式 学时类别 培训形式",
        "result": "考核结果 成绩 是否合格 结业情况 是否结业",
        "certificate_no": "证书编号 证书号 结业证书编号",
    }.items()
    for alias in aliases.split()
}
NEEDED = {"name", "title", "hours"}
NUMERALS = {"半": "0.5", **{c: str(i) for i, c in enumerate("零一二三四五六七八九")}}
FAILED = re.compile(r"不合格|不及格|未结业|缺考|未完成|否|×")
RANGE = re.compile(r"\s*(?:至|到|[—–~～]+|-{2,})\s*|(?<=\d)\s*-\s*(?=\d{4})")
HOURS_A_DAY = Decimal(8)
MOST_HOURS = Decimal(1000)


@dataclass
class HistoryRow(RowVerdict):
    """What an earlier training gave one person."""

    person: Person | None = None
    hours: Decimal = Decimal(0)
    days: Decimal = Decimal(0)
    year: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    found: dict[str, str] = field(default_factory=dict)


def read_history(data: bytes, name: str) -> list[HistoryRow]:
    """Every row below a heading with 姓名, 培训班名称 and 学时; whose it is `find_people` says."""
    rows: list[HistoryRow] = []
    for grid in read_book(data, name):
        columns, first = _columns(grid)
        for number, cells in enumerate(grid.rows[first:], start=first + 1) if columns else ():
            row = {key: cells[place] if place < len(cells) else "" for key, place in columns.items()}
            if any(str(cell).strip() for cell in row.values()):
                rows.append(_judged(grid.name, number, row))
    if not rows:
        raise NotAllowed(_("No sheet has the headings 姓名, 培训班名称 and 学时."), code="headings_missing")
    return rows


def _columns(grid: Grid) -> tuple[dict[str, int], int]:
    for number, cells in enumerate(grid.rows[:SCANNED_ROWS]):
        found: dict[str, int] = {}
        for place, cell in enumerate(cells):
            if key := HEADINGS.get(plain_heading(cell)):
                found.setdefault(key, place)
        if set(found) >= NEEDED:
            return found, number + 1
    return {}, 0


def _judged(sheet: str, number: int, cells: dict[str, Any]) -> HistoryRow:
    row = HistoryRow(sheet, number)
    texts = {key: _text(cell) for key, cell in cells.items()}
    if not texts["name"] or not (texts["title"] or texts["hours"]):
        row.skip("R06", _("Not a row of a training."))
        return row
    name, _remark = read_name(texts["name"])
    row.note(name.notes, "name")
    id_number = read_id_number(cells.get("id_number"), today=timezone.localdate(), is_optional=True)
    row.note(id_number.notes, "id_number")
    row.found = {**texts, "name": name.value, "id_number": id_number.value}
    if not texts["title"]:
        row.note([error("title_missing", _("The name of the training is missing."))], "title")
    if FAILED.search(texts.get("result", "")):
        row.skip("not_completed", _("The training was not completed and gives no hours."))
        return row
    _read_period(row, cells, texts)
    _read_amount(row, texts)
    row.values = {
        "bucket": Bucket.NETWORK if re.search("网络|在线|线上", texts.get("bucket", "")) else Bucket.CONCENTRATED
    }
    return row


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidy(str(cell)) if cell is not None else ""


def _read_period(row: HistoryRow, cells: dict[str, Any], texts: dict[str, str]) -> None:
    first, last = cells.get("starts_on", ""), cells.get("ends_on", "")
    if period := texts.get("period"):
        parts = RANGE.split(narrow(period))
        first, last = parts[0], parts[-1]
        if len(parts) > 1 and not re.match(r"\d{4}", last):
            last = f"{first[:4]}{first[4:5]}{last}"
    start, end = read_date(first), read_date(last or first)
    row.note([note for note in (*start.notes, *end.notes) if note.status != "fixed"], "period")
    row.starts_on, row.ends_on = _day(start.value), _day(end.value)
    if row.starts_on and row.ends_on and row.starts_on > row.ends_on:
        row.note([error("R36", _("The training ends before it begins."))], "period")
    stated = re.match(r"(19|20)\d{2}", texts.get("year", ""))
    row.year = row.ends_on.year if row.ends_on else int(stated[0]) if stated else 0
    if not row.year:
        row.note([error("year_missing", _("Neither a date nor a year says when the training was."))], "year")
    elif row.year > timezone.localdate().year:
        row.note([error("R36", _("The training lies in the future."))], "period")


def _day(value: str) -> date | None:
    return date.fromisoformat(f"{value}-01"[:10]) if len(value) >= len("2000-01") else None


def _read_amount(row: HistoryRow, texts: dict[str, str]) -> None:
    """Hours as typed; days and months only with a warning, since the rule of that year is not known."""
    plain = re.sub(r"\s+", "", narrow(texts["hours"]))
    number, unit = _number(plain)
    days, _unit = _number(narrow(texts.get("days", "")))
    if number is None or not 0 < number <= MOST_HOURS:
        message = _("“%(text)s” is not a number of hours.") % {"text": texts["hours"][:20]}
        row.note([error("R38", message)], "hours")
        return
    if unit in ("天", "日"):
        message = _("“%(text)s” was counted as %(hours)s hours. Look whether that was the rule.")
        row.note([warning("R38", message % {"text": plain, "hours": number * HOURS_A_DAY})], "hours")
        days, number = number, number * HOURS_A_DAY
    elif unit not in ("", "学时", "小时", "课时", "h"):
        row.note([error("R38", _("“%(text)s” is not a number of hours.") % {"text": texts["hours"][:20]})], "hours")
        return
    elif unit or not re.fullmatch(r"[\d.]+", plain):
        row.note([fixed("R38", _("“%(text)s” was read as a number of hours.") % {"text": texts["hours"]})], "hours")
    row.hours = number.quantize(Decimal("0.01"))
    row.days = (days or number / HOURS_A_DAY).quantize(Decimal("0.01"))


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


def find_people(rows: list[HistoryRow]) -> None:
    """By staff number, ID number, mobile with name, then name in the unit; never by a name alone."""
    rows = [row for row in rows if not row.is_error and row.found]
    digests = {row.row: _digests(row.found) for row in rows}
    wanted = Q(name__in=[row.found["name"] for row in rows])
    wanted |= Q(staff_no__in=[row.found["staff_no"] for row in rows if row.found.get("staff_no")])
    wanted |= Q(id_number_index__in=[digest for found in digests.values() for digest in found["id_number"]])
    people = list(Person.objects.filter(wanted).with_posting())
    for row in rows:
        found = [person for person in people if _is(person, row.found, digests[row.row])]
        if len(found) == 1:
            row.person = found[0]
        elif found:
            message = _("Several people fit. Add the ID number, the mobile or the staff number.")
            row.note([error("R20", message)], "name")
        else:
            message = _("Nobody in the roster fits. Import the roster first, or add the ID number.")
            row.note([error("person_unknown", message)], "name")


def _digests(found: dict[str, str]) -> dict[str, list[str]]:
    number, mobile = found["id_number"], re.sub(r"\D", "", found.get("mobile", ""))
    return {
        "id_number": Person.id_number.indexes(number) if number else [],
        "mobile": Person.mobile.indexes(mobile) if mobile else [],
    }


def _is(person: Person, found: dict[str, str], digests: dict[str, list[str]]) -> bool:
    if found.get("staff_no"):
        return person.staff_no == found["staff_no"] and person.name == found["name"]
    if person.name != found["name"]:
        return False
    if digests["id_number"] and person.id_number_index:
        return person.id_number_index in digests["id_number"]
    if digests["mobile"] and person.mobile_index:
        return person.mobile_index in digests["mobile"]
    unit = person.posting.unit if person.posting else None
    return unit is not None and found.get("unit", "") in (unit.name, unit.short_name, unit.code)
