from django.conf import settings
from django.db import models


class UsedPassword(models.Model):
    """The hash of a password somebody no longer has, so that it is not chosen again too soon."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="used_passwords")
    password = models.CharField(max_length=128, editable=False)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["-replaced_at", "-id"]

    def __str__(self):
        return f"{self.user} {self.replaced_at:%Y-%m-%d}"
