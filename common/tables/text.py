"""A table as text: comma, semicolon or tab, in the encodings offices send."""

import codecs
import csv
import io

from django.utils.translation import gettext as _

from common.errors import NotAllowed

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_text(data: bytes) -> list[list[str]]:
    """Rows of stripped cells. A byte order mark decides, then strict UTF-8, then GB18030."""
    # PostgreSQL stores no NUL.
    text = _decoded(data).replace("\0", "")
    head = text[:4000]
    delimiter = max(",\t;，", key=head.count)
    try:
        return [
            [cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise _unreadable() from error


def _decoded(data: bytes) -> str:
    encodings = [encoding for bom, encoding in BOMS if data.startswith(bom)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable()


def _unreadable() -> NotAllowed:
    message = _("The file is neither a workbook nor text in UTF-8 or GB18030. Save it as .xlsx and send that file.")
    return NotAllowed(message, code="R12")
