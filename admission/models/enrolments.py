from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from admission.choices import EnrolmentSource, EnrolmentStatus
from admission.due import due_in
from admission.models.nominations import Nomination
from admission.roles import ROLES
from people.choices import Track
from people.models import OrgUnit, Person, one_person
from people.names.keys import KEY_LENGTH
from training.choices import BatchState, Slot, StaffRole
from training.models.plans import Batch
from training.roles import ROLES as TRAINING

# The unit order, then the pinyin of the name; people of one name go by when they came.
ROSTER_ORDER = ("unit_path", "name_key", "id")


class EnrolmentQuerySet(models.QuerySet):
    def active(self):
        return self.filter(status=EnrolmentStatus.ACTIVE)

    def visible_to(self, user):
        return self.filter(
            one_person(user.person_id)
            | Q(batch__staff__user=user)
            | user.scope.reach("batch__organiser__path", TRAINING.who("oversee"))
            | user.scope.reach("unit__path", ROLES.who("read_places"))
        ).distinct()

    def with_arrival_visible_to(self, user):
        """Places whose arrival details the user may know: one's own, of a class one teaches, run by a unit one is
        training officer of, or of a unit one answers for. Neither HR nor the monitor is among them."""
        return self.filter(
            one_person(user.person_id)
            | Q(batch__staff__user=user, batch__staff__role=StaffRole.CLASS_TEACHER)
            | user.scope.reach("batch__organiser__path", TRAINING.who("run"))
            | user.scope.reach("unit__path", ROLES.who("answer"))
        ).distinct()

    def in_version(self, version):
        """Who was on the list of a class when its version was this one."""
        return self.filter(joined_in__lte=version).filter(Q(left_in=None) | Q(left_in__gt=version))

    def due(self, day, slot):
        """Those a half-day of their class is due from."""
        return self.active().filter(due_in(day, slot))

    def in_roster_order(self):
        """The one order of every list of a class: by unit, then by name."""
        return self.order_by(*ROSTER_ORDER)


class Enrolment(models.Model):
    """A place in a class. Unit, post, rank and audience are those of the time of training and stay so, and with them
    what the list is ordered by: a version of the list keeps its order when a unit moves or a name is corrected."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments")
    nomination = models.OneToOneField(Nomination, models.PROTECT, null=True, blank=True, related_name="enrolment")
    source = models.CharField(_("source"), max_length=10, choices=EnrolmentSource)
    status = models.CharField(_("status"), max_length=10, choices=EnrolmentStatus, default=EnrolmentStatus.ACTIVE)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="enrolments")
    unit_name = models.CharField(_("unit at the time"), max_length=100)
    post = models.CharField(_("post at the time"), max_length=100, blank=True)
    rank = models.CharField(_("rank at the time"), max_length=30, blank=True)
    track = models.CharField(_("audience at the time"), max_length=12, choices=Track)
    unit_path = models.CharField(max_length=255, editable=False)
    name_key = models.CharField(max_length=KEY_LENGTH, editable=False)
    joined_in = models.PositiveIntegerField(_("first version of the list"), default=1, editable=False)
    left_in = models.PositiveIntegerField(_("first version without"), null=True, editable=False)
    overlap_reason = models.CharField(_("why in two classes at once"), max_length=200, blank=True)
    enrolled_at = models.DateTimeField(auto_now_add=True)
    # The first half-day that is due; none: from the beginning of the class. Which are due is said in `training.due`.
    first_date = models.DateField(_("first day"), null=True, blank=True)
    first_slot = models.CharField(_("first half-day"), max_length=2, choices=Slot, blank=True)
    ended_reason = models.CharField(_("reason"), max_length=200, blank=True)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaces")

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "person"],
                condition=Q(status=EnrolmentStatus.ACTIVE),
                name="one_active_enrolment_per_batch",
                violation_error_message=_("This person already has a place in the class."),
            ),
            models.CheckConstraint(
                condition=Q(left_in=None) ^ ~Q(status=EnrolmentStatus.ACTIVE),
                name="ended_place_left_the_list",
                violation_error_message=_("A place that has ended says from which version on it is off the list."),
            ),
            models.CheckConstraint(
                condition=Q(left_in=None) | Q(left_in__gt=F("joined_in")),
                name="place_left_after_it_joined",
                violation_error_message=_("Nobody leaves a list before they have joined it."),
            ),
            models.CheckConstraint(
                condition=Q(first_date=None, first_slot="") | (Q(first_date__isnull=False) & ~Q(first_slot="")),
                name="first_half_day_is_whole",
                violation_error_message=_("The first half-day has a date and a half-day, or neither."),
            ),
        ]
        indexes = [models.Index(fields=["batch", "unit"], name="enrolment_by_batch_and_unit")]

    def __str__(self):
        return f"{self.person} {self.batch}"

    @classmethod
    def of(cls, posting, **facts):
        """A place, not stored yet, with the unit, post and name of today."""
        return cls(
            person=posting.person,
            unit=posting.unit,
            unit_name=posting.unit.short_name,
            unit_path=posting.unit.path,
            name_key=posting.person.pinyin_key,
            post=posting.post,
            rank=posting.rank,
            track=posting.track,
            **facts,
        )


class OfPlaceQuerySet(models.QuerySet):
    """Rows that hang on a place in a class."""

    def of_classes_over_before(self, day):
        """Of classes closed, or called off, before the day."""
        return self.filter(
            Q(enrolment__batch__closed_at__lt=day)
            | Q(enrolment__batch__state=BatchState.CANCELLED, enrolment__batch__ends_on__lt=day)
        )
