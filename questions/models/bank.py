from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from questions.choices import Difficulty
from questions.kinds import kind_choices, kind_of
from questions.kinds.base import Refused
from questions.models.knowledge import KnowledgePoint


class QuestionBank(models.Model):
    """A question bank (题库) of the city."""

    name = models.CharField(_("question bank"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("question bank")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Question(models.Model):
    """A question of a bank, known by its number, else by what it asks and offers; what it says stands in versions.

    `code` is the office's own number or one of ours. `content_key` is that of the current version, `stem_key` finds
    questions that might be taken for each other (`questions.identity`).
    """

    bank = models.ForeignKey(QuestionBank, models.PROTECT, related_name="questions")
    code = models.CharField(_("question code"), max_length=60)
    content_key = models.CharField(max_length=64, editable=False)
    stem_key = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("question")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "code"],
                name="one_question_per_bank_and_code",
                violation_error_message=_("There is already a question with this code in the bank."),
            ),
            models.UniqueConstraint(
                fields=["bank", "content_key"],
                name="one_question_per_bank_and_content",
                violation_error_message=_("There is already a question with this stem and these options in the bank."),
            ),
        ]

    def __str__(self):
        return self.code


class QuestionVersionQuerySet(models.QuerySet):
    def current(self):
        return self.filter(is_current=True)


class QuestionVersion(models.Model):
    """What a question says. It is never changed: a change is a new version, papers draw the current one.

    What `options` and `key` hold is the kind's own affair.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    is_current = models.BooleanField(default=True)
    kind = models.CharField(_("kind of question"), max_length=20, choices=kind_choices)
    stem = models.TextField(_("stem"))
    options = models.JSONField(_("options"), default=list, blank=True)
    key = models.JSONField(_("key"))
    score = models.DecimalField(_("points"), max_digits=5, decimal_places=1, default=Decimal("1.0"))
    difficulty = models.CharField(_("difficulty"), max_length=10, choices=Difficulty, default=Difficulty.MEDIUM)
    knowledge_point = models.ForeignKey(KnowledgePoint, models.PROTECT, null=True, blank=True, related_name="+")
    explanation = models.TextField(_("explanation"), blank=True)
    source = models.CharField(_("source of the question"), max_length=120, blank=True)

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a question")
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="one_version_per_question_and_number"),
            models.UniqueConstraint(
                fields=["question"], condition=Q(is_current=True), name="one_current_version_per_question"
            ),
            models.CheckConstraint(
                condition=Q(score__gt=0),
                name="question_score_positive",
                violation_error_message=_("A question is worth more than nothing."),
            ),
        ]

    def __str__(self):
        return self.stem

    def clean(self):
        try:
            kind_of(self.kind).check(self.options, self.key)
        except Refused as refused:
            raise ValidationError(refused.message, code=refused.code) from refused
