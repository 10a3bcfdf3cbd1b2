from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from admission.models.enrolments import Enrolment, OfPlaceQuerySet
from attendance.choices import LeaveKind, LeaveStatus
from training.choices import Slot
from training.roles import ROLES


class LeaveRequestQuerySet(OfPlaceQuerySet):
    def to_erase(self, day):
        return self.of_classes_over_before(day).exclude(kind=LeaveKind.ERASED)

    def visible_to(self, user):
        return self.filter(
            Q(enrolment__person=user.person_id)
            | Q(enrolment__batch__staff__user=user)
            | user.scope.reach("enrolment__batch__organiser__path", ROLES.who("run"))
        ).distinct()

    def open(self):
        return self.filter(status=LeaveStatus.REQUESTED)


class LeaveRequest(models.Model):
    """Leave from one half-day of a class (请假)."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="leave_requests")
    date = models.DateField(_("date"))
    slot = models.CharField(_("half-day"), max_length=2, choices=Slot)
    kind = models.CharField(_("kind of leave"), max_length=10, choices=LeaveKind)
    reason = models.CharField(_("reason"), max_length=200)
    status = models.CharField(_("status"), max_length=10, choices=LeaveStatus, default=LeaveStatus.REQUESTED)
    requested_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = LeaveRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("leave request")
        ordering = ["date", "slot", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "date", "slot"],
                condition=~Q(status=LeaveStatus.REFUSED),
                name="one_leave_request_per_half_day",
                violation_error_message=_("Leave for this half-day has been asked for."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=LeaveKind.ERASED) | Q(reason=""),
                name="erased_leave_has_no_reason",
                violation_error_message=_("Leave whose kind is no longer kept has no reason."),
            ),
        ]

    def __str__(self):
        return f"{self.enrolment} {self.date} {self.get_slot_display()}"

    def get_absolute_url(self):
        return self.enrolment.batch.get_absolute_url()
