from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
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
    kind = models.CharField(max_length=40, blank=True)
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


class DeliveryQuerySet(models.QuerySet):
    def due(self):
        """Not sent, not given up, and not in somebody's hands."""
        return self.filter(
            sent_at=None, tries__lt=Delivery.MAX_TRIES, due_at__lte=timezone.now(), notification__user__is_active=True
        )


class Delivery(models.Model):
    """A notification on its way through a channel beside the inbox. `due_at` moves on with every try: until then it
    belongs to the worker that took it, after that it is tried again."""

    MAX_TRIES = 6

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    channel = models.CharField(_("channel"), max_length=20)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "channel"],
                name="one_delivery_per_notification_and_channel",
                violation_error_message=_("This message is on its way already."),
            )
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(sent_at=None), name="deliveries_to_send")]

    def __str__(self):
        return f"{self.channel} {self.notification}"


class ChannelChoice(models.Model):
    """Whether somebody wants a group of news, by its code, through a channel; without a row the default holds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="channel_choices")
    group = models.CharField(_("kind of news"), max_length=20)
    channel = models.CharField(_("channel"), max_length=20)
    is_wanted = models.BooleanField(_("wanted"))

    class Meta:
        verbose_name = _("choice of channel")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "group", "channel"],
                name="one_choice_per_user_group_and_channel",
                violation_error_message=_("This choice has been made already."),
            )
        ]

    def __str__(self):
        return f"{self.user} {self.group} {self.channel}"


class MessageTemplate(models.Model):
    """Words of the house for a kind of event, instead of the built-in ones; an empty field keeps the built-in."""

    kind = models.CharField(_("event"), max_length=40)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    title = models.CharField(_("title"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("message text")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language"],
                name="one_text_per_kind_and_language",
                violation_error_message=_("This event has a text in this language already."),
            ),
            models.CheckConstraint(
                condition=~Q(title="", body=""),
                name="message_text_says_something",
                violation_error_message=_("A text of one's own has a title or a body."),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.language}"
