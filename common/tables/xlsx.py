"""What an .xlsx says beside its values: hidden rows, formulas without a result, how a number was shown.

A zip is unpacked under caps and packed anew before anything else reads it, so that no declared size is believed.
"""

import io
import itertools
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from xml.sax.saxutils import unescape

from django.utils.translation import gettext as _

from common.errors import NotAllowed
from common.tables.extent import (
    column_number,
    damaged,
    furthest_cell,
    is_plainly_written,
    refuse_repeated_texts,
    too_large,
)

MOST_BYTES = 80 * 1024 * 1024
MOST_ENTRIES = 2000
# Of columns that are described together; a sheet that is read has 256 columns.
MOST_RANGES = 1000
WANTED = re.compile(
    r"(\[Content_Types\]\.xml|_rels/|xl/(?!media/|drawings/|printerSettings/|embeddings/).*\.(?:xml|rels)$)", re.I
)

# As spreadsheets write them.
BLANK_CELL = rb'<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d{1,6}")?/>'
BLANK = re.compile(rb'<row r="\d{1,7}"[^<>]*>(?:%b)*</row>|%b' % (BLANK_CELL, BLANK_CELL))
HIDDEN_ROW = re.compile(rb'<row\b(?=[^<>]*\bhidden="(?:1|true)")[^<>]*?\br="(\d+)"')
HIDDEN_COLUMNS = re.compile(rb'<col\b(?=[^<>]*\bhidden="(?:1|true)")[^<>]*>')
FORMULA_CELL = re.compile(rb"<c\b([^<>]*)>\s*<f\b[^<>]*?(?:/>|>[^<]*</f>)\s*(?:<v>([^<]*)</v>)?")
REFERENCE = re.compile(rb'\br="([A-Z]+\d+)"')
ERROR_CELL = re.compile(rb'<c\b(?=[^<>]*\bt="e")[^<>]*?\br="([A-Z]+\d+)"')
STYLE = re.compile(rb'\bs="(\d+)"')
YEAR_AND_MONTH = 'yyyy"年"m"月"'
# Without a text in the file; 27 to 58 are those of a Chinese Excel.
BUILT_IN_FORMATS = {
    1: "0",
    2: "0.00",
    4: "#,##0.00",
    14: "yyyy/m/d",
    17: "mmm-yy",
    49: "@",
    **dict.fromkeys((27, 36, 50, 52, 57), YEAR_AND_MONTH),
    **dict.fromkeys((30, 31), "yyyy/m/d"),
}


@dataclass
class SheetFacts:
    """Of one sheet; a file of another kind knows none of these."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    without_result: frozenset[tuple[int, int]] = frozenset()
    # Days are counted from 1904, as old Macs did.
    is_1904: bool = False
    xml: bytes = field(default=b"", repr=False)
    # Written as spreadsheets write.
    is_plain: bool = False
    formats: list[str] = field(default_factory=list)
    # Cell styles whose font is struck through.
    struck_styles: frozenset[int] = frozenset()

    def struck_rows(self, column: int) -> frozenset[int]:
        """Rows whose cell in this column is struck through."""
        if not self.struck_styles:
            return frozenset()
        letters = column_letters(column)
        beginning = "<c " if self.is_plain else r"<c\b[^<>]*?\b"
        cells = re.finditer(rf'{beginning}r="({letters}\d+)"[^<>]*>'.encode(), self.xml)
        styles = ((_place(cell[1])[0], STYLE.search(cell[0])) for cell in cells)
        return frozenset(row for row, style in styles if style and int(style[1]) in self.struck_styles)

    def number_formats(self, columns: set[int]) -> dict[tuple[int, int], str]:
        """How the numbers of these columns are shown, by row and column."""
        if not self.xml or not columns:
            return {}
        numbers = {column_letters(column).encode(): column for column in columns}
        beginning = rb"(<c )" if self.is_plain else rb"(<c\b[^<>]*?\b)"
        cells = re.findall(beginning + rb'r="(' + b"|".join(sorted(numbers)) + rb')(\d+)"([^<>]*)>', self.xml)
        # Cells of one style are written alike.
        formats = {written: self._format_of(b"".join(written)) for written in {(cell[0], cell[3]) for cell in cells}}
        return {(int(row) - 1, numbers[column]): formats[before, after] for before, column, row, after in cells}

    def _format_of(self, attributes: bytes) -> str:
        style = STYLE.search(attributes)
        index = int(style[1]) if style else 0
        return self.formats[index] if index < len(self.formats) else "General"


@dataclass
class Workbook:
    """The entries of an .xlsx, unpacked; `plain` are the sheets that are written as spreadsheets write them."""

    entries: dict[str, bytes]
    plain: frozenset[str] = frozenset()

    @cached_property
    def repacked(self) -> bytes:
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as packed:
            for name, content in self.entries.items():
                packed.writestr(name, content)
        return output.getvalue()

    @cached_property
    def sheet_files(self) -> dict[str, str]:
        """Entry of each sheet, by the sheet's name."""
        links = {
            _attribute(link, "Id"): _attribute(link, "Target")
            for link in re.findall(r"<(?:\w+:)?Relationship\b[^<>]*>", self._text("xl/_rels/workbook.xml.rels"))
        }
        files = {}
        for sheet in re.findall(r"<(?:\w+:)?sheet\b[^<>]*>", self._text("xl/workbook.xml")):
            target = links.get(_attribute(sheet, r"\w+:id"), "")
            files[unescape(_attribute(sheet, "name"), {"&quot;": '"', "&apos;": "'"})] = (
                target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            )
        return files

    @cached_property
    def _formats(self) -> list[str]:
        """The number format of every cell style, by its index."""
        styles = self._text("xl/styles.xml")
        own = {
            int(_attribute(tag, "numFmtId") or 0): unescape(_attribute(tag, "formatCode"), {"&quot;": '"'})
            for tag in re.findall(r"<(?:\w+:)?numFmt\b[^<>]*>", styles)
        }
        table = re.search(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.S)
        uses = re.findall(r"<(?:\w+:)?xf\b[^<>]*>", table[0]) if table else []
        numbers = [int(_attribute(use, "numFmtId") or 0) for use in uses]
        return [own.get(number) or BUILT_IN_FORMATS.get(number, "General") for number in numbers]

    @cached_property
    def _struck_styles(self) -> frozenset[int]:
        """Cell styles, by index, whose font is struck through."""
        styles = self._text("xl/styles.xml")
        if "<strike" not in styles:
            return frozenset()
        fonts = re.findall(r"<(?:\w+:)?font\b[^<>]*?(?:/>|>.*?</(?:\w+:)?font>)", styles, re.S)
        struck = {i for i, font in enumerate(fonts) if re.search(r'<(?:\w+:)?strike(?:\s*/|\s+val="(?:1|true)")', font)}
        table = re.search(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.S)
        uses = re.findall(r"<(?:\w+:)?xf\b[^<>]*>", table[0]) if table else []
        return frozenset(i for i, use in enumerate(uses) if int(_attribute(use, "fontId") or 0) in struck)

    def _text(self, name: str) -> str:
        return self.entries.get(name, b"").decode("utf-8", "replace")

    @cached_property
    def extent(self) -> tuple[int, int]:
        """The furthest row and column of any sheet, whether or not the workbook lists it."""
        sheets = {name: xml for name, xml in self.entries.items() if b"sheetData" in xml}
        places = [furthest_cell(xml, is_plain=name in self.plain) for name, xml in sheets.items()] or [(-1, -1)]
        shared = next((xml for name, xml in self.entries.items() if name.casefold() == "xl/sharedstrings.xml"), b"")
        refuse_repeated_texts(sheets.values(), shared)
        return max(row for row, _column in places), max(column for _row, column in places)

    def facts(self, sheet: str) -> SheetFacts:
        name = self.sheet_files.get(sheet, "")
        xml = self.entries.get(name, b"")
        return SheetFacts(
            hidden_rows=frozenset(_hidden_rows(xml)),
            hidden_columns=frozenset(_hidden_columns(xml)),
            without_result=frozenset(_without_result(xml)),
            is_1904=re.search(r'date1904="(?:1|true)"', self._text("xl/workbook.xml")) is not None,
            xml=xml,
            is_plain=name in self.plain,
            formats=self._formats,
            struck_styles=self._struck_styles,
        )


def unpack(data: bytes, *, keep_blanks: bool = False) -> Workbook:
    """The wanted entries, each read to its true end under a common cap; cells that are only formatted are left out
    unless `keep_blanks` says that their borders matter."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
            if len(names) > MOST_ENTRIES:
                raise too_large()
            if any(name.endswith("vbaProject.bin") for name in names):
                message = _("The workbook holds macros. Save it as .xlsx, which drops them, and send that file.")
                raise NotAllowed(message, code="R12")
            if len({name.casefold() for name in names}) < len(names) or "xl/workbook.xml" not in names:
                raise zipfile.BadZipFile
            entries = _read(packed, [name for name in names if WANTED.match(name)])
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError, NotImplementedError) as error:
        raise damaged() from error
    plain = frozenset(name for name, content in entries.items() if is_plainly_written(content))
    if keep_blanks:
        return Workbook(entries, plain)
    # A million cells that are only formatted cost as much as a million of people.
    return Workbook(entries | {name: _without_blanks(entries[name]) for name in plain}, plain)


def _without_blanks(xml: bytes) -> bytes:
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    has_blanks = any(xml.find(ending, start, end) >= 0 for ending in (b'"/>', b'"></row>'))
    return BLANK.sub(b"", xml) if has_blanks else xml


def _read(packed: zipfile.ZipFile, names: list[str]) -> dict[str, bytes]:
    entries, left = {}, MOST_BYTES
    for name in names:
        with packed.open(name) as entry:
            content = entry.read(left + 1)
        left -= len(content)
        if left < 0:
            raise too_large()
        entries[name] = content
    return entries


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'(?<![\w:]){name}="([^"]*)"', tag)
    return found[1] if found else ""


def _without_result(xml: bytes) -> list[tuple[int, int]]:
    """Formulas nobody has worked out, and errors; a result that is an empty text is one."""
    places = list(ERROR_CELL.findall(xml)) if b't="e"' in xml else []
    for cell in FORMULA_CELL.finditer(xml) if b"<f" in xml else ():
        is_empty_text = cell[2] == b"" and b't="str"' in cell[1]
        if not cell[2] and not is_empty_text and (reference := REFERENCE.search(cell[1])):
            places.append(reference[1])
    return [_place(place) for place in places]


def _hidden_rows(xml: bytes) -> list[int]:
    return [int(number) - 1 for number in HIDDEN_ROW.findall(xml)] if b'hidden="' in xml else []


def _hidden_columns(xml: bytes) -> set[int]:
    columns: set[int] = set()
    for tag in itertools.islice(HIDDEN_COLUMNS.finditer(xml), MOST_RANGES):
        first, last = (int(_attribute(tag[0].decode("ascii", "replace"), name) or 0) for name in ("min", "max"))
        columns.update(range(max(first - 1, 0), min(last, 1000)))
    return columns


def _place(reference: bytes) -> tuple[int, int]:
    letters = reference.rstrip(b"0123456789")
    return int(reference[len(letters) :]) - 1, column_number(letters)


def column_letters(column: int) -> str:
    """A for 0, AA for 26."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
