import pytest

from people.models import Person
from tests.factories.admission import EnrolmentFactory, NoticeReceiptFactory
from tests.factories.people import PersonFactory, UserFactory
from tests.factories.training import ClassMeetingFactory
from tests.training.test_api import partner_contact, program

pytestmark = pytest.mark.django_db


def test_a_partner_contacts_token_names_no_person_outside_what_is_visible_to_them():
    contact, ours, _theirs = partner_contact()
    batch = NoticeReceiptFactory(unit=ours).notice.batch
    EnrolmentFactory.create_batch(2, batch=batch)
    reader = program(contact)
    addresses = ["batches", f"batches/{batch.code}", f"batches/{batch.code}/attendance", "me/classes", "me/courses"]
    told = "".join(reader.get(f"/api/v1/{address}").content.decode() for address in addresses)
    hidden = Person.objects.exclude(pk__in=Person.objects.visible_to(contact))

    assert hidden.count() == 2
    assert [person.name for person in hidden if person.name in told or person.staff_no in told] == []


def test_own_classes_are_ones_places_with_what_was_attended():
    person = PersonFactory()
    mine = EnrolmentFactory(person=person)
    ClassMeetingFactory(batch=mine.batch)
    EnrolmentFactory()

    rows = program(UserFactory(person=person)).get("/api/v1/me/classes").json()["items"]

    assert [(row["code"], row["half_days"], row["half_days_attended"]) for row in rows] == [(mine.batch.code, 1, 0)]


def test_an_account_without_a_person_has_no_places():
    assert program(UserFactory()).get("/api/v1/me/classes").json() == {"total": 0, "items": []}
