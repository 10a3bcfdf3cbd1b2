"""The API as a whole: every address meets its document, every refusal has one shape, nothing breaks it."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from ninja.errors import HttpError

from accounts.choices import TokenScope
from attendance.choices import AttendanceStatus
from attendance.services.marks import SheetEntry, record_sheet
from common.errors import NotAllowed
from lms.api_docs import ROOT, describe, document
from people.choices import Role
from tests.factories.accounts import raw_token
from tests.factories.admission import EnrolmentFactory, class_today
from tests.factories.courses import CourseEnrolmentFactory, CourseFactory, LessonFactory
from tests.factories.people import LecturerFactory, user_with_role
from tests.factories.questions import KnowledgePointFactory
from tests.factories.training import ClassMeetingFactory, PersonFactory, UnitFactory, UserFactory, at
from tests.support.openapi import faults, operations
from tests.support.rights import BACKEND
from training.choices import Slot
from training.services.classes import cancel_meeting

pytestmark = pytest.mark.django_db


def program(user, scope=TokenScope.CLASSES, **headers):
    """A program that reads with a token of the user."""
    return Client(headers={"Authorization": f"Bearer {raw_token(user, scope)}", **headers})


@pytest.fixture
def reader():
    """Somebody of the HR office who is also a trainee."""
    return user_with_role(Role.HR, person=PersonFactory())


@pytest.fixture
def city(reader, time_machine):
    """A row behind every address: a class with marks, without marks and cancelled, and a course with all there is."""
    time_machine.move_to(at("09:00"), tick=False)
    today = class_today(2)
    EnrolmentFactory(batch=today.batch, person=reader.person)
    ClassMeetingFactory(batch=today.batch, slot=Slot.AFTERNOON, lecturer=LecturerFactory(), joint_with=today.meeting)
    evening = ClassMeetingFactory(batch=today.batch, slot=Slot.EVENING)
    cancel_meeting(meeting=evening, reason="停电", by=today.teacher)
    entries = [SheetEntry(today.people[0].pk, AttendanceStatus.LATE)]
    record_sheet(batch=today.batch, exceptions=entries, written_in=[], by=today.teacher, **today.half_day)
    course = CourseFactory(
        provider=UnitFactory(), prerequisites=[CourseFactory()], knowledge_points=[KnowledgePointFactory()]
    )
    LessonFactory(course=course)
    CourseEnrolmentFactory(course=course, person=reader.person)
    return {"/api/v1/courses/{code}": course.code, "": today.batch.code}


def filled(path, codes):
    return path.replace("{code}", codes.get(path, codes[""]))


PATHS = sorted(operations())
# What no parameter may be; a number too big, an empty text, a NUL, half a character, a list, a formula.
NONSENSE = [
    "",
    " ",
    "x",
    "-1",
    "0",
    "1e3",
    "9" * 400,
    "99999999999999999999",
    "\x00",
    "\ud800",
    "名",
    "[]",
    "%00",
    "NaN",
]


def test_the_document_lists_the_addresses_the_site_serves():
    assert PATHS == [
        "/api/v1/batches",
        "/api/v1/batches/{code}",
        "/api/v1/batches/{code}/attendance",
        "/api/v1/courses",
        "/api/v1/courses/{code}",
        "/api/v1/me/classes",
        "/api/v1/me/courses",
    ]


@pytest.mark.parametrize("path", PATHS)
def test_a_good_answer_is_as_documented(path, city, reader):
    answer = program(reader).get(filled(path, city))
    content = answer.json()

    assert (answer.status_code, faults(content, path, 200)) == (200, [])
    assert content.get("items") != []
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PATHS)
def test_refusals_are_as_documented(path, city):
    address = filled(path, city)
    nobody, wrong = Client(), Client(headers={"Authorization": "Bearer zx_wrong"})
    narrow = program(UserFactory(), TokenScope.OWN)
    answers = [nobody.get(address), wrong.get(address), narrow.get(address, {"limit": "x"})]
    if "{code}" in path:
        answers.append(program(user_with_role(Role.VIEWER)).get(path.replace("{code}", "NONE")))
    answers += [wrong.get(address) for _turn in range(31)][-1:]

    refused = [answer for answer in answers if answer.status_code != 200]

    assert [fault for answer in refused for fault in faults(answer.json(), path, answer.status_code)] == []
    assert {401, 429} <= {answer.status_code for answer in refused}


@pytest.mark.parametrize("path", [path for path in PATHS if "{code}" not in path or "attendance" in path])
@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_in_a_parameter_is_refused_in_words(path, value, city, reader):
    client = program(reader)
    names = [one["name"] for one in operations()[path]["parameters"] if one["in"] == "query"]
    statuses = {name: client.get(filled(path, city), {name: safely(value)}).status_code for name in names}
    fine = {"offset": {"0"}}

    assert statuses == {name: 200 if value in fine.get(name, ()) else 422 for name in names}


@pytest.mark.parametrize("path", [path for path in PATHS if "{code}" in path])
@pytest.mark.parametrize("value", ["NONE", "名", "%00", "%ff", "a%20b", "..%2f", "x" * 21, "x" * 5000, "'", "%0a"])
def test_nonsense_in_an_address_is_not_there(path, value, city, reader):
    answer = program(reader).get(path.replace("{code}", value))

    assert answer.status_code in (404, 422)
    assert set(answer.json()) == {"code", "message"}


def safely(value):
    """Half a character cannot be sent as such; a broken byte can."""
    return value.encode("utf-8", "surrogateescape") if value != "\ud800" else b"\xed\xa0\x80"


def test_an_unknown_parameter_is_refused_so_that_a_typing_error_is_no_wide_answer(city, reader):
    answer = program(reader).get("/api/v1/batches", {"yaer": "2026"})

    assert (answer.status_code, answer.json()["code"], "yaer" in answer.json()["message"]) == (422, "invalid", True)


@pytest.mark.parametrize("address", ["/api/", "/api/v2/", "/api/v1/nothing", "/api/v1/batches/", "/api/v1/courses/a/b"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_address_is_not_found_in_json(address, method):
    answer = getattr(Client(enforce_csrf_checks=True), method)(address)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_written(method, city, reader):
    answer = getattr(program(reader), method)("/api/v1/batches")

    assert (answer.status_code, answer.json()["code"], answer["Allow"]) == (405, "method", "GET")


@pytest.mark.parametrize(
    ("asked", "language"), [("zh-CN,zh;q=0.9", "zh-hans"), ("en-GB", "en"), ("fr", "zh-hans"), ("", "zh-hans")]
)
def test_a_refusal_speaks_the_language_asked_for(client, asked, language):
    answer = client.get("/api/v1/courses", headers={"Accept-Language": asked})

    assert answer["Content-Language"] == language
    assert ("header" in answer.json()["message"]) == (language == "en")


def test_a_fault_of_ours_is_told_in_json(monkeypatch, reader):
    monkeypatch.setattr("courses.api.page_of", lambda rows, paging: 1 / 0)
    client = program(reader)
    client.raise_request_exception = False

    answer = client.get("/api/v1/courses")

    assert (answer.status_code, answer.json()["code"]) == (500, "broken")


@pytest.mark.parametrize(
    ("refusal", "status", "code"),
    [
        (NotAllowed("满员", code="batch_full"), 409, "batch_full"),
        (PermissionDenied(), 403, "not_allowed"),
        (HttpError(400, "x"), 400, "refused"),
    ],
)
def test_whatever_refuses_does_so_in_one_shape(monkeypatch, reader, refusal, status, code):
    def refuse(rows, paging):
        raise refusal

    monkeypatch.setattr("courses.api.page_of", refuse)

    answer = program(reader).get("/api/v1/courses")

    assert (answer.status_code, answer.json()["code"], set(answer.json())) == (status, code, {"code", "message"})


def test_the_document_is_public_and_speaks_both_languages(client):
    english = client.get("/api/v1/openapi.json", headers={"Accept-Language": "en"})
    chinese = client.get("/api/v1/openapi.json")

    assert english.json()["paths"]["/api/v1/batches"]["get"]["summary"] == "Classes"
    assert chinese.json()["paths"]["/api/v1/batches"]["get"]["summary"] == "培训班"
    assert english.json()["components"]["securitySchemes"] == {"Bearer": {"type": "http", "scheme": "bearer"}}


def test_every_enumeration_of_the_document_has_a_name_of_its_own():
    """The library keeps one of two that share a name."""
    sources = {
        path: next(line.kind for line in endpoint.fields if line.name == "items[].source")
        for endpoint in describe(document(), "")
        for path in [endpoint.path]
        if "/me/" in path
    }

    assert sources == {f"{ROOT}me/courses": "self | assigned", f"{ROOT}me/classes": "nominated | walk_in | guest"}


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_documentation_page_needs_no_script(client, signed_in):
    if signed_in:
        client.force_login(UserFactory(), backend=BACKEND)

    answer = client.get("/api/v1/docs")
    page = answer.content.decode()

    assert all(f"GET {path}" in page for path in PATHS)
    assert ("<script>" in page, "style=" in page, "接口令牌" in page) == (False, False, True)
    assert "unsafe-inline" not in answer["Content-Security-Policy"]


def test_the_root_leads_to_the_documentation(client):
    assert client.get("/api/v1/")["Location"] == "/api/v1/docs"


def test_the_document_is_json_as_it_stands():
    assert json.dumps(document(), default=str)
