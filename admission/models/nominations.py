from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from admission.choices import NominationStatus
from admission.roles import ROLES
from people.choices import Track
from people.models import OrgUnit, Person
from training.models.plans import Batch
from training.roles import ROLES as TRAINING

STANDING = (NominationStatus.SUBMITTED, NominationStatus.ADMITTED)


class NominationQuerySet(models.QuerySet):
    def standing(self):
        """Those that take up a seat of the quota."""
        return self.filter(status__in=STANDING)

    def submitted(self):
        return self.filter(status=NominationStatus.SUBMITTED)

    def visible_to(self, user):
        return self.filter(
            user.scope.reach("unit__path", ROLES.who("answer"))
            | user.scope.reach("batch__organiser__path", TRAINING.who("run"))
        )


class Nomination(models.Model):
    """A candidate (推荐人选) a unit puts forward for a class."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="nominations")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="nominations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="nominations")
    track = models.CharField(_("audience"), max_length=12, choices=Track)
    status = models.CharField(_("status"), max_length=10, choices=NominationStatus, default=NominationStatus.SUBMITTED)
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nominated_at = models.DateTimeField(_("nominated at"), auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaces")

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        ordering = ["unit__path", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "person"],
                condition=Q(status__in=STANDING),
                name="one_standing_nomination_per_batch",
                violation_error_message=_("This person is already nominated for the class."),
            )
        ]

    def __str__(self):
        return f"{self.person} {self.batch}"

    def get_absolute_url(self):
        return self.batch.get_absolute_url()
