from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema

from accounts.api import reading, visible_row
from accounts.choices import TokenScope
from common.api import Code, Moment, Page, Paging, page_of
from courses.choices import EnrolmentSource, TrainingType
from courses.models import Course, CourseEnrolment
from courses.selectors import course_outline, courses_for_list, enrolments_for_list, prerequisites_of
from people.api import UnitOut
from people.choices import Track

router = Router(tags=["courses"])
# Not the enumeration itself: classes have one of the same name, and the document keeps one a name.
Source = Literal[*EnrolmentSource.values]


class CourseOut(Schema):
    code: str = Field(description=_("Course code"))
    title: str = Field(description=_("Title"))
    summary: str = Field(description=_("Summary"))
    training_type: TrainingType = Field(description=_("Training type"))
    tracks: list[Track] = Field(description=_("Audience"))
    credit_hours: Decimal = Field(description=_("Credit hours"))
    provider: UnitOut | None = Field(description=_("Provided by"))
    lesson_count: int = Field(description=_("Number of published lessons"))


class CoursePage(Page[CourseOut]):
    pass


class CourseRef(Schema):
    code: str = Field(description=_("Course code"))
    title: str = Field(description=_("Title"))


class LessonOut(Schema):
    title: str = Field(description=_("Title"))
    minutes: int = Field(description=_("Minutes"))


class CourseDetail(CourseOut):
    knowledge_points: list[str] = Field(description=_("Knowledge points"))
    prerequisites: list[CourseRef] = Field(description=_("Courses to complete first"))
    lessons: list[LessonOut] = Field(description=_("Lessons, in their order"))

    @staticmethod
    def resolve_knowledge_points(course: Course) -> list[str]:
        return [point.name for point in course.knowledge_points.all()]

    @staticmethod
    def resolve_prerequisites(course: Course, context: Any) -> list[Any]:
        return prerequisites_of(course, context["request"].user)

    @staticmethod
    def resolve_lessons(course: Course) -> list[Any]:
        return course_outline(course).lessons


class OwnCourse(Schema):
    code: str = Field(description=_("Course code"))
    title: str = Field(description=_("Title when the course was begun"))
    credit_hours: Decimal = Field(description=_("Credit hours when the course was begun"))
    source: Source = Field(description=_("Source"))
    started_at: Moment = Field(description=_("Begun at"))
    completed_at: Moment | None = Field(description=_("Completed at"))
    lessons_done: int = Field(description=_("Lessons completed"))
    lesson_count: int = Field(description=_("Number of published lessons"))


class OwnCoursePage(Page[OwnCourse]):
    pass


@reading(
    router,
    "/courses",
    answer=CoursePage,
    scope=TokenScope.OWN,
    permission="courses.view_catalogue",
    summary=_("Courses"),
    description=_("The published courses of the catalogue, by code."),
)
def course_list(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    return page_of(courses_for_list(Course.objects.visible_to(request.user), request.user).order_by("code"), paging)


@reading(
    router,
    "/courses/{code}",
    answer=CourseDetail,
    scope=TokenScope.OWN,
    permission="courses.view_catalogue",
    summary=_("One course"),
    description=_("A published course with its lessons. The text of lessons is read on the site."),
)
def course_detail(request: HttpRequest, code: Code) -> Course:
    return visible_row(request, courses_for_list(Course.objects.visible_to(request.user), request.user), code=code)


@reading(
    router,
    "/me/courses",
    answer=OwnCoursePage,
    scope=TokenScope.OWN,
    permission="courses.view_own_courses",
    summary=_("My courses"),
    description=_("The courses the token's user takes or has completed, those begun last first."),
)
def own_courses(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    own = CourseEnrolment.objects.visible_to(request.user).of(request.user.person_id)
    return page_of(enrolments_for_list(own), paging)
