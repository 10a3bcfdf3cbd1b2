import pytest
from django.test import Client

from accounts.choices import TokenScope
from tests.factories.accounts import raw_token
from tests.factories.courses import CourseEnrolmentFactory, CourseFactory, LessonFactory, learner
from tests.factories.questions import KnowledgePointFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return learner()


@pytest.fixture
def program(user):
    return Client(headers={"Authorization": f"Bearer {raw_token(user, TokenScope.OWN)}"})


def codes(answer):
    return [row["code"] for row in answer.json()["items"]]


def test_published_courses_are_listed_page_by_page(program):
    for code in ("C1", "C2", "C3"):
        CourseFactory(code=code)
    CourseFactory(code="C0", live=False)

    first = program.get("/api/v1/courses", {"limit": 2})
    second = program.get("/api/v1/courses", {"limit": 2, "offset": 2})

    assert (codes(first), codes(second), first.json()["total"]) == (["C1", "C2"], ["C3"], 3)


def test_a_course_that_is_not_published_is_not_there(program):
    course = CourseFactory(live=False)

    assert program.get(f"/api/v1/courses/{course.code}").status_code == 404


def test_a_course_tells_its_lessons_hours_and_what_comes_before(program):
    before = CourseFactory()
    course = CourseFactory(credit_hours="2.50", prerequisites=[before])
    lesson = LessonFactory(course=course, minutes=45)

    told = program.get(f"/api/v1/courses/{course.code}").json()

    assert told["credit_hours"] == "2.50"
    assert told["prerequisites"] == [{"code": before.code, "title": before.title}]
    assert told["lessons"] == [{"title": lesson.title, "minutes": 45}]


def test_own_courses_are_nobody_elses(program, user):
    mine = CourseEnrolmentFactory(person=user.person)
    CourseEnrolmentFactory()

    assert codes(program.get("/api/v1/me/courses")) == [mine.code]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "statements"), [("/api/v1/courses", 4), ("/api/v1/me/courses", 5)])
def test_lists_take_the_same_statements_for_any_number_of_rows(
    program, user, rows, address, statements, django_assert_num_queries
):
    for _turn in range(rows):
        CourseEnrolmentFactory(person=user.person)

    with django_assert_num_queries(statements):
        assert len(codes(program.get(address))) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_course_takes_the_same_statements_for_any_number_of_lessons(program, rows, django_assert_num_queries):
    points = KnowledgePointFactory.create_batch(rows)
    course = CourseFactory(knowledge_points=points, prerequisites=CourseFactory.create_batch(rows))
    LessonFactory.create_batch(rows, course=course)

    with django_assert_num_queries(6):
        program.get(f"/api/v1/courses/{course.code}")
