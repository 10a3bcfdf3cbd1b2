"""The rows of a list of questions as texts, by the headings above them.

Whole cells are kept and no row is passed over: a stem may be long, and may begin like a note or a total.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.characters import ZERO_WIDTH
from common.errors import NotAllowed
from common.tables import Grid, read_book
from intake.headings import Vocabulary, find_heading
from intake.layout import ListSheet
from intake.options import Options
from intake.reading import NO_HEADING
from intake.second_headings import SecondHeadings
from intake.sections import first_filled
from intake.verdicts import Note

MOST_ROWS = 5000
ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class ListRow:
    """`cells` holds a text for every known column of its sheet; rows of a sheet count from 1."""

    sheet: str
    row: int
    cells: dict[str, str]
    without_result: bool = False
    is_passed_over: bool = False
    is_heading: bool = False
    # Why the row is not read at all.
    refused: Note | None = None


def read_grids(data: bytes, name: str, format: str = "auto") -> list[Grid]:
    is_workbook = data.startswith((ZIP, OLE))
    if format != "auto" and is_workbook != (format == "xlsx"):
        raise NotAllowed(_("The file is not of the format that was named."), code="R12")
    return read_book(data, name)


def sheets_of(grids: list[Grid], words: Vocabulary, options: Options) -> list[ListSheet]:
    """The sheets with the headings of a list of questions. Raises NotAllowed where there is none, or too much."""
    wanted = [grid for grid in grids if options.sheets is None or grid.name in options.sheets]
    found = [(grid, find_heading(grid, words, options.headings)) for grid in wanted]
    sheets = [ListSheet(grid, heading, words, chosen=options.headings) for grid, heading in found if heading]
    if not sheets:
        message = _("No sheet has the headings 题型, 题干 and 正确答案 in one of its first 15 rows.")
        raise NotAllowed(message, code=NO_HEADING)
    if sum(len(sheet.grid.rows) - sheet.heading.first for sheet in sheets) > MOST_ROWS:
        message = _("The file has more than %(n)s rows. Split it.")
        raise NotAllowed(message % {"n": MOST_ROWS}, code="too_many_rows")
    return sheets


def listed_rows(sheet: ListSheet, options: Options) -> list[ListRow]:
    """Every row below the heading, empty ones too, and those lost above it."""
    grid, columns, first = sheet.grid, sheet.heading.by_field, sheet.heading.first
    unsolved = {row for row, column in grid.facts.without_result if column in columns.values()}
    hidden = grid.facts.hidden_rows if options.skip_hidden else frozenset()
    others = SecondHeadings(grid, sheet.heading, sheet.words, sheet.chosen)
    rows = [
        ListRow(grid.name, number + 1, {}, is_passed_over=number in hidden, refused=others.why_above())
        for number in others.rows_above()
    ]
    for number, cells in enumerate(grid.rows[first:], start=first):
        texts = {name: text_of(cells[place]) if place < len(cells) else "" for name, place in columns.items()}
        filled = first_filled(cells)
        is_heading = others.meets(number, filled, texts[sheet.words.subject])
        why = others.why_below() if others.differing and filled and not is_heading else None
        rows.append(ListRow(grid.name, number + 1, texts, number in unsolved, number in hidden, is_heading, why))
    return rows


def text_of(cell: Any) -> str:
    """A whole number without the `.0` a spreadsheet keeps; no NUL, which PostgreSQL does not store."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else ZERO_WIDTH.sub("", str(cell)).replace("\0", "").strip()
