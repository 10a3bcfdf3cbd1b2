"""Reads a workbook or a CSV of our template, and says of every row what became of it. Nothing here writes."""

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from common.errors import NotAllowed
from exams.choices import CHOICE_KINDS, Difficulty, QuestionKind

LETTERS = "ABCDEFGH"
HEADINGS: dict[str, tuple[str, ...]] = {
    "kind": ("题型", "题目类型"),
    "stem": ("题干", "题目", "题目内容", "试题"),
    **{letter: (f"选项{letter}",) for letter in LETTERS},
    "answer": ("正确答案", "正确选项", "答案"),
    "score": ("分值",),
    "difficulty": ("难度", "题目难度"),
    "point": ("知识点", "知识点名称"),
    "explanation": ("解析", "题目解析"),
    "source": ("出处",),
}
REQUIRED = ("kind", "stem", "answer")
KINDS = {
    "单选": QuestionKind.SINGLE,
    "单项选择": QuestionKind.SINGLE,
    "多选": QuestionKind.MULTIPLE,
    "多项选择": QuestionKind.MULTIPLE,
    "判断": QuestionKind.TRUE_FALSE,
    "填空": QuestionKind.BLANK,
}
DIFFICULTIES = {
    "易": Difficulty.EASY,
    "简单": Difficulty.EASY,
    "中": Difficulty.MEDIUM,
    "中等": Difficulty.MEDIUM,
    "难": Difficulty.HARD,
    "困难": Difficulty.HARD,
}
TRUE_FALSE_OPTIONS = ["正确", "错误"]
TRUE_WORDS = frozenset(["对", "正确", "是", "√", "✓", "✔", "t", "true", "y", "yes", "a", "1"])
FALSE_WORDS = frozenset(["错", "错误", "否", "不对", "×", "✗", "✘", "x", "f", "false", "n", "no", "b", "0"])
MOST_ROWS = 5000
HIGHEST_SCORE = Decimal(1000)


class RowRefused(Exception):
    """The row cannot become a question."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class ParsedQuestion:
    kind: str
    stem: str
    options: list[str]
    key: list[Any]
    score: Decimal
    difficulty: str
    point: str
    explanation: str
    source: str

    @property
    def stem_key(self) -> str:
        return stem_key(self.stem)


@dataclass
class RowVerdict:
    """`status` is ok, fixed, warning, error or skipped; `code` names the case."""

    sheet: str
    row: int
    status: str = "ok"
    code: str = ""
    message: str = ""
    question: ParsedQuestion | None = None
    notes: list[tuple[str, str, str]] = field(default_factory=list)

    def note(self, status: str, code: str, message: str) -> None:
        self.notes.append((status, code, message))
        if self.status == "ok" or (self.status, status) == ("fixed", "warning"):
            self.status, self.code, self.message = status, code, message


def stem_key(stem: str) -> str:
    """What makes two stems the same: the characters without width, case, space and marks."""
    letters = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", stem).casefold())
    # A stem of marks alone still has to differ from another.
    return hashlib.sha256((letters or stem).encode()).hexdigest()


def read_rows(data: bytes, format: str) -> Iterator[tuple[str, int, dict[str, str]]]:
    """(sheet, row number, cells by field) of every row below a heading row."""
    if format == "auto":
        format = "xlsx" if data[:2] == b"PK" else "csv"
    tables = _xlsx_tables(data) if format == "xlsx" else [("CSV", _csv_table(data))]
    found = False
    for sheet, table in tables:
        columns = _columns(table[0]) if table else {}
        if not all(name in columns for name in REQUIRED):
            continue
        found = True
        if len(table) > MOST_ROWS:
            raise NotAllowed(_("The file has more than %(n)s rows.") % {"n": MOST_ROWS}, code="too_many_rows")
        for number, cells in enumerate(table[1:], start=2):
            row = {name: cells[i].strip() if i < len(cells) else "" for name, i in columns.items()}
            yield sheet, number, row
    if not found:
        message = _("No sheet has the headings 题型, 题干 and 正确答案 in its first row.")
        raise NotAllowed(message, code="headings_missing")


def _xlsx_tables(data: bytes) -> list[tuple[str, list[list[str]]]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise NotAllowed(_("The file is not a workbook that can be read."), code="file_unreadable") from error
    return [(name, [[_text(cell) for cell in row] for row in rows]) for name, rows in sheets]


def _text(cell: Any) -> str:
    """A whole number is shown without the `.0` a spreadsheet keeps."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _csv_table(data: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            # PostgreSQL stores no NUL.
            text = data.decode(encoding).replace("\0", "")
            return list(csv.reader(io.StringIO(text, newline="")))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise NotAllowed(_("The file is neither UTF-8 nor GB18030 text."), code="file_unreadable")


def _columns(heading: list[str]) -> dict[str, int]:
    names = {alias: name for name, aliases in HEADINGS.items() for alias in aliases}
    columns: dict[str, int] = {}
    for i, cell in enumerate(heading):
        plain = re.sub(r"[*\s]|（必填）|\(必填\)", "", unicodedata.normalize("NFKC", cell))
        if plain in names:
            columns.setdefault(names[plain], i)
    return columns


def judge_row(sheet: str, number: int, row: dict[str, str]) -> RowVerdict:
    """The verdict on one row by itself, with its question when there is one."""
    verdict = RowVerdict(sheet, number)
    if not any(row.values()):
        verdict.note("skipped", "row_empty", _("The row is empty."))
        return verdict
    try:
        verdict.question = _parse(row, verdict)
    except RowRefused as refused:
        verdict.status, verdict.code, verdict.message = "error", refused.code, refused.message
    return verdict


def _parse(row: dict[str, str], verdict: RowVerdict) -> ParsedQuestion:
    kind = KINDS.get(re.sub(r"[\s题]", "", row["kind"]))
    if kind is None:
        raise RowRefused("kind_unknown", _("“%(kind)s” is not a kind of question.") % {"kind": row["kind"]})
    stem = re.sub(r"^(\d{1,3}\s*[.．](?!\d)|\d{1,3}\s*、|[(（]\d{1,3}[)）])\s*", "", row["stem"])
    if not stem:
        raise RowRefused("stem_missing", _("The stem is missing."))
    if stem != row["stem"]:
        verdict.note("fixed", "number_stripped", _("The number before the stem was taken off."))
    options = _options(kind, row, verdict)
    if not row["answer"]:
        raise RowRefused("answer_missing", _("The right answer is missing."))
    key = _key(kind, row["answer"], options, verdict)
    if kind == QuestionKind.BLANK:
        _compare_blanks(stem, key, verdict)
    difficulty = DIFFICULTIES.get(row.get("difficulty", ""), Difficulty.MEDIUM)
    if row.get("difficulty") and row["difficulty"] not in DIFFICULTIES:
        verdict.note("warning", "difficulty_unknown", _("The difficulty is unknown; medium was taken."))
    return ParsedQuestion(
        kind=str(kind),
        stem=stem,
        options=options,
        key=key,
        score=_score(row.get("score", "")),
        difficulty=str(difficulty),
        point=row.get("point", ""),
        explanation=row.get("explanation", ""),
        source=row.get("source", "")[:120],
    )


def _options(kind: str, row: dict[str, str], verdict: RowVerdict) -> list[str]:
    if kind == QuestionKind.TRUE_FALSE:
        return list(TRUE_FALSE_OPTIONS)
    if kind not in CHOICE_KINDS:
        return []
    cells = [row.get(letter, "") for letter in LETTERS]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) < 2 or not all(cells):
        raise RowRefused("option_missing", _("A choice needs two options at least, and none left out between them."))
    options = [
        re.sub(rf"^[{letter}{letter.lower()}]\s*[.．、)）]\s*", "", cell) or cell
        for letter, cell in zip(LETTERS, cells, strict=False)
    ]
    if options != cells:
        verdict.note("fixed", "letter_stripped", _("The letters before the options were taken off."))
    if len({unicodedata.normalize("NFKC", option).casefold() for option in options}) < len(options):
        raise RowRefused("duplicate_options", _("Two options are the same."))
    return options


def _key(kind: str, answer: str, options: list[str], verdict: RowVerdict) -> list[Any]:
    plain = unicodedata.normalize("NFKC", answer).strip()
    if kind == QuestionKind.TRUE_FALSE:
        return _true_or_false(plain.casefold())
    if kind == QuestionKind.BLANK:
        return _blanks(answer)
    letters = re.sub(r"[\s,、;.|/和]", "", plain).upper()
    if not letters or re.search(r"[^A-Z]", letters):
        raise RowRefused("answer_unreadable", _("“%(answer)s” is not an answer by letters.") % {"answer": answer})
    key = sorted({ord(letter) - ord("A") for letter in letters})
    if key[-1] >= len(options):
        raise RowRefused("answer_beyond_options", _("The answer names an option that is not there."))
    if kind == QuestionKind.SINGLE and len(key) > 1:
        raise RowRefused("single_many", _("A single choice has one right option."))
    if kind == QuestionKind.MULTIPLE and len(key) == 1:
        verdict.note("warning", "multiple_one", _("A multiple choice with one right option only."))
    return key


def _true_or_false(word: str) -> list[int]:
    if word in TRUE_WORDS:
        return [0]
    if word in FALSE_WORDS:
        return [1]
    raise RowRefused("answer_unreadable", _("“%(answer)s” is neither true nor false.") % {"answer": word})


def _blanks(answer: str) -> list[list[str]]:
    """Blanks by `|`, what is accepted in one by `；`."""
    blanks = [
        [text.strip() for text in re.split("[；;]", blank) if text.strip()] for blank in re.split("[|｜]", answer)
    ]
    if not all(blanks):
        raise RowRefused("answer_missing", _("A blank has no answer."))
    return blanks


def _compare_blanks(stem: str, key: list[Any], verdict: RowVerdict) -> None:
    seen = len(re.findall(r"_{2,}|[(（]\s*[)）]", stem))
    if seen and seen != len(key):
        message = _("The stem has %(seen)s blanks, the answer %(given)s.") % {"seen": seen, "given": len(key)}
        verdict.note("warning", "blank_count_differs", message)


def _score(text: str) -> Decimal:
    if not text:
        return Decimal("1.0")
    try:
        score = Decimal(unicodedata.normalize("NFKC", text).removesuffix("分")).quantize(Decimal("0.1"))
    except InvalidOperation:
        score = Decimal(0)
    if not (score.is_finite() and 0 < score < HIGHEST_SCORE):
        raise RowRefused("score_invalid", _("“%(score)s” is not a number of points.") % {"score": text})
    return score
