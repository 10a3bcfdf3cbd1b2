"""Finds the heading row of a sheet and which column means what."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import Promise

from common.characters import narrow
from common.tables import Grid

SCANNED_ROWS = 15
FEWEST_KNOWN = 3
DEEPEST = 3
LONGEST = 100

# Known and looked past: they say nothing of the person, or only of a training.
IGNORED = frozenset(["序号", "编号", "年龄", "签到", "签名", "房号", "组别", "是否住宿", "饮食", "车牌", "序", "no"])


@dataclass(frozen=True)
class Vocabulary:
    """The fields a kind of list may hold, and the plain headings that stand for them.

    A heading row holds the `subject` and all of the `needed`, and beside them one of the `keys` or so many known words
    that it can be nothing else. Headings of `weak` may stand over either of two fields: beside a column of the first of
    `strong_beside_weak` they mean the second.
    """

    fields: Mapping[str, str | Promise]
    aliases: Mapping[str, str]
    subject: str = "name"
    needed: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    strong_beside_weak: tuple[str, str] = ("", "")
    ignored: frozenset[str] = IGNORED
    # What the sample row of our own template holds.
    samples: Mapping[str, str] = field(default_factory=dict)

    def field_of(self, heading: str, chosen: Mapping[str, str]) -> str:
        """What a heading means; `chosen` are earlier choices by plain heading, `""` among them."""
        plain = plain_heading(heading)
        if plain in chosen:
            return chosen[plain]
        if plain in self.ignored:
            return ""
        full = re.sub(r"[\s*＊:：/、,，.。（）()\-—_]+", "", narrow(str(heading))).casefold()
        return self.aliases.get(plain) or self.aliases.get(full, "")

    def is_ignored(self, heading: str) -> bool:
        plain = plain_heading(heading)
        return not plain or plain in self.ignored


@dataclass(frozen=True)
class Column:
    """One column of a sheet: where it is, what stands over it, and what it is taken for (`""` for nothing)."""

    index: int
    heading: str
    field: str = ""


@dataclass
class Heading:
    """`first` is the row below the heading; `preamble` are the rows above it."""

    first: int
    columns: list[Column]
    preamble: list[list[Any]] = field(default_factory=list)

    @property
    def by_field(self) -> dict[str, int]:
        places: dict[str, int] = {}
        for column in self.columns:
            if column.field:
                places.setdefault(column.field, column.index)
        return places


def plain_heading(text: Any) -> str:
    """The words of a heading: no space, star, brackets or marks. `姓  名（必填）` → `姓名`."""
    bare = re.sub(r"[（(\[【][^）)\]】]*[）)\]】]", "", narrow(str(text if text is not None else "")))
    return re.sub(r"[\s*＊:：/、,，.。\\\-—_]+", "", bare).casefold()


def _cells(row: list[Any]) -> list[str]:
    return ["" if cell is None else str(cell)[:LONGEST].strip() for cell in row]


def find_heading(grid: Grid, words: Vocabulary, chosen: Mapping[str, str] | None = None) -> Heading | None:
    """The row with most known headings, the subject among them; with the levels below it."""
    best: Heading | None = None
    for number in range(min(SCANNED_ROWS, len(grid.rows))):
        if not any(isinstance(cell, str) and cell for cell in grid.rows[number]):
            continue
        for depth in range(1, DEEPEST + 1):
            heading = _heading_at(grid, number, depth, words, chosen or {})
            if heading and (best is None or _is_better(grid, words, heading, best)):
                best = heading
    return best


def _is_better(grid: Grid, words: Vocabulary, heading: Heading, best: Heading) -> bool:
    known, known_before = len(heading.by_field), len(best.by_field)
    if known == known_before and heading.first > best.first:
        # The same headings with a level more: the cell over the names says where the list begins.
        return (best.first - 1, heading.by_field[words.subject]) in _spans(grid, heading.first - 1)
    return known > known_before


def _spans(grid: Grid, bottom: int) -> set[tuple[int, int]]:
    """Every cell of a merge that ends in this row and begins above it."""
    return {
        (number, column)
        for top, left, last, right in grid.merges
        if top < last == bottom
        for number in range(top, last)
        for column in range(left, right + 1)
    }


def _heading_at(grid: Grid, number: int, depth: int, words: Vocabulary, chosen: Mapping[str, str]) -> Heading | None:
    if number + depth > len(grid.rows) or (
        depth > 1 and not _has_level(grid, number, number + depth - 1, words, chosen)
    ):
        return None
    columns = [Column(i, *_meaning(texts, words, chosen)) for i, texts in enumerate(_levels(grid, number, depth))]
    columns = _without_repeats([column for column in columns if column.heading], words, chosen)
    known = {column.field for column in columns if column.field}
    if not known >= {words.subject, *words.needed}:
        return None
    looked_past = {plain_heading(column.heading) for column in columns} & words.ignored
    enough = len(known | looked_past) >= FEWEST_KNOWN or known & words.keys
    return Heading(number + depth, columns, grid.rows[:number]) if enough else None


def _has_level(grid: Grid, number: int, below: int, words: Vocabulary, chosen: Mapping[str, str]) -> bool:
    """Whether `below` is a further level of the heading in `number`: cells are merged, or it holds headings too."""
    for top, left, bottom, right in grid.merges:
        if top >= number and ((top < below <= bottom) or (top == below - 1 == bottom and left < right)):
            return True
    fields = [words.field_of(text, chosen) for text in _cells(grid.rows[below]) if text]
    return len([field for field in fields if field]) > 1 and words.subject not in fields


def _levels(grid: Grid, number: int, depth: int) -> list[list[str]]:
    """For each column the headings from the top down; a cell merged across stands over all its columns."""
    rows = [_cells(row) for row in grid.rows[number : number + depth]]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    for top, left, bottom, right in grid.merges if depth > 1 else ():
        if number <= top == bottom < number + depth - 1:
            for column in range(left, min(right + 1, width)):
                rows[top - number][column] = rows[top - number][left]
    return [[text for text in column if text] for column in zip(*rows, strict=True)]


def _meaning(texts: list[str], words: Vocabulary, chosen: Mapping[str, str]) -> tuple[str, str]:
    """The heading and its field: the lowest level if it is known, else all levels together, else an upper one."""
    for text in [*texts[-1:], "".join(texts), *reversed(texts[:-1])]:
        if found := words.field_of(text, chosen):
            return text, found
    return texts[-1] if texts else "", ""


def _without_repeats(columns: list[Column], words: Vocabulary, chosen: Mapping[str, str]) -> list[Column]:
    """Of two columns that mean the same the first counts; beside a 手机 the 电话 is the office's."""
    plain = {column: plain_heading(column.heading) for column in columns}
    strong, instead = words.strong_beside_weak
    weak = {column for column in columns if plain[column] in words.weak and plain[column] not in chosen}
    has_strong = any(column.field == strong and column not in weak for column in columns)
    seen: Counter[str] = Counter()
    kept = []
    for column in columns:
        meant = instead if has_strong and column in weak else column.field
        seen[meant] += 1
        kept.append(replace(column, field=meant if seen[meant] == 1 else ""))
    return kept
