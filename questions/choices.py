from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Difficulty(models.TextChoices):
    EASY = "easy", pgettext_lazy("difficulty", "Easy")
    MEDIUM = "medium", pgettext_lazy("difficulty", "Medium")
    HARD = "hard", pgettext_lazy("difficulty", "Hard")


class ScoringPolicy(models.TextChoices):
    """How an answer becomes points; kept in the attempt, so that a later rule changes no old score."""

    ALL_OR_NOTHING = "all_or_nothing", _("Full marks or none")
    HALF_IF_SUBSET = "half_if_subset", _("Half for some of the right options, nothing with a wrong one")
