"""The verdict on each row by itself and among the others of its file."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from people.models import OrgUnit
from people.roster import enumerations
from people.roster.characters import narrow, tidy
from people.roster.dates import DateColumn, read_date
from people.roster.id_numbers import birth_date, read_id_number, sex_of
from people.roster.layout import RawRow
from people.roster.names import read_name
from people.roster.phones import read_phones
from people.roster.posts import audience_of, is_audience_certain, read_post, read_rank
from people.roster.units import UnitDirectory
from people.roster.verdicts import SKIPPED, Read, RowVerdict, error, fixed, warning

LISTED: dict[str, Callable[[str], Read]] = {
    "sex": enumerations.read_sex,
    "ethnic_group": enumerations.read_ethnic_group,
    "political_status": enumerations.read_political_status,
    "education": enumerations.read_education,
    "staff_category": enumerations.read_staff_category,
    "track": enumerations.read_track,
}
FREE = {"dept": 50, "tech_title": 50, "remark": 200, "staff_no": 20, "office_phone": 30}
NO_TEXT = frozenset(["无", "-", "—", "/", "暂无"])


@dataclass
class Judge:
    """Reads the rows of one file. Texts that repeat are read once."""

    directory: UnitDirectory
    today: date
    column: DateColumn = field(default_factory=DateColumn)
    id_is_optional: bool = False
    # What is put into a row that names no unit at all: the uploader's own.
    fallback_unit: OrgUnit | None = None
    _memo: dict[tuple[str, str], Any] = field(default_factory=dict)

    def judge(self, raw: RawRow) -> RowVerdict:
        verdict = RowVerdict(raw.sheet, raw.number, unit_text=raw.unit_text)
        if raw.skipped:
            return verdict.skip(*raw.skipped)
        verdict.note(raw.notes, "unit")
        if raw.broken:
            message = _("A formula in the row has no result. Copy the cells and paste them as values.")
            verdict.note([error("R13", message)], min(raw.broken))
        if not str(raw.cells.get("name") or "").strip():
            message = _("The row has no name; perhaps it goes on from the row above. Put one person into one row.")
            verdict.note([error("R14", message)], "name")
            return verdict
        self._person(raw, verdict)
        self._place(raw, verdict)
        self._audience(verdict)
        return verdict

    def _once(self, kind: str, text: str, read: Callable[[str], Any]) -> Any:
        key = (kind, text)
        if key not in self._memo:
            self._memo[key] = read(text)
        return self._memo[key]

    def _person(self, raw: RawRow, verdict: RowVerdict) -> None:
        cells, values = raw.cells, verdict.values
        name, remark = read_name(str(cells["name"]))
        values["name"] = name.value
        verdict.note(name.notes, "name")
        number = read_id_number(
            cells.get("id_number"),
            kind=str(cells.get("id_kind") or ""),
            today=self.today,
            is_optional=self.id_is_optional,
        )
        values["id_number"] = number.value
        verdict.note(number.notes, "id_number")
        for field_name, reader in LISTED.items():
            if field_name in cells:
                read = self._once(field_name, _text(cells[field_name]), reader)
                values[field_name] = read.value
                verdict.note(read.notes, field_name)
        for field_name, longest in FREE.items():
            if field_name in cells:
                values[field_name] = _free(cells[field_name], longest)
        if remark:
            values["remark"] = "；".join(filter(None, [remark, values.get("remark", "")]))[:200]
        self._phones(raw, verdict)
        self._birth(raw, verdict)
        self._sex(raw, verdict)

    def _phones(self, raw: RawRow, verdict: RowVerdict) -> None:
        if "mobile" not in raw.cells:
            return
        phones = read_phones(raw.cells["mobile"])
        verdict.values |= {"mobile": phones.mobile, "spare_mobile": phones.spare_mobile}
        if phones.office_phone and not verdict.values.get("office_phone"):
            verdict.values["office_phone"] = phones.office_phone
        verdict.note(phones.notes, "mobile")

    def _birth(self, raw: RawRow, verdict: RowVerdict) -> None:
        """The archive's month of birth wins for prints; the ID number's stays with the number."""
        if "birth" not in raw.cells:
            return
        read = read_date(raw.cells["birth"], shown_as=raw.shown_as.get("birth", "General"), column=self.column)
        verdict.note(read.notes, "birth")
        month = read.value[:7] if len(read.value) >= len("2000-01") else ""
        verdict.values["birth_month"] = month
        born = birth_date(verdict.values["id_number"]) if len(verdict.values["id_number"]) == 18 else None
        if month and born and month != f"{born:%Y-%m}":
            message = _("The month of birth in the list, %(listed)s, is not that of the ID number. Both are kept.")
            verdict.note([warning("R30", message % {"listed": month})], "birth")
        if month and month > f"{self.today:%Y-%m}":
            verdict.note([error("R36", _("The month of birth lies in the future."))], "birth")

    def _sex(self, raw: RawRow, verdict: RowVerdict) -> None:
        number, stated = verdict.values["id_number"], verdict.values.get("sex", "")
        derived = sex_of(number) if len(number) == 18 else ""
        if stated and derived and stated != derived:
            message = _("The sex in the list is not that of the ID number. Compare both with the card.")
            verdict.note([warning("R29", message)], "sex")
        elif derived and not stated:
            verdict.values["sex"] = derived
            if "sex" in raw.cells and not _text(raw.cells["sex"]):
                verdict.note([fixed("R29", _("The sex was taken from the ID number."))], "sex")

    def _place(self, raw: RawRow, verdict: RowVerdict) -> None:
        values, post = verdict.values, _free(raw.cells.get("post", ""), 200)
        if "unit_and_post" in raw.cells and "unit" not in raw.cells:
            read, rest = self._once("split", raw.unit_text, self.directory.split)
            post = post or rest
            values["dept"] = values.get("dept") or read.dept
        else:
            read = self.directory.find(raw.unit_text) if raw.unit_text else None
            if read and read.dept and not values.get("dept"):
                values["dept"] = read.dept
        unit = read.unit if read else self.fallback_unit
        verdict.note(read.notes if read else () if unit else [error("unit_missing", _("The unit is missing."))], "unit")
        values["unit"] = unit.code if unit else ""
        told = self._once("post", post, read_post)
        standing = self._once("rank", _text(raw.cells.get("rank", "")), read_rank)
        values |= {"post": told.post, "rank": standing.rank or told.rank, "post_level": standing.post_level}
        verdict.note(told.notes, "post")
        verdict.note(standing.notes, "rank")
        if told.remark:
            values["remark"] = "；".join(filter(None, [values.get("remark", ""), told.remark]))[:200]
        values["tech_title"] = values.get("tech_title") or standing.tech_title
        values["staff_category"] = values.get("staff_category") or standing.staff_category
        self._uscc(raw, verdict)

    def _uscc(self, raw: RawRow, verdict: RowVerdict) -> None:
        """A credit code that belongs to another unit than the one named is a doubt; one without a unit names it."""
        code = narrow(_text(raw.cells.get("uscc", ""))).upper()
        if not code:
            return
        unit = self.directory.by_uscc.get(code)
        if unit is None:
            repaired = code.translate(str.maketrans("OIZSV", "01250"))
            unit = self.directory.by_uscc.get(repaired)
            if unit is None:
                return
            verdict.note([warning("R43", _("The credit code was typed with letters for digits."))], "uscc")
        if not verdict.values["unit"]:
            verdict.values["unit"] = unit.code
        elif verdict.values["unit"] != unit.code:
            message = _("The credit code is that of “%(unit)s”.") % {"unit": unit.short_name}
            verdict.note([warning("R43", message)], "uscc")

    def _audience(self, verdict: RowVerdict) -> None:
        values = verdict.values
        facts = {name: values.get(name, "") for name in ("post_level", "rank", "tech_title")}
        if not values.get("track"):
            values["track"] = audience_of(post=values["post"], **facts).value
            values["track_is_confirmed"] = "1" if is_audience_certain(**facts) else ""
        else:
            values["track_is_confirmed"] = "1"


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _free(cell: Any, longest: int) -> str:
    text = tidy(_text(cell))
    return "" if text in NO_TEXT else text[:longest]


def compare_rows(verdicts: Iterable[RowVerdict]) -> None:
    """What rows say of each other: the same number twice, the same name in one unit or in two."""
    by_number: dict[str, list[RowVerdict]] = defaultdict(list)
    by_name: dict[str, list[RowVerdict]] = defaultdict(list)
    for verdict in verdicts:
        if not verdict.is_error and verdict.values:
            if verdict.values["id_number"]:
                by_number[verdict.values["id_number"]].append(verdict)
            by_name[verdict.values["name"]].append(verdict)
    for same in by_number.values():
        if len(same) > 1:
            _same_number(same)
    for same in by_name.values():
        if len(same) > 1:
            _same_name([verdict for verdict in same if verdict.status != SKIPPED and not verdict.is_error])


def _same_number(same: list[RowVerdict]) -> None:
    first, *others = same
    if all(_who(other) == _who(first) for other in others):
        for other in others:
            other.skip("R31", _("The row repeats row %(row)s.") % {"row": first.row})
        return
    for verdict in same:
        row = next(other.row for other in same if other is not verdict)
        message = _("The ID number stands with another name or unit in row %(row)s. Compare both rows.")
        verdict.note([error("R31", message % {"row": row})], "id_number")


def _who(verdict: RowVerdict) -> tuple[str, str]:
    return verdict.values["name"], verdict.values["unit"]


def _same_name(same: list[RowVerdict]) -> None:
    """Two of one name in one unit, or one person listed by two units."""
    for i, verdict in enumerate(same):
        for other in same[:i]:
            a, b = verdict.values, other.values
            mobile = bool(a.get("mobile")) and a.get("mobile") == b.get("mobile")
            told_apart = bool(a["id_number"] and b["id_number"])
            if a["unit"] == b["unit"]:
                message = _("Row %(row)s of the same unit has the same name. Look whether they are two people.")
            elif mobile and not told_apart:
                message = _("Row %(row)s lists the same name and mobile for another unit. Look which unit is right.")
            else:
                continue
            for one, row in ((verdict, other.row), (other, verdict.row)):
                one.note([warning("R20", message % {"row": row})], "name")
