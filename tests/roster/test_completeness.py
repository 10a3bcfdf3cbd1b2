"""How complete the roster is, and that every count leads to the list it counts."""

import pytest

from people.choices import PersonStatus, Role
from people.models import RoleAssignment
from people.services.roles import grant_role
from roster.selectors.completeness import completeness
from tests.factories.people import (
    ID_NUMBERS,
    OrgUnitFactory,
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
    city_root,
    user_with_role,
)
from tests.support.refusals import refusal
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return user_with_role(Role.TRAINING_OFFICER)


def liaison_of(unit, **fields):
    user = UserFactory(is_active=fields.pop("is_active", True))
    return RoleAssignmentFactory(user=user, role=Role.LIAISON, unit=unit, **fields)


def test_units_want_a_liaison_who_can_sign_in_and_a_backup(officer):
    full, without_backup, disabled, over, _nobody = OrgUnitFactory.create_batch(5)
    OrgUnitFactory(is_access_unit=False)
    OrgUnitFactory(closed_on="2026-01-05")
    for unit, fields in (
        (full, {}), (full, {"is_backup": True}), (without_backup, {}), (disabled, {"is_active": False}),
        (over, {"ended_on": "2021-01-01"}),
    ):  # fmt: skip
        liaison_of(unit, **fields)

    report = completeness(officer)

    assert (len(report.rows), report.without_liaison, report.without_backup) == (5, 3, 4)
    assert [row.is_complete for row in report.rows] == [True, False, False, False, False]


def test_people_are_counted_for_the_access_units_above_them_and_for_the_city(officer):
    unit = OrgUnitFactory()
    below = OrgUnitFactory(parent=unit, is_access_unit=False)
    beside = OrgUnitFactory(is_access_unit=False)
    PersonFactory(unit=unit, id_number=ID_NUMBERS[0], mobile="19900000001")
    PersonFactory(unit=below, post="", mobile="19900000002").postings.update(track_confirmed=False)
    PersonFactory(unit=beside, id_number=ID_NUMBERS[1])
    PersonFactory(unit=unit, status=PersonStatus.RETIRED)

    report = completeness(officer)

    row, *others = report.rows
    assert (others, row.people, dict(row.lacking)) == ([], 2, {"track": 1, "post": 1, "id_number": 1})
    assert (report.people, dict(report.lacking)) == (3, {"track": 1, "post": 1, "id_number": 1, "mobile": 1})


def test_an_hr_officer_of_a_unit_sees_that_unit():
    unit, _other = OrgUnitFactory.create_batch(2)
    PersonFactory()

    report = completeness(user_with_role(Role.HR, unit))

    assert ([row.unit for row in report.rows], report.people) == ([unit], 0)


@pytest.mark.parametrize("gap", ["track", "post", "id_number", "mobile"])
def test_each_count_of_people_leads_to_those_people(client, officer, gap):
    unit = OrgUnitFactory()
    for fields in ({"post": ""}, {"mobile": "19900000001"}, {"id_number": ID_NUMBERS[0]}, {}):
        PersonFactory(unit=unit, **fields)
    PersonFactory(unit=unit).postings.update(track_confirmed=False)
    client.force_login(officer, backend=BACKEND)

    report = client.get("/people/completeness/").context["report"]
    listed = client.get("/people/", {"unit": unit.code, "lacks": gap}).context["page_obj"].paginator.count

    assert (report.rows[0].lacking[gap], report.lacking[gap]) == (listed, listed)
    assert listed


@pytest.mark.parametrize("gap", ["liaison", "backup"])
def test_each_count_of_units_leads_to_those_units(client, officer, gap):
    first, *_others = OrgUnitFactory.create_batch(3)
    liaison_of(first, is_backup=gap == "backup")
    client.force_login(officer, backend=BACKEND)

    report = client.get("/people/completeness/").context["report"]
    listed = list(client.get("/people/units/", {"lacks": gap}).context["object_list"])

    assert len(listed) == {"liaison": report.without_liaison, "backup": report.without_backup}[gap] == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_statements_for_any_number_of_units(client, officer, rows, django_assert_num_queries):
    for unit in OrgUnitFactory.create_batch(rows):
        PersonFactory.create_batch(rows, unit=unit)
        liaison_of(unit)
    client.force_login(officer, backend=BACKEND)

    with django_assert_num_queries(6):
        client.get("/people/completeness/")


def test_a_liaison_is_granted_as_backup_and_becomes_the_first():
    user, unit, by = UserFactory(), OrgUnitFactory(), user_with_role(Role.SECADMIN)
    wish = {"user": user, "role": Role.LIAISON, "unit": unit, "by": by}

    first = grant_role(**wish, is_backup=True)
    again = grant_role(**wish)

    assert (first.is_backup, again.pk, RoleAssignment.objects.get(pk=first.pk).is_backup) == (True, first.pk, False)


def test_only_a_liaison_is_a_backup():
    wish = {"user": UserFactory(), "role": Role.HR, "unit": city_root(), "by": user_with_role(Role.SECADMIN)}

    assert refusal(grant_role, **wish, is_backup=True) == "only_a_liaison_has_a_backup"
