from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.evidence.append_only import Evidence, EvidenceQuerySet
from people.choices import Track
from people.models import Person, one_person
from records.choices import Bucket
from records.models.rules import HourRule
from records.roles import ROLES
from training.models import Batch


class CreditEntryQuerySet(EvidenceQuerySet):
    def of(self, person_id):
        return self.filter(one_person(person_id))

    def visible_to(self, user):
        """One's own, those of classes run by a unit whose records the user keeps, and those that came from a list
        of the people the user keeps."""
        keeping = ROLES.who("keep_records")
        listed = Q(batch=None, person__in=Person.objects.kept_by(user, keeping).values("pk"))
        return self.filter(one_person(user.person_id) | user.scope.reach("batch__organiser__path", keeping) | listed)

    def postings(self):
        """What closing posted, without the corrections."""
        return self.filter(corrects=None)


class CreditEntry(Evidence):
    """One posting of the hours ledger. A total is the sum of entries; a wrong one is put right by another entry
    that points to it and says why."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="credit_entries")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="credit_entries")
    bucket = models.CharField(_("kind of hours"), max_length=12, choices=Bucket)
    hours = models.DecimalField(_("hours"), max_digits=7, decimal_places=2)
    days = models.DecimalField(_("days"), max_digits=5, decimal_places=2)
    year = models.PositiveSmallIntegerField(_("year"))
    rule = models.ForeignKey(HourRule, models.PROTECT, null=True, blank=True, related_name="credit_entries")
    source = models.CharField(_("source"), max_length=200)
    unit_name = models.CharField(_("unit at the time"), max_length=100)
    post = models.CharField(_("post at the time"), max_length=100, blank=True)
    track = models.CharField(_("audience at the time"), max_length=12, choices=Track)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects: ClassVar[models.Manager] = CreditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the hours ledger")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "batch"],
                condition=Q(corrects=None, batch__isnull=False),
                name="one_posting_per_person_and_batch",
                violation_error_message=_("The hours of this class are already posted for this person."),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=False) | Q(hours__gt=0, days__gt=0),
                name="posting_has_hours",
                violation_error_message=_("A posting has hours and days above zero."),
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(reason=""),
                name="ledger_correction_has_reason",
                violation_error_message=_("Say why the entry is corrected."),
            ),
        ]
        indexes = [models.Index(fields=["person", "year"], name="ledger_by_person_and_year")]

    def __str__(self):
        return f"{self.person} {self.year} {self.hours}"

    def get_absolute_url(self):
        """Where the class's hours are read; hours without a class are read on the person's page."""
        if self.batch is None:
            return self.person.get_absolute_url()
        return reverse("records:batch_close", kwargs={"code": self.batch.code})
