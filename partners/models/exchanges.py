from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.choices import AppraisalStage, ExchangeState, Grade, PaidBy
from partners.models.agreements import AgreementLine
from partners.roles import ROLES
from people.models import OrgUnit, Person


class ExchangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those from or to a unit the user works for."""
        own = Q(person=user.person_id) if user.person_id else Q(pk__in=())
        return self.filter(
            own
            | user.scope.reach("home_unit__path", ROLES.who("read"))
            | user.scope.reach("host_unit__path", ROLES.who("read"))
        )

    def open(self):
        return self.filter(state=ExchangeState.OPEN)

    def set_out(self):
        """All but those called off before their first day."""
        return self.exclude(ended_on__lt=F("starts_on"))

    def within(self, first, last):
        """Those with a day between the two, the day of an early end counted."""
        stood = Q(ended_on=None) | Q(ended_on__gte=first)
        return self.set_out().filter(stood, starts_on__lte=last, ends_on__gte=first)


class Exchange(models.Model):
    """A person who works for a time at the other side (挂职、交流). Posting and pay stay with the sending unit;
    the post is the one held when they went."""

    line = models.ForeignKey(AgreementLine, models.PROTECT, related_name="exchanges")
    person = models.ForeignKey(Person, models.PROTECT, related_name="exchanges")
    home_unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="exchanges_out")
    home_post = models.CharField(_("post at the time"), max_length=100, blank=True)
    host_unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="exchanges_in")
    host_post = models.CharField(_("post at the host"), max_length=100)
    duties = models.CharField(_("duties"), max_length=200, blank=True)
    doc_no = models.CharField(_("approval document"), max_length=50, blank=True)
    paid_by = models.CharField(_("allowance paid by"), max_length=10, choices=PaidBy, default=PaidBy.NOBODY)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    state = models.CharField(_("state"), max_length=12, choices=ExchangeState, default=ExchangeState.OPEN)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("secondment or exchange")
        ordering = ["-starts_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state=ExchangeState.OPEN),
                name="one_open_exchange_per_person",
                violation_error_message=_("This person is on an exchange that is not finished."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="exchange_ends_after_start",
                violation_error_message=_("An exchange ends after it starts."),
            ),
            models.CheckConstraint(
                condition=~Q(home_unit=F("host_unit")),
                name="exchange_between_two_units",
                violation_error_message=_("Sending and host unit are two units."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason="") & ~Q(state=ExchangeState.ENDED_EARLY)
                | Q(ended_on__isnull=False, state=ExchangeState.ENDED_EARLY) & ~Q(end_reason=""),
                name="exchange_ended_early_with_reason",
                violation_error_message=_("An early end has a day and a reason."),
            ),
        ]

    def __str__(self):
        return f"{self.person} → {self.host_unit}"

    def get_absolute_url(self):
        return reverse("partners:exchange_detail", kwargs={"pk": self.pk})

    @property
    def phase(self):
        """Its state, or while it is open where it stands by the calendar: `ahead`, `under_way`, `over`."""
        if self.state != ExchangeState.OPEN:
            return self.state
        today = timezone.localdate()
        if today < self.starts_on:
            return "ahead"
        return "under_way" if today <= self.ends_on else "over"

    @property
    def last_day(self):
        return self.ended_on or self.ends_on

    @property
    def halfway(self):
        """The day the mid-term review is due."""
        return self.starts_on + (self.ends_on - self.starts_on) / 2


class Appraisal(models.Model):
    """What the host says of somebody's work: once on the way, once at the end."""

    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="appraisals")
    stage = models.CharField(_("appraisal"), max_length=10, choices=AppraisalStage)
    grade = models.CharField(_("grade"), max_length=10, choices=Grade)
    remarks = models.TextField(_("remarks"), max_length=1000)
    appraised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    appraised_at = models.DateTimeField(_("appraised at"), default=timezone.now)

    class Meta:
        verbose_name = _("appraisal")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "stage"],
                name="one_appraisal_per_stage",
                violation_error_message=_("This appraisal is already given."),
            )
        ]

    def __str__(self):
        return f"{self.exchange} {self.get_stage_display()}"
