"""The rows of a list as texts, by the headings above them. Nothing here knows what the list is about."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.characters import ZERO_WIDTH
from common.errors import NotAllowed
from common.tables import Grid, read_book
from intake.headings import plain_heading

SCANNED_ROWS = 15
ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class ListRow:
    """`cells` holds a text for every known column of its sheet; rows of a sheet count from 1."""

    sheet: str
    row: int
    cells: dict[str, str]
    without_result: bool = False


@dataclass(frozen=True)
class ListShape:
    """A kind of list: what its headings mean, which of them it must have, how long it may be."""

    headings: Mapping[str, str]
    needed: Collection[str]
    most_rows: int


def read_list(data: bytes, name: str, shape: ListShape, *, format: str = "auto") -> list[ListRow] | None:
    """Every row below a heading row, empty ones too; None where no sheet has the needed headings."""
    is_workbook = data.startswith((ZIP, OLE))
    if format != "auto" and is_workbook != (format == "xlsx"):
        raise NotAllowed(_("The file is not of the format that was named."), code="R12")
    found = [(grid, *_heading(grid, shape)) for grid in read_book(data, name)]
    found = [one for one in found if one[1]]
    if sum(len(grid.rows) - first for grid, _columns, first in found) > shape.most_rows:
        message = _("The file has more than %(n)s rows. Split it.")
        raise NotAllowed(message % {"n": shape.most_rows}, code="too_many_rows")
    return [row for grid, columns, first in found for row in _rows(grid, columns, first)] if found else None


def _heading(grid: Grid, shape: ListShape) -> tuple[dict[str, int], int]:
    """Where each column stands, and the first row below the heading."""
    for number, cells in enumerate(grid.rows[:SCANNED_ROWS]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(cells):
            if meaning := shape.headings.get(plain_heading(cell)):
                columns.setdefault(meaning, place)
        if set(shape.needed) <= set(columns):
            return columns, number + 1
    return {}, 0


def _rows(grid: Grid, columns: dict[str, int], first: int) -> list[ListRow]:
    unsolved = {row for row, column in grid.facts.without_result if column in columns.values()}
    return [
        ListRow(
            grid.name,
            number + 1,
            {name: text_of(cells[place]) if place < len(cells) else "" for name, place in columns.items()},
            number in unsolved,
        )
        for number, cells in enumerate(grid.rows[first:], start=first)
    ]


def text_of(cell: Any) -> str:
    """A whole number without the `.0` a spreadsheet keeps; no NUL, which PostgreSQL does not store."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else ZERO_WIDTH.sub("", str(cell)).replace("\0", "").strip()
