from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

BACKUP_IS_OLD_AFTER = timedelta(days=2)


class Installation(models.Model):
    """The one row that says what this database is; the demo city carries its mark here."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_demo = models.BooleanField(default=False)
    demo_day = models.DateField(null=True)
    demo_version = models.CharField(max_length=64, blank=True)
    demo_answer = models.JSONField(default=dict)
    last_backup_at = models.DateTimeField(_("last backup"), null=True)

    class Meta:
        verbose_name = _("installation")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="installation_is_single")]

    def __str__(self):
        return "demo" if self.is_demo else "city"

    def needs_backup(self, now):
        return self.last_backup_at is None or now - self.last_backup_at > BACKUP_IS_OLD_AFTER


class SetupAnswer(models.Model):
    """The office looked at a setting that is shipped and keeps it as it is; its step of the checklist is done."""

    step = models.CharField(_("step"), max_length=40, unique=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("answered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("answer to the checklist")

    def __str__(self):
        return self.step
