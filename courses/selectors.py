from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    CharField,
    Count,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone
from wagtail.models import Page

from courses.models import Course, CourseEnrolment, Lesson, LessonProgress
from courses.models.pages import CourseQuerySet
from people.models import Person, Posting, User
from people.scopes import STEP_END, subtree

OPEN_COURSES_SHOWN = 4


def missing_prerequisites(course: Course, person: Person) -> list[str]:
    """Titles of what the person has still to complete. A withdrawn course no longer binds: nobody could take it."""
    done = CourseEnrolment.objects.of(person.pk).completed()
    needed = Course.objects.live().filter(required_by=course).exclude(pk__in=done.values("course"))
    return list(needed.order_by("code").values_list("title", flat=True))


def unfinished_lessons(enrolment: CourseEnrolment) -> QuerySet[Lesson]:
    """The published lessons still to do, in their order."""
    done = LessonProgress.objects.filter(enrolment=enrolment, completed_at__isnull=False)
    lessons = Lesson.objects.child_of(enrolment.course).live()
    return lessons.exclude(pk__in=done.values("lesson")).order_by("path")


def course_of(lesson: Lesson, user: User) -> Course:
    return Course.objects.for_reader(user).get(path=lesson.course_path)


def is_enrolled_for(user: User, lesson: Lesson) -> bool:
    enrolments = CourseEnrolment.objects.filter(person=user.person_id, course__path=lesson.course_path)
    return user.person_id is not None and enrolments.exists()


def has_learning_records(pages: Iterable[Page]) -> bool:
    """Whether somebody has begun a course or a lesson among the pages or below them."""
    pages = list(pages)
    if not pages:
        return False
    inside = Q()
    for page in pages:
        inside |= subtree(page.path)
    below = Page.objects.filter(inside).values("pk")
    return (
        CourseEnrolment.objects.filter(course__in=below).exists()
        or LessonProgress.objects.filter(lesson__in=below).exists()
    )


def _lesson_count(path: str) -> Coalesce:
    """How many published lessons stand below the outer row's course path."""
    counted = _lessons_below(path).order_by().values("live").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _lessons_below(path: str) -> QuerySet[Lesson]:
    upper = Concat(OuterRef(path), Value(STEP_END), output_field=CharField())
    return Lesson.objects.live().filter(path__range=(OuterRef(path), upper))


def courses_for_list(courses: CourseQuerySet, user: User) -> CourseQuerySet:
    """Adds what a list of courses shows: number of lessons and how far the user is."""
    return courses.select_related("provider").for_reader(user).annotate(lesson_count=_lesson_count("path"))


def enrolments_for_list(enrolments: QuerySet[CourseEnrolment]) -> QuerySet[CourseEnrolment]:
    """Adds `lessons_done` of `lesson_count`; a lesson withdrawn since no longer counts."""
    done = Count("progress", filter=Q(progress__completed_at__isnull=False, progress__lesson__live=True))
    return enrolments.select_related("course").annotate(lessons_done=done, lesson_count=_lesson_count("course__path"))


def with_next_lesson(enrolments: QuerySet[CourseEnrolment]) -> QuerySet[CourseEnrolment]:
    """Adds `next_lesson`, the title of the first lesson still to do."""
    done = LessonProgress.objects.filter(enrolment=OuterRef(OuterRef("pk")), completed_at__isnull=False)
    still = _lessons_below("course__path").exclude(pk__in=done.values("lesson")).order_by("path")
    return enrolments.annotate(next_lesson=Subquery(still.values("title")[:1]))


@dataclass(frozen=True)
class LearningFigures:
    """Somebody's courses: those under way, and those completed this year with their hours."""

    year: int
    under_way: int
    completed: int
    hours: Decimal


def learning_figures(enrolments: QuerySet[CourseEnrolment]) -> LearningFigures:
    """In one statement."""
    year = timezone.localdate().year
    this_year = Q(completed_at__year=year)
    counted = enrolments.aggregate(
        under_way=Count("pk", filter=Q(completed_at=None)),
        completed=Count("pk", filter=this_year),
        hours=Sum("credit_hours", filter=this_year),
    )
    return LearningFigures(year, counted["under_way"], counted["completed"], counted["hours"] or Decimal(0))


def open_courses_for(user: User) -> QuerySet[Course]:
    """Courses made for the audience the person belongs to and not begun yet."""
    posting = Posting.objects.current().filter(person=user.person_id).first()
    if posting is None:
        return Course.objects.none()
    begun = CourseEnrolment.objects.of(user.person_id).values("course")
    courses = Course.objects.visible_to(user).for_track(posting.track).exclude(pk__in=begun)
    return courses.only("title", "credit_hours", "url_path").order_by("code")[:OPEN_COURSES_SHOWN]


@dataclass(frozen=True)
class Outline:
    """A course as its reader sees it. Lessons carry `own_read_at`, `own_completed_at`, `own_right`, `own_of`."""

    course: Any
    lessons: list[Any]

    @property
    def is_taken(self) -> bool:
        return self.course.own_enrolment_id is not None

    @property
    def done(self) -> int:
        return sum(lesson.own_completed_at is not None for lesson in self.lessons)

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def next_lesson(self) -> Any:
        return next((lesson for lesson in self.lessons if not lesson.own_completed_at), None)

    def place_of(self, lesson: Lesson) -> int | None:
        return next((i for i, other in enumerate(self.lessons) if other.pk == lesson.pk), None)


def course_outline(course: Any) -> Outline:
    """The published lessons of a course that was loaded `for_reader`, in one statement."""
    own = FilteredRelation("progress", condition=Q(progress__enrolment=course.own_enrolment_id or 0))
    lessons = Lesson.objects.child_of(course).live().only("title", "url_path", "minutes").order_by("path")
    lessons = lessons.annotate(
        own=own,
        own_read_at=F("own__first_read_at"),
        own_completed_at=F("own__completed_at"),
        own_right=F("own__self_check_right"),
        own_of=F("own__self_check_of"),
    )
    return Outline(course, list(lessons))


def prerequisites_of(course: Course, user: User) -> list[Any]:
    """Published courses to complete first, with the reader's own state."""
    needed = Course.objects.live().filter(required_by=course).for_reader(user)
    return list(needed.only("code", "title", "url_path").order_by("code"))
