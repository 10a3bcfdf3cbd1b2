from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.choices import Role


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("Single choice")
    MULTIPLE = "multiple", _("Multiple choice")
    TRUE_FALSE = "true_false", _("True or false")
    BLANK = "blank", _("Fill in the blank")


class Difficulty(models.TextChoices):
    EASY = "easy", pgettext_lazy("difficulty", "Easy")
    MEDIUM = "medium", pgettext_lazy("difficulty", "Medium")
    HARD = "hard", pgettext_lazy("difficulty", "Hard")


class ScoringPolicy(models.TextChoices):
    """How an answer becomes points; kept in the attempt, so that a later rule changes no old score."""

    ALL_OR_NOTHING = "all_or_nothing", _("Full marks or none")
    HALF_IF_SUBSET = "half_if_subset", _("Half for some of the right options, nothing with a wrong one")


class ResultVisibility(models.TextChoices):
    NOTHING = "nothing", _("Nothing")
    SCORE = "score", _("The score")
    ANSWERS = "answers", _("The score, and the answers once the sitting is over")


class ExamResult(models.TextChoices):
    """What somebody's final examinations come to."""

    NOT_ASKED = "not_asked", _("No final examination")
    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Not passed")
    ABSENT = "absent", _("Did not sit it")


class SittingRole(models.TextChoices):
    PROCTOR = "proctor", _("Proctor")
    GRADER = "grader", _("Grader")


CHOICE_KINDS = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE)
SHUFFLED_KINDS = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
# Those who set examinations up; they see keys. Proctors only oversee.
MANAGING_ROLES = (Role.TRAINING_OFFICER, Role.GRADER)
STAFF_ROLES = (Role.TRAINING_OFFICER, Role.GRADER, Role.PROCTOR)
