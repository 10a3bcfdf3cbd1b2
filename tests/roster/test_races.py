"""A list is undone while somebody works with what it brought."""

import pytest
from django.utils import timezone

from intake.services import undo_list
from intake.services.at_once import take_list
from people.choices import PersonStatus, Role, Track, UnitKind
from people.models import OrgUnit, Person
from people.services.postings import post_person, retire_person
from people.services.units import describe_unit
from roster.people_list.kind import PeopleList
from roster.services.unit_lists import ensure_roots
from roster.unit_list.kind import UnitList
from tests.factories.people import PersonFactory, unit_at, user_with_role
from tests.factories.rosters import Page, id_number, workbook
from tests.training.test_races import overlapping

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def posted(unit, person, by):
    post_person(person=person, unit=unit, day=timezone.localdate(), track=Track.STAFF, by=by)


def described(unit, person, by):
    describe_unit(unit=unit, kind=UnitKind.DIRECT_AGENCY, is_access_unit=False, uscc=None, by=by)


def retired(person, by):
    retire_person(person=person, day=timezone.localdate(), reason="到龄退休", by=by)


@pytest.mark.parametrize(("change", "code"), [(posted, "unit_in_use"), (described, "built_upon")])
def test_a_list_of_units_sees_what_was_done_with_one_while_it_waited(change, code):
    root = ensure_roots()
    person = PersonFactory(unit=unit_at(1))
    data = workbook(Page([["单位代码", "单位全称"], ["NY901", "南阳市教育局"], ["NY902", "南阳市财政局"]]))
    listing = take_list(kind=UnitList(), file_name="单位.xlsx", data=data, unit=root, by=None).listing
    unit, by = OrgUnit.objects.get(code="NY902"), user_with_role(Role.TRAINING_OFFICER)

    outcomes = overlapping(lambda: change(unit, person, by), lambda: undo_list(listing=listing, by=None))

    assert (outcomes, OrgUnit.objects.get_queryset().filter(code__startswith="NY90").count()) == (["done", code], 2)


def test_a_list_of_people_sees_what_was_done_with_one_while_it_waited():
    root = ensure_roots()
    unit, by = unit_at(1), user_with_role(Role.HR)
    data = workbook(Page([["姓名", "身份证号", "单位", "职务"], ["王志远", id_number(1), unit.short_name, "科员"]]))
    listing = take_list(kind=PeopleList(), file_name="名册.xlsx", data=data, unit=root, by=None).listing
    person = Person.objects.get(name="王志远")

    outcomes = overlapping(lambda: retired(person, by), lambda: undo_list(listing=listing, by=None))

    assert (outcomes, Person.objects.get(pk=person.pk).status) == (["done", "changed_since"], PersonStatus.RETIRED)
