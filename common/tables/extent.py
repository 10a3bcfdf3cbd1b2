"""How much a reader would lay out for an .xlsx, before one reads it: the furthest cell, and texts used many times over.

What is written as spreadsheets write it is counted by patterns. Everything else is parsed: a pattern that reads more
narrowly than the reader would let through what takes all memory there.
"""

import re
from collections import Counter
from collections.abc import Iterable
from xml.parsers import expat

from django.utils.translation import gettext as _

from common.errors import NotAllowed

# Of all texts laid out, when one text stands in many cells.
MOST_TEXT = 256 * 1024 * 1024
SHORTEST_USE = len(b"<v>0</v>")
PLACED_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
# Beyond column AZ or row 9999, or written in another way. A sheet without one needs no closer look.
FAR_CELL = re.compile(rb'<c r="(?!A?[A-Z]\d{1,4}")')
NEAR = (9999 - 1, 52 - 1)
OTHERWISE = (b"<c ", b"<c>", b"<c/", b"<c\t", b"<c\r", b"<c\n", b":c ", b":c>", b":c/", b":c\t", b":c\r", b":c\n")
PLACE = re.compile(r"\s*([A-Za-z]{1,3})(\d{1,9})\s*")
BEYOND = 10**9


class _Sheet:
    """Walks through a sheet as a reader does: a row or cell that names no place follows the one before it."""

    def __init__(self) -> None:
        self.row, self.column = 0, 0
        self.last_row, self.last_column = 0, 0
        self.uses: Counter[int] = Counter()
        self._open_cell, self._is_shared, self._text = False, False, ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            number = attributes.get("r", "")
            self.row, self.column = int(number) if number else self.row + 1, 0
        elif name == "c":
            self.row, self.column = self._place(attributes.get("r"))
            self._open_cell, self._is_shared = True, attributes.get("t") == "s"
        elif self._open_cell:
            self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
            self._text = ""

    def _place(self, reference: str | None) -> tuple[int, int]:
        if reference is None:
            return self.row, self.column + 1
        place = PLACE.fullmatch(re.sub(r"(?<=[A-Za-z])0+", "", reference))
        return (int(place[2]), column_number(place[1].upper().encode()) + 1) if place else (BEYOND, BEYOND)

    def text(self, text: str) -> None:
        if self._is_shared:
            self._text += text

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._open_cell = self._is_shared = False
        elif name == "v" and self._is_shared and self._text.strip().removeprefix("+").isdecimal():
            self.uses[int(self._text)] += 1


class _Texts:
    """The length of each shared text."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "si":
            self.lengths.append(0)

    def text(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)

    def end(self, tag: str) -> None:
        pass


def _walk(xml: bytes, walker: _Sheet | _Texts) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walker.start
    parser.CharacterDataHandler = walker.text
    parser.EndElementHandler = walker.end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError) as error:
        raise damaged() from error


def _refuse_doctype(*_declaration: object) -> None:
    raise damaged()


def is_plainly_written(xml: bytes) -> bool:
    """Whether every cell begins as spreadsheets write it, so that looking for that beginning finds all of them."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if not 0 <= start < end:
        return False
    begun, placed = xml.count(b"<c", start, end), xml.count(b'<c r="', start, end)
    outside = xml[:start] + xml[end:]
    return begun == placed and xml.find(b":c", start, end) < 0 and not any(form in outside for form in OTHERWISE)


def furthest_cell(xml: bytes, *, is_plain: bool) -> tuple[int, int]:
    """Row and column of the furthest cell that holds something, or beyond it; formatted blanks do not count."""
    if is_plain and not FAR_CELL.search(xml):
        return NEAR
    places = PLACED_CELL.findall(xml) if is_plain else []
    if not is_plain or len(places) < xml.count(b"<c "):
        sheet = _Sheet()
        _walk(xml, sheet)
        return sheet.last_row - 1, sheet.last_column - 1
    rows, columns = {row for _column, row in places}, {column for column, _row in places}
    return max(map(int, rows), default=0) - 1, max(map(column_number, columns), default=-1)


def refuse_repeated_texts(sheets: Iterable[bytes], shared: bytes) -> None:
    """A shared text is kept once in the file and as often as it is used in memory."""
    sheets = list(sheets)
    lengths = [len(shared)] if b"<!" in shared else [len(text) for text in re.split(rb"</(?:\w+:)?si\s*>", shared)]
    if max(lengths) * sum(map(len, sheets)) // SHORTEST_USE <= MOST_TEXT:
        return
    if _estimated(sheets, shared, lengths) <= MOST_TEXT:
        return
    texts, cells = _Texts(), _Sheet()
    _walk(shared, texts)
    for xml in sheets:
        _walk(xml, cells)
    if _laid_out(texts.lengths, cells.uses) > MOST_TEXT:
        raise too_large()


def _estimated(sheets: list[bytes], shared: bytes, lengths: list[int]) -> int:
    """Not less than what is laid out; a use that is not plainly written counts as one of the longest text."""
    is_plain = shared.count(b"<si") == shared.count(b"<si>") == shared.count(b"</si>")
    if not is_plain or any(b"<!" in xml or b":v" in xml or xml.count(b"<v") != xml.count(b"<v>") for xml in sheets):
        return MOST_TEXT + 1
    uses = Counter(int(use) for xml in sheets for use in re.findall(rb"<v>(\d{1,7})</v>", xml))
    others = sum(xml.count(b"<v>") for xml in sheets) - uses.total()
    return _laid_out(lengths, uses) + others * max(lengths)


def _laid_out(lengths: list[int], uses: Counter[int]) -> int:
    return sum(lengths[use] * count for use, count in uses.items() if use < len(lengths))


def column_number(letters: bytes) -> int:
    """0 for A, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def too_large() -> NotAllowed:
    message = _("Unpacked, the file is far larger than a list can be. Copy the cells into a new workbook.")
    return NotAllowed(message, code="file_too_large")


def damaged() -> NotAllowed:
    message = _("The file is damaged or locked with a password. Save it again as .xlsx and send that file.")
    return NotAllowed(message, code="R12")
