from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exams.roles import ROLES
from people.models import OrgUnit
from questions.choices import Difficulty
from questions.kinds import kind_choices
from questions.models import KnowledgePoint, QuestionBank


class PaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of a unit the user sets examinations up for; others must not know what will be asked."""
        return self.filter(user.scope.reach("unit__path", ROLES.who("manage")))

    def with_use(self, now=None):
        """Adds `is_used`: a sitting of the paper has opened, or somebody has begun one."""
        now = now or timezone.now()
        opened = Q(sittings__opens_at__lte=now, sittings__cancelled_at=None)
        used = Paper.objects.filter(opened | Q(sittings__attempts__isnull=False), pk=OuterRef("pk"))
        return self.annotate(is_used=Exists(used))


class Paper(models.Model):
    """A paper (试卷): rules by which each attempt draws its own questions from a bank."""

    title = models.CharField(_("paper"), max_length=100)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="papers", verbose_name=_("kept by"))
    bank = models.ForeignKey(QuestionBank, models.PROTECT, related_name="papers")

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        ordering = ["-id"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("exams:paper_change", kwargs={"pk": self.pk})


class PaperRule(models.Model):
    """So many questions of one kind, worth so much each."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="rules")
    kind = models.CharField(_("kind of question"), max_length=20, choices=kind_choices)
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
