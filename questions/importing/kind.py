"""A list of questions, as a kind of list that may come in."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.tables import Grid
from intake.headings import Vocabulary
from intake.kinds import ListKind, Written
from intake.models import ListImport
from intake.options import Options
from intake.reading import Progress, Reading, no_progress, reading_of
from intake.verdicts import RowVerdict
from people.models import OrgUnit, User
from questions.exports import question_template
from questions.importing.comparing import ANSWER_CODE, CHANGED, NEW
from questions.importing.reading import sheets_of
from questions.importing.rows import LABELS, QuestionRow, judge_sheets, vocabulary
from questions.roles import ROLES
from questions.services import LONGEST_NAME, bank_name, compared, enter_questions, take_questions_back


class QuestionList(ListKind):
    """The bank is asked for when the file is sent. A change of what is right is ticked by itself: what the bank says has
    been checked by somebody, and a file is often an older copy of it."""

    code = "questions"
    label = pgettext_lazy("kind of list", "Questions")
    advice = _(
        "One row is one question. It is known by its number, else by kind, stem and options. What says something else "
        "than the bank is shown and taken where you tick it; examinations that were held keep the question as it was "
        "asked."
    )
    undo_advice = _(
        "The questions the import entered are removed, and those it changed say again what they said. This is refused "
        "once one of them was changed or drawn into a paper, and while an examination that is open or planned draws on "
        "the bank."
    )
    permission = "questions.manage_bank"
    shown = ("stem",)
    has_units = False

    @property
    def vocabulary(self) -> Vocabulary:
        return vocabulary()

    def units(self, user: User) -> QuerySet[OrgUnit]:
        return OrgUnit.objects.open().filter(user.scope.reach("path", ROLES.who("keep_banks")))

    def seen_by(self, user: User) -> Q:
        return user.scope.reach("unit__path", ROLES.who("keep_banks"))

    def upload_fields(self) -> dict[str, forms.Field]:
        return {"bank": forms.CharField(label=_("Question bank"), max_length=LONGEST_NAME)}

    def option_fields(self, options: Options) -> dict[str, forms.Field]:
        return self.upload_fields()

    def judge(
        self,
        grids: list[Grid],
        *,
        by: User | None,
        unit: OrgUnit,
        options: Options,
        progress: Progress = no_progress,
    ) -> Reading:
        sheets = sheets_of(grids, self.vocabulary, options)
        rows = compared(judge_sheets(sheets, options), bank_name(options.more.get("bank", "")))
        return reading_of(grids, sheets, rows, self.template)

    def write(
        self, rows: list[RowVerdict], *, listing: ListImport, by: User | None, choices: dict[str, Any]
    ) -> Written:
        judged = [row for row in rows if isinstance(row, QuestionRow)]
        fresh, renewed = ([row for row in judged if row.outcome == outcome] for outcome in (NEW, CHANGED))
        bank = bank_name(listing.options["more"]["bank"])
        undo = enter_questions(bank=bank, fresh=fresh, renewed=renewed, by=by)
        return Written(len(fresh), len(renewed), undo)

    def undo(self, undo: dict[str, Any], *, listing: ListImport, by: User | None) -> None:
        take_questions_back(undo=undo, since=listing.committed_at)

    def alone(self, verdict: RowVerdict) -> str | Promise:
        return next((note.message for note in verdict.notes if note.code == ANSWER_CODE), "")

    def label_of(self, name: str) -> str | Promise:
        return LABELS[name]

    def template(self) -> bytes:
        return question_template()
