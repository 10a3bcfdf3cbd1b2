from datetime import timedelta

import pytest
from django.utils import timezone

from people.choices import Role
from people.models import AuditEvent, RoleAssignment, User
from people.roles import ROLES
from people.services.roles import PAGE_GROUPS, end_role, grant_role
from tests.factories.people import OrgUnitFactory, RoleAssignmentFactory, UserFactory, city_root
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def unit():
    return OrgUnitFactory()


def holds(user, role):
    return User.objects.get(pk=user.pk).scope.has(role)


def trail():
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_granting_and_ending_twice_leaves_one_audit_row_each(by, unit):
    user = UserFactory()

    for _turn in range(2):
        assignment = grant_role(user=user, role=Role.HR, unit=unit, by=by)
    for _turn in range(2):
        end_role(assignment=assignment, by=by)

    assert (RoleAssignment.objects.count(), trail()) == (1, ["people.grant_role", "people.end_role"])


def test_the_audit_row_of_a_grant_says_who_got_what_where(by, unit):
    user = UserFactory()

    grant_role(user=user, role=Role.HR, unit=unit, by=by)

    event = AuditEvent.objects.get()
    assert (event.actor, event.data) == (by, {"user": user.username, "role": "hr", "unit": unit.code})


def test_a_role_that_begins_tomorrow_is_not_in_force_today(by, unit):
    user = UserFactory()

    grant_role(user=user, role=Role.HR, unit=unit, started_on=TOMORROW, by=by)

    assert holds(user, Role.HR) is False


def test_a_role_that_has_not_begun_ends_on_the_day_it_would_have_begun(by):
    assignment = RoleAssignmentFactory(role=Role.HR, started_on=TOMORROW)

    assert end_role(assignment=assignment, by=by).ended_on == TOMORROW


def test_a_role_can_be_granted_again_on_the_day_it_ended(by, unit):
    user = UserFactory()
    end_role(assignment=grant_role(user=user, role=Role.HR, unit=unit, by=by), by=by)

    grant_role(user=user, role=Role.HR, unit=unit, by=by)

    assert (holds(user, Role.HR), RoleAssignment.objects.count()) == (True, 2)


@pytest.mark.parametrize("started_on", [TODAY, TOMORROW])
@pytest.mark.parametrize("held", sorted(ROLES.who("one_of_three")))
@pytest.mark.parametrize("wanted", sorted(ROLES.who("one_of_three")))
def test_nobody_becomes_two_of_the_three_administrators(by, held, wanted, started_on):
    user = UserFactory()
    RoleAssignmentFactory(user=user, role=held, unit=city_root(), started_on=started_on)
    arguments = {"user": user, "role": wanted, "unit": OrgUnitFactory(), "by": by}

    if wanted == held:
        grant_role(**arguments)
    else:
        assert refusal(grant_role, **arguments) == "separated_roles"


def test_an_administrator_may_change_to_another_of_the_three_once_the_first_role_ended(by, unit):
    user = UserFactory()
    RoleAssignmentFactory(user=user, role=Role.SYSADMIN, ended_on=TODAY)

    grant_role(user=user, role=Role.AUDITADMIN, unit=unit, by=by)

    assert holds(user, Role.AUDITADMIN) is True


def test_an_editor_of_two_units_stays_in_the_group_until_both_roles_end(by):
    user = UserFactory()
    first, second = (grant_role(user=user, role=Role.EDITOR, unit=OrgUnitFactory(), by=by) for _turn in range(2))

    memberships = []
    for assignment in (first, second):
        end_role(assignment=assignment, by=by)
        memberships.append(user.groups.filter(name=PAGE_GROUPS[Role.EDITOR]).exists())

    assert memberships == [True, False]
