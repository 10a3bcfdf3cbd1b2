from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.evidence.append_only import Evidence, EvidenceQuerySet
from people.roles import ROLES
from people.trail.actions import label_of


class AuditEventQuerySet(EvidenceQuerySet):
    def visible_to(self, user):
        return self if user.scope.has(*ROLES.who("read_trail")) else self.none()


class AuditEvent(Evidence):
    """Who did what to what, from where and why. Holds names and digests, never an ID number or a password."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(_("who"), max_length=120)
    address = models.CharField(_("from where"), max_length=45, blank=True)
    action = models.CharField(_("action"), max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    object_label = models.CharField(_("object"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    data = models.JSONField(default=dict)

    objects = AuditEventQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("audit event")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_by_object"),
            models.Index(fields=["recorded_at"], name="audit_by_time"),
        ]

    def __str__(self):
        return f"{self.action} {self.object_label}"

    def get_absolute_url(self):
        return reverse("people:audit_detail", kwargs={"pk": self.pk})

    @property
    def action_label(self):
        return label_of(self.action)
