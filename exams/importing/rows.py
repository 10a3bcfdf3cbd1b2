"""What a row of a question list means: from the texts of its cells to a question, with a verdict."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from common.errors import NotAllowed
from exams.choices import CHOICE_KINDS, Difficulty, QuestionKind
from exams.importing.identity import content_key, plain_number, plain_text, stem_key
from exams.importing.reading import Kind, ListRow, read_list
from intake.headings import plain_heading
from intake.verdicts import RowVerdict, error, fixed, or_unreadable, warning

LETTERS = "ABCDEFGH"
HEADINGS: dict[str, tuple[str, ...]] = {
    # 序号 and 题号 count the rows of a list and tell no question from another.
    "number": ("编号", "试题编号", "题目编号", "试题编码", "题目编码", "试题代码"),
    "kind": ("题型", "题目类型"),
    "stem": ("题干", "题目", "题目内容", "试题", "试题内容"),
    **{letter: (f"选项{letter}",) for letter in LETTERS},
    "answer": ("正确答案", "正确选项", "答案"),
    "score": ("分值",),
    "difficulty": ("难度", "题目难度"),
    "point": ("知识点", "知识点名称"),
    "explanation": ("解析", "题目解析", "试题解析"),
    "source": ("出处",),
}
MOST_ROWS = 5000
QUESTION_LIST = Kind(
    headings={plain_heading(alias): name for name, aliases in HEADINGS.items() for alias in aliases},
    needed=("kind", "stem", "answer"),
    most_rows=MOST_ROWS,
)
LONGEST_NUMBER, LONGEST_SOURCE = 60, 120
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
HIGHEST_SCORE = Decimal(1000)


class RowRefused(Exception):
    """The row cannot become a question."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code, self.message = code, message


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
        return answer_of(self.kind, self.options, self.key)


def answer_of(kind: str, options: list[str], key: list[Any]) -> Any:
    """What is right, in whatever order options stand and texts are accepted."""
    if kind == QuestionKind.BLANK:
        return tuple(frozenset(accepted) for accepted in key)
    return frozenset(options[i] for i in key)


@dataclass
class QuestionRow(RowVerdict):
    """`changes` holds what the bank says and what the row says, by field, each as it is read by people."""

    question: ParsedQuestion | None = None
    # The version the row would replace, and the number of its question.
    known_as: str = ""
    version_id: int | None = None
    alters_answer: bool = False
    # The fields of a version as the row would have them.
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> ParsedQuestion:
        """The question of a row that has one."""
        if self.question is None:
            raise LookupError(self.code)
        return self.question

    @property
    def tick(self) -> str:
        """Names the change that was shown: of this row, and of what the bank said then."""
        return f"{self.sheet}!{self.row}@{self.version_id}"


def read_questions(data: bytes, file_name: str, format: str = "auto") -> list[QuestionRow]:
    """A verdict on every row by itself."""
    rows = read_list(data, file_name, QUESTION_LIST, format=format)
    if rows is None:
        message = _("No sheet has the headings 题型, 题干 and 正确答案 in one of its first 15 rows.")
        raise NotAllowed(message, code="headings_missing")
    return [or_unreadable(QuestionRow(row.sheet, row.row), partial(judge_row, row)) for row in rows]


def judge_row(listed: ListRow) -> QuestionRow:
    row = QuestionRow(listed.sheet, listed.row)
    if not any(listed.cells.values()) and not listed.without_result:
        row.skip("row_empty", _("The row is empty."))
        return row
    row.values = {"stem": listed.cells["stem"]}
    try:
        if listed.without_result:
            message = _("A formula in the row has no result. Copy the cells and paste them as values.")
            raise RowRefused("formula_without_result", message)
        row.question = _parse(listed.cells, row)
    except RowRefused as refused:
        row.note([error(refused.code, refused.message)])
    return row


def _parse(cells: Mapping[str, str], row: QuestionRow) -> ParsedQuestion:
    kind = KINDS.get(re.sub(r"[\s题]", "", cells["kind"]))
    if kind is None:
        raise RowRefused("kind_unknown", _("“%(kind)s” is not a kind of question.") % {"kind": cells["kind"]})
    stem = _stem(cells["stem"], row)
    options = _options(kind, cells, row)
    if not cells["answer"]:
        raise RowRefused("answer_missing", _("The right answer is missing."))
    key = _key(kind, cells["answer"], options, row)
    if kind == QuestionKind.BLANK:
        _compare_blanks(stem, key, row)
    said = {name for name, text in cells.items() if text}
    difficulty = DIFFICULTIES.get(cells.get("difficulty", ""), Difficulty.MEDIUM)
    if cells.get("difficulty") and cells["difficulty"] not in DIFFICULTIES:
        row.note([warning("difficulty_unknown", _("The difficulty is unknown; medium was taken."))])
        said.discard("difficulty")
    return ParsedQuestion(
        kind=str(kind),
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
        raise RowRefused("number_too_long", _("The number has more than %(n)s characters.") % {"n": LONGEST_NUMBER})
    return number


def _stem(text: str, row: QuestionRow) -> str:
    stem = re.sub(r"^(\d{1,3}\s*[.．](?!\d)|\d{1,3}\s*、|[(（]\d{1,3}[)）])\s*", "", text)
    if not stem:
        raise RowRefused("stem_missing", _("The stem is missing."))
    if stem != text:
        row.note([fixed("number_stripped", _("The number before the stem was taken off."))])
    return stem


def _source(text: str, row: QuestionRow) -> str:
    if len(text) > LONGEST_SOURCE:
        message = _("The source is cut off after %(n)s characters.") % {"n": LONGEST_SOURCE}
        row.note([warning("source_cut", message)])
    return text[:LONGEST_SOURCE]


def _options(kind: str, cells: Mapping[str, str], row: QuestionRow) -> list[str]:
    if kind == QuestionKind.TRUE_FALSE:
        return list(TRUE_FALSE_OPTIONS)
    if kind not in CHOICE_KINDS:
        return []
    texts = [cells.get(letter, "") for letter in LETTERS]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) < 2 or not all(texts):
        raise RowRefused("option_missing", _("A choice needs two options at least, and none left out between them."))
    options = [
        re.sub(rf"^[{letter}{letter.lower()}]\s*[.．、)）]\s*", "", text) or text
        for letter, text in zip(LETTERS, texts, strict=False)
    ]
    if options != texts:
        row.note([fixed("letter_stripped", _("The letters before the options were taken off."))])
    if len({plain_text(option) for option in options}) < len(options):
        raise RowRefused("duplicate_options", _("Two options are the same."))
    return options


def _key(kind: str, answer: str, options: list[str], row: QuestionRow) -> list[Any]:
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
        row.note([warning("multiple_one", _("A multiple choice with one right option only."))])
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


def _compare_blanks(stem: str, key: list[Any], row: QuestionRow) -> None:
    seen = len(re.findall(r"_{2,}|[(（]\s*[)）]", stem))
    if seen and seen != len(key):
        message = _("The stem has %(seen)s blanks, the answer %(given)s.") % {"seen": seen, "given": len(key)}
        row.note([warning("blank_count_differs", message)])


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
