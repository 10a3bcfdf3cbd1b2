"""From sheets to rows of data: titles, sections, sub-totals, notes and samples are told apart from them."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from common.characters import narrow, tidy
from common.tables import Grid
from intake.headings import Column, Heading, Vocabulary, find_heading
from intake.second_headings import SecondHeadings
from intake.sections import (
    BLANK,
    FILLED_IN_BY,
    FOOT,
    LONGEST_CELL,
    SEAL,
    SHORTEST_UNIT,
    Filled,
    cut,
    first_filled,
    unit_of_section,
    why_passed_over,
)
from intake.verdicts import Note, error, fixed, warning
from people.recognise import UnitDirectory

# What a spreadsheet shows where a formula went wrong, in files that keep nothing but the text.
FORMULA_ERRORS = frozenset(["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"])
DITTO = frozenset(["同上", "〃", '"', "″", "''", "“", "”", "同前", "…"])
ENOUGH_BLANK_ROWS = 500
WIDE_MERGE = 3
# The sheet of our own templates that says how to fill them in.
GUIDE = "填写说明"
UNIT_FIELDS = ("unit", "unit_and_post")
NOTHING_BROKEN: frozenset[str] = frozenset()


@dataclass(slots=True)
class RawRow:
    """One row below the heading: cells by field, not yet judged; `number` counts from 1 as in the sheet."""

    sheet: str
    number: int
    cells: dict[str, Any]
    notes: list[Note] = field(default_factory=list)
    skipped: tuple[str, str] | None = None
    # Why the row is not read at all, where its cells cannot be told.
    refused: Note | None = None
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
    # Earlier choices, by plain heading.
    chosen: Mapping[str, str] = field(default_factory=dict)

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
        default = _stated_unit(heading) or _unit_named(grid.name, directory)
        sheets.append(ListSheet(grid, heading, words, default, chosen or {}))
    return sheets


def _holds(row: list[Any], place: int) -> bool:
    return place < len(row) and str(row[place] if row[place] is not None else "").strip(BLANK) != ""


def _stated_unit(heading: Heading) -> str:
    """What stands behind 填报单位, in the same cell or in the next."""
    for row in heading.preamble:
        texts = [cut(cell) for cell in row if isinstance(cell, str) and cell.strip(BLANK)]
        for text, following in zip_longest(texts, texts[1:], fillvalue=""):
            found = FILLED_IN_BY.search(text)
            name = SEAL.sub("", (found[1] or following) if found else "").strip(BLANK + "_＿")
            if len(name) >= SHORTEST_UNIT and not re.search(r"[:：]|\d{4}\s*年", name):
                return name
    return ""


def _unit_named(name: str, directory: UnitDirectory) -> str:
    return name if directory.named(name) else ""


def rows_of(sheet: ListSheet, directory: UnitDirectory) -> Iterator[RawRow]:
    """The rows below the heading, and those lost above it; wholly empty ones are passed over and end the sheet when
    there are many."""
    grid, places, subject = sheet.grid, sheet.heading.by_field, sheet.heading.by_field[sheet.words.subject]
    shown = _BirthFormats(grid, places.get("birth", -1))
    units = _Units(directory, grid, places, sheet.default_unit)
    others = SecondHeadings(grid, sheet.heading, sheet.words, sheet.chosen)
    wide = {top for top, left, bottom, right in grid.merges if top == bottom and right - left >= WIDE_MERGE - 1}
    struck = grid.facts.struck_rows(subject)
    yield from (_refused(grid, number, others.why_above()) for number in others.rows_above())
    for number, filled in _filled_rows(grid, sheet.heading.first, subject):
        if not filled:
            yield _refused(grid, number, _why_below_blanks())
            return
        row = RawRow(grid.name, number + 1, _own_cells(grid.rows[number], places))
        if others.meets(number, filled, row.cells[sheet.words.subject]):
            row.skipped = ("R06", _("A heading inside the list was passed over."))
            units.end_section()
        elif why := why_passed_over(row.cells, filled, subject, sheet.words, directory, is_wide=number in wide):
            row.skipped = why
            units.look_for_section(row, filled)
        elif others.differing:
            row = _refused(grid, number, others.why_below())
        else:
            row.broken = _broken(row.cells, grid, number, places)
            row.birth_shown_as = shown.of(number, row.cells.get("birth"))
            units.fill(row, number)
            _note_doubts(row, grid, struck)
        yield row


def _filled_rows(grid: Grid, first: int, subject: int) -> Iterator[tuple[int, Filled]]:
    """The rows that hold something. The first behind many blank ones is the last, without its cells."""
    blank = 0
    for number in range(first, len(grid.rows)):
        filled = first_filled(grid.rows[number])
        if not filled or _is_numbered_only(filled, subject):
            blank += 1
            continue
        if blank > ENOUGH_BLANK_ROWS:
            yield number, []
            return
        blank = 0
        yield number, filled


def _refused(grid: Grid, number: int, why: Note) -> RawRow:
    is_hidden = grid.is_hidden or number in grid.facts.hidden_rows
    return RawRow(grid.name, number + 1, {}, refused=why, is_hidden=is_hidden)


def _why_below_blanks() -> Note:
    message = _(
        "More than %(n)d blank rows stand above this row, so neither it nor those below it are read. Take the blank rows "
        "out, and send the file again."
    )
    return error("R11", message % {"n": ENOUGH_BLANK_ROWS})


def _own_cells(cells: list[Any], places: dict[str, int]) -> dict[str, Any]:
    """The cells that are read, none of them longer than any field is: patterns over whole pages take their time."""
    width = len(cells)
    own = {name: cells[place] if place < width else "" for name, place in places.items()}
    for name, cell in own.items():
        if isinstance(cell, str) and len(cell) > LONGEST_CELL:
            own[name] = cell[:LONGEST_CELL]
    return own


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


def _note_doubts(row: RawRow, grid: Grid, struck: Collection[int]) -> None:
    if row.number - 1 in grid.facts.hidden_rows:
        row.is_hidden = True
        row.notes.append(warning("R08", _("The row is hidden in the sheet. Look whether it was meant.")))
    elif grid.is_hidden:
        row.is_hidden = True
        row.notes.append(warning("R08", _("The whole sheet is hidden. Look whether it was meant.")))
    if row.number - 1 in struck:
        message = _("The row is struck through in the sheet. Look whether it still counts.")
        row.notes.append(warning("struck", message))


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


class _Units:
    """The unit of one row after another: written, merged, meant by a ditto, or left to the section."""

    def __init__(self, directory: UnitDirectory, grid: Grid, places: dict[str, int], default: str) -> None:
        self.directory, self.default = directory, default
        self.merged = _merged_down(grid, places)
        self.name = next((name for name in UNIT_FIELDS if name in places), "")
        self.place = places.get(self.name, -1)
        self.above = self.section = ""

    def look_for_section(self, row: RawRow, filled: Filled) -> None:
        """A heading inside the list that names a unit gives it to the rows below, whether it is known or not."""
        if row.skipped and row.skipped[0] == "R06" and not FOOT.match(narrow(str(cut(filled[0][1])))):
            self.end_section()
            self.section = unit_of_section(filled, self.directory)

    def end_section(self) -> None:
        self.section = self.above = ""

    def fill(self, row: RawRow, number: int) -> None:
        """Put the row's unit into `unit_text`."""
        row.default_unit = self.section or self.default
        cell = row.cells.get(self.name)
        text = tidy(str(cell)) if cell else ""
        if not text and (number, self.place) in self.merged:
            text = tidy(str(cut(self.merged[(number, self.place)])))
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
