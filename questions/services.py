"""Questions into a bank. What is new is added; what says something else than the bank is taken row by row, as a new
version, and what the bank said before stays readable in the attempts that asked it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from people import audit
from people.models import User
from questions.importing.comparing import CHANGED, NEW, SAME, Held, compare_rows, compare_with_bank, take_changes
from questions.importing.rows import QuestionRow, read_questions
from questions.models import KnowledgePoint, Question, QuestionBank, QuestionVersion

LONGEST_NAME = 60
OWN_CODE = re.compile(r"Q(\d{1,9})\Z")


@dataclass
class QuestionImport:
    """What an import did, or would do: counts, and a verdict on every row. `taken` are changes, the others stay out."""

    rows: list[QuestionRow]
    taken: list[QuestionRow] = field(default_factory=list)

    @property
    def fresh(self) -> list[QuestionRow]:
        return self._of(NEW)

    @property
    def changed(self) -> list[QuestionRow]:
        """What alters an answer first."""
        return sorted(self._of(CHANGED), key=lambda row: not row.alters_answer)

    @property
    def created(self) -> int:
        return len(self.fresh)

    @property
    def updated(self) -> int:
        return len(self.taken)

    @property
    def left_out(self) -> int:
        return len(self._of(CHANGED)) - len(self.taken)

    @property
    def unchanged(self) -> int:
        return len(self._of(SAME))

    @property
    def skipped(self) -> int:
        return self._count("skipped")

    @property
    def errors(self) -> int:
        return self._count("error")

    @property
    def warnings(self) -> int:
        return self._count("warning")

    def _of(self, outcome: str) -> list[QuestionRow]:
        return [row for row in self.rows if row.outcome == outcome and not row.is_error]

    def _count(self, status: str) -> int:
        return sum(row.status == status for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        counts = ("created", "updated", "unchanged", "skipped", "errors", "warnings")
        return {**{name: getattr(self, name) for name in counts}, "rows": [row.as_json() for row in self.rows]}


def import_questions(
    *,
    data: bytes,
    bank: str,
    commit: bool,
    by: User | None,
    file_name: str = "",
    format: str = "auto",
    take: Collection[str] | None = (),
) -> QuestionImport:
    """Judge every row; with `commit` write what is new, and the changes whose `tick` is in `take` (None: all of them).
    The same file again changes nothing."""
    name = bank.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise NotAllowed(_("Name the question bank, in 60 characters at most."), code="bank_name")
    rows = read_questions(data, file_name, format)
    compare_rows(rows)
    if commit:
        return _take_over(rows, name, take, by)
    return _compared(rows, QuestionBank.objects.filter(name=name).first(), take)


@transaction.atomic
def _take_over(rows: list[QuestionRow], name: str, take: Collection[str] | None, by: User | None) -> QuestionImport:
    bank = None
    if any(row.question and not row.is_error for row in rows):
        bank, _created = QuestionBank.objects.select_for_update().get_or_create(name=name)
    answer = _compared(rows, bank, take)
    if bank and (answer.fresh or answer.taken):
        _create(bank, answer.fresh)
        _renew(bank, answer.taken)
        counts = ("created", "updated", "left_out", "errors")
        audit.record(bank, "questions.import_questions", by=by, data={name: getattr(answer, name) for name in counts})
    return answer


def _compared(rows: list[QuestionRow], bank: QuestionBank | None, take: Collection[str] | None) -> QuestionImport:
    current = QuestionVersion.objects.current().filter(question__bank=bank) if bank else QuestionVersion.objects.none()
    points = {point.name: point.pk for point in KnowledgePoint.objects.all()}
    compare_with_bank(rows, Held(current.select_related("question")), points)
    return QuestionImport(rows, take_changes(rows, take))


def _create(bank: QuestionBank, fresh: list[QuestionRow]) -> None:
    codes = _free_codes(bank, fresh)
    made = [(parsed, row.content) for row in fresh if (parsed := row.question)]
    questions = Question.objects.bulk_create(
        Question(
            bank=bank,
            code=parsed.number or next(codes),
            content_key=parsed.content_key,
            stem_key=parsed.stem_key,
        )
        for parsed, _content in made
    )
    QuestionVersion.objects.bulk_create(
        _version(question, content) for question, (_parsed, content) in zip(questions, made, strict=True)
    )


def _version(question: Question, content: dict[str, Any], number: int = 1) -> QuestionVersion:
    """Nothing is stored that its kind would refuse, whatever read it."""
    version = QuestionVersion(question=question, number=number, **content)
    version.clean()
    return version


def _free_codes(bank: QuestionBank, fresh: list[QuestionRow]) -> Iterator[str]:
    """Our own numbers go on from the highest, past those the file brings along."""
    held = bank.questions.values_list("code", flat=True)
    taken = {*held, *(row.question.number for row in fresh if row.question)}
    highest = max((int(own[1]) for code in taken if (own := OWN_CODE.match(code))), default=0)
    return (f"Q{number:05d}" for number in count(highest + 1))


def _renew(bank: QuestionBank, taken: list[QuestionRow]) -> None:
    current = QuestionVersion.objects.filter(pk__in=[row.version_id for row in taken])
    versions = {version.pk: version for version in current.select_related("question")}
    renewed = [
        (versions[row.version_id], parsed, row.content) for row in taken if row.version_id and (parsed := row.question)
    ]
    current.update(is_current=False)
    QuestionVersion.objects.bulk_create(
        _version(version.question, content, version.number + 1) for version, _parsed, content in renewed
    )
    for version, parsed, _content in renewed:
        version.question.code = parsed.number or version.question.code
        version.question.content_key, version.question.stem_key = parsed.content_key, parsed.stem_key
    Question.objects.bulk_update(
        [version.question for version, _parsed, _content in renewed],
        ["code", "content_key", "stem_key"],
        batch_size=500,
    )
