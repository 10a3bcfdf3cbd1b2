from django.db import models
from django.utils.translation import gettext_lazy as _


class Bucket(models.TextChoices):
    """How hours were earned: the yearly requirement counts classes and online training apart."""

    CONCENTRATED = "concentrated", _("Class training")
    NETWORK = "network", _("Online training")
