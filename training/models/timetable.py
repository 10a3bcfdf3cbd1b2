from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Lecturer
from training.choices import Slot
from training.models.plans import Batch


class Room(models.Model):
    name = models.CharField(_("room"), max_length=60, unique=True)
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)

    class Meta:
        verbose_name = _("room")
        ordering = ["name"]

    def __str__(self):
        return self.name


class ClassMeetingQuerySet(models.QuerySet):
    def held(self):
        """Not cancelled."""
        return self.filter(cancelled_at=None)

    def of_half_day(self, date, slot):
        return self.filter(date=date, slot=slot)

    def in_order(self):
        return self.order_by("date", models.Case(*[models.When(slot=s, then=i) for i, s in enumerate(Slot.values)]))


class ClassMeeting(models.Model):
    """One half-day of a class (课次). A joint lecture (合班) points to the meeting whose room it shares; only
    there may a room or a lecturer appear twice in a half-day."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="meetings")
    title = models.CharField(_("topic"), max_length=120)
    date = models.DateField(_("date"))
    slot = models.CharField(_("half-day"), max_length=2, choices=Slot)
    starts_at = models.TimeField(_("starts at"))
    ends_at = models.TimeField(_("ends at"))
    room = models.ForeignKey(Room, models.PROTECT, related_name="meetings")
    lecturer = models.ForeignKey(Lecturer, models.PROTECT, null=True, blank=True, related_name="meetings")
    joint_with = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joint_meetings")
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancel_reason = models.CharField(_("reason of cancellation"), max_length=200, blank=True)
    added_in = models.PositiveIntegerField(_("added in version"), default=1, editable=False)
    hours_in = models.PositiveIntegerField(_("hours changed in version"), null=True, editable=False)
    cancelled_in = models.PositiveIntegerField(_("cancelled in version"), null=True, editable=False)
    overlap_reason = models.CharField(_("why trainees are in two classes at once"), max_length=200, blank=True)

    objects = ClassMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("class meeting")
        constraints = [
            models.UniqueConstraint(
                fields=["room", "date", "slot"],
                condition=Q(cancelled_at=None, joint_with=None),
                name="one_meeting_per_room_and_half_day",
                violation_error_message=_("The room is taken in this half-day."),
            ),
            models.UniqueConstraint(
                fields=["lecturer", "date", "slot"],
                condition=Q(cancelled_at=None, joint_with=None),
                name="one_meeting_per_lecturer_and_half_day",
                violation_error_message=_("The lecturer teaches elsewhere in this half-day."),
            ),
            models.UniqueConstraint(
                fields=["batch", "date", "slot"],
                condition=Q(cancelled_at=None),
                name="one_meeting_per_batch_and_half_day",
                violation_error_message=_("The class already meets in this half-day."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("A meeting cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) ^ Q(cancelled_in__isnull=False),
                name="cancelled_meeting_has_version",
                violation_error_message=_("A cancelled half-day says from which version on it is off the timetable."),
            ),
        ]

    def __str__(self):
        return f"{self.date} {self.get_slot_display()} {self.title}"

    @property
    def start(self):
        """The moment it begins, in the city's time zone."""
        return timezone.make_aware(datetime.combine(self.date, self.starts_at))

    @property
    def end(self):
        return timezone.make_aware(datetime.combine(self.date, self.ends_at))
