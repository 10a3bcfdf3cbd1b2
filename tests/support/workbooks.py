"""Workbooks to send to the site."""

import io

import openpyxl


def workbook(cells: dict[str, object], change=None) -> bytes:
    """An .xlsx of one sheet 表 with these cells; `change` does the rest to the sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表"
    for place, value in cells.items():
        sheet[place] = value
    if change:
        change(sheet)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def upload(content: bytes, name: str = "表样.xlsx"):
    file = io.BytesIO(content)
    file.name = name
    return file
