from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user)

    def unread(self):
        return self.filter(read_at=None)


class Notification(models.Model):
    """A message in the site's own inbox. `event_key` makes sending the same news twice harmless."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    event_key = models.CharField(max_length=100)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    address = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(_("received at"), auto_now_add=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "event_key"], name="one_notification_per_user_and_event")
        ]
        indexes = [models.Index(fields=["user"], condition=Q(read_at=None), name="unread_by_user")]

    def __str__(self):
        return self.title
