from django.db import models
from django.utils.translation import gettext_lazy as _

from people.choices import Role

# Who brings hours of earlier years in, of the people whose records they keep.
IMPORTING_ROLES = (Role.TRAINING_OFFICER, Role.HR)


class Bucket(models.TextChoices):
    """How hours were earned: the yearly requirement counts classes and online training apart."""

    CONCENTRATED = "concentrated", _("Class training")
    NETWORK = "network", _("Online training")
