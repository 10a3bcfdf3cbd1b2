"""Further headings of a sheet: rows that stand under one of them must not be lost, nor read under the other."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from common.characters import HAN, narrow
from common.tables import Grid
from intake.headings import LONGEST, Heading, Vocabulary, columns_at, places_of, plain_heading
from intake.sections import BLANK, FILLED_IN_BY, SAMPLE, TELLING, Filled, cut, first_filled, is_foot
from intake.verdicts import Note, Once, error

# Known as a heading, and looked past.
PAST = "-"
# A heading may end in one of these marks.
MARKS = "*＊:：)）]】" + BLANK
NAME_ALONE = re.compile(f"[{HAN}]{{2,3}}\\Z")


class SecondHeadings:
    """Tells headings from data, row after row; `differing` is the row of the heading that holds and is another."""

    def __init__(self, grid: Grid, heading: Heading, words: Vocabulary, chosen: Mapping[str, str]) -> None:
        self.grid, self.heading, self.words, self.chosen = grid, heading, words, chosen
        self.top = len(heading.preamble)
        self.places = heading.by_field
        self.own = {_plain(row) for row in grid.rows[self.top : heading.first]}
        known = "".join(alias[-1:] for alias in (*words.aliases, *words.ignored, *chosen))
        self.endings = frozenset(known + known.upper() + MARKS)
        self.meant = Once(self._meaning)
        self.differing: int | None = None

    def _meaning(self, text: str) -> str:
        found = self.words.field_of(text, self.chosen) if len(text) <= LONGEST else ""
        return found or (PAST if plain_heading(text) in (*self.words.ignored, *self.chosen) else "")

    def meets(self, number: int, filled: Filled, subject: Any) -> bool:
        """Whether the row is a heading; `subject` is its cell where the subject should be."""
        endings, meant = self.endings, self.meant
        if isinstance(subject, str) and subject[-1:] in endings and meant[subject]:
            return self._is_met(number, filled, subject)
        for _place, cell in filled:
            if isinstance(cell, str) and cell[-1] in endings and meant[cell]:
                return self._is_met(number, filled, subject)
        return False

    def _is_met(self, number: int, filled: Filled, subject: Any) -> bool:
        cells = self.grid.rows[number]
        names_subject = len(filled) == TELLING and self.meant[str(subject)] == self.words.subject
        if _plain(cells) in self.own:
            is_whole = self.words.subject in map(self.meant.__getitem__, _texts(cells))
            self.differing = None if is_whole else self.differing
            return True
        if not (names_subject or self._is_like(cells)):
            return False
        depths = {1, self.heading.first - self.top}
        read = [self._places(number, depth) for depth in depths if number + depth <= len(self.grid.rows)]
        self.differing = None if self.places in read else number + 1
        return True

    def _places(self, number: int, depth: int) -> dict[str, int]:
        return places_of(columns_at(self.grid, number, depth, self.words, self.chosen)[0])

    def _is_like(self, cells: list[Any]) -> bool:
        """The subject and another known word, and more known words than others."""
        meanings = [self.meant[text] for text in _texts(cells)]
        fields = {one for one in meanings if one} - {PAST}
        return self.words.subject in fields and len(fields) > 1 and 2 * sum(map(bool, meanings)) > len(meanings)

    def rows_above(self) -> Iterator[int]:
        """Rows above the heading that stand under an earlier one."""
        place = None
        for number in range(self.top):
            cells = self.grid.rows[number]
            if self._is_like(cells):
                place = self._places(number, 1).get(self.words.subject)
            elif place is not None and self._is_data(cells, place):
                yield number

    def _is_data(self, cells: list[Any], place: int) -> bool:
        texts = [narrow(cut(str(cell))).strip() for _place, cell in first_filled(cells)]
        name = str(cells[place] if place < len(cells) and cells[place] is not None else "").strip(BLANK)
        if not texts or is_foot(texts, name) or any(map(SAMPLE.match, [*texts, name])) or FILLED_IN_BY.match(texts[0]):
            return False
        if len(texts) == 1:
            return NAME_ALONE.match(name) is not None
        return 2 * sum(bool(self.meant[text]) for text in _texts(cells)) <= len(_texts(cells))

    def why_above(self) -> Note:
        message = _(
            "This row stands above the heading of row %(row)s and is not read. Put it below that heading or into a sheet "
            "of its own, and send the file again."
        )
        return error("heading_above", message % {"row": self.heading.first})

    def why_below(self) -> Note:
        message = _(
            "The heading in row %(other)s differs from that of row %(row)s, so this row is not read. Put the rows below "
            "it into a sheet of their own, or give them the same columns."
        )
        return error("heading_differs", message % {"other": self.differing, "row": self.heading.first})


def _texts(cells: list[Any]) -> list[str]:
    texts = ("" if cell is None else str(cell).strip(BLANK) for cell in cells)
    return [text for text in texts if text]


def _plain(cells: list[Any]) -> tuple[str, ...]:
    """The words of a heading row, without blank cells at its end."""
    plain = [plain_heading(str(cell)[:LONGEST]) if cell is not None else "" for cell in cells]
    while plain and not plain[-1]:
        plain.pop()
    return tuple(plain)
