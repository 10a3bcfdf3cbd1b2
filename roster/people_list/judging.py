"""The verdict on each row by itself and among the others of its file."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from common.characters import narrow, tidy
from intake.layout import RawRow
from intake.sections import LONGEST_CELL
from intake.units import notes_on
from intake.values.dates import DateColumn, read_date
from intake.values.id_numbers import TIDY, birth_date, read_id_number, sex_of
from intake.values.names import read_name
from intake.values.phones import read_phones
from intake.verdicts import ERROR, Note, Once, Read, RowVerdict, error, fixed, warning
from people.models import OrgUnit
from people.recognise import UnitDirectory, UnitMatch
from roster.people_list import enumerations
from roster.people_list.fields import VOCABULARY
from roster.people_list.posts import LONGEST_POST, Standing, audience_of, is_audience_certain, read_post, read_rank
from roster.people_list.standing import Told, read_standing

LISTED: dict[str, Callable[[str], Read]] = {
    "sex": enumerations.read_sex,
    "ethnic_group": enumerations.read_ethnic_group,
    "political_status": enumerations.read_political_status,
    "education": enumerations.read_education,
    "staff_category": enumerations.read_staff_category,
    "track": enumerations.read_track,
}
# Free texts with their length: those people share, and those that are a person's own.
SHARED = {"dept": 50, "tech_title": 50}
OWN = {"remark": 200, "staff_no": 20, "office_phone": 30}
# A credit code holds none of these letters.
LETTERS_FOR_DIGITS = str.maketrans("OIZS", "0125")
LONGEST_HEADING = 12
TELLING = Told._fields[1:]
# A text that ends in another Chinese character stands over no column.
ENDINGS = frozenset(alias[-1] for alias in VOCABULARY.aliases)
NO_STANDING = Standing()
NO_TEXT = frozenset(["无", "-", "—", "/", "暂无"])


@dataclass
class Judge:
    """Reads the rows of one sheet. Texts that repeat are read once."""

    directory: UnitDirectory
    today: date
    column: DateColumn = field(default_factory=DateColumn)
    id_is_optional: bool = False
    # What is put into a row that names no unit at all: the uploader's own.
    fallback_unit: OrgUnit | None = None

    def __post_init__(self) -> None:
        self.this_month = f"{self.today:%Y-%m}"
        self.readers = {name: Once(partial(_stripped, read=read)) for name, read in LISTED.items()}
        self.readers |= {
            name: Once(partial(_free_read, name=name, longest=longest)) for name, longest in SHARED.items()
        }
        self.births = Once(partial(read_date, column=self.column))
        self.post_texts, self.posts, self.ranks = (
            Once(partial(_free, longest=LONGEST_CELL)),
            Once(read_post),
            Once(read_rank),
        )
        self.codes, self.splits = Once(_code), Once(self.directory.split)
        self.audiences, self.standings = Once(_audience), Once(partial(read_standing, today=self.today))

    def judge(self, raw: RawRow) -> RowVerdict:
        verdict = RowVerdict(raw.sheet, raw.number, unit_text=raw.unit_text)
        if raw.notes:
            verdict.note(raw.notes, "unit")
        if raw.broken:
            message = _("A formula in the row has no result. Copy the cells and paste them as values.")
            verdict.note([error("R13", message)], min(raw.broken))
        if not str(raw.cells.get("name") or "").strip():
            message = _("The row has no name; perhaps it goes on from the row above. Put one person into one row.")
            verdict.note([error("R14", message)], "name")
            return verdict
        if self._is_heading(str(raw.cells["name"])):
            message = _(
                "There is a heading where a name should be: a form of one person is no list. Copy it into a row."
            )
            verdict.note([error("form", message)], "name")
            return verdict
        self._person(raw, verdict)
        self._place(raw, verdict)
        values = verdict.values
        facts = (values["post"], values["post_level"], values["rank"], values["tech_title"])
        values["track"], values["track_is_confirmed"] = self.audiences[(values.get("track", ""), *facts)]
        return verdict

    @staticmethod
    def _is_heading(name: str) -> bool:
        if "\u4e00" <= name[-1] <= "\u9fff" and name[-1] not in ENDINGS:
            return False
        return 1 < len(name.strip()) < LONGEST_HEADING and VOCABULARY.field_of(name, {}) not in ("", "name")

    def _person(self, raw: RawRow, verdict: RowVerdict) -> None:
        cells, values = raw.cells, verdict.values
        name, remark = read_name(str(cells["name"]))
        values["name"] = name.value
        if name.notes:
            verdict.note(name.notes, "name")
        number = read_id_number(
            cells.get("id_number"),
            kind=str(cells.get("id_kind") or ""),
            today=self.today,
            is_optional=self.id_is_optional,
        )
        values["id_number"] = number.value
        if number.notes:
            verdict.note(number.notes, "id_number")
        for field_name, reader in self.readers.items():
            if field_name in cells:
                cell = cells[field_name]
                values[field_name], notes = reader[cell if isinstance(cell, str) else _text(cell)]
                if notes:
                    verdict.note(notes, field_name)
        for field_name, longest in OWN.items():
            if field_name in cells:
                text = _text(cells[field_name])
                values[field_name] = _free(text, longest)
                if len(text) > longest:
                    verdict.note([_cut(field_name, longest)], field_name)
        if remark:
            _put_remarks(verdict, remark, values.get("remark", ""))
        self._phones(raw, verdict)
        card = number.value if TIDY.match(number.value) else ""
        self._birth(raw, verdict, card)
        self._sex(raw, verdict, card)

    def _phones(self, raw: RawRow, verdict: RowVerdict) -> None:
        if "mobile" not in raw.cells:
            return
        values = verdict.values
        values["mobile"], values["spare_mobile"], office_phone, notes = read_phones(raw.cells["mobile"])
        if office_phone and not values.get("office_phone"):
            values["office_phone"] = office_phone
        if notes:
            verdict.note(notes, "mobile")

    def _birth(self, raw: RawRow, verdict: RowVerdict, card: str) -> None:
        """The archive's month of birth wins for prints; the ID number's stays with the number."""
        if "birth" not in raw.cells:
            return
        cell = raw.cells["birth"]
        # A number or day may be shown in different ways.
        is_text = isinstance(cell, str)
        read = self.births[cell] if is_text else read_date(cell, shown_as=raw.birth_shown_as, column=self.column)
        if read.notes:
            verdict.note(read.notes, "birth")
        month = read.value[:7] if len(read.value) >= len("2000-01") else ""
        verdict.values["birth_month"] = month
        if read.value and not month:
            verdict.note([warning("R34", _("Only the year is written; the month of birth is left out."))], "birth")
        if month and card and month != f"{card[6:10]}-{card[10:12]}" and birth_date(card):
            message = _("The month of birth in the list, %(listed)s, is not that of the ID number. Both are kept.")
            verdict.note([warning("R30", message % {"listed": month})], "birth")
        if month > self.this_month:
            verdict.note([error("R36", _("The month of birth lies in the future."))], "birth")

    def _sex(self, raw: RawRow, verdict: RowVerdict, card: str) -> None:
        stated = verdict.values.get("sex", "")
        derived = sex_of(card) if card else ""
        if stated and derived and stated != derived:
            message = _("The sex in the list is not that of the ID number. Compare both with the card.")
            verdict.note([warning("R29", message)], "sex")
        elif derived and not stated:
            verdict.values["sex"] = derived
            if "sex" in raw.cells and not _text(raw.cells["sex"]):
                verdict.note([fixed("R29", _("The sex was taken from the ID number."))], "sex")

    def _place(self, raw: RawRow, verdict: RowVerdict) -> None:
        values, cells = verdict.values, raw.cells
        read, beside = self._unit_of(raw)
        unit = self._unit_by_code(raw, read.unit, verdict) if "uscc" in cells else read.unit
        notes = notes_on(read)
        if notes and not (unit and not read.unit):
            verdict.note(notes, "unit")
        if unit is None and not notes and not self._is_named_by_number(raw):
            verdict.note([error("unit_missing", _("The unit is missing."))], "unit")
        values["unit"] = unit.code if unit else ""
        values["dept"] = values.get("dept") or read.dept
        told = self.posts[self.post_texts[_text(cells.get("post"))] or beside]
        standing = self.ranks[_text(cells.get("rank"))]
        level = self.ranks[_text(cells["post_level"])] if "post_level" in cells else NO_STANDING
        values["post"] = told.post or standing.post
        values["post_level"] = level.post_level or standing.post_level
        values["rank"] = standing.rank or told.rank or level.rank
        if told.notes:
            verdict.note(told.notes, "post")
        if standing.notes:
            verdict.note(standing.notes, "rank")
        if told.is_cut:
            verdict.note([_cut("post", LONGEST_POST)], "post")
        if told.remark:
            _put_remarks(verdict, values.get("remark", ""), told.remark)
        values["tech_title"] = values.get("tech_title") or standing.tech_title
        if notes := self.standings[Told(raw.sheet, *[cells.get(name) for name in TELLING])]:
            verdict.note(notes, "remark")
        values["staff_category"] = values.get("staff_category") or standing.staff_category

    def _is_named_by_number(self, raw: RawRow) -> bool:
        """A list without a unit changes those it names by a number; the roster knows where they are."""
        has_unit_column = "unit" in raw.cells or "unit_and_post" in raw.cells
        return not has_unit_column and any(_text(raw.cells.get(name)) for name in ("id_number", "staff_no"))

    def _unit_of(self, raw: RawRow) -> tuple[UnitMatch, str]:
        """The row's unit as it is written, and the post that stands in one cell with a unit."""
        both = _text(raw.cells.get("unit_and_post"))
        if not both:
            return self.directory.find(raw.unit_text) if raw.unit_text else UnitMatch(self.fallback_unit), ""
        read, post = self.splits[both]
        if "unit" in raw.cells and raw.unit_text:
            stated = self.directory.find(raw.unit_text)
            return stated._replace(dept=stated.dept or read.dept), post if read.unit else both
        if read.unit is None and (default := raw.default_unit or self.fallback_unit):
            return self.directory.find(default) if isinstance(default, str) else UnitMatch(default), both
        return read, post

    def _unit_by_code(self, raw: RawRow, unit: OrgUnit | None, verdict: RowVerdict) -> OrgUnit | None:
        """A credit code names the unit where nothing else does; that of another unit is a doubt."""
        code = self.codes[_text(raw.cells["uscc"])]
        if not code:
            return unit
        meant = self.directory.by_uscc.get(code)
        if meant is None:
            meant = self.directory.by_uscc.get(code.translate(LETTERS_FOR_DIGITS))
            if meant is None:
                return unit
            message = _("The credit code was typed with letters for digits. Look whether “%(unit)s” is meant.")
            verdict.note([warning("R43", message % {"unit": meant.short_name})], "uscc")
        if unit and unit.code != meant.code:
            message = _("The credit code is that of “%(unit)s”.") % {"unit": meant.short_name}
            verdict.note([warning("R43", message)], "uscc")
        return unit or meant


def _stripped(text: str, read: Callable[[str], Read]) -> Read:
    return read(text.strip())


def _free_read(text: str, name: str, longest: int) -> Read:
    return Read(_free(text, longest), (_cut(name, longest),) if len(tidy(text)) > longest else ())


def _put_remarks(verdict: RowVerdict, *remarks: str) -> None:
    joined = "；".join(filter(None, remarks))
    if len(joined) > OWN["remark"]:
        verdict.note([_cut("remark", OWN["remark"])], "remark")
    verdict.values["remark"] = joined[: OWN["remark"]]


def _cut(name: str, longest: int) -> Note:
    message = _("“%(field)s” is longer than %(n)d characters; the rest was cut.")
    return warning("cut", message % {"field": VOCABULARY.fields[name], "n": longest})


def _code(text: str) -> str:
    return narrow(text).upper().replace("-", "")


def _audience(told: tuple[str, ...]) -> tuple[str, str]:
    """The audience of the list, else what post and rank say of it; and whether that is certain."""
    stated, post, post_level, rank, tech_title = told
    if stated:
        return stated, "1"
    facts = {"post_level": post_level, "rank": rank, "tech_title": tech_title}
    return audience_of(post=post, **facts).value, "1" if is_audience_certain(**facts) else ""


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _free(text: str, longest: int) -> str:
    plain = tidy(text)
    return "" if plain in NO_TEXT else plain[:longest]


def compare_rows(verdicts: list[RowVerdict]) -> None:
    """What rows say of each other: the same number twice, the same name in one unit or in two."""
    by_number: dict[str, list[RowVerdict]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.status != ERROR and verdict.values and verdict.values["id_number"]:
            by_number[verdict.values["id_number"]].append(verdict)
    for same in by_number.values():
        if len(same) > 1:
            _same_number(same)
    in_unit: dict[tuple[str, ...], list[RowVerdict]] = defaultdict(list)
    by_mobile: dict[str, list[RowVerdict]] = defaultdict(list)
    for verdict in verdicts:
        values = verdict.values
        if values and verdict.status != ERROR:
            in_unit[(values["name"], values["unit"])].append(verdict)
            if values.get("mobile"):
                by_mobile[values["mobile"]].append(verdict)
    shared = [same for same in by_mobile.values() if len(same) > 1]
    for same in shared:
        _same_mobile(same)
    for same in in_unit.values():
        if len(same) > 1:
            message = _("Row %(row)s of the same unit has the same name. Look whether they are two people.")
            _doubt_each(same, message)
    for same in shared:
        _same_name_and_mobile(same)


def _same_mobile(same: list[RowVerdict]) -> None:
    """A mobile signs one person in."""
    for verdict in same:
        other = next((one for one in same if one.values["name"] != verdict.values["name"]), None)
        if other:
            message = _("Row %(row)s, %(name)s, has the same mobile. Only one of the two can sign in with it.")
            values = {"row": other.row, "name": other.values["name"]}
            verdict.note([warning("mobile_shared", message % values)], "mobile")


def _same_name_and_mobile(same: list[RowVerdict]) -> None:
    by_name: dict[str, list[RowVerdict]] = defaultdict(list)
    for verdict in same:
        by_name[verdict.values["name"]].append(verdict)
    for one in by_name.values():
        if len({verdict.values["unit"] for verdict in one}) > 1:
            message = _("Row %(row)s lists the same name and mobile for “%(unit)s”. Look which unit is right.")
            _doubt_each(one, message)


def _doubt_each(same: list[RowVerdict], message: str) -> None:
    for verdict in same:
        other = same[1] if verdict is same[0] else same[0]
        verdict.note([warning("R20", message % {"row": other.row, "unit": other.unit_text})], "name")


def _same_number(same: list[RowVerdict]) -> None:
    first, *others = same
    if all(_who(other) == _who(first) for other in others):
        for other in others:
            if other.values != first.values:
                message = _("Row %(row)s says something else of the same person; this row counts.")
                first.note([warning("R31", message % {"row": other.row})], "id_number")
            other.skip("R31", _("The row repeats row %(row)s.") % {"row": first.row})
        return
    for verdict in same:
        other = same[1] if verdict is first else first
        message = _("The ID number stands with another name or unit in row %(row)s. Compare both rows.")
        verdict.note([error("R31", message % {"row": other.row})], "id_number")


def _who(verdict: RowVerdict) -> tuple[str, str]:
    return verdict.values["name"], verdict.values["unit"]
