from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed, check_row
from courses.choices import EnrolmentSource
from courses.models import Course, CourseEnrolment, Lesson, LessonProgress
from courses.models.blocks import Question
from courses.selectors import missing_prerequisites, unfinished_lessons
from people.models import Person, User
from people.trail import audit
from questions.kinds.base import MarkedOption


@transaction.atomic
def enrol_in_course(*, person: Person, course: Course, by: User) -> CourseEnrolment:
    """Let a person begin a course, keeping its title, code and hours as they are now; safe to repeat."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    existing = CourseEnrolment.objects.filter(person=person, course=course).first()
    if existing:
        return existing
    course = Course.objects.get(pk=course.pk)
    if not (course.live and course.code):
        raise NotAllowed(_("This course is not published at present."), code="course_not_live")
    missing = missing_prerequisites(course, person)
    if missing:
        titles = "、".join(f"《{title}》" for title in missing)
        raise NotAllowed(_("Complete %(courses)s first.") % {"courses": titles}, code="prerequisite_missing")
    enrolment = CourseEnrolment(
        person=person,
        course=course,
        source=EnrolmentSource.SELF if by.person_id == person.pk else EnrolmentSource.ASSIGNED,
        title=course.title,
        code=course.code,
        credit_hours=course.credit_hours,
        started_at=timezone.now(),
    )
    check_row(enrolment)
    enrolment.save()
    audit.record(enrolment, "courses.enrol", by=by, data={"course": enrolment.code, "source": enrolment.source})
    return enrolment


@transaction.atomic
def read_lesson(*, enrolment: CourseEnrolment, lesson: Lesson, by: User) -> LessonProgress:
    """Keep when a lesson was opened first."""
    _check_lesson(enrolment, lesson, by)
    progress, _created = LessonProgress.objects.get_or_create(
        enrolment=enrolment, lesson=lesson, defaults={"first_read_at": timezone.now()}
    )
    return progress


@dataclass(frozen=True)
class Verdict:
    """One question of a self-check, answered."""

    question: Question
    payload: Collection[Any]

    @property
    def is_right(self) -> bool:
        return self.question.kind.is_right(self.question.item, self.payload)

    @property
    def options(self) -> tuple[MarkedOption, ...]:
        return self.question.kind.marked(self.question.item, self.payload)

    @property
    def given(self) -> str:
        return self.question.kind.in_words(self.question.item, self.payload)

    @property
    def right(self) -> str:
        return self.question.kind.right_in_words(self.question.item)


@dataclass(frozen=True)
class LessonOutcome:
    progress: LessonProgress
    enrolment: CourseEnrolment
    verdicts: tuple[Verdict, ...]


@transaction.atomic
def complete_lesson(
    *, enrolment: CourseEnrolment, lesson: Lesson, answers: Mapping[str, Collection[Any]], by: User
) -> LessonOutcome:
    """Check the self-check and tick the lesson off, whatever was right: it is there to learn from. The last
    lesson completes the course. May be repeated; the times of the first completion stay."""
    enrolment = CourseEnrolment.objects.select_for_update().get(pk=enrolment.pk)
    verdicts = tuple(Verdict(question, answers.get(question.id, ())) for question in lesson.questions)
    if not all(verdict.question.kind.is_answered(verdict.payload) for verdict in verdicts):
        raise NotAllowed(_("Answer every question of the self-check."), code="unanswered")
    progress = read_lesson(enrolment=enrolment, lesson=lesson, by=by)
    progress.completed_at = progress.completed_at or timezone.now()
    if verdicts:
        progress.self_check_right = sum(verdict.is_right for verdict in verdicts)
        progress.self_check_of = len(verdicts)
    check_row(progress)
    progress.save()
    _complete_course(enrolment, by)
    return LessonOutcome(progress, enrolment, verdicts)


def _check_lesson(enrolment: CourseEnrolment, lesson: Lesson, by: User) -> None:
    if by.person_id != enrolment.person_id:
        raise NotAllowed(_("Only the person enrolled can do the lessons."), code="not_yours")
    if not lesson.path.startswith(enrolment.course.path):
        raise NotAllowed(_("This lesson belongs to another course."), code="other_course")
    if not (lesson.live and enrolment.course.live):
        raise NotAllowed(_("This lesson is not published at present."), code="lesson_not_live")


def _complete_course(enrolment: CourseEnrolment, by: User) -> None:
    if enrolment.completed_at or unfinished_lessons(enrolment).exists():
        return
    enrolment.completed_at = timezone.now()
    enrolment.save(update_fields=["completed_at"])
    data = {"course": enrolment.code, "hours": str(enrolment.credit_hours)}
    audit.record(enrolment, "courses.complete", by=by, data=data)
