"""What the site keeps about oneself, and who looked at it."""

import io

import pytest
import time_machine
from openpyxl import load_workbook

from people.choices import Role
from people.models import AuditEvent, Person
from people.services.persons import unmask_person
from tests.factories.admission import ArrivalDetailsFactory, EnrolmentFactory
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.courses import CourseEnrolmentFactory
from tests.factories.exams import exam_of
from tests.factories.partners import ExchangeFactory
from tests.factories.people import ID_NUMBERS, PASSWORD, OrgUnitFactory, PersonFactory, UserFactory, user_with_role
from tests.factories.records import CertificateFactory, CreditEntryFactory
from tests.factories.training import at
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db
ADDRESS = "/me/privacy/"
MOBILE = "19900001234"


@pytest.fixture
def user(client):
    person = PersonFactory(unit=OrgUnitFactory(name="某局"), id_number=ID_NUMBERS[0], mobile=MOBILE)
    user = UserFactory(person=person)
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user, backend=BACKEND)
    return user


def sheets(answer):
    book = load_workbook(io.BytesIO(answer.content))
    return {sheet.title: [[cell for cell in row if cell is not None] for row in sheet.values] for sheet in book}


def words(answer):
    return str(sheets(answer))


@pytest.mark.parametrize(("password", "clear"), [("", False), (PASSWORD, True)])
def test_ones_own_numbers_stand_in_clear_only_with_the_password(client, user, password, clear):
    answer = client.post(ADDRESS, {"password": password})

    shown = [number in words(answer) for number in (ID_NUMBERS[0], MOBILE)]
    trace = AuditEvent.objects.get(action="accounts.download_own_data")
    assert (shown, trace.actor, trace.data) == ([clear, clear], user, {"with_numbers": clear})


def test_a_wrong_password_gives_no_file(client, user):
    answer = client.post(ADDRESS, {"password": "wrong"})

    assert (answer.status_code, AuditEvent.objects.filter(action="accounts.download_own_data").count()) == (422, 0)


def test_nobody_tries_many_passwords_here(client, user):
    statuses = [client.post(ADDRESS, {"password": "wrong"}).status_code for _try in range(12)]

    assert statuses[-1] == 429


def test_the_file_holds_what_every_app_keeps_and_nothing_of_others(client, user):
    place = EnrolmentFactory(person=user.person)
    LeaveRequestFactory(enrolment=place, reason="发热")
    ArrivalDetailsFactory(enrolment=place, plate="豫R12345")
    certificate = CertificateFactory(enrolment=place)
    CreditEntryFactory(person=user.person, source="去年的班")
    course = CourseEnrolmentFactory(person=user.person)
    ExchangeFactory(person=user.person, host_post="副科长（挂职）")
    exam = exam_of("single")
    other = CreditEntryFactory(source="别人的班")

    text = words(client.post(ADDRESS, {}))

    kept = (
        user.person.staff_no,
        "某局",
        place.batch.title,
        "发热",
        "豫R12345",
        certificate.number,
        "去年的班",
        course.title,
    )
    assert [one for one in (*kept, "副科长（挂职）") if one not in text] == []
    assert [one for one in (other.source, other.person.name, str(exam.sitting)) if one in text] == []


def test_an_account_without_a_person_fetches_its_own_tables(client):
    client.force_login(user_with_role(Role.SYSADMIN), backend=BACKEND)

    assert len(sheets(client.post(ADDRESS, {}))) == 3


def test_the_page_says_when_and_in_which_role_numbers_were_shown(client, user):
    unit = user.person.postings.get().unit
    liaison = user_with_role(Role.LIAISON, unit)
    with time_machine.travel(at("08:25"), tick=False):
        unmask_person(person=user.person, field="mobile", reason="核对", by=liaison)
        unmask_person(person=PersonFactory(unit=unit), field="mobile", reason="核对", by=liaison)

    page = client.get(ADDRESS)

    assert [(look.field, look.roles) for look in page.context["looks"]] == [("mobile", [str(Role.LIAISON.label)])]
    assert liaison.display_name not in page.content.decode()


def test_a_role_taken_up_later_is_not_the_one_somebody_looked_in(user):
    from accounts.selectors import looks_at

    viewer = user_with_role(Role.LIAISON)
    with time_machine.travel(at("08:25"), tick=False):
        unmask_person(person=user.person, field="id_number", reason="核对", by=viewer)
    viewer.role_assignments.update(started_on="2099-01-01")

    assert [look.roles for look in looks_at(Person.objects.get(pk=user.person.pk))] == [[]]


@pytest.mark.parametrize("looks", [1, 3])
def test_the_page_takes_the_same_statements_for_many_looks(client, user, looks, django_assert_num_queries):
    for _look in range(looks):
        unmask_person(person=user.person, field="mobile", reason="核对", by=user_with_role(Role.HR))
    client.get(ADDRESS)

    with django_assert_num_queries(7):
        client.get(ADDRESS)
