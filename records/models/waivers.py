from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from admission.models import Enrolment
from common.evidence.append_only import Evidence


class ExamWaiver(Evidence):
    """The decision that somebody completes a class without its final examination (免于结业考试), or that they do not
    after all; the latest one of a place counts."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="exam_waivers")
    granted = models.BooleanField(_("exempt"))
    reason = models.CharField(_("reason"), max_length=200)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("exemption from the final examination")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="exam_waived_for_a_reason",
                violation_error_message=_("Say why; the reason is kept."),
            )
        ]

    def __str__(self):
        return f"{self.enrolment} {self.granted}"
