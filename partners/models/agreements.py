from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.choices import AgreementKind, AgreementState, Direction, LineKind, Side
from partners.roles import ROLES
from people.models import OrgUnit

EXPIRY_WARNING = timedelta(days=60)


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Agreements to which a unit the user works for is a party."""
        parties = AgreementParty.objects.filter(user.scope.reach("unit__path", ROLES.who("read")))
        return self.filter(pk__in=parties.values("agreement"))

    def in_force_on(self, day):
        return self.filter(state=AgreementState.IN_FORCE, starts_on__lte=day, ends_on__gte=day)


class Agreement(models.Model):
    """A cooperation agreement (合作协议) between the city and partners."""

    code = models.CharField(_("agreement code"), max_length=20, unique=True)
    doc_no = models.CharField(_("document number"), max_length=50, blank=True)
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=AgreementKind)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    terms = models.TextField(_("selection, posts and duties"), blank=True)
    costs = models.TextField(_("who bears which cost"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=AgreementState, default=AgreementState.DRAFT)
    terminated_on = models.DateField(_("terminated on"), null=True, blank=True)
    termination_reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("cooperation agreement")
        ordering = ["-starts_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_start",
                violation_error_message=_("The agreement cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(state=AgreementState.DRAFT) | Q(signed_on__isnull=False),
                name="agreement_in_force_is_signed",
                violation_error_message=_("An agreement in force has a day it was signed."),
            ),
            models.CheckConstraint(
                condition=Q(terminated_on=None, termination_reason="") & ~Q(state=AgreementState.TERMINATED)
                | Q(terminated_on__isnull=False, state=AgreementState.TERMINATED) & ~Q(termination_reason=""),
                name="agreement_terminated_with_reason",
                violation_error_message=_("A terminated agreement has a day and a reason."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("partners:agreement_detail", kwargs={"code": self.code})

    @property
    def days_left(self):
        return (self.ends_on - timezone.localdate()).days

    @property
    def phase(self):
        """Where the agreement stands today: its state, or `expired`, `expiring`, `ahead`."""
        if self.state != AgreementState.IN_FORCE:
            return self.state
        today = timezone.localdate()
        if self.ends_on < today:
            return "expired"
        if self.starts_on > today:
            return "ahead"
        return "expiring" if self.ends_on - today <= EXPIRY_WARNING else self.state


class AgreementParty(models.Model):
    """A party in its place on the paper: 甲方, 乙方, 丙方."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="agreement_parties")
    side = models.CharField(_("side"), max_length=10, choices=Side)
    place = models.PositiveSmallIntegerField(_("place"))
    contact = models.CharField(_("contact and office telephone"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("party")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "unit"],
                name="one_party_per_agreement_and_unit",
                violation_error_message=_("A unit is a party only once."),
            ),
            models.UniqueConstraint(fields=["agreement", "place"], name="one_party_per_agreement_and_place"),
        ]

    def __str__(self):
        return f"{'甲乙丙丁'[self.place - 1]}方 {self.unit}"

    @property
    def label(self):
        return f"{'甲乙丙丁'[self.place - 1]}方"


class AgreementLine(models.Model):
    """How many people a year may go in a direction."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="lines")
    direction = models.CharField(_("direction"), max_length=5, choices=Direction)
    kind = models.CharField(_("kind"), max_length=12, choices=LineKind)
    places = models.PositiveSmallIntegerField(_("places a year"))

    class Meta:
        verbose_name = _("line of an agreement")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "direction", "kind"],
                name="one_line_per_direction_and_kind",
                violation_error_message=_("This direction and kind is already in the agreement."),
            ),
            models.CheckConstraint(
                condition=Q(places__gt=0),
                name="line_has_places",
                violation_error_message=_("A line has at least one place."),
            ),
        ]

    def __str__(self):
        return f"{self.get_direction_display()} {self.get_kind_display()}"
