"""From sheets to rows of data: titles, sections, sub-totals, notes and samples are told apart from them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from common.characters import narrow, tidy
from common.tables import Grid
from intake.headings import Column, Heading, Vocabulary, find_heading
from intake.verdicts import Note, fixed, warning
from people.recognise import UnitDirectory

BLANK = "\u200b\ufeff \t\r\n\u3000\xa0"
SEALED = r"[（(]\s*(?:盖章|公章|签章|章)\s*[）)]"
# 填报单位：…, or without a colon where the seal or the word 填报 says what it is.
FILLED_IN_BY = re.compile(
    rf"(?:(?:填\s*报|报\s*送|推\s*荐|所\s*在|工\s*作)?\s*(?:单\s*位|部\s*门)\s*(?:名\s*称)?\s*(?:{SEALED})?\s*[:：]"
    rf"|(?:填\s*报|报\s*送|推\s*荐)\s*(?:单\s*位|部\s*门)\s*(?:名\s*称)?(?:\s*{SEALED}|[\s\u3000]|$)"
    rf"|(?:单\s*位|部\s*门)\s*(?:名\s*称)?\s*{SEALED})\s*"
    r"(?:(\S[^:：]*?)(?=\s{2,}|\s*(?:填报|填表|报送|联系|负责|审核|电话|日期)|$))?"
)
SEAL = re.compile(r"[（(]\s*(?:公章|盖章|签章|章)\s*[）)]\s*$")
# 人 and 万元 behind 单位 are units of measure.
SHORTEST_UNIT = 3
TOTAL = r"(?:小\s*计|合\s*计|总\s*计|共\s*计)"
FOOT = re.compile(
    rf"\s*(?:注|备注|说明|填表说明)\s*\d*\s*:|\s*{TOTAL}|.*{TOTAL}\s*:?\s*\d*\s*[人名]?\s*$|\s*\d+\s*人\s*$|第\s*\d+\s*页|"
    r"\s*(?:单位|主要|部门)?(?:负责人|填表人|填报人|审核人|经办人|制表人|联系人|主管领导|分管领导).{0,12}:|"
    r"\s*(?:联系电话|填[表报]日期|报送日期|制表日期|日期)\s*:"
)
# In a row without any of these the patterns need not be tried.
HINT = re.compile("[例范示注说计页人名字:：]|name", re.IGNORECASE)
DATED = re.compile(r".*\d{2,4}\s*年\s*\d{0,2}\s*月\s*\d{0,2}\s*日\s*$")
SECTION = re.compile(r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|第[一二三四五六七八九十]+)")
SAMPLE = re.compile(
    r"\(?(?:示例|例|例如|样例|范例|示范|填写示例)\s*\)?\s*(?::|$)|\(?(?:示例|样例)|.*\((?:示例|样例|例)\)\s*$"
)
# What a spreadsheet shows where a formula went wrong, in files that keep nothing but the text.
FORMULA_ERRORS = frozenset(["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"])
DITTO = frozenset(["同上", "〃", '"', "″", "''", "“", "”", "同前", "…"])
ENOUGH_BLANK_ROWS = 500
WIDE_MERGE = 3
LONGEST_NAME_ALONE = 20
# A text alone in its row and longer than any post is a note.
SHORTEST_NOTE = 30
LONGEST_CELL = 300
# The sheet of our own templates that says how to fill them in.
GUIDE = "填写说明"
UNIT_FIELDS = ("unit", "unit_and_post")
# So many filled cells from the left tell what kind of row it is.
TELLING = 3
NOTHING_BROKEN: frozenset[str] = frozenset()
Filled = list[tuple[int, Any]]


@dataclass
class RawRow:
    """One row below the heading: cells by field, not yet judged; `number` counts from 1 as in the sheet."""

    sheet: str
    number: int
    cells: dict[str, Any]
    notes: list[Note] = field(default_factory=list)
    skipped: tuple[str, str] | None = None
    unit_text: str = ""
    # What stands for a unit that is not written: the section's, the list's or the sheet's.
    default_unit: str = ""
    is_hidden: bool = False
    broken: frozenset[str] = NOTHING_BROKEN
    birth_shown_as: str = "General"


@dataclass
class ListSheet:
    """A sheet whose heading was found."""

    grid: Grid
    heading: Heading
    words: Vocabulary
    # Where a row names no unit: the one that fills the list in, or the one the sheet is named after.
    default_unit: str = ""

    def unused_headings(self) -> list[str]:
        """What nobody understood though cells below it hold something."""
        words = self.words
        unknown = [one for one in self.heading.columns if not one.field and not words.is_ignored(one.heading)]
        rows = self.grid.rows[self.heading.first :]
        filled = (one for one in unknown if any(_holds(row, one.index) for row in rows))
        return list(dict.fromkeys(column.heading for column in filled))

    @property
    def hidden_columns(self) -> list[Column]:
        """Those that are read all the same."""
        return [one for one in self.heading.columns if one.field and one.index in self.grid.facts.hidden_columns]


def list_sheets(
    grids: list[Grid],
    words: Vocabulary,
    directory: UnitDirectory,
    *,
    chosen: dict[str, str] | None = None,
    only: set[str] | None = None,
) -> list[ListSheet]:
    """Every sheet with a heading, or those of `only`."""
    sheets = []
    for grid in grids:
        heading = find_heading(grid, words, chosen) if only is None or grid.name in only else None
        if heading is None:
            continue
        sheets.append(ListSheet(grid, heading, words, _stated_unit(heading) or _unit_named(grid.name, directory)))
    return sheets


def _holds(row: list[Any], place: int) -> bool:
    return place < len(row) and str(row[place] if row[place] is not None else "").strip(BLANK) != ""


def _stated_unit(heading: Heading) -> str:
    """What stands behind 填报单位, in the same cell or in the next."""
    for row in heading.preamble:
        texts = [_cut(cell) for cell in row if isinstance(cell, str) and cell.strip(BLANK)]
        for text, following in zip_longest(texts, texts[1:], fillvalue=""):
            found = FILLED_IN_BY.search(text)
            name = SEAL.sub("", (found[1] or following) if found else "").strip(BLANK + "_＿")
            if len(name) >= SHORTEST_UNIT and not re.search(r"[:：]|\d{4}\s*年", name):
                return name
    return ""


def _unit_named(name: str, directory: UnitDirectory) -> str:
    return name if directory.named(name) else ""


def rows_of(sheet: ListSheet, directory: UnitDirectory) -> Iterator[RawRow]:
    """The rows below the heading; wholly empty ones are passed over and end the sheet when there are many."""
    grid, places, subject = sheet.grid, sheet.heading.by_field, sheet.heading.by_field[sheet.words.subject]
    shown = _BirthFormats(grid, places.get("birth", -1))
    units = _Units(directory, grid, places, sheet.default_unit)
    wide = {top for top, left, bottom, right in grid.merges if top == bottom and right - left >= WIDE_MERGE - 1}
    struck = grid.facts.struck_rows(subject)
    blank = 0
    for number in range(sheet.heading.first, len(grid.rows)):
        cells = grid.rows[number]
        filled = _first_filled(cells)
        if not filled or _is_numbered_only(filled, subject):
            blank += 1
            if blank > ENOUGH_BLANK_ROWS:
                return
            continue
        blank = 0
        row = RawRow(grid.name, number + 1, _own_cells(cells, places))
        row.broken = _broken(row.cells, grid, number, places)
        row.birth_shown_as = shown.of(number, row.cells.get("birth"))
        _skip_if_no_data(row, filled, subject, sheet.words, directory, is_wide=number in wide)
        if row.skipped:
            units.look_for_section(row, filled)
        else:
            units.fill(row, number)
            _note_hidden(row, grid)
            if number in struck:
                message = _("The row is struck through in the sheet. Look whether it still counts.")
                row.notes.append(warning("struck", message))
        yield row


def _first_filled(cells: list[Any]) -> Filled:
    """The first three cells that hold something, by their places: they tell what kind of row it is."""
    filled: Filled = []
    for place, cell in enumerate(cells):
        if cell is not None and (not isinstance(cell, str) or cell.strip(BLANK)):
            filled.append((place, cell))
            if len(filled) == TELLING:
                break
    return filled


def _own_cells(cells: list[Any], places: dict[str, int]) -> dict[str, Any]:
    """The cells that are read, none of them longer than any field is: patterns over whole pages take their time."""
    width = len(cells)
    own = {name: cells[place] if place < width else "" for name, place in places.items()}
    for name, cell in own.items():
        if isinstance(cell, str) and len(cell) > LONGEST_CELL:
            own[name] = cell[:LONGEST_CELL]
    return own


def _cut(cell: Any) -> Any:
    return cell[:LONGEST_CELL] if isinstance(cell, str) and len(cell) > LONGEST_CELL else cell


def _is_numbered_only(filled: Filled, name_place: int) -> bool:
    """A row that was numbered beforehand and never used."""
    place, cell = filled[0]
    return len(filled) == 1 and place != name_place and str(cell).removesuffix(".0").isdecimal()


def _broken(own: dict[str, Any], grid: Grid, number: int, places: dict[str, int]) -> frozenset[str]:
    """Fields whose formula has no result."""
    missing = grid.facts.without_result
    if not missing and FORMULA_ERRORS.isdisjoint(own.values()):
        return NOTHING_BROKEN
    return frozenset(name for name, cell in own.items() if cell in FORMULA_ERRORS or (number, places[name]) in missing)


class _BirthFormats:
    """How a number or day in the column of births is shown; looked for when there is one."""

    def __init__(self, grid: Grid, place: int) -> None:
        self.grid, self.place = grid, place

    @cached_property
    def shown(self) -> dict[tuple[int, int], str]:
        return self.grid.facts.number_formats({self.place})

    def of(self, number: int, cell: Any) -> str:
        is_text = cell is None or isinstance(cell, str)
        return "General" if is_text else self.shown.get((number, self.place), "General")


def _note_hidden(row: RawRow, grid: Grid) -> None:
    if row.number - 1 in grid.facts.hidden_rows:
        row.is_hidden = True
        row.notes.append(warning("R08", _("The row is hidden in the sheet. Look whether it was meant.")))
    elif grid.is_hidden:
        row.is_hidden = True
        row.notes.append(warning("R08", _("The whole sheet is hidden. Look whether it was meant.")))


def _merged_down(grid: Grid, places: dict[str, int]) -> dict[tuple[int, int], Any]:
    """Values of unit cells merged over several rows, by the rows that lack them."""
    columns = {places[name] for name in UNIT_FIELDS if name in places}
    values: dict[tuple[int, int], Any] = {}
    # Merges do not overlap; in a file made to cost time they may.
    ends = dict.fromkeys(columns, -1)
    for top, left, bottom, right in sorted(grid.merges):
        if top == bottom or top >= len(grid.rows):
            continue
        for column in columns:
            if left <= column <= right and top > ends[column]:
                ends[column] = bottom
                value = grid.rows[top][left] if left < len(grid.rows[top]) else ""
                values.update({(number, column): value for number in range(top + 1, min(bottom + 1, len(grid.rows)))})
    return values


def _skip_if_no_data(
    row: RawRow, filled: Filled, place: int, words: Vocabulary, directory: UnitDirectory, *, is_wide: bool
) -> None:
    first = [str(cell) for _place, cell in filled]
    name, remark = str(row.cells[words.subject] or ""), str(row.cells.get("remark") or "")
    is_sample = not words.samples.items().isdisjoint(row.cells.items())
    if (
        name.strip(BLANK)
        and len(filled) == TELLING
        and not is_sample
        and not HINT.search("".join([*first, name, remark]))
    ):
        return
    texts, name = [narrow(_cut(text)).strip() for text in first], narrow(name).strip()
    if is_sample or any(map(SAMPLE.match, [*texts, name, remark])):
        row.skipped = ("R10", _("The sample row of the template was passed over."))
    elif any(map(FOOT.match, [*texts[:2], name])) or (not name and any(map(DATED.match, texts))):
        row.skipped = ("R06", _("Totals, notes and signatures were passed over."))
    elif _is_section(texts, filled, name, place, words, directory, is_wide=is_wide):
        row.skipped = ("R06", _("A heading inside the list was passed over."))


def _is_section(
    texts: list[str],
    filled: Filled,
    name: str,
    place: int,
    words: Vocabulary,
    directory: UnitDirectory,
    *,
    is_wide: bool,
) -> bool:
    if len(filled) == TELLING:
        return len(name) < LONGEST_NAME_ALONE and words.field_of(name, {}) == words.subject
    numbered = SECTION.match(texts[0]) is not None
    if len(filled) == 2:
        return not name and numbered
    if not name:
        # Further right it goes on with the row above, unless it is a note.
        return is_wide or filled[0][0] < place or len(texts[0]) > SHORTEST_NOTE
    is_heading = numbered or is_wide or name.endswith(":") or len(name) > LONGEST_NAME_ALONE
    return is_heading or directory.named(name) is not None


class _Units:
    """The unit of one row after another: written, merged, meant by a ditto, or left to the section."""

    def __init__(self, directory: UnitDirectory, grid: Grid, places: dict[str, int], default: str) -> None:
        self.directory, self.default = directory, default
        self.merged = _merged_down(grid, places)
        self.name = next((name for name in UNIT_FIELDS if name in places), "")
        self.place = places.get(self.name, -1)
        self.above = self.section = ""

    def look_for_section(self, row: RawRow, filled: Filled) -> None:
        """A heading inside the list that is a unit's name gives the rows below it their unit."""
        text = str(_cut(filled[0][1])).strip(BLANK)
        if not row.skipped or row.skipped[0] != "R06" or FOOT.match(narrow(text)):
            return
        bare = re.sub(r"[（(]\s*[共计]*\s*\d+\s*[个人名家]*\s*[）)]\s*|[:：]\s*$", "", text).strip(BLANK)
        bare = bare if self.directory.named(bare) else SECTION.sub("", bare).strip(BLANK)
        self.section, self.above = bare if self.directory.named(bare) else "", ""

    def fill(self, row: RawRow, number: int) -> None:
        """Put the row's unit into `unit_text`."""
        row.default_unit = self.section or self.default
        cell = row.cells.get(self.name)
        text = tidy(str(cell)) if cell else ""
        if not text and (number, self.place) in self.merged:
            text = tidy(str(_cut(self.merged[(number, self.place)])))
        if text in DITTO:
            row.notes.append(fixed("R05", _("“%(text)s” was filled with the unit above.") % {"text": text}))
            text = self.above
        elif text or not self.above:
            self.above = text
        else:
            text = self._unit_alone()
            message = _("The unit is empty; “%(unit)s” of the row above was filled in.")
            row.notes.append(warning("R05", message % {"unit": text}))
        row.unit_text = text or row.default_unit
        if self.name == "unit_and_post":
            row.cells[self.name] = text

    def _unit_alone(self) -> str:
        """What stands with the unit above is that person's post."""
        unit = self.directory.split(self.above)[0].unit if self.name == "unit_and_post" else None
        return unit.short_name if unit else self.above
