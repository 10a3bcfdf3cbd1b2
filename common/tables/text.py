"""A table as text: comma, semicolon or tab, in the encodings offices send."""

import codecs
import csv
import io

from django.utils.translation import gettext as _

from common.errors import NotAllowed

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# A cell of several lines with so many separators was none when it was written.
FEWEST_SWALLOWED = 2


def read_text(data: bytes) -> list[list[str]]:
    """Rows of stripped cells. A byte order mark decides, then strict UTF-8, then GB18030. Refused where a quotation mark
    would make one cell of several lines of the table."""
    # PostgreSQL stores no NUL.
    text = _decoded(data).replace("\0", "")
    head = text[:4000]
    delimiter = max(",\t;，", key=head.count)
    rows, begun = [], 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if any("\n" in cell and cell.count(delimiter) >= FEWEST_SWALLOWED for cell in row):
                raise _open_quote(begun)
            rows.append([cell.strip() for cell in row])
            begun = reader.line_num + 1
    except csv.Error as error:
        raise _unreadable() from error
    return rows


def _decoded(data: bytes) -> str:
    encodings = [encoding for bom, encoding in BOMS if data.startswith(bom)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable()


def _open_quote(line: int) -> NotAllowed:
    message = _(
        "In line %(line)d a cell begins with a quotation mark that ends lines later, so that those lines would be lost. "
        "Take the mark out, or save the list as .xlsx, and send it again."
    )
    return NotAllowed(message % {"line": line}, code="quote_open")


def _unreadable() -> NotAllowed:
    message = _("The file is neither a workbook nor text in UTF-8 or GB18030. Save it as .xlsx and send that file.")
    return NotAllowed(message, code="R12")
