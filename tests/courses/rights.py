from people.choices import Role
from tests.factories.courses import CourseEnrolmentFactory, CourseFactory, LessonFactory
from tests.support.rights import EVERY_ROLE, Route

WITHOUT_PERSON = {Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN}


def extend(world):
    """A course with one lesson, which the trainee takes."""
    world.extra.course = course = CourseFactory()
    world.extra.lesson = LessonFactory(course=course)
    CourseEnrolmentFactory(course=course, person=world.users[Role.TRAINEE].person)


def course(world):
    return {"code": world.extra.course.code}


RIGHTS = {
    "courses:course_list": Route(EVERY_ROLE),
    "courses:enrolment_list": Route(EVERY_ROLE),
    "courses:course_enrol": Route(EVERY_ROLE - WITHOUT_PERSON, course, method="post"),
    "courses:course_continue": Route(EVERY_ROLE, course),
    "api:course_list": Route(EVERY_ROLE, by_token=True),
    "api:course_detail": Route(EVERY_ROLE, course, by_token=True),
    "api:own_courses": Route(EVERY_ROLE, by_token=True),
    "courses:lesson_complete": Route(
        {Role.TRAINEE},
        lambda world: {"pk": world.extra.lesson.pk},
        method="post",
        personal={Role.TRAINEE: "takes the course"},
    ),
}
