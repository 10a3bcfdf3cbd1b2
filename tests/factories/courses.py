"""The smallest valid rows of the app `courses`, published; and whole courses to learn."""

import json
import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from courses.choices import EnrolmentSource
from courses.models import Course, CourseEnrolment, Lesson, LessonProgress
from courses.services.catalogue import ensure_course_index
from people.choices import Track
from people.models import User
from tests.factories.people import PersonFactory, UserFactory


def question(*, right=(0,), options=3, stem="问题"):
    """A raw question of a self-check; its options are told apart by their number."""
    return {
        "type": "question",
        "id": str(uuid.uuid4()),
        "value": {
            "stem": stem,
            "options": [{"text": f"{stem}选项{i}", "is_right": i in right} for i in range(options)],
            "explanation": f"{stem}解析",
        },
    }


class CourseFactory(DjangoModelFactory):
    class Meta:
        model = Course

    title = factory.Sequence(lambda n: f"课程{n}")
    slug = factory.Sequence(lambda n: f"course-{n}")
    code = factory.Sequence(lambda n: f"C{n:03d}")
    tracks = factory.LazyFunction(lambda: [Track.STAFF])
    credit_hours = 4

    @classmethod
    def _create(cls, model_class, *args, knowledge_points=(), prerequisites=(), **kwargs):
        course = model_class(**kwargs)
        course.knowledge_points.set(knowledge_points)
        course.prerequisites.set(prerequisites)
        # Read again: treebeard counts the children on the object it is given.
        ensure_course_index().add_child(instance=course)
        return course


class LessonFactory(DjangoModelFactory):
    """A lesson at the end of its course; `questions` are raw."""

    class Meta:
        model = Lesson

    course = factory.SubFactory(CourseFactory)
    title = factory.Sequence(lambda n: f"第{n}课")
    slug = factory.Sequence(lambda n: f"lesson-{n}")

    @classmethod
    def _create(cls, model_class, *args, course, questions=(), body=(), **kwargs):
        lesson = model_class(self_check=json.dumps(questions), body=json.dumps(body), **kwargs)
        Course.objects.get(pk=course.pk).add_child(instance=lesson)
        return lesson


class CourseEnrolmentFactory(DjangoModelFactory):
    class Meta:
        model = CourseEnrolment

    person = factory.SubFactory(PersonFactory)
    course = factory.SubFactory(CourseFactory)
    source = EnrolmentSource.SELF
    title = factory.SelfAttribute("course.title")
    code = factory.SelfAttribute("course.code")
    credit_hours = factory.SelfAttribute("course.credit_hours")
    started_at = factory.LazyFunction(timezone.now)


class LessonProgressFactory(DjangoModelFactory):
    class Meta:
        model = LessonProgress

    enrolment = factory.SubFactory(CourseEnrolmentFactory)
    lesson = factory.SubFactory(LessonFactory, course=factory.SelfAttribute("..enrolment.course"))
    first_read_at = factory.LazyFunction(timezone.now)


def learner(**person) -> User:
    """An account of somebody in post."""
    return UserFactory(person=PersonFactory(**person))


def course_with_lessons(lessons: int, **course) -> Course:
    course = CourseFactory(**course)
    LessonFactory.create_batch(lessons, course=course)
    return Course.objects.get(pk=course.pk)


def lessons_of(course: Course) -> list[Lesson]:
    return list(Lesson.objects.child_of(course).order_by("path"))


def completed(user: User, course: Course) -> CourseEnrolment:
    """The user has done with the course."""
    now = timezone.now()
    return CourseEnrolmentFactory(person=user.person, course=course, started_at=now, completed_at=now)
