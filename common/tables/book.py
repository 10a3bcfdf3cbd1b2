"""Opens a workbook or a text table, whatever its name says, and refuses what cannot be read safely."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from common.errors import NotAllowed
from common.tables.collecting import without_collecting
from common.tables.failing import refusing_failures
from common.tables.text import read_text
from common.tables.xls import refuse_hungry
from common.tables.xlsx import SheetFacts, Workbook, unpack

LARGEST_FILE = 10 * 1024 * 1024
# Twenty thousand people, with titles, a heading and notes.
MOST_ROWS = 20_100
MOST_COLUMNS = 256
MOST_CELLS = 2_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = (b"<", b"\xef\xbb\xbf<", b"MIME-Version")


@dataclass
class Grid:
    """One sheet. Rows and columns count from 0; a merged cell has its value in its first cell alone."""

    name: str
    rows: list[list[Any]]
    is_hidden: bool = False
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    facts: SheetFacts = field(default_factory=SheetFacts)


@refusing_failures()
@without_collecting()
def read_book(data: bytes, name: str = "") -> list[Grid]:
    """The sheets of a file. Raises NotAllowed with a sentence on what to do."""
    opened = _opened(data, name)
    if isinstance(opened, Workbook):
        return _sheets(opened.repacked, opened)
    if opened is None:
        return _sheets(data, None)
    _refuse_oversize(len(opened), max(map(len, opened), default=0))
    return [Grid("CSV", opened)]


@refusing_failures()
def check_book(data: bytes, name: str = "") -> None:
    """Refuses what `read_book` refuses at first sight, before a cell is laid out."""
    _opened(data, name)


@refusing_failures()
def open_xlsx(data: bytes, name: str = "", *, largest: int = LARGEST_FILE) -> Workbook:
    """An .xlsx, and nothing else, unpacked with its blank cells: somebody cares for its looks."""
    _refuse_large(data, largest)
    _refuse_foreign(data, name)
    if not data.startswith(b"PK"):
        raise NotAllowed(_save_as(_("The file is not an .xlsx workbook.")), code="R12")
    return unpack(data, keep_blanks=True)


def _opened(data: bytes, name: str) -> Workbook | list[list[str]] | None:
    """An .xlsx unpacked, the rows of a text, or None for an old .xls."""
    _refuse_large(data, LARGEST_FILE)
    _refuse_foreign(data, name)
    if data.startswith(b"PK"):
        workbook = unpack(data)
        # Before a sheet is laid out: one far cell would take all memory.
        last_row, last_column = workbook.extent
        _refuse_oversize(last_row + 1, last_column + 1)
        return workbook
    if data.startswith(OLE):
        refuse_hungry(data)
        return None
    if name.lower().endswith((".xlsx", ".xls", ".xlsm")):
        raise NotAllowed(_save_as(_("The file is not the workbook its name says.")), code="R12")
    return read_text(data)


def _refuse_large(data: bytes, largest: int) -> None:
    if len(data) > largest:
        message = _("The file is larger than %(n)s MB. Split it, or delete pictures and empty sheets.")
        raise NotAllowed(message % {"n": largest // 1024 // 1024}, code="file_too_large")


def _save_as(problem: str) -> str:
    advice = _("Open it in Excel or WPS, save it as .xlsx and send that file.")
    return f"{problem} {advice}"


def _refuse_foreign(data: bytes, name: str) -> None:
    if not data.strip():
        raise NotAllowed(_("The file is empty."), code="file_empty")
    if name.lower().endswith(".et"):
        raise NotAllowed(_save_as(_("The file is in WPS's own format (.et).")), code="R12")
    if data.lstrip().startswith(MARKUP):
        raise NotAllowed(_save_as(_("The file is a web page with the name of a workbook.")), code="R12")
    if data.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise NotAllowed(_("The workbook is locked with a password. Take the password off and save it."), code="R12")


def _refuse_oversize(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        message = _(
            "A sheet reaches to row %(row)s and column %(column)s; at most %(rows)s rows and "
            "%(columns)s columns can be read at once."
        )
        values = {"row": rows, "column": columns, "rows": MOST_ROWS, "columns": MOST_COLUMNS}
        raise NotAllowed(message % values, code="too_many_rows")


def _sheets(data: bytes, workbook: Workbook | None) -> list[Grid]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = []
        for meta in book.sheets_metadata:
            facts = workbook.facts(meta.name) if workbook else SheetFacts()
            sheet = book.get_sheet_by_name(meta.name)
            _refuse_oversize(sheet.total_height, sheet.total_width)
            hidden = meta.visible != SheetVisibleEnum.Visible
            grids.append(Grid(meta.name, _rows_of(sheet), hidden, _merges(sheet.merged_cell_ranges), facts))
    except PasswordError as error:
        message = _("The workbook is locked with a password. Take the password off and save it.")
        raise NotAllowed(message, code="R12") from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise NotAllowed(_save_as(_("The file cannot be read as a workbook.")), code="R12") from error
    return grids


def _rows_of(sheet: CalamineSheet) -> list[list[Any]]:
    rows = sheet.to_python(skip_empty_area=False)
    while rows and not any(cell != "" and cell is not None for cell in rows[-1]):
        rows.pop()
    return rows


def _merges(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]] | None) -> list[tuple[int, int, int, int]]:
    return [(*first, *last) for first, last in ranges or ()]
