"""Arrival details over HTTP: a trainee's phone, the liaison's list, the class teacher's lists."""

import io

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from admission.choices import Diet
from admission.models import ArrivalDetails
from people.choices import Role, Sex
from people.models import AuditEvent, Person
from tests.factories.admission import (
    ArrivalDetailsFactory,
    EnrolmentFactory,
    NoticeFactory,
    NoticeReceiptFactory,
    class_today,
)
from tests.factories.people import UserFactory, user_with_role
from tests.factories.training import at
from tests.support.visits import seen_on, signed_in
from training.choices import BatchState
from training.models import Batch

pytestmark = pytest.mark.django_db

FORM = {"stays_overnight": "1", "diet": "halal", "diet_note": "", "plate": "豫r·12345", "note": "晚到"}


@pytest.fixture
def today():
    with time_machine.travel(at("07:00")):
        yield class_today(2)


def address_of(place):
    return reverse("admission:arrival_set", kwargs={"pk": place.pk})


def list_of(today, name="arrival_list", **more):
    return reverse(f"admission:{name}", kwargs={"code": today.batch.code, **more})


def test_a_trainee_finds_the_form_on_their_page_fills_it_in_and_changes_it(today):
    place = today.places[0]
    client = signed_in(UserFactory(person=place.person))
    assert [address_of(place) in client.get(page).text for page in ("/me/", today.batch.get_absolute_url())] == [
        True,
        True,
    ]

    answer = client.post(address_of(place), FORM)
    page = client.get(address_of(place))

    details = ArrivalDetails.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, today.batch.get_absolute_url())
    assert (details.enrolment, details.plate, details.diet) == (place, "豫R12345", Diet.HALAL)
    assert page.context["form"].initial == {**FORM, "plate": "豫R12345"}


def test_what_the_trainee_entered_meanwhile_is_not_lost_to_a_page_opened_before(today):
    place = today.places[0]
    teacher, trainee = signed_in(today.teacher), signed_in(UserFactory(person=place.person))
    seen = seen_on(teacher, address_of(place))
    trainee.post(address_of(place), FORM)

    answer = teacher.post(address_of(place), {**FORM, "stays_overnight": "0", "diet": "ordinary", "seen": seen})

    details, errors = ArrivalDetails.objects.get(), answer.context["form"].errors
    assert (answer.status_code, details.diet, details.stays_overnight) == (422, Diet.HALAL, True)
    assert (errors["stays_overnight"], errors["diet"]) == (["现为“是”。"], [f"现为“{Diet.HALAL.label}”。"])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"stays_overnight": ""}, "stays_overnight"),
        ({"diet": "other"}, "diet_note"),
        ({"plate": "豫R1"}, "plate"),
        ({"plate": "豫R12345，豫R54321"}, "plate"),
        ({"note": "长" * 101}, "note"),
        ({"note": "\x00"}, "note"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_typed_is_lost(today, wrong, field):
    client = signed_in(today.teacher)

    answer = client.post(address_of(today.places[0]), FORM | wrong)

    assert (answer.status_code, list(answer.context["form"].errors), ArrivalDetails.objects.count()) == (
        422,
        [field],
        0,
    )
    assert answer.context["form"].data.dict() == FORM | wrong


def test_a_class_that_is_closed_is_said_before_anything_is_typed(today):
    Batch.objects.update(state=BatchState.CLOSED, closed_at=at("18:00"))
    client = signed_in(UserFactory(person=today.people[0]))

    page, sent = client.get(address_of(today.places[0])), client.post(address_of(today.places[0]), FORM)

    assert (page.status_code, page.context["refusal"].code, 'name="plate"' in page.text) == (200, "batch_closed", False)
    assert (sent.status_code, ArrivalDetails.objects.count()) == (422, 0)


def test_a_liaison_fills_in_for_the_unit_and_sees_nobody_else(today):
    unit = today.places[0].unit
    NoticeReceiptFactory(notice=NoticeFactory(batch=today.batch), unit=unit, signed=True)
    other = EnrolmentFactory(batch=today.batch)
    client = signed_in(user_with_role(Role.LIAISON, unit))

    answer = client.post(address_of(today.places[0]), FORM)
    page = client.get(answer["Location"])

    assert (answer["Location"], client.get(address_of(other)).status_code) == (list_of(today), 404)
    assert [row.place for row in page.context["rows"]] == today.places
    assert list_of(today, "arrival_export", part="all") not in page.text


def test_the_list_counts_what_hotel_kitchen_and_gate_prepare(today):
    first, second = today.places
    Person.objects.filter(pk=first.person_id).update(sex=Sex.FEMALE)
    ArrivalDetailsFactory(enrolment=first, diet=Diet.HALAL, plate="豫R12345")
    EnrolmentFactory(batch=today.batch)
    ArrivalDetailsFactory(enrolment=second, stays_overnight=False)

    totals = signed_in(today.teacher).get(list_of(today)).context["totals"]

    assert (totals.missing, totals.overnight, totals.plates) == (1, 1, 1)
    assert (totals.overnight_men, totals.overnight_women, [n for _diet, n in totals.diets]) == (0, 1, [1, 1, 0, 0])


def test_a_list_handed_out_leaves_a_line_in_the_trail(today):
    ArrivalDetailsFactory(enrolment=today.places[0])

    answer = signed_in(today.teacher).get(list_of(today, "arrival_export", part="hotel"))

    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    event = AuditEvent.objects.get(action="admission.export_arrivals")
    assert (len(rows), event.actor, event.data) == (2, today.teacher, {"list": "hotel", "rows": 1})
    assert signed_in(today.teacher).get(list_of(today, "arrival_export", part="press")).status_code == 404


@pytest.mark.parametrize("page", ["list", "file", "me"])
def test_the_pages_take_the_same_statements_whatever_their_length(today, page):
    trainee = UserFactory(person=today.people[0])
    client = signed_in(trainee if page == "me" else today.teacher)
    addresses = {"list": list_of(today), "file": list_of(today, "arrival_export", part="all"), "me": "/me/"}
    expected = {"list": 8, "file": 7, "me": 14}
    counts = []
    for more in (1, 2):
        for _row in range(more):
            ArrivalDetailsFactory(enrolment__batch=today.batch)
            ArrivalDetailsFactory(enrolment__person=trainee.person)
        client.get(addresses[page])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(addresses[page]).status_code == 200
        counts.append(len(queries))

    assert counts == [expected[page]] * 2
