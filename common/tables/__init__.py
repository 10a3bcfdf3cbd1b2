"""Spreadsheets that come into the house: what kind of file it is, its cells, and what the cells alone do not say."""

from common.tables.book import LARGEST_FILE, Grid, check_book, open_xlsx, read_book
from common.tables.editing import editable
from common.tables.failing import refusing_failures

__all__ = ["LARGEST_FILE", "Grid", "check_book", "editable", "open_xlsx", "read_book", "refusing_failures"]
