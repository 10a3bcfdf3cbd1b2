from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.choices import Track
from people.models.persons import Person, Posting
from people.models.units import OrgUnit
from people.roles import ROLES
from roster.choices import TransferState


class TransferRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those from and to the units whose roster the user keeps."""
        return self.filter(
            user.scope.reach("unit__path", ROLES.who("keep_roster"))
            | user.scope.reach("from_unit__path", ROLES.who("keep_roster"))
        )

    def open(self):
        return self.filter(state=TransferState.ASKED)


class TransferRequest(models.Model):
    """A unit asks for a person who is posted elsewhere (调入); the other unit decides."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="transfers")
    from_unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="transfers_out")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="transfers_in")
    dept = models.CharField(_("department"), max_length=50, blank=True)
    post = models.CharField(_("post"), max_length=100, blank=True)
    post_level = models.CharField(_("post level"), max_length=30, blank=True)
    rank = models.CharField(_("rank"), max_length=30, blank=True)
    track = models.CharField(_("audience"), max_length=12, choices=Track)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=TransferState, default=TransferState.ASKED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = TransferRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("transfer request")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state=TransferState.ASKED),
                name="one_open_transfer_per_person",
                violation_error_message=_("Another request for this person is waiting."),
            ),
            models.CheckConstraint(
                condition=Q(state=TransferState.ASKED, decided_at=None) & Q(decided_by=None)
                | ~Q(state=TransferState.ASKED) & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="transfer_decided_by_somebody",
                violation_error_message=_("A decided transfer has a day and somebody who decided."),
            ),
            models.CheckConstraint(
                condition=~Q(state=TransferState.REFUSED) | ~Q(reason=""),
                name="transfer_refused_with_reason",
                violation_error_message=_("Say why; the unit sees the reason."),
            ),
        ]

    def __str__(self):
        return f"{self.person} → {self.unit}"

    def get_absolute_url(self):
        return reverse("roster:transfer_list")

    @property
    def days_waiting(self):
        return (timezone.localdate() - timezone.localdate(self.asked_at)).days


class PersonMergeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(keep__in=Person.objects.visible_to(user).values("pk"))

    def standing(self):
        return self.filter(undone_at=None)


class PersonMerge(models.Model):
    """Says that two entries of the roster are one person, and what undoing that brings back."""

    keep = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    away = models.ForeignKey(Person, models.PROTECT, related_name="merged_away")
    status_before = models.CharField(max_length=10)
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+")
    account_was_active = models.BooleanField()
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.CharField(max_length=200, blank=True)

    objects = PersonMergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merger of two entries")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["away"],
                condition=Q(undone_at=None),
                name="one_standing_merger_per_entry",
                violation_error_message=_("This entry is merged already."),
            ),
        ]

    def __str__(self):
        return f"{self.away.staff_no} → {self.keep.staff_no}"

    def get_absolute_url(self):
        return self.keep.get_absolute_url()
