"""Fills a form in: what is said once, and one row for each row of data."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.formula.translate import Translator
from openpyxl.styles.numbers import FORMAT_GENERAL, FORMAT_TEXT
from openpyxl.worksheet.worksheet import Worksheet

from common.errors import NotAllowed
from common.exports import FORMULA_STARTS
from common.office_forms.moving import Room, copy_row_looks
from common.office_forms.placeholders import PLACEHOLDER, Vocabulary, find_placeholders, names_in, repeated_row, text_of

# openpyxl holds a workbook in memory, about a megabyte for a thousand cells of ours.
MOST_ROWS = 20_000
LONGEST_TEXT = 32_767
DAY_FORMAT, MOMENT_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"

Reader = Callable[[Any], Any]


def refuse_too_many(rows: int) -> None:
    if rows > MOST_ROWS:
        message = _("A form takes %(most)d rows at most. Choose a class or a unit, or the plain file.")
        raise NotAllowed(message % {"most": MOST_ROWS}, code="too_many_rows")


def fill_form(
    output: BinaryIO,
    book: Workbook,
    *,
    words: Vocabulary,
    rows: Sequence[Any],
    row_fields: Mapping[str, Reader],
    head: Mapping[str, Any],
) -> None:
    """Write the workbook with its placeholders filled in. Without a row of data one empty row stays."""
    found = find_placeholders(book)
    place = repeated_row(found, words)
    # Before data is written: a name may look like a placeholder.
    for one in found:
        if (one.sheet, one.row) != place:
            cell = book[one.sheet][one.cell]
            _put(cell, _filled(cell.value, lambda name: head.get(words.of_head(name) or "")))
    if place is not None:
        sheet, number = book[place[0]], place[1]
        extra = max(len(rows), 1) - 1
        Room(sheet, number, extra).make()
        copy_row_looks(sheet, number, extra)
        _Row(sheet, number, words, row_fields, head).write(rows)
    book.properties.creator = ""
    book.calculation.fullCalcOnLoad = True
    book.template = False
    book.save(output)


class _Row:
    """The row that is written once for each row of data."""

    def __init__(
        self,
        sheet: Worksheet,
        number: int,
        words: Vocabulary,
        row_fields: Mapping[str, Reader],
        head: Mapping[str, Any],
    ):
        self.sheet, self.number, self.words = sheet, number, words
        self.row_fields, self.head = row_fields, head
        self.cells = [cell for row in sheet.iter_rows(number, number) for cell in row]
        self.texts = {cell.column: cell.value for cell in self.cells}

    def write(self, rows: Sequence[Any]) -> None:
        """From the last to the first, so that the cells all others are copied from change last."""
        due = rows or [None]
        for i in range(len(due) - 1, -1, -1):
            for cell in self.cells:
                self._write(cell, self.number + i, due[i])

    def _write(self, model: Any, number: int, row: Any) -> None:
        cell = self._cell(model, number)
        text = self.texts[model.column]
        if isinstance(cell, MergedCell) or text is None:
            return
        if names_in(text) and model.data_type != "f":
            _put(cell, _filled(text, lambda name: self._value(name, row)))
        elif model.data_type == "f":
            cell.value = Translator(text, model.coordinate).translate_formula(cell.coordinate)
        elif number != self.number:
            cell.value, cell.data_type = text, model.data_type

    def _cell(self, model: Any, number: int) -> Any:
        if number == self.number:
            return model
        kind = MergedCell if isinstance(model, MergedCell) else Cell
        cell = kind(self.sheet, number, model.column)
        cell._style = copy(model._style)
        self.sheet._cells[number, model.column] = cell
        return cell

    def _value(self, name: str, row: Any) -> Any:
        if field := self.words.of_row(name):
            return None if row is None else self.row_fields[field](row)
        return self.head.get(self.words.of_head(name) or "")


def _filled(text: Any, value_of: Callable[[str], Any]) -> Any:
    """The value itself where the cell is one placeholder, otherwise the text with the values in it."""
    text = text_of(text)
    whole = PLACEHOLDER.fullmatch(text.strip())
    return value_of(whole[1]) if whole else PLACEHOLDER.sub(lambda found: in_words(value_of(found[1])), text)


def in_words(value: Any) -> str:
    """A value inside a sentence of the form."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
        return f"{value.year}年{value.month}月{value.day}日 {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, Decimal | float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def _put(cell: Cell, value: Any) -> None:
    """A typed value under the number format of the cell; text is text whatever it begins with."""
    shown = cell.number_format
    if isinstance(value, datetime):
        value = timezone.localtime(value).replace(tzinfo=None)
        fallback = MOMENT_FORMAT
    else:
        fallback = DAY_FORMAT if isinstance(value, date) else shown
    if shown == FORMAT_TEXT and isinstance(value, date | int | float | Decimal):
        value = value.isoformat(" ", "minutes") if isinstance(value, datetime) else in_text(value)
    if isinstance(value, date | int | float | Decimal):
        cell.value = value
        cell.number_format = fallback if shown == FORMAT_GENERAL else shown
        return
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value or ""))[:LONGEST_TEXT]
    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMULA_STARTS)


def in_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else in_words(value)
