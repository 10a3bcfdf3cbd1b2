from datetime import date

import pytest
from django.db import IntegrityError

from people.choices import Role, Track
from people.models import Installation, Lecturer, OrgUnit, Posting, RoleAssignment
from tests.factories.training import PersonFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def one_more_current_posting():
    person = PersonFactory()
    Posting.objects.create(person=person, unit=UnitFactory(), track=Track.STAFF, started_on=date(2021, 1, 1))


def posting_backwards():
    person = PersonFactory()
    person.postings.update(ended_on=date(2019, 1, 1))


def role_twice():
    user, unit = UserFactory(), UnitFactory()
    for _turn in range(2):
        RoleAssignment.objects.create(user=user, unit=unit, role=Role.HR, started_on=date(2021, 1, 1))


def role_backwards():
    RoleAssignment.objects.create(
        user=UserFactory(), unit=UnitFactory(), role=Role.HR, started_on=date(2021, 1, 1), ended_on=date(2020, 1, 1)
    )


def unit_closed_before_it_opened():
    OrgUnit.objects.filter(pk=UnitFactory().pk).update(opened_on=date(2021, 1, 1), closed_on=date(2020, 1, 1))


def open_unit_merged():
    OrgUnit.objects.filter(pk=UnitFactory().pk).update(merged_into=UnitFactory())


def outside_lecturer_twice():
    for _turn in range(2):
        Lecturer.objects.create(name="史明远", affiliation="学院")


def second_installation():
    Installation.objects.create(id=2)


@pytest.mark.parametrize(
    ("break_it", "constraint"),
    [
        (one_more_current_posting, "one_current_posting_per_person"),
        (posting_backwards, "posting_ends_after_start"),
        (role_twice, "one_open_assignment_per_role_and_unit"),
        (role_backwards, "role_ends_after_start"),
        (unit_closed_before_it_opened, "unit_closed_after_opened"),
        (open_unit_merged, "unit_merged_is_closed"),
        (outside_lecturer_twice, "one_outside_lecturer_per_name_and_affiliation"),
        (second_installation, "installation_is_single"),
    ],
)
def test_the_database_holds(break_it, constraint):
    with pytest.raises(IntegrityError):
        break_it()
