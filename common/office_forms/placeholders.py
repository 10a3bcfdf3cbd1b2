"""Where a workbook holds placeholders, and what is wrong with them."""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

# Chinese keyboards give the wide braces.
PLACEHOLDER = re.compile(r"(?:\{\{|｛｛)\s*([^{}｛｝]*?)\s*(?:\}\}|｝｝)")
BRACES = re.compile(r"\{\{|\}\}|｛｛|｝｝")
LIKE_ENOUGH = 0.4


@dataclass(frozen=True)
class Vocabulary:
    """Every accepted spelling → the field it stands for: fields of a row, and fields said once."""

    row: Mapping[str, str]
    head: Mapping[str, str]

    def of_row(self, name: str) -> str | None:
        return self.row.get(name.casefold())

    def of_head(self, name: str) -> str | None:
        return self.head.get(name.casefold())

    def nearest(self, name: str) -> str:
        """The known spelling that looks most like this one; empty where none does."""
        found = difflib.get_close_matches(name.casefold(), [*self.row, *self.head], n=1, cutoff=LIKE_ENOUGH)
        return found[0] if found else ""


@dataclass(frozen=True)
class Found:
    """A cell with placeholders."""

    sheet: str
    cell: str
    row: int
    names: tuple[str, ...]

    def __str__(self) -> str:
        return _("sheet “%(sheet)s”, cell %(cell)s") % {"sheet": self.sheet, "cell": self.cell}


def text_of(value: Any) -> str:
    return str(value) if isinstance(value, str | CellRichText) else ""


def names_in(value: Any) -> tuple[str, ...]:
    return tuple(PLACEHOLDER.findall(text_of(value)))


def find_placeholders(book: Workbook) -> list[Found]:
    """Every cell of the workbook with a placeholder, in reading order."""
    return [
        Found(sheet.title, cell.coordinate, cell.row, names)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if (names := names_in(cell.value))
    ]


def repeated_row(found: Collection[Found], words: Vocabulary) -> tuple[str, int] | None:
    """Sheet and number of the row that is written once for each row of data."""
    rows = [place for place in found if any(words.of_row(name) for name in place.names)]
    return (rows[0].sheet, rows[0].row) if rows else None


def problems_of(book: Workbook, words: Vocabulary) -> list[str]:
    """What keeps a workbook from being a form, a sentence each; empty when it is one."""
    found = find_placeholders(book)
    problems = [*_unclear_cells(book), *_unknown_names(found, words)]
    rows = {(place.sheet, place.row): place for place in found if any(words.of_row(name) for name in place.names)}
    if not rows and not problems:
        example = "{{" + next(iter(words.row)) + "}}"
        message = _("No row can be repeated: no cell holds a placeholder of a row, such as %(example)s.")
        problems.append(message % {"example": example})
    if len(rows) > 1:
        message = _("Placeholders of a row stand on more than one row: %(cells)s. Put them all on one row.")
        problems.append(message % {"cells": "；".join(str(place) for place in rows.values())})
    for sheet, row in list(rows)[:1]:
        problems += _merged_across(book[sheet], row)
    return problems


def _unknown_names(found: list[Found], words: Vocabulary) -> Iterator[str]:
    for place in found:
        for name in place.names:
            if words.of_row(name) or words.of_head(name):
                continue
            near = words.nearest(name)
            if near:
                text = _("%(place)s: there is no placeholder “%(name)s”. Did you mean {{%(near)s}}?")
            else:
                text = _("%(place)s: there is no placeholder “%(name)s”. See the list of placeholders.")
            yield text % {"place": place, "name": name, "near": near}


def _unclear_cells(book: Workbook) -> Iterator[str]:
    """Placeholders in formulas, formulas of a kind that cannot be moved, braces left open."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if problem := _unclear(cell):
                    yield problem % {"place": Found(sheet.title, cell.coordinate, cell.row, ())}


def _unclear(cell: Any) -> str:
    if isinstance(cell.value, ArrayFormula | DataTableFormula):
        return _("%(place)s: an array formula cannot stand in a form. Write an ordinary formula.")
    text = text_of(cell.value)
    if cell.data_type == "f" and BRACES.search(text) and names_in(text):
        return _("%(place)s: a placeholder stands inside a formula. Give it a cell of its own.")
    if cell.data_type != "f" and BRACES.search(PLACEHOLDER.sub("", text)):
        return _("%(place)s: a placeholder is not closed. Write it like {{name}}, with two braces on each side.")
    return ""


def _merged_across(sheet: Worksheet, row: int) -> Iterator[str]:
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_row != area.max_row:
            message = _(
                "Sheet “%(sheet)s”, cells %(cells)s: they are merged across the row that is repeated. Merge cells "
                "inside that row only."
            )
            yield message % {"sheet": sheet.title, "cells": area.coord}
