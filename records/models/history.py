from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.models.ledger import CreditEntry


class HistoryImport(models.Model):
    """A list of earlier years' trainings that was taken over. Undoing it appends corrections: the ledger only grows."""

    file_name = models.CharField(_("file"), max_length=200)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta:
        verbose_name = _("history import")
        ordering = ["-id"]

    def __str__(self):
        return self.file_name


class OpeningEntry(models.Model):
    """Marks a posting as 期初: it came from a list, not from a class held here; with what the list said of it."""

    history = models.ForeignKey(HistoryImport, models.PROTECT, related_name="entries")
    entry = models.OneToOneField(CreditEntry, models.PROTECT, related_name="opening")
    starts_on = models.DateField(_("from"), null=True)
    ends_on = models.DateField(_("to"), null=True)
    organiser = models.CharField(_("organised by"), max_length=100, blank=True)
    certificate_no = models.CharField(_("certificate number"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("opening entry")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="opening_ends_after_start",
                violation_error_message=_("The training ends before it begins."),
            )
        ]

    def __str__(self):
        return str(self.entry)
