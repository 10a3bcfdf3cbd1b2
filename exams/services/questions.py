"""Questions into a bank. A question is known by its stem; a change of what it says is a new version."""

from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from courses.models import KnowledgePoint
from exams.importing import ParsedQuestion, RowVerdict, judge_row, read_rows
from exams.models import Question, QuestionBank, QuestionVersion
from people import audit
from people.models import User

LONGEST_NAME = 60
CONTENT = ("kind", "stem", "options", "key", "score", "difficulty", "knowledge_point_id", "explanation", "source")


@dataclass
class QuestionImport:
    """What an import did, or would do: counts, and a verdict on every row."""

    rows: list[RowVerdict]
    created: int = 0
    updated: int = 0
    unchanged: int = 0

    @property
    def skipped(self) -> int:
        return self._count("skipped")

    @property
    def errors(self) -> int:
        return self._count("error")

    @property
    def warnings(self) -> int:
        return self._count("warning")

    def _count(self, status: str) -> int:
        return sum(row.status == status for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        counts = ("created", "updated", "unchanged", "skipped", "errors", "warnings")
        said = ("sheet", "row", "status", "code", "message")
        rows = [{name: getattr(row, name) for name in said} for row in self.rows]
        return {**{name: getattr(self, name) for name in counts}, "rows": rows}


@transaction.atomic
def import_questions(
    *, file: BinaryIO, bank: str, commit: bool, by: User | None, format: str = "auto"
) -> QuestionImport:
    """Judge every row; with `commit` write the good ones. The same file again changes nothing."""
    name = bank.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise NotAllowed(_("Name the question bank, in 60 characters at most."), code="bank_name")
    rows = [judge_row(*row) for row in read_rows(file.read(), format)]
    _refuse_duplicates(rows)
    points = {point.name: point.pk for point in KnowledgePoint.objects.all()}
    found = QuestionBank.objects.select_for_update().filter(name=name).first()
    answer = QuestionImport(rows)
    fresh, changed = _sort(answer, found, points)
    if not commit:
        return answer
    found = found or QuestionBank.objects.create(name=name)
    _create(found, fresh)
    _renew(changed)
    if fresh or changed:
        data = {"created": answer.created, "updated": answer.updated, "errors": answer.errors}
        audit.record(found, "exams.import_questions", by=by, data=data)
    return answer


def _refuse_duplicates(rows: list[RowVerdict]) -> None:
    seen: dict[str, RowVerdict] = {}
    for row in rows:
        if row.question is None:
            continue
        first = seen.setdefault(row.question.stem_key, row)
        if first is not row:
            row.question, row.status, row.code = None, "error", "duplicate_stem"
            row.message = _("The same stem stands in row %(row)s already.") % {"row": first.row}


def _sort(
    answer: QuestionImport, bank: QuestionBank | None, points: dict[str, int]
) -> tuple[list[tuple[str, dict[str, Any]]], list[tuple[QuestionVersion, dict[str, Any]]]]:
    """What is new and what says something else than the bank does."""
    current = QuestionVersion.objects.current().filter(question__bank=bank) if bank else QuestionVersion.objects.none()
    held = {version.question.stem_key: version for version in current.select_related("question")}
    fresh, changed = [], []
    for row in answer.rows:
        if row.question is None:
            continue
        content = _content(row.question, points)
        if row.question.point and content["knowledge_point_id"] is None:
            message = _("The knowledge point “%(point)s” is unknown and was left out.") % {"point": row.question.point}
            row.note("warning", "knowledge_point_unknown", message)
        version = held.get(row.question.stem_key)
        if version is None:
            fresh.append((row.question.stem_key, content))
        elif any(getattr(version, name) != content[name] for name in CONTENT):
            changed.append((version, content))
        else:
            answer.unchanged += 1
    answer.created, answer.updated = len(fresh), len(changed)
    return fresh, changed


def _content(question: ParsedQuestion, points: dict[str, int]) -> dict[str, Any]:
    own = {name: getattr(question, name) for name in CONTENT if name != "knowledge_point_id"}
    return {**own, "knowledge_point_id": points.get(question.point)}


def _create(bank: QuestionBank, fresh: list[tuple[str, dict[str, Any]]]) -> None:
    start = bank.questions.count()
    questions = Question.objects.bulk_create(
        Question(bank=bank, code=f"Q{start + i:05d}", stem_key=key) for i, (key, _content) in enumerate(fresh, start=1)
    )
    QuestionVersion.objects.bulk_create(
        QuestionVersion(question=question, **content)
        for question, (_key, content) in zip(questions, fresh, strict=True)
    )


def _renew(changed: list[tuple[QuestionVersion, dict[str, Any]]]) -> None:
    QuestionVersion.objects.filter(pk__in=[version.pk for version, _content in changed]).update(is_current=False)
    QuestionVersion.objects.bulk_create(
        QuestionVersion(question_id=version.question_id, number=version.number + 1, **content)
        for version, content in changed
    )
