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
    system_name = models.CharField(_("name of the system"), max_length=40, blank=True)
    organiser = models.CharField(_("organiser of the site"), max_length=60, blank=True)
    operator = models.CharField(_("operator of the site"), max_length=60, blank=True)
    site_code = models.CharField(_("site code"), max_length=20, blank=True)
    icp_number = models.CharField(_("record number"), max_length=40, blank=True)
    telephone = models.CharField(_("service telephone"), max_length=60, blank=True)
    # A PNG; empty while the quiet mark of the product stands there.
    emblem = models.BinaryField(_("emblem"), blank=True, default=b"")
    emblem_digest = models.CharField(max_length=64, blank=True)

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
