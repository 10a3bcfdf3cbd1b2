from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from admission.models import Enrolment
from exams.choices import ResultVisibility, SittingRole
from exams.models.papers import Paper
from exams.roles import ROLES
from people.choices import Track
from people.models import OrgUnit, Posting
from training.models import Batch


class SittingQuerySet(models.QuerySet):
    def overseen_by(self, user):
        """Held by a unit the user examines for, or staffed by them."""
        staffed = Sitting.objects.filter(staff__user=user).values("pk")
        return self.filter(user.scope.reach("unit__path", ROLES.who("oversee")) | Q(pk__in=staffed))

    def final(self):
        """Those a certificate of their class needs."""
        return self.filter(counts_for_completion=True, cancelled_at=None)

    def for_person(self, person_id):
        """Those somebody may take part in: their class's, or one for their audience."""
        if person_id is None:
            return self.none()
        standing = self.filter(cancelled_at=None)
        places = Enrolment.objects.active().filter(person=person_id, batch=OuterRef("batch"))
        postings = Posting.objects.current().filter(person=person_id)
        for_them = Q(track=OuterRef("track")) | Q(Exact(OuterRef("track"), Value("")))
        return standing.filter(Q(Exists(places.filter(for_them))) | Q(Exists(postings.filter(for_them)), batch=None))

    def visible_to(self, user):
        seen = self.model.objects.overseen_by(user).values("pk")
        return self.filter(Q(pk__in=seen) | Q(pk__in=self.model.objects.for_person(user.person_id).values("pk")))


class Sitting(models.Model):
    """An examination as it is held (考试): a paper, a window of time, and who may sit it. `full_mark` is what the
    paper is worth, kept here so that the database itself refuses a pass mark beyond it. One that counts for completion
    (结业考试) may be repeated: the further sittings (补考、分场) are the same examination (decision 0031)."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="sittings")
    title = models.CharField(_("examination"), max_length=120)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="sittings", verbose_name=_("held by"))
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="sittings")
    track = models.CharField(_("audience"), max_length=12, choices=Track, blank=True)
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    attempts_allowed = models.PositiveSmallIntegerField(_("attempts allowed"), default=1)
    full_mark = models.DecimalField(_("full mark"), max_digits=6, decimal_places=1, editable=False)
    pass_mark = models.DecimalField(_("pass mark"), max_digits=6, decimal_places=1)
    show_result = models.CharField(
        _("what the trainee sees"), max_length=10, choices=ResultVisibility, default=ResultVisibility.SCORE
    )

    counts_for_completion = models.BooleanField(_("final examination"), default=False)
    repeats = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="further",
        verbose_name=_("further sitting of"),
    )

    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancel_reason = models.CharField(_("reason of the cancellation"), max_length=200, blank=True, editable=False)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sitting")
        ordering = ["-opens_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="sitting_closes_after_opening",
                violation_error_message=_("A sitting closes after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gt=0, attempts_allowed__gt=0, pass_mark__gte=0),
                name="sitting_can_be_sat",
                violation_error_message=_("A sitting lasts a minute at least and allows one attempt at least."),
            ),
            models.CheckConstraint(
                condition=Q(pass_mark__lte=F("full_mark"), full_mark__gt=0),
                name="sitting_can_be_passed",
                violation_error_message=_("The pass mark is not more than the points of the paper."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancel_reason="") | Q(cancelled_at__isnull=False) & ~Q(cancel_reason=""),
                name="sitting_cancelled_for_a_reason",
                violation_error_message=_("A cancelled examination has a reason."),
            ),
            models.CheckConstraint(
                condition=Q(counts_for_completion=False) | Q(batch__isnull=False),
                name="final_examination_is_of_a_class",
                violation_error_message=_("A final examination is held for a class. Choose the class."),
            ),
            models.CheckConstraint(
                condition=Q(repeats=None) | Q(counts_for_completion=True),
                name="further_sitting_is_final_too",
                violation_error_message=_("A further sitting of a final examination counts for completion too."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("exams:result_list", kwargs={"pk": self.pk})

    @property
    def phase(self):
        if self.cancelled_at:
            return "cancelled"
        now = timezone.now()
        return "coming" if now < self.opens_at else "open" if now < self.closes_at else "over"

    @property
    def shows_score(self):
        return self.show_result != ResultVisibility.NOTHING

    @property
    def shows_answers(self):
        """Not while somebody may still be sitting it."""
        return self.show_result == ResultVisibility.ANSWERS and timezone.now() >= self.closes_at


class SittingStaff(models.Model):
    """Who oversees or marks one sitting."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="staff")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="staffed_sittings")
    role = models.CharField(_("role"), max_length=10, choices=SittingRole)

    class Meta:
        verbose_name = _("sitting staff")
        constraints = [
            models.UniqueConstraint(fields=["sitting", "user", "role"], name="one_staff_role_per_sitting"),
            models.CheckConstraint(condition=Q(role__in=SittingRole.values), name="sitting_staff_has_a_known_role"),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.user}"
