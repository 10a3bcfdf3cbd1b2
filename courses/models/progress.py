from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.choices import EnrolmentSource
from courses.models.pages import Course, Lesson
from courses.roles import ROLES
from people.models import Person, Posting

# Roles that look at the learning of the people posted to the units they reach.


class CourseEnrolmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those of people posted today to a unit the user oversees."""
        posted = Posting.objects.current().filter(user.scope.reach("unit__path", ROLES.who("oversee")))
        return self.filter(Q(person=user.person_id) | Q(person__in=posted.values("person")))

    def of(self, person_id):
        return self.filter(person=person_id)

    def completed(self):
        return self.filter(completed_at__isnull=False)

    def in_progress(self):
        return self.filter(completed_at=None)


class CourseEnrolment(models.Model):
    """A person takes a course, under the title, code and hours it had when they began."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="course_enrolments")
    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments")
    source = models.CharField(_("source"), max_length=10, choices=EnrolmentSource)
    title = models.CharField(_("title"), max_length=255)
    code = models.CharField(_("course code"), max_length=20)
    credit_hours = models.DecimalField(_("credit hours"), max_digits=7, decimal_places=2)
    started_at = models.DateTimeField(_("started at"))
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)

    objects = CourseEnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("course enrolment")
        verbose_name_plural = _("course enrolments")
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course"],
                name="one_enrolment_per_person_and_course",
                violation_error_message=_("This person already takes the course."),
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) | Q(completed_at__gte=F("started_at")),
                name="course_completed_after_start",
                violation_error_message=_("A course cannot be completed before it is begun."),
            ),
        ]

    def __str__(self):
        return f"{self.person} {self.title}"


class LessonProgress(models.Model):
    """How far somebody is with a lesson; what the last self-check gave is for them alone."""

    enrolment = models.ForeignKey(CourseEnrolment, models.PROTECT, related_name="progress")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="progress")
    first_read_at = models.DateTimeField(_("first read at"))
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)
    self_check_right = models.PositiveSmallIntegerField(_("right answers"), null=True, blank=True)
    self_check_of = models.PositiveSmallIntegerField(_("questions"), null=True, blank=True)

    class Meta:
        verbose_name = _("lesson progress")
        ordering = ["enrolment", "lesson"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lesson"],
                name="one_progress_per_enrolment_and_lesson",
                violation_error_message=_("The progress of this lesson is already kept."),
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) | Q(completed_at__gte=F("first_read_at")),
                name="lesson_completed_after_read",
                violation_error_message=_("A lesson cannot be completed before it is read."),
            ),
            models.CheckConstraint(
                condition=Q(self_check_right=None, self_check_of=None) | Q(self_check_right__lte=F("self_check_of")),
                name="self_check_right_within_all",
                violation_error_message=_("There cannot be more right answers than questions."),
            ),
        ]

    def __str__(self):
        return f"{self.enrolment} {self.lesson}"
