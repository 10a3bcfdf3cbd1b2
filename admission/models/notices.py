from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from admission.choices import Reply
from admission.roles import ROLES
from people.choices import Track
from people.models import OrgUnit
from training.models.plans import Batch
from training.roles import ROLES as TRAINING


class Notice(models.Model):
    """The training notice (培训通知) by which units are asked to nominate."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="notices")
    doc_no = models.CharField(_("document number"), max_length=50, blank=True)
    body = models.TextField(_("text"))
    reply_by = models.DateField(_("reply by"))
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("training notice")
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch"],
                name="one_notice_per_batch",
                violation_error_message=_("The notice of this class has been issued."),
            )
        ]

    def __str__(self):
        return f"{self.doc_no} {self.batch}".strip()

    @property
    def time_is_over(self):
        """The last day to reply is a whole day."""
        return timezone.localdate() > self.reply_by


class NoticeReceiptQuerySet(models.QuerySet):
    def visible_to(self, user):
        answering = user.scope.reach("unit__path", ROLES.who("answer"))
        return self.filter(answering | user.scope.reach("notice__batch__organiser__path", TRAINING.who("run")))

    def answerable_by(self, user):
        return self.filter(user.scope.reach("unit__path", ROLES.who("answer")))


class NoticeReceipt(models.Model):
    """One unit's copy of a notice: who signed for it (签收), when, and what the unit answered."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="receipts")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="notice_receipts")
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reply = models.CharField(_("reply"), max_length=10, choices=Reply, default=Reply.NONE)
    reply_reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = NoticeReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice receipt")
        constraints = [
            models.UniqueConstraint(fields=["notice", "unit"], name="one_receipt_per_notice_and_unit"),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None, reply=Reply.NONE)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="receipt_signed_before_reply",
                violation_error_message=_("Sign for the notice before you answer it."),
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.notice}"


class Quota(models.Model):
    """Seats a unit may fill (名额)."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="quotas")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="quotas")
    track = models.CharField(_("audience"), max_length=12, choices=Track)
    seats = models.PositiveSmallIntegerField(_("seats"))

    class Meta:
        verbose_name = _("quota")
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "unit", "track"],
                name="one_quota_per_batch_unit_and_track",
                violation_error_message=_("The unit already has a quota for this audience."),
            )
        ]

    def __str__(self):
        return f"{self.unit} {self.get_track_display()} {self.seats}"
