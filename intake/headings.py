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
# Who it is about, and when, before the word that counts; the name of a field of some program behind it.
PREFIX = re.compile(r"^(?:学员|参训人员|参训|参会人员|参会|与会人员|时任|所属|本人|人员)(?=.{2})")
LATIN_TAIL = re.compile(r"(?<=[\u4e00-\u9fff])[a-z][a-z0-9_]*$")
# A post in the party, a union or a society stands beside the one that is meant.
ASIDE = re.compile(r"职务\s*[(\[【][^)\]】]*(?:支部|党内|工会|社会|兼职)")
NUMBER = re.compile(r"\d{9}")
BRACKETED = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")
MARKS = re.compile(r"[\s*＊:：/、,，.。\\\-—_]+")
MARKS_AND_BRACKETS = re.compile(r"[\s*＊:：/、,，.。（）()\-—_]+")
FEWEST_KNOWN = 3
DEEPEST = 3
LONGEST = 100

# Known and looked past: they say nothing of the person, or only of a training.
IGNORED = frozenset(["序号", "编号", "年龄", "签到", "签名", "房号", "组别", "是否住宿", "饮食", "车牌", "序", "no"])


@dataclass(frozen=True)
class Vocabulary:
    """The fields a kind of list may hold, and the plain headings that stand for them.

    A heading row holds the `subject` and all of the `needed`, and beside them one of the `keys` or so many known words
    that it can be nothing else. Headings of `weak` may stand over either of two fields: beside a plain column of the
    first they mean the second. A heading right behind one of `others` is about somebody else.
    """

    fields: Mapping[str, str | Promise]
    aliases: Mapping[str, str]
    subject: str = "name"
    needed: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    weak: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    ignored: frozenset[str] = IGNORED
    # What the sample row of our own template holds.
    samples: Mapping[str, str] = field(default_factory=dict)

    def field_of(self, heading: str, chosen: Mapping[str, str]) -> str:
        """What a heading means; `chosen` are earlier choices by plain heading, `""` among them."""
        plain = plain_heading(heading)
        if plain in chosen:
            return chosen[plain]
        text = narrow(str(heading))
        if plain in self.ignored or ASIDE.search(text):
            return ""
        full, bare = MARKS_AND_BRACKETS.sub("", text).casefold(), PREFIX.sub("", plain)
        ways = (plain, full, LATIN_TAIL.sub("", plain), bare, LATIN_TAIL.sub("", bare))
        return next((found for way in ways if (found := self.aliases.get(way))), "")

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

    # Where a second list begins beside the first: it is not read.
    second_block: int | None = None

    @property
    def by_field(self) -> dict[str, int]:
        return places_of(self.columns)


def plain_heading(text: Any) -> str:
    """The words of a heading: no space, star, brackets or marks. `姓  名（必填）` → `姓名`."""
    bare = BRACKETED.sub("", narrow(str(text if text is not None else "")))
    return MARKS.sub("", bare).casefold()


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
    if depth > 1 and not all(_is_level(row) for row in grid.rows[number : number + depth - 1]):
        return None
    columns, second = columns_at(grid, number, depth, words, chosen)
    known = {column.field for column in columns if column.field}
    if not known >= {words.subject, *words.needed}:
        return None
    looked_past = {plain_heading(column.heading) for column in columns} & words.ignored
    enough = len(known | looked_past) >= FEWEST_KNOWN or known & words.keys
    return Heading(number + depth, columns, grid.rows[:number], second) if enough else None


def columns_at(
    grid: Grid, number: int, depth: int, words: Vocabulary, chosen: Mapping[str, str]
) -> tuple[list[Column], int | None]:
    """The columns below a heading of so many rows, and where a second list begins beside the first."""
    columns = [Column(i, *_meaning(texts, words, chosen)) for i, texts in enumerate(_levels(grid, number, depth))]
    # In a form of one person what stands over a column may be their number.
    columns = [column for column in columns if column.heading and (column.field or not NUMBER.search(column.heading))]
    second = _second_block(columns, words)
    return _without_repeats(_without_others(columns, words), words, chosen), second


def places_of(columns: list[Column]) -> dict[str, int]:
    """Where each field stands first."""
    places: dict[str, int] = {}
    for column in columns:
        if column.field:
            places.setdefault(column.field, column.index)
    return places


def _is_level(row: list[Any]) -> bool:
    """A title or a line such as 填报单位：… above the heading is no level of it."""
    texts = [text for text in _cells(row) if text]
    return len(set(texts)) > 1 and not any(re.search("[:：]", text) for text in texts)


def _second_block(columns: list[Column], words: Vocabulary) -> int | None:
    """Where the subject stands a second time, under the same word or with other known headings behind it."""
    subjects = [column for column in columns if column.field == words.subject]
    if len(subjects) < 2:
        return None
    first, second = subjects[:2]
    is_same_word = plain_heading(first.heading) == plain_heading(second.heading)
    behind = any(column.index > second.index and column.field for column in columns)
    return second.index if is_same_word or behind else None


def _without_others(columns: list[Column], words: Vocabulary) -> list[Column]:
    """What stands right behind a column about somebody else is about them too, and so is a telephone behind that."""
    kept: list[Column] = []
    seen: set[str] = set()
    last = -2
    for column in columns:
        plain = plain_heading(column.heading)
        is_theirs = column.index == last + 1 and (plain in words.weak or (column.field and column.field in seen))
        if is_theirs or plain in words.others:
            last = column.index
        kept.append(replace(column, field="") if is_theirs else column)
        seen.add(column.field)
    return kept


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
    if any(plain_heading(text) in words.others for text in texts[:-1]):
        return texts[-1], ""
    for text in [*texts[-1:], "".join(texts), *reversed(texts[:-1])]:
        if found := words.field_of(text, chosen):
            return text, found
    return texts[-1] if texts else "", ""


def _without_repeats(columns: list[Column], words: Vocabulary, chosen: Mapping[str, str]) -> list[Column]:
    """Of two columns that mean the same the first counts; beside a 手机 the 电话 is the office's."""
    plain = {column: plain_heading(column.heading) for column in columns}
    weak = {column for column in columns if plain[column] in words.weak and plain[column] not in chosen}
    strong = {column.field for column in columns if column not in weak}
    seen: Counter[str] = Counter()
    kept = []
    for column in columns:
        meant = column.field
        if meant and column in weak and words.weak[plain[column]][0] in strong:
            meant = words.weak[plain[column]][1]
        seen[meant] += 1
        kept.append(replace(column, field=meant if seen[meant] == 1 else ""))
    return kept
