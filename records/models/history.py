from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.models import ListImport
from records.models.ledger import CreditEntry


class OpeningEntry(models.Model):
    """Marks a posting as 期初: it came from a list, not from a class held here; with what the list said of it.
    Undoing the list appends corrections: the ledger only grows."""

    listing = models.ForeignKey(ListImport, models.PROTECT, related_name="opening_entries")
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
