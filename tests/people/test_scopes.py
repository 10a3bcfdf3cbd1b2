from datetime import timedelta

import pytest
from django.utils import timezone

from people.choices import Role
from people.models import OrgUnit, Person, RoleAssignment, User
from people.scopes import Grant, Scope
from tests.factories.people import (
    OrgUnitFactory,
    PersonFactory,
    PostingFactory,
    UserFactory,
    city_root,
    twin_units,
    user_with_role,
    with_role,
)


@pytest.mark.parametrize(
    ("path", "with_subordinates", "covered"),
    [
        ("00010001", True, True),
        ("000100010001", True, True),
        ("000100010001", False, False),
        ("00010002", True, False),
        ("0001", True, False),
    ],
)
def test_a_grant_covers_its_unit_and_what_is_below(path, with_subordinates, covered):
    scope = Scope((Grant(Role.LIAISON, "00010001", with_subordinates),))

    assert scope.covers(path, Role.LIAISON) is covered


def test_a_scope_without_roles_reaches_nothing(db):
    OrgUnitFactory()

    assert list(OrgUnit.objects.filter(Scope().reach("path"))) == []


@pytest.mark.django_db
class TestWhoALiaisonSees:
    @pytest.fixture
    def unit(self):
        return OrgUnitFactory()

    @pytest.fixture
    def liaison(self, unit):
        return with_role(UserFactory(), Role.LIAISON, unit)

    def sees(self, liaison, person):
        return Person.objects.visible_to(User.objects.get(pk=liaison.pk)).filter(pk=person.pk).exists()

    def test_their_own_people_and_those_below(self, unit, liaison):
        below = OrgUnitFactory(parent=unit)

        assert (self.sees(liaison, PersonFactory(unit=unit)), self.sees(liaison, PersonFactory(unit=below))) == (
            True,
            True,
        )

    def test_nobody_of_a_sibling_or_above(self, unit, liaison):
        sibling, above = OrgUnitFactory(), unit.get_parent()

        assert [self.sees(liaison, PersonFactory(unit=u)) for u in (sibling, above)] == [False, False]

    def test_nobody_of_a_unit_whose_place_begins_alike(self):
        first, tenth = twin_units()
        liaison = with_role(UserFactory(), Role.LIAISON, first)

        assert self.sees(liaison, PersonFactory(unit=tenth)) is False

    def test_nobody_of_the_units_below_where_the_role_stops_at_its_unit(self, unit, liaison):
        RoleAssignment.objects.update(with_subordinates=False)
        below = OrgUnitFactory(parent=unit)

        assert [self.sees(liaison, PersonFactory(unit=u)) for u in (unit, below)] == [True, False]

    def test_nobody_before_the_role_begins(self, unit, liaison):
        RoleAssignment.objects.update(started_on=timezone.localdate() + timedelta(days=1))

        assert self.sees(liaison, PersonFactory(unit=unit)) is False

    def test_nobody_on_the_day_the_role_ends(self, unit, liaison):
        RoleAssignment.objects.update(ended_on=timezone.localdate())

        assert self.sees(liaison, PersonFactory(unit=unit)) is False

    def test_nobody_who_has_moved_to_another_unit(self, unit, liaison):
        person = PersonFactory(unit=unit)
        person.postings.update(ended_on=timezone.localdate())
        PostingFactory(person=person, unit=OrgUnitFactory())

        assert self.sees(liaison, person) is False

    def test_themselves_wherever_they_work(self, liaison):
        person = PersonFactory()
        User.objects.filter(pk=liaison.pk).update(person=person)

        assert self.sees(liaison, person) is True

    def test_nobody_once_the_role_has_ended(self, unit, liaison):
        person = PersonFactory(unit=unit)
        RoleAssignment.objects.update(ended_on="2020-06-01")

        assert self.sees(liaison, person) is False

    def test_nobody_once_the_account_is_disabled(self, unit, liaison):
        person = PersonFactory(unit=unit)
        User.objects.filter(pk=liaison.pk).update(is_active=False)

        assert self.sees(liaison, person) is False


@pytest.mark.django_db
@pytest.mark.parametrize("with_subordinates", [True, False])
@pytest.mark.parametrize("held_in", ["root", "first", "below", "tenth", "sibling"])
def test_the_database_and_the_predicate_reach_the_same_units(held_in, with_subordinates):
    """`reach` picks rows, `covers` judges one: they must never differ, whatever the shape of the tree."""
    first, tenth = twin_units()
    units = {
        "root": city_root(),
        "first": first,
        "below": OrgUnitFactory(parent=first),
        "sibling": OrgUnitFactory(),
        "tenth": tenth,
    }
    user = user_with_role(Role.LIAISON, units[held_in], with_subordinates)

    reached = set(OrgUnit.objects.filter(user.scope.reach("path", [Role.LIAISON])))

    expected = {
        "root": set(units.values()),
        "first": {units["first"], units["below"]},
    }.get(held_in, {units[held_in]})
    assert reached == (expected if with_subordinates else {units[held_in]})
    assert reached == {unit for unit in OrgUnit.objects.all() if user.scope.covers(unit.path, Role.LIAISON)}


@pytest.mark.django_db
def test_several_roles_reach_what_each_of_them_reaches():
    one, other, third = OrgUnitFactory.create_batch(3)
    user = with_role(user_with_role(Role.LIAISON, one), Role.HR, other)

    reached = [
        set(OrgUnit.objects.filter(user.scope.reach("path", roles)))
        for roles in ((), [Role.LIAISON], [Role.HR], [Role.PARTNER])
    ]
    assert (reached, user.scope.covers(third.path)) == ([{one, other}, {one}, {other}, set()], False)


@pytest.mark.django_db
def test_a_users_roles_are_read_once(django_assert_num_queries):
    user = user_with_role(Role.LIAISON, OrgUnitFactory())
    user = User.objects.get(pk=user.pk)

    with django_assert_num_queries(1):
        assert [user.scope.has(Role.LIAISON), user.scope.has(Role.HR)] == [True, False]
