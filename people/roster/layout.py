"""From sheets to rows of people: titles, sections, sub-totals, notes and samples are told apart from data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from common.tables import Grid
from people.roster.characters import narrow, tidy
from people.roster.headings import Heading, find_heading
from people.roster.units import UnitDirectory
from people.roster.verdicts import Note, fixed, warning

FILLED_IN_BY = re.compile(
    r"(?:填报|报送|推荐|所在)?单位\s*(?:[（(]\s*盖章\s*[）)]|名称)?\s*[:：]\s*"
    r"(\S[^:：]*?)(?=\s{2,}|\s*(?:填报|联系|负责|电话|日期)|$)"
)
FOOT = re.compile(
    r"^\s*(?:注|备注|说明|填表说明)\s*[:：]|^\s*(?:小计|合计|总计|共计|合\s*计|小\s*计)|"
    r"^\s*(?:单位)?(?:负责人|填表人|审核人|经办人|制表人|主管领导|分管领导).{0,12}[:：]|^\s*\d+\s*人\s*$"
)
SECTION = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|第[一二三四五六七八九十]+)")
SAMPLE = re.compile(r"^\s*(?:示例|例|样例|范例|示范)\s*(?:[:：]|$)|^\s*(?:示例|样例)")
# Of the sample row in our own template.
SAMPLE_ID_NUMBER = "410000190001010013"
DITTO = frozenset(["同上", "〃", '"', "″", "''", "“", "”", "同前", "…"])
ENOUGH_BLANK_ROWS = 500
UNIT_FIELDS = ("unit", "unit_and_post")


@dataclass
class RawRow:
    """One row below the heading: cells by field, not yet judged; `number` counts from 1 as in the sheet."""

    sheet: str
    number: int
    cells: dict[str, Any]
    notes: list[Note] = field(default_factory=list)
    skipped: tuple[str, str] | None = None
    unit_text: str = ""
    broken: set[str] = field(default_factory=set)
    shown_as: dict[str, str] = field(default_factory=dict)


@dataclass
class RosterSheet:
    """A sheet whose heading was found."""

    grid: Grid
    heading: Heading
    # Where a row names no unit: the one that fills the list in, or the one the sheet is named after.
    default_unit: str = ""


def roster_sheets(
    grids: list[Grid], directory: UnitDirectory, *, chosen: dict[str, str] | None = None, only: set[str] | None = None
) -> list[RosterSheet]:
    """Every sheet with a heading, or those of `only`."""
    sheets = []
    for grid in grids:
        heading = find_heading(grid, chosen) if only is None or grid.name in only else None
        if heading is None:
            continue
        sheets.append(RosterSheet(grid, heading, _stated_unit(heading) or _unit_named(grid.name, directory)))
    return sheets


def _stated_unit(heading: Heading) -> str:
    for row in heading.preamble:
        for cell in row:
            found = FILLED_IN_BY.search(str(cell)) if isinstance(cell, str) else None
            if found and found[1].strip(" _　"):
                return found[1].strip(" _　")
    return ""


def _unit_named(name: str, directory: UnitDirectory) -> str:
    return name if directory.find(name).unit else ""


def rows_of(sheet: RosterSheet, directory: UnitDirectory) -> Iterator[RawRow]:
    """The rows below the heading; wholly empty ones are passed over and end the sheet when there are many."""
    grid, places = sheet.grid, sheet.heading.by_field
    merged_units = _merged_down(grid, {places[name] for name in UNIT_FIELDS if name in places})
    section = above = ""
    blank = 0
    dates = {places[name] for name in ("birth",) if name in places}
    shown = grid.facts.number_formats(dates)
    for number in range(sheet.heading.first, len(grid.rows)):
        cells = grid.rows[number]
        if not any(_filled(cell) for cell in cells):
            blank += 1
            if blank > ENOUGH_BLANK_ROWS:
                return
            continue
        blank = 0
        row = RawRow(sheet.grid.name, number + 1, {name: _cell(cells, place) for name, place in places.items()})
        row.broken = {name for name, place in places.items() if (number, place) in grid.facts.without_result}
        row.shown_as = {name: shown.get((number, place), "General") for name, place in places.items() if place in dates}
        _skip_if_no_person(row, cells)
        if row.skipped:
            section = _section_unit(cells, directory) or section
            yield row
            continue
        above = _fill_unit(row, places, merged_units, number, above) or section or sheet.default_unit
        row.unit_text = row.unit_text or section or sheet.default_unit
        if number in grid.facts.hidden_rows:
            row.notes.append(warning("R08", _("The row is hidden in the sheet. Look whether it was meant.")))
        yield row


def _filled(cell: Any) -> bool:
    return (
        cell is not None
        and cell != ""
        and (not isinstance(cell, str) or bool(cell.strip("\u200b\ufeff \t\r\n\u3000\xa0")))
    )


def _cell(cells: list[Any], place: int) -> Any:
    return cells[place] if place < len(cells) else ""


def _merged_down(grid: Grid, columns: set[int]) -> dict[tuple[int, int], Any]:
    """Values of cells merged over several rows, by the rows that lack them."""
    values = {}
    for top, left, bottom, right in grid.merges:
        for column in range(left, right + 1):
            if column in columns and bottom > top and top < len(grid.rows):
                value = _cell(grid.rows[top], left)
                values.update({(number, column): value for number in range(top + 1, bottom + 1)})
    return values


def _skip_if_no_person(row: RawRow, cells: list[Any]) -> None:
    name = row.cells.get("name")
    texts = [narrow(str(cell)).strip() for cell in cells if _filled(cell)]
    if any(SAMPLE.match(text) for text in texts[:3]) or row.cells.get("id_number") == SAMPLE_ID_NUMBER:
        row.skipped = ("R10", _("The sample row of the template was passed over."))
    elif any(FOOT.search(text) for text in texts[:2]) or (_filled(name) and FOOT.search(narrow(str(name)))):
        row.skipped = ("R06", _("Totals, notes and signatures were passed over."))
    elif _is_section(texts, has_name=_filled(name)):
        row.skipped = ("R06", _("A heading inside the list was passed over."))


def _is_section(texts: list[str], *, has_name: bool) -> bool:
    numbered = SECTION.match(texts[0]) is not None
    if has_name:
        return len(texts) == 1 and (numbered or texts[0].endswith(":"))
    return len(texts) == 1 or (len(texts) == 2 and numbered)


def _section_unit(cells: list[Any], directory: UnitDirectory) -> str:
    """A section heading that is a unit's name gives the rows below it their unit."""
    texts = [str(cell).strip() for cell in cells if isinstance(cell, str) and _filled(cell)]
    if not texts:
        return ""
    bare = SECTION.sub("", re.sub(r"[（(]\s*\d+\s*[个人名]?\s*[）)]|[:：]\s*$", "", texts[0])).strip()
    return bare if bare and directory.find(bare).unit else ""


def _fill_unit(row: RawRow, places: dict[str, int], merged: dict[tuple[int, int], Any], number: int, above: str) -> str:
    """Puts the row's unit into `unit_text`; returns it for the row below."""
    name = next((name for name in UNIT_FIELDS if name in places), "")
    if not name:
        return ""
    cell = row.cells.get(name)
    text = tidy(str(cell)) if _filled(cell) else ""
    if not text and (number, places[name]) in merged:
        row.unit_text = tidy(str(merged[(number, places[name])]))
    elif text in DITTO:
        row.unit_text = above
        row.notes.append(fixed("R05", _("“%(text)s” was filled with the unit above.") % {"text": text}))
    elif not text and above:
        row.unit_text = above
        row.notes.append(
            warning("R05", _("The unit is empty; “%(unit)s” of the row above was filled in.") % {"unit": above})
        )
    else:
        row.unit_text = text
    if name == "unit_and_post":
        row.cells["unit_and_post"] = row.unit_text
        # What stands with the unit above is that person's post.
        return row.unit_text if text else above
    return row.unit_text
