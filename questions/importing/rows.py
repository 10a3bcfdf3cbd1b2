"""What a row of a question list means: from the texts of its cells to a question, with a verdict."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.headings import Vocabulary, plain_heading
from intake.layout import ListSheet
from intake.options import Options
from intake.verdicts import RowVerdict, error, fixed, or_unreadable, warning
from questions.choices import Difficulty
from questions.identity import content_key, plain_number, stem_key
from questions.importing.reading import ListRow, listed_rows, read_grids, sheets_of
from questions.kinds import KINDS, kind_named, kind_of
from questions.kinds.base import Refused

LONGEST_NUMBER, LONGEST_SOURCE = 60, 120
DIFFICULTIES = {
    "易": Difficulty.EASY,
    "简单": Difficulty.EASY,
    "中": Difficulty.MEDIUM,
    "中等": Difficulty.MEDIUM,
    "难": Difficulty.HARD,
    "困难": Difficulty.HARD,
}
HIGHEST_SCORE = Decimal(1000)
# What a field is called, in a list and in a version.
LABELS = {
    "number": gettext_lazy("question code"),
    "code": gettext_lazy("question code"),
    "kind": gettext_lazy("kind of question"),
    "stem": gettext_lazy("stem"),
    "options": gettext_lazy("options"),
    "answer": gettext_lazy("key"),
    "key": gettext_lazy("key"),
    "score": gettext_lazy("points"),
    "difficulty": gettext_lazy("difficulty"),
    "point": gettext_lazy("knowledge point"),
    "knowledge_point_id": gettext_lazy("knowledge point"),
    "explanation": gettext_lazy("explanation"),
    "source": gettext_lazy("source of the question"),
}
# They count the rows of a list and tell no question from another.
LOOKED_PAST = frozenset(["序号", "题号", "序", "no"])


def headings() -> dict[str, tuple[str, ...]]:
    """What each field may be called, in the order of the template; the kinds have columns of their own."""
    return {
        "number": ("编号", "试题编号", "题目编号", "试题编码", "题目编码", "试题代码"),
        "kind": ("题型", "题目类型"),
        "stem": ("题干", "题目", "题目内容", "试题", "试题内容"),
        **{name: called for kind in KINDS.values() for name, called in kind.columns.items()},
        "answer": ("正确答案", "正确选项", "答案"),
        "score": ("分值",),
        "difficulty": ("难度", "题目难度"),
        "point": ("知识点", "知识点名称"),
        "explanation": ("解析", "题目解析", "试题解析"),
        "source": ("出处",),
    }


def vocabulary() -> Vocabulary:
    """The words of such a list, as the kinds of this moment have them."""
    called = headings()
    return Vocabulary(
        fields={name: LABELS.get(name, aliases[0]) for name, aliases in called.items()},
        aliases={plain_heading(alias): name for name, aliases in called.items() for alias in aliases},
        subject="stem",
        needed=frozenset(["kind", "answer"]),
        ignored=LOOKED_PAST,
    )


@dataclass(frozen=True)
class ParsedQuestion:
    """`said` names what the row says; of the rest it says nothing, and nothing of the rest is changed."""

    kind: str
    stem: str
    options: list[str]
    key: list[Any]
    score: Decimal
    difficulty: str
    explanation: str
    source: str
    point: str
    number: str
    said: frozenset[str]

    @property
    def stem_key(self) -> str:
        return stem_key(self.stem)

    @property
    def content_key(self) -> str:
        return content_key(self.kind, self.stem, self.options)

    @property
    def answer(self) -> Any:
        return kind_of(self.kind).answer(self.options, self.key)


@dataclass
class QuestionRow(RowVerdict):
    """`changes` holds what the bank says and what the row says, by field, each as it is read by people."""

    question: ParsedQuestion | None = None
    # `target_id` is the version the row would replace.
    alters_answer: bool = False
    # The fields of a version as the row would have them.
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> ParsedQuestion:
        """The question of a row that has one."""
        if self.question is None:
            raise LookupError(self.code)
        return self.question


def read_questions(data: bytes, file_name: str, format: str = "auto") -> list[QuestionRow]:
    """A verdict on every row of a file by itself."""
    options = Options()
    sheets = sheets_of(read_grids(data, file_name, format), vocabulary(), options)
    return judge_sheets(sheets, options)


def judge_sheets(sheets: list[ListSheet], options: Options) -> list[QuestionRow]:
    rows = [row for sheet in sheets for row in listed_rows(sheet, options)]
    return [or_unreadable(partial(QuestionRow, row.sheet, row.row), judge_row, row) for row in rows]


def judge_row(listed: ListRow) -> QuestionRow:
    row = QuestionRow(listed.sheet, listed.row)
    if listed.refused and not listed.is_passed_over:
        row.note([listed.refused])
        return row
    if listed.is_heading:
        row.skip("R06", _("A heading inside the list was passed over."))
        return row
    if not any(listed.cells.values()) and not listed.without_result and not listed.refused:
        row.skip("row_empty", _("The row is empty."))
        return row
    if listed.is_passed_over:
        row.skip("R08", _("The hidden row was passed over."))
        return row
    row.values = {"stem": listed.cells["stem"]}
    try:
        if listed.without_result:
            message = _("A formula in the row has no result. Copy the cells and paste them as values.")
            raise Refused("formula_without_result", message)
        row.question = _parse(listed.cells, row)
    except Refused as refused:
        row.note([error(refused.code, refused.message)])
    return row


def _parse(cells: Mapping[str, str], row: QuestionRow) -> ParsedQuestion:
    kind = kind_named(cells["kind"])
    if kind is None:
        raise Refused("kind_unknown", _("“%(kind)s” is not a kind of question.") % {"kind": cells["kind"]})
    stem = _stem(cells["stem"], row)
    options, key = kind.read(cells, stem, row)
    said = {name for name, text in cells.items() if text}
    difficulty = DIFFICULTIES.get(cells.get("difficulty", ""), Difficulty.MEDIUM)
    if cells.get("difficulty") and cells["difficulty"] not in DIFFICULTIES:
        row.note([warning("difficulty_unknown", _("The difficulty is unknown; medium was taken."))])
        said.discard("difficulty")
    return ParsedQuestion(
        kind=kind.code,
        stem=stem,
        options=options,
        key=key,
        score=_score(cells.get("score", "")),
        difficulty=str(difficulty),
        explanation=cells.get("explanation", ""),
        source=_source(cells.get("source", ""), row),
        point=cells.get("point", ""),
        number=_number(cells.get("number", "")),
        said=frozenset(said),
    )


def _number(text: str) -> str:
    number = plain_number(text)
    if len(number) > LONGEST_NUMBER:
        raise Refused("number_too_long", _("The number has more than %(n)s characters.") % {"n": LONGEST_NUMBER})
    return number


def _stem(text: str, row: QuestionRow) -> str:
    stem = re.sub(r"^(\d{1,3}\s*[.．](?!\d)|\d{1,3}\s*、|[(（]\d{1,3}[)）])\s*", "", text)
    if not stem:
        raise Refused("stem_missing", _("The stem is missing."))
    if stem != text:
        row.note([fixed("number_stripped", _("The number before the stem was taken off."))])
    return stem


def _source(text: str, row: QuestionRow) -> str:
    if len(text) > LONGEST_SOURCE:
        message = _("The source is cut off after %(n)s characters.") % {"n": LONGEST_SOURCE}
        row.note([warning("source_cut", message)])
    return text[:LONGEST_SOURCE]


def _score(text: str) -> Decimal:
    if not text:
        return Decimal("1.0")
    try:
        score = Decimal(unicodedata.normalize("NFKC", text).removesuffix("分")).quantize(Decimal("0.1"))
    except InvalidOperation:
        score = Decimal(0)
    if not (score.is_finite() and 0 < score < HIGHEST_SCORE):
        raise Refused("score_invalid", _("“%(score)s” is not a number of points.") % {"score": text})
    return score
