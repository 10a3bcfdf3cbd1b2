from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from admission.models.enrolments import Enrolment
from attendance.choices import SIGN_INS, AttendanceStatus, SignInMode
from common.evidence.append_only import Evidence
from people.choices import Track
from people.models import Person
from training.choices import Slot
from training.models.plans import Batch
from training.models.timetable import ClassMeeting


class AttendanceEvidence(Evidence):
    """One fact about a person and a half-day of a class. The latest fact is the one that holds; an earlier
    one stays, and a correction carries its reason."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="evidence")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendance_evidence")
    date = models.DateField(_("date"))
    slot = models.CharField(_("half-day"), max_length=2, choices=Slot)
    status = models.CharField(_("status"), max_length=10, choices=AttendanceStatus)
    mode = models.CharField(_("how"), max_length=12, choices=SignInMode)
    observed_at = models.DateTimeField(_("signed in at"), null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    device = models.CharField(max_length=64, blank=True)
    shared_device = models.BooleanField(_("device used for someone else too"), default=False)
    unit_name = models.CharField(_("unit at the time"), max_length=100)
    post = models.CharField(_("post at the time"), max_length=100, blank=True)
    track = models.CharField(_("audience at the time"), max_length=12, choices=Track)

    class Meta:
        verbose_name = _("attendance evidence")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "person", "date", "slot"],
                condition=Q(mode__in=SIGN_INS),
                name="one_scan_per_person_and_half_day",
                violation_error_message=_("Already signed in."),
            )
        ]
        indexes = [models.Index(fields=["batch", "date", "slot"], name="evidence_by_half_day")]

    def __str__(self):
        return f"{self.person} {self.date} {self.get_slot_display()} {self.get_status_display()}"


class AttendanceMark(models.Model):
    """What the evidence comes to for one meeting and one place: a projection, rebuilt at any time."""

    meeting = models.ForeignKey(ClassMeeting, models.PROTECT, related_name="marks")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="marks")
    evidence = models.ForeignKey(AttendanceEvidence, models.PROTECT, related_name="marks")
    status = models.CharField(_("status"), max_length=10, choices=AttendanceStatus)
    mode = models.CharField(_("how"), max_length=12, choices=SignInMode)
    signed_at = models.DateTimeField(_("signed in at"), null=True)

    class Meta:
        verbose_name = _("attendance mark")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "enrolment"],
                name="one_mark_per_meeting_and_enrolment",
                violation_error_message=_("There is already a mark for this meeting."),
            )
        ]

    def __str__(self):
        return f"{self.enrolment} {self.get_status_display()}"
