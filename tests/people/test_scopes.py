import pytest

from people.choices import Role
from people.models import OrgUnit, Person, RoleAssignment, User
from people.scopes import Grant, Scope
from tests.factories.training import PersonFactory, UnitFactory, UserFactory, twin_units, with_role


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
    UnitFactory()

    assert list(OrgUnit.objects.filter(Scope().reach("path"))) == []


@pytest.mark.django_db
class TestWhoALiaisonSees:
    @pytest.fixture
    def unit(self):
        return UnitFactory()

    @pytest.fixture
    def liaison(self, unit):
        return with_role(UserFactory(), Role.LIAISON, unit)

    def sees(self, liaison, person):
        return Person.objects.visible_to(User.objects.get(pk=liaison.pk)).filter(pk=person.pk).exists()

    def test_their_own_people_and_those_below(self, unit, liaison):
        below = UnitFactory(parent=unit)

        assert (self.sees(liaison, PersonFactory(unit=unit)), self.sees(liaison, PersonFactory(unit=below))) == (
            True,
            True,
        )

    def test_nobody_of_a_sibling_or_above(self, unit, liaison):
        sibling, above = UnitFactory(), unit.get_parent()

        assert [self.sees(liaison, PersonFactory(unit=u)) for u in (sibling, above)] == [False, False]

    def test_nobody_of_a_unit_whose_place_begins_alike(self):
        first, tenth = twin_units()
        liaison = with_role(UserFactory(), Role.LIAISON, first)

        assert self.sees(liaison, PersonFactory(unit=tenth)) is False

    def test_nobody_once_the_role_has_ended(self, unit, liaison):
        person = PersonFactory(unit=unit)
        RoleAssignment.objects.update(ended_on="2020-06-01")

        assert self.sees(liaison, person) is False

    def test_nobody_once_the_account_is_disabled(self, unit, liaison):
        person = PersonFactory(unit=unit)
        User.objects.filter(pk=liaison.pk).update(is_active=False)

        assert self.sees(liaison, person) is False
