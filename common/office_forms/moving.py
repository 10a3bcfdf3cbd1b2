"""Makes room below a row: what stands there moves down with all that belongs to it, and what reaches over it grows.

openpyxl's own `insert_rows` moves cells and nothing else.
"""

import re
from copy import copy

from openpyxl import Workbook
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

AREA = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)(?::(\$?[A-Z]{1,3}\$?)(\d+))?|(\$?)(\d+):(\$?)(\d+)")


class Room:
    """`extra` further rows right below `row` of a sheet."""

    def __init__(self, sheet: Worksheet, row: int, extra: int):
        self.sheet, self.row, self.extra = sheet, row, extra

    def make(self) -> None:
        book = self.sheet.parent
        if self.extra:
            self._move_merged()
            self._move_rows()
            self._move_rules()
            self._move_print_areas(book)
            self._move_formulas(book)

    def down(self, row: int) -> int:
        """Where a row comes to stand."""
        return row + self.extra if row > self.row else row

    def end(self, row: int) -> int:
        """Where the last row of an area comes to stand; one that ends with the repeated row takes all of them in."""
        return row + self.extra if row >= self.row else row

    def area(self, ref: str) -> str:
        """An area such as A5:H5 with what was put into it."""
        area = CellRange(ref)
        return CellRange(
            min_col=area.min_col, max_col=area.max_col, min_row=self.down(area.min_row), max_row=self.end(area.max_row)
        ).coord

    def _move_merged(self) -> None:
        areas = [CellRange(area.coord) for area in self.sheet.merged_cells.ranges]
        for area in areas:
            if area.min_row > self.row:
                area.shift(row_shift=self.extra)
        self.sheet.merged_cells = MultiCellRange(areas)

    def _move_rows(self) -> None:
        sheet = self.sheet
        sheet.insert_rows(self.row + 1, self.extra)
        moved = [cell for row in sheet.iter_rows(min_row=self.row + self.extra + 1) for cell in row]
        for cell in moved:
            if link := getattr(cell, "hyperlink", None):
                link.ref = cell.coordinate
        looks = {
            self.down(number): _dimension(sheet, one, self.down(number)) for number, one in sheet.row_dimensions.items()
        }
        sheet.row_dimensions.clear()
        sheet.row_dimensions.update(looks)
        for line in sheet.row_breaks.brk:
            line.id = self.end(line.id)

    def _move_rules(self) -> None:
        """Conditional formats, checks of input, filter."""
        sheet = self.sheet
        fresh = ConditionalFormattingList()
        for formatted in sheet.conditional_formatting:
            for rule in formatted.rules:
                rule.formula = [self.formula(f"={text}", sheet.title)[1:] for text in rule.formula]
                fresh.add(" ".join(self.area(part.coord) for part in formatted.sqref.ranges), rule)
        sheet.conditional_formatting = fresh
        for check in sheet.data_validations.dataValidation:
            check.sqref = MultiCellRange([CellRange(self.area(part.coord)) for part in check.sqref.ranges])
        if sheet.auto_filter.ref:
            sheet.auto_filter.ref = self.area(sheet.auto_filter.ref)

    def _move_print_areas(self, book: Workbook) -> None:
        if area := self.sheet.print_area:
            parts = [part.rpartition("!")[2].replace("$", "") for part in str(area).split(",")]
            self.sheet.print_area = ",".join(self.area(part) for part in parts)
        for names in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
            for name in names.values():
                name.attr_text = self.formula(f"={name.attr_text}", "")[1:]

    def _move_formulas(self, book: Workbook) -> None:
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f" and isinstance(cell.value, str):
                        is_own = sheet is self.sheet and cell.row == self.row
                        cell.value = self.formula(cell.value, sheet.title, in_row=is_own)

    def formula(self, formula: str, sheet: str, *, in_row: bool = False) -> str:
        """A formula of a cell of `sheet` with its references where they now are. One in the repeated row itself
        keeps what it reads in its own row."""
        tokens = Tokenizer(formula)
        for token in tokens.items:
            if token.type == Token.OPERAND and token.subtype == Token.RANGE:
                owner, mark, area = token.value.rpartition("!")
                name = owner.strip("'").replace("''", "'") if mark else sheet
                if name == self.sheet.title:
                    token.value = owner + mark + AREA.sub(lambda found: self._reference(found, in_row), area)
        return tokens.render()

    def _reference(self, found: re.Match[str], in_row: bool) -> str:
        start, end = (found[1], found[3]) if found[1] else (found[5], found[7])
        first, last = (found[2], found[4]) if found[1] else (found[6], found[8])
        if last is None:
            return f"{start}{self.down(int(first))}"
        stays = in_row and int(first) == int(last) == self.row
        return f"{start}{self.down(int(first))}:{end}{int(last) if stays else self.end(int(last))}"


def copy_row_looks(sheet: Worksheet, row: int, extra: int) -> None:
    """Height and merged cells of a row, given to the rows below it."""
    looks = sheet.row_dimensions.get(row)
    merged = [area for area in sheet.merged_cells.ranges if area.min_row == area.max_row == row]
    areas = list(sheet.merged_cells.ranges)
    for number in range(row + 1, row + extra + 1):
        if looks is not None:
            sheet.row_dimensions[number] = _dimension(sheet, looks, number)
        areas += [CellRange(None, area.min_col, number, area.max_col, number) for area in merged]
    sheet.merged_cells = MultiCellRange(areas)


def _dimension(sheet: Worksheet, like: RowDimension, number: int) -> RowDimension:
    fresh = RowDimension(
        sheet,
        index=number,
        ht=like.ht,
        hidden=like.hidden,
        outlineLevel=like.outlineLevel,
        collapsed=like.collapsed,
        thickBot=like.thickBot,
        thickTop=like.thickTop,
    )
    fresh._style = copy(like._style)
    return fresh
