"""Opens a workbook for filling in, and refuses what filling would lose or what would cost too much."""

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import range_boundaries

from common.errors import NotAllowed
from common.tables import editable, open_xlsx, refusing_failures
from common.tables.editing import not_editable
from common.tables.xlsx import Workbook as Package

LARGEST_FORM = 2 * 1024 * 1024
MOST_CELLS = 50_000
LAST_ROW, LAST_COLUMN = 1000, 100
# A kept range is laid out cell by cell when the workbook is opened.
RANGES = {"mergeCell", "hyperlink"}
RELATION = re.compile(r"""<(?:\w+:)?Relationship\b[^>]*\bType\s*=\s*["'][^"']*/(\w+)["']""")
EXTERNAL = re.compile(r"\[\d+\]")


@refusing_failures()
def open_form(data: bytes, name: str = "") -> Workbook:
    """The workbook of a form. Raises NotAllowed with a sentence on what to do."""
    package = open_xlsx(data, name, largest=LARGEST_FORM)
    _refuse_hungry(package)
    _refuse_lost_parts(package)
    book = editable(package)
    for sheet in book.worksheets:
        if sheet.max_row > LAST_ROW or sheet.max_column > LAST_COLUMN:
            raise _too_wide(sheet.title)
    return book


def _refuse_hungry(package: Package) -> None:
    """Before anything is laid out: one merged range over a whole sheet would take all memory."""
    names = {entry: sheet for sheet, entry in package.sheet_files.items()}
    for entry, xml in package.entries.items():
        if not entry.casefold().endswith(".xml"):
            continue
        try:
            if sum(_cells(xml)) > MOST_CELLS:
                raise _too_wide(names.get(entry, entry))
        except (ParseError, DefusedXmlException, ValueError, TypeError) as error:
            raise not_editable() from error


def _cells(xml: bytes) -> Iterator[int]:
    """The cells each element of an entry lays out."""
    for _event, element in iterparse(io.BytesIO(xml), forbid_dtd=True):
        tag = element.tag.rpartition("}")[2]
        if tag == "c":
            yield 1
        elif tag in RANGES:
            left, top, right, bottom = range_boundaries(element.get("ref", "A1"))
            yield (right - left + 1) * (bottom - top + 1)
        element.clear()


def _refuse_lost_parts(package: Package) -> None:
    """What a filled form would no longer show, or would read from another file."""
    for entry, xml in package.entries.items():
        if not entry.casefold().endswith(".rels"):
            continue
        for kind in RELATION.findall(xml.decode("utf-8", "replace")):
            if message := _lost(kind):
                raise NotAllowed(message % {"sheet": _sheet_of(package, entry)}, code="form_part")
    for sheet, entry in package.sheet_files.items():
        for element in _formulas(package.entries.get(entry, b"")):
            raise NotAllowed(
                _("Sheet “%(sheet)s”, cell %(cell)s: the formula reads from another workbook. Write the value itself.")
                % {"sheet": sheet, "cell": element},
                code="external_link",
            )
    if any(entry.casefold().startswith("xl/externallinks/") for entry in package.entries):
        message = _("The workbook has links to another workbook. Break them (Data, Edit links) and save it.")
        raise NotAllowed(message, code="external_link")


def _lost(kind: str) -> str:
    """Why a part of this kind keeps a workbook from being a form; empty for the others."""
    if kind in ("drawing", "chart", "image", "oleObject", "control", "chartsheet"):
        return _(
            "Sheet “%(sheet)s” holds a picture, a shape or a chart. Forms are filled in cell by cell: take it out."
        )
    if kind in ("table", "pivotTable", "pivotCacheDefinition"):
        return _("Sheet “%(sheet)s” holds a table object or a pivot table. Turn it into ordinary cells.")
    if kind in ("queryTable", "connections", "xmlMaps"):
        return _("Sheet “%(sheet)s” gets data from another place. Take the connection out.")
    return ""


def _sheet_of(package: Package, rels: str) -> str:
    """The sheet a list of relations belongs to, or the entry's own name."""
    owner = rels.replace("_rels/", "").removesuffix(".rels")
    return next((sheet for sheet, entry in package.sheet_files.items() if entry == owner), owner)


def _formulas(xml: bytes) -> Iterator[str]:
    """Addresses of cells whose formula reads from another workbook."""
    if b"[" not in xml:
        return
    for _event, element in iterparse(io.BytesIO(xml), forbid_dtd=True):
        if element.tag.rpartition("}")[2] != "c":
            continue
        formula = next((part.text for part in element if part.tag.rpartition("}")[2] == "f"), None)
        if formula and EXTERNAL.search(formula):
            yield element.get("r", "?")
        element.clear()


def _too_wide(sheet: str) -> NotAllowed:
    message = _(
        "Sheet “%(sheet)s” is too large for a form: at most %(rows)d rows and %(columns)d columns, counting cells that "
        "are merged or only formatted. Delete what stands beyond the form."
    )
    return NotAllowed(message % {"sheet": sheet, "rows": LAST_ROW, "columns": LAST_COLUMN}, code="form_too_large")
