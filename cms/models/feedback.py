"""What visitors and staff say about the site and the training (意见建议), and what the office answers."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

MESSAGE_LENGTH = 1000


class FeedbackQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at=None)


class Feedback(models.Model):
    """`code` is what the writer keeps to read the answer by; nothing else is asked of a visitor. `page` is the address
    the message was left from."""

    code = models.CharField(_("message code"), max_length=12, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="feedback")
    text = models.TextField(_("message"), validators=[MaxLengthValidator(MESSAGE_LENGTH)])
    page = models.CharField(max_length=200, blank=True, editable=False)
    left_at = models.DateTimeField(_("left on"), auto_now_add=True)
    answer = models.TextField(_("answer"), blank=True, validators=[MaxLengthValidator(MESSAGE_LENGTH)])
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered on"), null=True, editable=False)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback")
        ordering = ["-left_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="feedback_answer_has_time",
                violation_error_message=_("An answer has the time it was given and who gave it."),
            )
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("cms:feedback_detail", kwargs={"code": self.code})
