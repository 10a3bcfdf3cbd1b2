"""Slips with one-time codes: who gives them to whom, and what they end."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.codes import ALPHABET, in_groups, new_code
from accounts.selectors import people_without_account, slip_candidates
from accounts.services.passwords import MAX_SLIPS, choose_password, issue_account_slip, issue_slips
from accounts.services.tokens import issue_token
from people.choices import PersonStatus, Role
from people.models import AuditEvent, Person, User
from people.models.identity import plain_code
from people.services.roles import grant_role
from tests.factories.accounts import ApiTokenFactory
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, user_with_role, with_role
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db
OWN = "Steppe-und-Fluss-7"


@pytest.fixture
def unit():
    return OrgUnitFactory()


@pytest.fixture
def hr():
    return user_with_role(Role.HR)


@pytest.fixture
def liaison(unit):
    return user_with_role(Role.LIAISON, unit, username="liaison", person=PersonFactory(unit=unit))


def account(unit, *roles, **fields):
    """Somebody of the unit with an account that holds the roles there."""
    user = UserFactory(person=PersonFactory(unit=unit), **fields)
    for role in roles:
        with_role(user, role, unit)
    return user


def verdict(person, by):
    """Why `by` may not give the person a slip; the preview and the service agree."""
    (candidate,) = slip_candidates(people=Person.objects.filter(pk=person.pk), by=by)
    code = candidate.refusal.code if candidate.refusal else None
    if code:
        assert refusal(issue_slips, people=[person], by=by) == code
    else:
        issue_slips(people=[person], by=by)
    return code


def test_a_slip_opens_the_account_under_the_staff_number(unit, hr):
    person = PersonFactory(unit=unit)

    (slip,) = issue_slips(people=[person], by=hr)

    user = User.objects.get(person=person)
    assert (slip.username, slip.name, slip.unit, user.username) == (
        person.staff_no,
        person.name,
        unit.short_name,
        person.staff_no,
    )
    assert (user.check_password(slip.code), user.initial_until, user.is_active) == (True, slip.until, True)
    assert abs(slip.until - timezone.now() - timedelta(days=14)) < timedelta(minutes=1)


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_the_code_is_good_however_it_is_typed(unit, hr, typed):
    person = PersonFactory(unit=unit)
    (slip,) = issue_slips(people=[person], by=hr)

    assert User.objects.get(person=person).check_password(typed(slip.code))


def test_a_chosen_password_is_taken_as_it_is(unit, hr):
    user = choose_password(user=account(unit), password=OWN, by=hr)

    assert (user.check_password(OWN), user.check_password(OWN.lower())) == (True, False)


def test_codes_are_random_and_easy_to_read():
    codes = {new_code() for _turn in range(50)}

    assert (len(codes), {len(code) for code in codes}, set("".join(codes)) <= set(ALPHABET)) == (50, {12}, True)
    assert set(ALPHABET) & set("0O1IL2Z5S8B") == set()
    assert (in_groups("ACDEFGHJKMNP"), plain_code("acde-fghj kmnp")) == ("ACDE-FGHJ-KMNP", "ACDEFGHJKMNP")


def test_the_clear_code_is_nowhere_but_in_the_answer(unit, hr, caplog):
    (slip,) = issue_slips(people=[PersonFactory(unit=unit)], by=hr)

    kept = json.dumps([*User.objects.values(), *AuditEvent.objects.values()], default=str) + caplog.text + repr(slip)

    assert [code for code in (slip.code, plain_code(slip.code)) if code in kept] == []


def test_a_new_slip_ends_password_sessions_and_tokens(unit, hr):
    user = choose_password(user=account(unit), password=OWN, by=hr)
    token = ApiTokenFactory(user=user)
    device = Client()
    assert device.login(username=user.username, password=OWN)

    issue_slips(people=[user.person], by=hr)

    user.refresh_from_db()
    token.refresh_from_db()
    assert (user.check_password(OWN), device.get("/me/").status_code, token.is_in_force) == (False, 302, False)
    assert user.usersession_set.count() == 0


def test_opening_and_printing_are_audited_for_each_person(unit, hr):
    people = [PersonFactory(unit=unit), account(unit).person]

    issue_slips(people=people, by=hr)

    actions = AuditEvent.objects.order_by("id").values_list("action", "object_label", "actor")
    assert sorted(actions) == sorted(
        [("accounts.issue_slip", str(person.user), hr.pk) for person in people]
        + [("people.open_account", people[0].name, hr.pk)]
    )


def test_slips_come_in_the_order_of_the_roster(hr):
    first, second = OrgUnitFactory(), OrgUnitFactory()
    people = [PersonFactory(unit=second), PersonFactory(unit=first), PersonFactory(unit=first)]

    slips = issue_slips(people=people, by=hr)

    assert [slip.username for slip in slips] == [people[n].staff_no for n in (1, 2, 0)]


def test_a_second_click_does_not_make_the_first_print_worthless(unit, hr):
    person, seen_at = PersonFactory(unit=unit), timezone.now()
    (slip,) = issue_slips(people=[person], by=hr, seen_at=seen_at)

    assert refusal(issue_slips, people=[person], by=hr, seen_at=seen_at) == "printed_meanwhile"
    assert User.objects.get(person=person).check_password(slip.code)
    assert issue_slips(people=[person], by=hr, seen_at=timezone.now())


def test_one_refusal_prints_nothing(unit, hr):
    people = [PersonFactory(unit=unit), account(unit, Role.GRADER).person]

    assert refusal(issue_slips, people=people, by=hr) == "elevated_role"
    assert User.objects.filter(person=people[0]).exists() is False


def test_a_print_has_an_end(hr):
    assert refusal(issue_slips, people=[Person(pk=n) for n in range(MAX_SLIPS + 1)], by=hr) == "too_many"


@pytest.mark.parametrize("role", [Role.HR, Role.LIAISON, Role.TRAINING_OFFICER])
@pytest.mark.parametrize("held", [(), (Role.TRAINEE,), (Role.MONITOR,), (Role.LECTURER, Role.TRAINEE)])
def test_those_who_look_after_people_give_slips_to_plain_accounts(unit, role, held):
    assert verdict(account(unit, *held).person, by=user_with_role(role, unit)) is None


PLAIN = {Role.TRAINEE, Role.MONITOR, Role.LECTURER}


@pytest.mark.parametrize("held", sorted(set(Role) - PLAIN - {Role.LIAISON}))
@pytest.mark.parametrize("role", [Role.HR, Role.LIAISON, Role.TRAINING_OFFICER])
def test_nobody_takes_over_a_wider_role_by_printing_a_slip(unit, role, held):
    assert verdict(account(unit, Role.TRAINEE, held).person, by=user_with_role(role, unit)) == "elevated_role"


def test_a_role_that_begins_tomorrow_counts_already_and_an_ended_one_no_longer(unit, hr):
    tomorrow, ended = account(unit), account(unit)
    today = timezone.localdate()
    with_role(tomorrow, Role.HR, unit, started_on=today + timedelta(days=1))
    with_role(ended, Role.HR, unit, ended_on=today)

    assert (verdict(tomorrow.person, by=hr), verdict(ended.person, by=hr)) == ("elevated_role", None)


def test_hr_gives_slips_to_the_liaisons_of_the_units_it_reaches(unit, liaison):
    elsewhere = user_with_role(Role.HR, OrgUnitFactory())
    with_role(elsewhere, Role.LIAISON, unit)
    other_liaison = account(unit, Role.LIAISON)

    assert verdict(other_liaison.person, by=user_with_role(Role.HR, unit)) is None
    assert verdict(other_liaison.person, by=user_with_role(Role.TRAINING_OFFICER, unit)) == "elevated_role"
    assert verdict(other_liaison.person, by=liaison) == "elevated_role"
    assert verdict(other_liaison.person, by=elsewhere) == "elevated_role"


def test_a_superuser_is_never_reset_from_the_roster(unit, hr):
    assert verdict(account(unit, is_superuser=True).person, by=hr) == "elevated_role"


def test_nobody_prints_a_slip_for_themselves(unit, liaison):
    assert verdict(liaison.person, by=liaison) == "own_account"


def test_people_of_other_units_are_out_of_reach(liaison):
    assert verdict(PersonFactory(), by=liaison) == "out_of_reach"


def test_a_partner_contact_sees_people_but_gives_no_slips(unit):
    assert verdict(PersonFactory(unit=unit), by=user_with_role(Role.PARTNER, unit)) == "out_of_reach"


@pytest.mark.parametrize("status", [PersonStatus.RETIRED, PersonStatus.LEFT])
def test_those_no_longer_in_post_get_none(unit, hr, status):
    gone = PersonFactory(unit=unit, status=status)

    assert slip_candidates(people=Person.objects.filter(pk=gone.pk), by=hr) == []
    assert issue_slips(people=[gone], by=hr) == []


def test_a_disabled_account_gets_none(unit, hr):
    assert verdict(account(unit, is_active=False).person, by=hr) == "disabled"


def test_a_staff_number_that_is_somebody_elses_account_is_explained(unit, hr):
    person = PersonFactory(unit=unit)
    UserFactory(username=person.staff_no)

    assert verdict(person, by=hr) == "username_taken"


def test_the_system_administrator_resets_anybody_but_themselves(unit):
    sysadmin = user_with_role(Role.SYSADMIN)
    auditor, officer = user_with_role(Role.AUDITADMIN), account(unit, Role.TRAINING_OFFICER)

    slips = [issue_account_slip(user=user, by=sysadmin) for user in (auditor, officer)]

    assert [(slip.username, slip.unit) for slip in slips] == [
        (auditor.username, ""),
        (officer.username, unit.short_name),
    ]
    assert refusal(issue_account_slip, user=sysadmin, by=sysadmin) == "own_account"
    assert refusal(issue_account_slip, user=UserFactory(is_active=False), by=sysadmin) == "disabled"


def test_no_token_is_made_before_the_password_is_chosen(unit, hr):
    user = account(unit)
    issue_slips(people=[user.person], by=hr)

    assert refusal(issue_token, name="大屏", scope="own", days=30, by=user) == "password_due"


def test_choosing_a_password_ends_the_slip_and_is_audited(unit, hr):
    user = account(unit)
    (slip,) = issue_slips(people=[user.person], by=hr)

    chosen = choose_password(user=user, password=OWN, by=user)

    assert (chosen.initial_until, chosen.check_password(OWN), chosen.check_password(slip.code)) == (None, True, False)
    assert AuditEvent.objects.filter(action="accounts.change_password", actor=user).count() == 1


def test_a_weak_password_is_refused(unit):
    assert refusal(choose_password, user=account(unit), password="12345678", by=UserFactory()) == "weak_password"


def test_people_without_an_account_are_those_in_post_in_the_unit_or_below(unit):
    below = PersonFactory(unit=OrgUnitFactory(parent=unit))
    own = PersonFactory(unit=unit)
    PersonFactory(unit=unit, status=PersonStatus.LEFT)
    account(unit)
    PersonFactory()

    assert set(people_without_account(unit)) == {below, own}


@pytest.mark.parametrize("role", Role)
def test_a_code_somebody_else_may_know_never_becomes_the_key_to_a_wider_role(unit, hr, role):
    user = account(unit)
    issue_slips(people=[user.person], by=hr)
    user.refresh_from_db()
    wanted = {"user": user, "role": role, "unit": unit, "by": UserFactory()}

    if role in PLAIN | {Role.LIAISON}:
        assert grant_role(**wanted)
    else:
        assert refusal(grant_role, **wanted) == "slip_pending"
        choose_password(user=user, password=OWN, by=user)
        assert grant_role(**wanted)


def test_a_code_somebody_else_may_know_makes_no_liaison_beyond_the_owners_unit(unit, hr):
    user = account(unit)
    issue_slips(people=[user.person], by=hr)
    user.refresh_from_db()

    elsewhere = {"user": user, "role": Role.LIAISON, "unit": OrgUnitFactory(), "by": UserFactory()}
    assert refusal(grant_role, **elsewhere) == "slip_pending"
    assert grant_role(**{**elsewhere, "unit": unit})
