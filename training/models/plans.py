from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.choices import Track
from people.models import OrgUnit
from training.choices import BatchState, StaffRole
from training.roles import ROLES
from training.slots import ways_to_know


class TrainingPlan(models.Model):
    """The year's plan (年度培训计划)."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)

    class Meta:
        verbose_name = _("annual plan")
        ordering = ["-year"]

    def __str__(self):
        return str(self.year)


class PlanItem(models.Model):
    """A training project of the plan (培训项目)."""

    plan = models.ForeignKey(TrainingPlan, models.PROTECT, related_name="items")
    title = models.CharField(_("title"), max_length=100)

    class Meta:
        verbose_name = _("plan item")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "title"],
                name="one_plan_item_per_title",
                violation_error_message=_("This year's plan already has an item with this title."),
            )
        ]

    def __str__(self):
        return self.title


class TrainingSession(models.Model):
    """A session (期) of a plan item; a class that belongs to none has a session without a number."""

    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="training_sessions")
    number = models.PositiveSmallIntegerField(_("session number"), null=True, blank=True)

    class Meta:
        verbose_name = _("training session")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"],
                name="one_session_per_item_and_number",
                violation_error_message=_("This session number is already taken."),
            )
        ]

    def __str__(self):
        return f"{self.item} {self.number or ''}"


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Run by a unit the user oversees or by the partner whose contact they are, staffed or taught by them; and what
        the apps above know of."""
        ways = [
            user.scope.reach("organiser__path", ROLES.who("know")),
            Q(staff__user=user),
            *ways_to_know(user),
        ]
        if user.person_id:
            ways.append(Q(meetings__lecturer__person=user.person_id))
        # One subquery a way: joined in one, staff, meetings and what hooks join would multiply each other.
        seen = Q(pk__in=())
        for way in ways:
            seen |= Q(pk__in=Batch.objects.filter(way).values("pk"))
        return self.filter(seen)

    def held(self):
        """Closed classes: what reports count."""
        return self.filter(state=BatchState.CLOSED)

    def running_on(self, day):
        return self.filter(state=BatchState.NOTIFIED, starts_on__lte=day, ends_on__gte=day)


class Batch(models.Model):
    """A class (培训班) as it is run. `seats_taken` counts active enrolments and is changed in the transaction
    that changes them, so that the database itself refuses one too many; `extra_seats` are those an officer
    added beyond the capacity, with a reason in the audit trail. State and seats change through `services.seats`
    and `services.classes` alone. `version` (版) counts the changes of list and timetable; it is raised by
    `raise_version` alone, and rows say in which version they came and went."""

    training_session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="batches")
    code = models.CharField(_("class code"), max_length=20, unique=True)
    number = models.PositiveSmallIntegerField(_("batch number"), null=True, blank=True)
    title = models.CharField(_("class title"), max_length=120)
    tracks = models.JSONField(_("audience"), default=list)
    organiser = models.ForeignKey(OrgUnit, models.PROTECT, related_name="organised_batches")
    place = models.CharField(_("place"), max_length=100)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    capacity = models.PositiveSmallIntegerField(_("seats"))
    extra_seats = models.PositiveSmallIntegerField(default=0)
    seats_taken = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=BatchState, default=BatchState.DRAFT)
    late_after_minutes = models.PositiveSmallIntegerField(_("late after minutes"), default=10)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering = ["-starts_on", "-code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="batch_ends_after_start",
                violation_error_message=_("The class cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(seats_taken__lte=F("capacity") + F("extra_seats")),
                name="batch_not_overbooked",
                violation_error_message=_("The class is full."),
            ),
            models.UniqueConstraint(
                fields=["training_session", "number"],
                name="one_batch_per_session_and_number",
                violation_error_message=_("This batch number is already taken in the session."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) ^ Q(state=BatchState.CLOSED),
                name="batch_closed_has_time",
                violation_error_message=_("A closed class has the time it was closed."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("training:batch_detail", kwargs={"code": self.code})

    @property
    def seats_left(self):
        return max(self.capacity + self.extra_seats - self.seats_taken, 0)

    @property
    def track_labels(self):
        return [Track(track).label for track in self.tracks]

    @property
    def is_open(self):
        """Marks may still be entered."""
        return self.state in (BatchState.DRAFT, BatchState.NOTIFIED)

    @property
    def phase(self):
        """Where the class stands today, in the office's words."""
        today = timezone.localdate()
        if self.state != BatchState.NOTIFIED:
            return self.get_state_display()
        if today < self.starts_on:
            return _("Nomination and preparation")
        return _("Running") if today <= self.ends_on else _("Waiting to be closed")


class BatchStaff(models.Model):
    """Who looks after a class."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="staff")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="staffed_batches")
    role = models.CharField(_("role"), max_length=20, choices=StaffRole)

    class Meta:
        verbose_name = _("class staff")
        constraints = [models.UniqueConstraint(fields=["batch", "user", "role"], name="one_staff_role_per_batch")]

    def __str__(self):
        return f"{self.get_role_display()} {self.user}"
