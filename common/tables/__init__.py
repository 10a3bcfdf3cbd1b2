"""Spreadsheets that come into the house: what kind of file it is, its cells, and what the cells alone do not say."""

from common.tables.book import LARGEST_FILE, Grid, check_book, open_xlsx, read_book
from common.tables.collecting import without_collecting
from common.tables.editing import editable
from common.tables.failing import refusing_failures
from common.tables.xlsx import column_letters

__all__ = [
    "LARGEST_FILE",
    "Grid",
    "check_book",
    "column_letters",
    "editable",
    "open_xlsx",
    "read_book",
    "refusing_failures",
    "without_collecting",
]
