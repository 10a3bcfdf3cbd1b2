import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.choices import Role
from people.models import Lecturer
from tests.factories.admission import EnrolmentFactory
from tests.factories.courses import CourseEnrolmentFactory, learner
from tests.factories.training import PersonFactory, UnitFactory, UserFactory, city_root, with_role
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db


def test_the_process_says_it_lives(client):
    assert client.get("/healthz").content == b"ok"


def test_readiness_names_what_it_tried(client):
    assert set(client.get("/readyz").json()) == {"database", "migrations", "cache", "broker", "static", "keys"}


def test_an_unknown_address_is_answered_in_words(client):
    answer = client.get("/no/such/page/")

    assert (answer.status_code, "没有找到这个页面" in answer.content.decode()) == (404, True)


def test_a_broken_page_needs_no_database(rf, django_assert_num_queries):
    from lms.views import broken

    with django_assert_num_queries(0):
        answer = broken(rf.get("/"))

    assert (answer.status_code, "系统出错了" in answer.content.decode()) == (500, True)


MANY = "&".join(f"f{i}=1" for i in range(1001))


@pytest.mark.parametrize(
    ("method", "address", "more"),
    [
        ("post", "/accounts/login/", {"data": MANY, "content_type": "application/x-www-form-urlencoded"}),
        ("get", "/", {"headers": {"host": "no such host"}}),
    ],
    ids=["fields", "host"],
)
def test_what_cannot_be_read_is_answered_in_words(client, method, address, more):
    answer = getattr(client, method)(address, **more)

    assert (answer.status_code, "没有保存任何改动" in answer.content.decode()) == (400, True)


def test_a_program_whose_request_cannot_be_read_gets_json(client):
    answer = client.get("/api/v1/courses", headers={"host": "no such host"})

    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")


@pytest.mark.parametrize("rows", [1, 3])
def test_ones_own_page_takes_the_same_statements_for_any_number_of_classes_and_courses(rows):
    user, client = learner(), Client()
    for _row in range(rows):
        EnrolmentFactory(person=user.person)
        CourseEnrolmentFactory(person=user.person)
    client.force_login(user, backend=BACKEND)
    client.get("/me/")

    with CaptureQueriesContext(connection) as queries:
        page = client.get("/me/")

    assert (len(queries), len(page.content) <= 40 * 1024) == (14, True)


def test_a_browser_that_guesses_the_icons_address_finds_it(client):
    assert client.get("/favicon.ico")["Location"].startswith("/static/art/favicon")


def test_suggestions_are_of_what_the_user_may_know_of(client):
    own, other = UnitFactory(name="甲局一处"), UnitFactory(name="甲局二处")
    PersonFactory(unit=own, name="甲小明", staff_no="S-1")
    PersonFactory(unit=other, name="甲小红", staff_no="S-2")
    client.force_login(with_role(UserFactory(), Role.LIAISON, own))

    offered = [client.get(f"/suggestions/{kind}/", {"q": "甲"}).json()["items"] for kind in ("unit", "person", "room")]

    assert offered == [["甲局一处"], ["S-1 甲小明"], []]
    assert client.get("/suggestions/nothing/", {"q": "甲"}).status_code == 404
    assert client.get("/suggestions/unit/", {"q": ""}).json() == {"items": []}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("kind", "statements"),
    [("unit", 3), ("person", 3), ("lecturer", 3), ("room", 3), ("party", 3), ("giver", 3)],
)
def test_suggestions_take_the_same_statements_however_many(client, kind, statements, rows, django_assert_num_queries):
    for n in range(rows):
        Lecturer.objects.create(person=PersonFactory(name=f"甲某{n}"), name=f"甲某{n}")
    client.force_login(with_role(UserFactory(), Role.TRAINING_OFFICER, city_root()))

    with django_assert_num_queries(statements):
        assert client.get(f"/suggestions/{kind}/", {"q": "甲"}).status_code == 200
