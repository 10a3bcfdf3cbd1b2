from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import KnowledgePoint
from exams.choices import Difficulty, QuestionKind
from exams.models.bank import QuestionBank


class Paper(models.Model):
    """A paper (试卷): rules by which each attempt draws its own questions from a bank."""

    title = models.CharField(_("paper"), max_length=100)
    bank = models.ForeignKey(QuestionBank, models.PROTECT, related_name="papers")

    class Meta:
        verbose_name = _("paper")

    def __str__(self):
        return self.title


class PaperRule(models.Model):
    """So many questions of one kind, worth so much each."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="rules")
    kind = models.CharField(_("kind of question"), max_length=10, choices=QuestionKind)
    count = models.PositiveSmallIntegerField(_("number of questions"))
    score = models.DecimalField(_("points each"), max_digits=5, decimal_places=1)
    difficulty = models.CharField(_("difficulty"), max_length=10, choices=Difficulty, blank=True)
    knowledge_point = models.ForeignKey(KnowledgePoint, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("rule of a paper")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gt=0, score__gt=0),
                name="paper_rule_draws_something",
                violation_error_message=_("A rule draws one question at least, worth more than nothing."),
            )
        ]

    def __str__(self):
        words = [self.get_kind_display()]
        if self.difficulty:
            words.append(self.get_difficulty_display())
        if self.knowledge_point:
            words.append(self.knowledge_point.name)
        return f"{' · '.join(str(word) for word in words)} × {self.count}"
