"""A workbook opened to be filled in, with its looks: from the entries that were unpacked safely, never from a file."""

import io

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook

from common.errors import NotAllowed
from common.tables.xlsx import Workbook as Package

# What openpyxl raises at a damaged workbook.
DAMAGED = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError)


def editable(package: Package) -> Workbook:
    try:
        return load_workbook(io.BytesIO(package.repacked), rich_text=True, keep_links=False)
    except DAMAGED as error:
        raise not_editable() from error


def not_editable() -> NotAllowed:
    message = _("The workbook cannot be read as a form. Open it in Excel or WPS, save it as .xlsx and send that file.")
    return NotAllowed(message, code="R12")
