from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.evidence.freezing import Freeze
from common.sealing.crypto import authentication_code, is_authentic
from partners.choices import ConfirmedBy, Side
from partners.models.agreements import Agreement


def private_storage():
    return storages["private"]


class StatementQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(agreement__in=Agreement.objects.visible_to(user))

    def waiting(self):
        return self.filter(frozen_at=None)


class Statement(models.Model):
    """What was exchanged and taught in a period (对账单). Its figures may be drawn up anew until both sides have
    confirmed; from then on they stand: the database refuses a change, and `mac` shows one made past it."""

    freezes = Freeze("frozen_at")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="statements")
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("to"))
    content = models.JSONField()
    drawn_up_at = models.DateTimeField(_("drawn up at"))
    frozen_at = models.DateTimeField(_("confirmed by both sides at"), null=True, blank=True)
    mac = models.CharField(max_length=80, blank=True, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        ordering = ["-first_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "first_day"],
                name="one_statement_per_agreement_and_start",
                violation_error_message=_("There is a statement that begins on this day."),
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="statement_ends_after_start",
                violation_error_message=_("A period cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(frozen_at=None, mac="") | (Q(frozen_at__isnull=False) & ~Q(mac="")),
                name="statement_frozen_with_mac",
                violation_error_message=_("A confirmed statement carries its code."),
            ),
        ]

    def __str__(self):
        return f"{self.agreement} {self.first_day}–{self.last_day}"

    def get_absolute_url(self):
        return reverse("partners:statement_detail", kwargs={"pk": self.pk})

    def authentication_code(self):
        return authentication_code("evidence", self._covered())

    def is_authentic(self):
        return is_authentic("evidence", self._covered(), self.mac)

    def _covered(self):
        period = [self.first_day.isoformat(), self.last_day.isoformat()]
        yes = [[row.side, row.mode, row.signatory, row.recorded_by_id] for row in self.confirmations.order_by("side")]
        return ["partners.statement", self.agreement_id, *period, self.content, yes]


class StatementConfirmation(models.Model):
    """One side's yes, on screen or on paper whose scan is kept."""

    freezes = Freeze("frozen_at", parent="statement")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="confirmations")
    side = models.CharField(_("side"), max_length=10, choices=Side)
    mode = models.CharField(_("how"), max_length=10, choices=ConfirmedBy)
    scan = models.FileField(_("scan"), storage=private_storage, upload_to="statements/", blank=True)
    signatory = models.CharField(_("signed by"), max_length=50)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)

    class Meta:
        verbose_name = _("confirmation")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "side"],
                name="one_confirmation_per_side",
                violation_error_message=_("This side has already confirmed."),
            ),
            models.CheckConstraint(
                condition=Q(mode=ConfirmedBy.SCREEN, scan="") | (Q(mode=ConfirmedBy.PAPER) & ~Q(scan="")),
                name="paper_confirmation_has_scan",
                violation_error_message=_("A confirmation on paper keeps its scan."),
            ),
        ]

    def __str__(self):
        return f"{self.statement} {self.get_side_display()}"
