from django.db import models
from django.utils.translation import gettext_lazy as _

from people.choices import Role


class TokenScope(models.TextChoices):
    """What a token may read: each includes the one before it, and none reaches further than its user."""

    OWN = "own", _("Courses, and one's own classes and courses")
    CLASSES = "classes", _("Courses, and the classes and attendance one may see")

    def includes(self, other):
        order = list(TokenScope)
        return order.index(self) >= order.index(other)


# Who may give a slip to accounts whose roles reach nobody else's data.
SLIP_GIVERS = (Role.HR, Role.LIAISON, Role.TRAINING_OFFICER)

# A password alone is not enough for what these reach.
SECOND_FACTOR_ROLES = (
    Role.SYSADMIN,
    Role.SECADMIN,
    Role.AUDITADMIN,
    Role.TRAINING_OFFICER,
    Role.HR,
    Role.GRADER,
)
