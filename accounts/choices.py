from django.db import models
from django.utils.translation import gettext_lazy as _


class TokenScope(models.TextChoices):
    """What a token may read: each includes the one before it, and none reaches further than its user."""

    OWN = "own", _("Courses, and one's own classes and courses")
    CLASSES = "classes", _("Courses, and the classes and attendance one may see")

    def includes(self, other):
        order = list(TokenScope)
        return order.index(self) >= order.index(other)
