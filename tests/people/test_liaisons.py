"""Who is made liaison of the unit they work in, from the unit's page and from their own."""

import pytest
from django.urls import reverse

from people.choices import Role
from people.models import AuditEvent, RoleAssignment, User
from people.services.accounts import disable_account
from people.services.liaisons import name_liaison
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, city_root, user_with_role, with_role
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return OrgUnitFactory()


@pytest.fixture
def by():
    return user_with_role(Role.SECADMIN)


def held(unit):
    rows = RoleAssignment.objects.filter(unit=unit, role=Role.LIAISON)
    return [(row.user.person, row.is_backup) for row in rows.order_by("pk")]


def name(client, unit, who, part="a"):
    return client.post(reverse("people:unit_liaison", kwargs={"code": unit.code}), {"who": who, "part": part})


def test_a_liaison_named_twice_is_one_role_and_an_account_without_password(unit, by):
    person = PersonFactory(unit=unit)

    for _turn in range(2):
        name_liaison(person=person, unit=unit, is_backup=False, by=by)

    account = User.objects.get(person=person)
    assert (held(unit), account.username, account.has_usable_password()) == ([(person, False)], person.staff_no, False)
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "people.open_account", "people.grant_role",
    ]  # fmt: skip


def test_only_somebody_posted_to_the_unit_becomes_its_liaison(unit, by):
    elsewhere = PersonFactory(unit=OrgUnitFactory())

    assert refusal(name_liaison, person=elsewhere, unit=unit, is_backup=False, by=by) == "not_posted_here"
    assert not User.objects.filter(person=elsewhere).exists()


def test_who_cannot_sign_in_is_not_made_liaison(unit, by):
    user = UserFactory(person=PersonFactory(unit=unit))
    disable_account(user=user, by=by)

    assert refusal(name_liaison, person=user.person, unit=unit, is_backup=False, by=by) == "account_disabled"


def test_nobody_makes_themselves_liaison(unit):
    own = with_role(UserFactory(person=PersonFactory(unit=unit)), Role.SECADMIN, city_root())

    assert refusal(name_liaison, person=own.person, unit=unit, is_backup=False, by=own) == "own_role"


def test_a_unit_gets_its_liaison_and_backup_by_name_or_by_number(client, unit, by):
    first, second = PersonFactory(unit=unit, name="王小明"), PersonFactory(unit=unit)
    client.force_login(by)

    answers = [name(client, unit, "王小明"), name(client, unit, second.staff_no.lower(), "b")]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert held(unit) == [(first, False), (second, True)]


def test_a_name_nobody_or_two_people_have_gets_a_sentence_and_stays_typed(client, unit, by):
    both = PersonFactory.create_batch(2, unit=unit, name="李娜")
    PersonFactory(unit=OrgUnitFactory(), name="王小明")
    client.force_login(by)

    nobody, several = name(client, unit, "王小明"), name(client, unit, "李娜")

    assert "“王小明”不在该单位" in nobody.content.decode()
    assert 'value="王小明"' in nobody.content.decode()
    assert all(f"{person.staff_no} 李娜" in several.content.decode() for person in both)
    assert held(unit) == []


def test_the_page_of_a_person_leads_to_the_form_with_their_number(client, unit):
    person = PersonFactory(unit=unit)
    address = reverse("people:unit_liaison", kwargs={"code": unit.code}) + f"?who={person.staff_no}"
    page = reverse("people:person_detail", kwargs={"uuid": person.uuid})
    both = with_role(user_with_role(Role.SECADMIN), Role.HR, city_root())

    client.force_login(both)
    shown, form = client.get(page).content.decode(), client.get(address).content.decode()
    client.force_login(user_with_role(Role.HR))
    hidden = client.get(page).content.decode()

    assert (address in shown, f'value="{person.staff_no} {person.name}"' in form, address in hidden) == (
        True,
        True,
        False,
    )
