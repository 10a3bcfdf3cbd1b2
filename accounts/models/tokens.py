from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import TokenScope
from common.sealing.crypto import DIGEST_LENGTH


class ApiTokenQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user)

    def not_revoked(self):
        return self.filter(revoked_at=None)

    def in_force(self, now):
        return self.not_revoked().filter(expires_at__gt=now, user__is_active=True)


class ApiToken(models.Model):
    """Lets a program read on behalf of an account until a day. Only a keyed digest is kept: the token itself is
    shown once, when it is made."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=DIGEST_LENGTH, unique=True, editable=False)
    scope = models.CharField(_("what it may read"), max_length=10, choices=TokenScope)
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    last_used_at = models.DateTimeField(_("last used at"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=Q(revoked_at=None),
                name="one_token_per_user_and_name",
                violation_error_message=_("You already have a token with this name. Choose another, or revoke it."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="token_expires_after_creation",
                violation_error_message=_("A token cannot expire before it is made."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_in_force(self):
        return self.revoked_at is None and self.expires_at > timezone.now()
