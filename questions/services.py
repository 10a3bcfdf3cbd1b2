"""Questions into a bank. What is new is added; what says something else than the bank is taken row by row, as a new
version, and what the bank said before stays readable in the attempts that asked it."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from wagtail import hooks

from common.errors import NotAllowed
from people.models import User
from people.trail import audit
from questions.importing.comparing import NEW, SAME, Held, compare_rows, compare_with_bank, take_changes
from questions.importing.rows import QuestionRow, read_questions
from questions.models import KnowledgePoint, Question, QuestionBank, QuestionVersion

LONGEST_NAME = 60
# What a question of a bank is known by.
KNOWN_BY = ["code", "content_key", "stem_key"]
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
    def created(self) -> int:
        return len(self.fresh)

    @property
    def updated(self) -> int:
        return len(self.taken)

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


def bank_name(text: str) -> str:
    name = text.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise NotAllowed(_("Name the question bank, in 60 characters at most."), code="bank_name")
    return name


def import_questions(
    *,
    data: bytes,
    bank: str,
    commit: bool,
    by: User | None,
    file_name: str = "",
    format: str = "auto",
    take: bool = False,
) -> QuestionImport:
    """Judge every row; with `commit` write what is new, and with `take` what changes too. The same file again changes
    nothing. A file somebody sends comes in as a list instead (`questions.importing.kind`), and can be undone."""
    name = bank_name(bank)
    rows = read_questions(data, file_name, format)
    if commit:
        return _take_over(rows, name, take=take, by=by)
    return _answer(compared(rows, name), take=take)


def compared(rows: list[QuestionRow], bank: str) -> list[QuestionRow]:
    """The rows with what each would do to the bank of this name, which need not be there yet."""
    compare_rows(rows)
    held = QuestionVersion.objects.current().filter(question__bank__name=bank).select_related("question")
    points = {point.name: point.pk for point in KnowledgePoint.objects.all()}
    compare_with_bank(rows, Held(held), points)
    return rows


def _answer(rows: list[QuestionRow], *, take: bool) -> QuestionImport:
    return QuestionImport(rows, take_changes(rows) if take else [])


@transaction.atomic
def _take_over(rows: list[QuestionRow], name: str, *, take: bool, by: User | None) -> QuestionImport:
    if any(row.question and not row.is_error for row in rows):
        _locked(name)
    answer = _answer(compared(rows, name), take=take)
    if answer.fresh or answer.taken:
        enter_questions(bank=name, fresh=answer.fresh, renewed=answer.taken, by=by)
    return answer


def _locked(name: str) -> tuple[QuestionBank, bool]:
    """The bank, and whether it is new."""
    return QuestionBank.objects.select_for_update().get_or_create(name=name)


@transaction.atomic
def enter_questions(
    *, bank: str, fresh: list[QuestionRow], renewed: list[QuestionRow], by: User | None
) -> dict[str, Any]:
    """Write what rows say as they were compared: questions, and versions in place of the current ones. Returns what is
    needed to take it back."""
    held, is_new = _locked(bank)
    undo = {"bank": held.pk, "bank_is_new": is_new, "created": _create(held, fresh), "renewed": _renew(renewed)}
    told = {"created": len(fresh), "updated": len(renewed)}
    audit.record(held, "questions.import_questions", by=by, data=told)
    return undo


def _create(bank: QuestionBank, fresh: list[QuestionRow]) -> list[int]:
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
    return [question.pk for question in questions]


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


def _renew(taken: list[QuestionRow]) -> list[dict[str, Any]]:
    current = QuestionVersion.objects.filter(pk__in=[row.target_id for row in taken])
    versions = {version.pk: version for version in current.select_related("question")}
    renewed = [
        (versions[row.target_id], parsed, row.content) for row in taken if row.target_id and (parsed := row.question)
    ]
    current.update(is_current=False)
    made = QuestionVersion.objects.bulk_create(
        _version(version.question, content, version.number + 1) for version, _parsed, content in renewed
    )
    before = [
        {"version": version.pk, "now": new.pk, **{name: getattr(version.question, name) for name in KNOWN_BY}}
        for (version, _parsed, _content), new in zip(renewed, made, strict=True)
    ]
    for version, parsed, _content in renewed:
        version.question.code = parsed.number or version.question.code
        version.question.content_key, version.question.stem_key = parsed.content_key, parsed.stem_key
    questions = [version.question for version, _parsed, _content in renewed]
    Question.objects.bulk_update(questions, KNOWN_BY, batch_size=500)
    return before


@transaction.atomic
def take_questions_back(*, undo: dict[str, Any], since: datetime) -> None:
    """Remove the questions and versions an import wrote, and let the versions before hold again. Refused once one of
    them was changed or drawn into a paper, and while an examination may draw on the bank."""
    bank = QuestionBank.objects.select_for_update().get(pk=undo["bank"])
    renewed = {row["now"]: row for row in undo["renewed"]}
    first = QuestionVersion.objects.filter(question__in=undo["created"], number=1)
    written = QuestionVersion.objects.filter(pk__in=[*renewed, *first.values_list("pk", flat=True)])
    versions = list(written.filter(is_current=True).select_related("question"))
    if len(versions) != len(undo["created"]) + len(renewed):
        message = _("A question of this import has been changed since, so the import can no longer be undone.")
        raise NotAllowed(message, code="built_upon")
    keys = {version.pk for version in versions}
    if ties := [text for hook in hooks.get_hooks("question_ties") for text in hook(bank, keys, since)]:
        message = _("The import can no longer be undone: %(ties)s.") % {"ties": "、".join(ties)}
        raise NotAllowed(message, code="built_upon")
    written.delete()
    Question.objects.filter(pk__in=undo["created"]).delete()
    QuestionVersion.objects.filter(pk__in=[row["version"] for row in undo["renewed"]]).update(is_current=True)
    restored = [version.question for version in versions if version.pk in renewed]
    for version in versions:
        for name in KNOWN_BY if version.pk in renewed else ():
            setattr(version.question, name, renewed[version.pk][name])
    Question.objects.bulk_update(restored, KNOWN_BY, batch_size=500)
    if undo["bank_is_new"]:
        # It stays where others have put something into it since.
        with suppress(ProtectedError):
            bank.delete()
