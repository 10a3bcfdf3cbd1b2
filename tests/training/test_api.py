from datetime import date

import pytest
from django.test import Client

from people.choices import Role, UnitKind
from people.models import OrgUnit
from tests.factories.accounts import raw_token
from tests.factories.admission import EnrolmentFactory, NoticeReceiptFactory, class_today
from tests.factories.people import PersonFactory, user_with_role
from tests.factories.training import BatchFactory, ClassMeetingFactory, UnitFactory
from training.choices import BatchState, Slot

pytestmark = pytest.mark.django_db


def program(user):
    return Client(headers={"Authorization": f"Bearer {raw_token(user)}"})


@pytest.fixture
def officer():
    return program(user_with_role(Role.TRAINING_OFFICER))


def codes(answer):
    return [row["code"] for row in answer.json()["items"]]


def test_classes_are_filtered_by_year_and_state_and_paged(officer):
    BatchFactory(code="A", starts_on=date(2025, 3, 3))
    BatchFactory(code="B", starts_on=date(2026, 3, 2), state=BatchState.DRAFT)
    BatchFactory(code="C", starts_on=date(2026, 3, 9))

    assert codes(officer.get("/api/v1/batches")) == ["C", "B", "A"]
    assert codes(officer.get("/api/v1/batches", {"year": 2026})) == ["C", "B"]
    assert codes(officer.get("/api/v1/batches", {"year": 2026, "state": "draft"})) == ["B"]
    assert codes(officer.get("/api/v1/batches", {"limit": 1, "offset": 1})) == ["B"]


def test_a_class_tells_its_timetable_in_order_with_the_offset_of_the_city(officer):
    today = class_today(1)
    ClassMeetingFactory(batch=today.batch, slot=Slot.EVENING)
    ClassMeetingFactory(batch=today.batch, slot=Slot.AFTERNOON)

    meetings = officer.get(f"/api/v1/batches/{today.batch.code}").json()["meetings"]

    assert [m["starts_at"] for m in meetings] == [
        "2026-03-02T08:30:00+08:00",
        "2026-03-02T14:30:00+08:00",
        "2026-03-02T19:00:00+08:00",
    ]


def partner_contact():
    """The contact of one partner, beside another partner with a class of its own."""
    root = OrgUnit.add_root(code="HZ", name="合作单位", short_name="合作单位", kind=UnitKind.PARTNER)
    ours, theirs = (UnitFactory(parent=root, kind=UnitKind.PARTNER, is_access_unit=False) for _turn in range(2))
    return user_with_role(Role.PARTNER, ours), ours, theirs


def test_a_partner_contacts_token_sees_its_own_classes_and_no_other_partners():
    contact, ours, theirs = partner_contact()
    announced = NoticeReceiptFactory(unit=ours).notice.batch
    others = BatchFactory(organiser=theirs)
    EnrolmentFactory(batch=others, unit=theirs)
    reader = program(contact)

    assert codes(reader.get("/api/v1/batches")) == [announced.code]
    assert reader.get(f"/api/v1/batches/{others.code}").status_code == 404
    assert reader.get(f"/api/v1/batches/{others.code}/attendance").status_code == 404


def test_a_role_that_ended_ends_for_the_token_too():
    user = user_with_role(Role.TRAINING_OFFICER)
    BatchFactory()
    reader = program(user)
    before = codes(reader.get("/api/v1/batches"))
    user.role_assignments.update(ended_on=date(2021, 1, 1))

    assert (len(before), codes(reader.get("/api/v1/batches"))) == (1, [])


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "statements"), [("/api/v1/batches", 5), ("/api/v1/me/classes", 5)])
def test_lists_take_the_same_statements_for_any_number_of_rows(rows, address, statements, django_assert_num_queries):
    user = user_with_role(Role.TRAINING_OFFICER, person=PersonFactory())
    for _turn in range(rows):
        EnrolmentFactory(person=user.person)
    reader = program(user)

    with django_assert_num_queries(statements):
        assert len(codes(reader.get(address))) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_class_takes_the_same_statements_for_any_number_of_meetings(officer, rows, django_assert_num_queries):
    batch = BatchFactory()
    for slot in Slot.values[:rows]:
        ClassMeetingFactory(batch=batch, slot=slot)

    with django_assert_num_queries(5):
        officer.get(f"/api/v1/batches/{batch.code}")
