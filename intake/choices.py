from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("Being checked")
    FAILED = "failed", _("Could not be read")
    JUDGED = "judged", _("Checked, not taken over")
    COMMITTING = "committing", _("Being taken over")
    COMMITTED = "committed", _("Taken over")
    UNDONE = "undone", _("Undone")
