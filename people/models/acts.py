from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ActRule(models.Model):
    """What the office decided about an act: whether its rule is in force. Without a row the act's default holds."""

    act = models.CharField(_("act"), max_length=60, unique=True)
    in_force = models.BooleanField(_("in force"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("rule of an act")
        ordering = ["act"]

    def __str__(self):
        return self.act
