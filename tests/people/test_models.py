from datetime import date

import pytest
from django.db import IntegrityError, connection

from people.choices import PersonStatus, Role, Track
from people.models import Installation, Lecturer, OrgUnit, Person, Posting, RoleAssignment
from people.models.persons import ROSTER_ORDERS
from tests.factories.people import (
    ID_NUMBERS,
    SINCE,
    OrgUnitFactory,
    PersonFactory,
    PostingFactory,
    RoleAssignmentFactory,
    UserFactory,
    user_with_role,
)
from tests.support.constraints import assert_broken, constraints

pytestmark = pytest.mark.django_db


def one_more_current_posting():
    person = PersonFactory()
    Posting.objects.create(person=person, unit=OrgUnitFactory(), track=Track.STAFF, started_on=date(2021, 1, 1))


def posting_backwards():
    person = PersonFactory()
    person.postings.update(ended_on=date(2019, 1, 1))


def role_twice():
    user, unit = UserFactory(), OrgUnitFactory()
    for _turn in range(2):
        RoleAssignment.objects.create(user=user, unit=unit, role=Role.HR, started_on=date(2021, 1, 1))


def role_backwards():
    RoleAssignment.objects.create(
        user=UserFactory(), unit=OrgUnitFactory(), role=Role.HR, started_on=date(2021, 1, 1), ended_on=date(2020, 1, 1)
    )


def unit_closed_before_it_opened():
    OrgUnit.objects.filter(pk=OrgUnitFactory().pk).update(opened_on=date(2021, 1, 1), closed_on=date(2020, 1, 1))


def open_unit_merged():
    OrgUnit.objects.filter(pk=OrgUnitFactory().pk).update(merged_into=OrgUnitFactory())


def outside_lecturer_twice():
    for _turn in range(2):
        Lecturer.objects.create(name="史明远", affiliation="学院")


def second_installation():
    Installation.objects.create(id=2)


def person_named_without_set_name():
    Person.objects.create(staff_no="NY900001", name="王小明", staff_category="worker")


def backup_without_liaison():
    RoleAssignmentFactory(role=Role.HR, is_backup=True)


def merged_into_nobody():
    PersonFactory(status=PersonStatus.MERGED)


def merged_into_itself():
    person = PersonFactory()
    Person.objects.filter(pk=person.pk).update(merged_into=person, status=PersonStatus.MERGED)


BROKEN_BY = {
    "one_current_posting_per_person": one_more_current_posting,
    "posting_ends_after_start": posting_backwards,
    "one_open_assignment_per_role_and_unit": role_twice,
    "role_ends_after_start": role_backwards,
    "only_a_liaison_has_a_backup": backup_without_liaison,
    "person_entered_twice_has_the_kept_entry": merged_into_nobody,
    "person_not_merged_into_itself": merged_into_itself,
    "unit_closed_after_opened": unit_closed_before_it_opened,
    "unit_merged_is_closed": open_unit_merged,
    "one_outside_lecturer_per_name_and_affiliation": outside_lecturer_twice,
    "person_has_name_keys": person_named_without_set_name,
    "installation_is_single": second_installation,
}


def test_every_constraint_is_tried():
    assert set(BROKEN_BY) == set(constraints("people"))


@pytest.mark.parametrize("name", BROKEN_BY)
def test_the_database_holds(name):
    assert_broken("people", name, BROKEN_BY[name])


@pytest.mark.parametrize(
    ("field", "rows"),
    [
        ("code", lambda: [OrgUnitFactory(code="NY900") for _turn in range(2)]),
        ("uscc", lambda: [OrgUnitFactory(uscc="1" * 18) for _turn in range(2)]),
        ("staff_no", lambda: [PersonFactory(staff_no="NY900001") for _turn in range(2)]),
        ("id_number_index", lambda: [PersonFactory(id_number=ID_NUMBERS[0]) for _turn in range(2)]),
        ("person_id", lambda: [UserFactory(person=person) for person in [PersonFactory()] * 2]),
        ("username", lambda: [UserFactory(username="NY900001") for _turn in range(2)]),
    ],
)
def test_the_database_keeps_one_of(field, rows):
    with pytest.raises(IntegrityError, match=field):
        rows()


def test_people_have_any_number_of_past_postings():
    person = PersonFactory()
    PostingFactory.create_batch(2, person=person, ended_on=SINCE)

    assert (person.postings.count(), person.postings.current().count()) == (3, 1)


def test_units_keep_their_place_in_the_tree_as_their_order():
    first, second = OrgUnitFactory(code="NY902"), OrgUnitFactory(code="NY901")
    below = OrgUnitFactory(parent=first, code="NY900")

    assert list(OrgUnit.objects.all())[1:] == [first, below, second]


def test_the_roster_lists_people_in_the_order_of_units_then_of_staff_numbers():
    first, second = OrgUnitFactory.create_batch(2)
    people = [PersonFactory(unit=unit, staff_no=number) for unit, number in ((second, "1"), (first, "3"), (first, "2"))]

    assert list(Person.objects.in_unit_order()) == people[::-1]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what the tables hold")
@pytest.mark.parametrize("order", ROSTER_ORDERS)
def test_sqlite_reads_the_whole_citys_roster_from_an_index_of_the_order(order):
    """At most people of one unit or one level, or of one name, are sorted."""
    officer = user_with_role(Role.HR)

    rows = Posting.objects.visible_to(officer).select_related("person", "unit").in_roster_order(order)

    assert "USE TEMP B-TREE FOR ORDER BY" in rows.order_by("person__sex").explain()
    assert "USE TEMP B-TREE FOR ORDER BY" not in rows.read_in_order()[:20].explain()


def test_any_other_wording_of_a_post_level_comes_last():
    levels = ["厅局级正职", "县处级副职", "科员", "专业技术", "顾问"]
    for level in reversed(levels):
        PersonFactory(post_level=level)

    assert list(Posting.objects.order_by("level_order").values_list("post_level", flat=True)) == levels


def test_the_factories_make_nobody_the_services_could_not_leave_behind():
    gone = PersonFactory(status=PersonStatus.RETIRED)

    assert not gone.postings.current().exists()
    for make in (PostingFactory, UserFactory):
        with pytest.raises(ValueError, match="Nobody who is gone"):
            make(person=gone)
