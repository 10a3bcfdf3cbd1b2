from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.evidence.append_only import Evidence, EvidenceQuerySet
from common.evidence.freezing import Freeze
from exams.models.sittings import Sitting
from people.models import Person

# What was sent in time may still be on its way.
GRACE = timedelta(seconds=30)
PAGE_LENGTH = 32


class AttemptQuerySet(models.QuerySet):
    def visible_to(self, user):
        own = Q(person=user.person_id) if user.person_id else Q(pk__in=())
        return self.filter(own | Q(sitting__in=Sitting.objects.overseen_by(user).values("pk")))

    def open(self):
        return self.filter(submitted_at=None)

    def submitted(self):
        return self.filter(submitted_at__isnull=False)


class Attempt(models.Model):
    """One person's go at a sitting. `items` is the paper as drawn: texts, order of options, key, points and
    policy of that moment. It holds the key, so it never goes into a page; `selectors.paper_of` does."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="attempts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("attempt"))
    seed = models.PositiveIntegerField(editable=False)
    items = models.JSONField(editable=False)
    unit_name = models.CharField(_("unit at the time"), max_length=100, blank=True)
    started_at = models.DateTimeField(_("started at"))
    deadline_at = models.DateTimeField(_("deadline"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    closed_by_clock = models.BooleanField(_("closed at the deadline"), default=False)
    score = models.DecimalField(_("score"), max_digits=6, decimal_places=1, null=True, blank=True)
    last_seq = models.PositiveIntegerField(default=0, editable=False)

    objects = AttemptQuerySet.as_manager()
    # A save that comes too late still counts up.
    freezes = Freeze("submitted_at", free=("last_seq",))

    class Meta:
        verbose_name = _("attempt")
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "person", "number"], name="one_attempt_per_sitting_person_and_number"
            ),
            models.UniqueConstraint(
                fields=["sitting", "person"],
                condition=Q(submitted_at=None),
                name="one_open_attempt_per_sitting_and_person",
                violation_error_message=_("This examination has been begun already."),
            ),
            models.CheckConstraint(
                condition=Q(deadline_at__gt=F("started_at")),
                name="attempt_deadline_after_start",
                violation_error_message=_("The deadline comes after the start."),
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, score=None) | Q(submitted_at__isnull=False, score__isnull=False),
                name="attempt_scored_when_submitted",
                violation_error_message=_("An attempt has a score once it is submitted, and not before."),
            ),
        ]

    def __str__(self):
        return f"{self.sitting} {self.person} ({self.number})"

    def get_absolute_url(self):
        name = "exams:attempt" if self.submitted_at is None else "exams:result"
        return reverse(name, kwargs={"pk": self.pk})

    @property
    def is_overdue(self):
        return timezone.now() > self.deadline_at + GRACE

    @property
    def has_passed(self):
        return self.score is not None and self.score >= self.sitting.pass_mark


class AnswerSaveQuerySet(EvidenceQuerySet):
    def counting(self):
        """What became the answer when it came: in time, and knowing the answer it replaced."""
        return self.filter(late=False, set_aside=False)


class AnswerSave(Evidence):
    """One answer as it reached the server. What came too late, and what did not know the answer that held, is kept
    and flagged, and does not count. `page` and `turn` name the page it was given on and its place among that page's."""

    added_later = frozenset({"set_aside", "page", "turn", "given_at"})

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="saves")
    item = models.PositiveSmallIntegerField(_("item"))
    seq = models.PositiveIntegerField(_("sequence number"))
    payload = models.JSONField(_("answer"))
    late = models.BooleanField(_("too late"), default=False)
    set_aside = models.BooleanField(_("set aside"), default=False)
    page = models.CharField(max_length=PAGE_LENGTH, blank=True, default="", editable=False)
    turn = models.PositiveIntegerField(default=0, editable=False)
    given_at = models.DateTimeField(_("given at"), null=True, blank=True)

    objects: ClassVar[models.Manager] = AnswerSaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved answer")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "item", "seq"], name="one_save_per_attempt_item_and_seq")
        ]

    def __str__(self):
        return f"{self.attempt_id}/{self.item}/{self.seq}"


class Answer(models.Model):
    """The answer that holds for an item: the save that counts with the highest number. A projection, which the
    database freezes when the attempt is submitted."""

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="answers")
    item = models.PositiveSmallIntegerField(_("item"))
    payload = models.JSONField(_("answer"))
    seq = models.PositiveIntegerField(_("sequence number"))
    mark = models.DecimalField(_("points"), max_digits=5, decimal_places=1, null=True, blank=True)

    freezes = Freeze("submitted_at", parent="attempt")

    class Meta:
        verbose_name = _("answer to an item")
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "item"],
                name="one_answer_per_attempt_and_item",
                violation_error_message=_("There is already an answer to this item."),
            )
        ]

    def __str__(self):
        return f"{self.attempt_id}/{self.item}"
