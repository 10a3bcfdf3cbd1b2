from django.db import models
from django.utils.translation import gettext_lazy as _


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
