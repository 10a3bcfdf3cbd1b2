from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from partners.choices import Gift, Side
from partners.models.agreements import Agreement
from people.models import Lecturer
from training.models import Batch, Room


class JointActivityQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(agreement__in=Agreement.objects.visible_to(user))


class JointActivity(models.Model):
    """A class or a course that both sides of an agreement carry (联合培训)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="activities")
    batch = models.OneToOneField(Batch, models.PROTECT, null=True, blank=True, related_name="joint_activity")
    course = models.OneToOneField(Course, models.PROTECT, null=True, blank=True, related_name="joint_activity")

    objects = JointActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint training")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(batch=None) ^ Q(course=None),
                name="joint_activity_is_class_or_course",
                violation_error_message=_("Joint training is a class or a course."),
            )
        ]

    def __str__(self):
        return str(self.batch or self.course)

    def get_absolute_url(self):
        return reverse("partners:activity_detail", kwargs={"pk": self.pk})


class Contribution(models.Model):
    """What one side gives: a lecturer, a room, or seats for people of the other side."""

    activity = models.ForeignKey(JointActivity, models.CASCADE, related_name="contributions")
    side = models.CharField(_("given by"), max_length=10, choices=Side)
    kind = models.CharField(_("kind"), max_length=10, choices=Gift)
    lecturer = models.ForeignKey(Lecturer, models.PROTECT, null=True, blank=True, related_name="contributions")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="contributions")
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)

    class Meta:
        verbose_name = _("contribution")
        ordering = ["side", "kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Gift.LECTURER, lecturer__isnull=False, room=None, seats=None)
                | Q(kind=Gift.ROOM, room__isnull=False, lecturer=None, seats=None)
                | Q(kind=Gift.SEATS, seats__isnull=False, seats__gt=0, lecturer=None, room=None),
                name="contribution_is_of_its_kind",
                violation_error_message=_("A contribution names a lecturer, a room or a number of seats."),
            ),
            models.UniqueConstraint(
                fields=["activity", "side"],
                condition=Q(kind=Gift.SEATS),
                name="one_number_of_seats_per_side",
                violation_error_message=_("The seats of this side are already given."),
            ),
            models.UniqueConstraint(
                fields=["activity", "lecturer"],
                name="one_contribution_per_lecturer",
                violation_error_message=_("This lecturer is already named."),
            ),
            models.UniqueConstraint(
                fields=["activity", "room"],
                name="one_contribution_per_room",
                violation_error_message=_("This room is already named."),
            ),
        ]

    def __str__(self):
        return str(self.lecturer or self.room or self.seats)
