"""Who may be the second person of an act, and how they show it. The row is an account's role."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import caches
from django.utils import timezone

from accounts.services.second_person import confirmed_by
from common.throttle import FAILURES_ALLOWED, FAILURES_KEPT_SECONDS
from people.choices import Role
from people.models import AuditEvent
from tests.factories.people import (
    PASSWORD,
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
    second_person,
    user_with_role,
)
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db
ACT = "people.manage_roles"


@pytest.fixture(autouse=True)
def _fresh_throttle():
    caches["default"].clear()


@pytest.fixture
def by():
    return user_with_role(Role.SECADMIN)


@pytest.fixture
def asked(by):
    """What the screen hands over for an entitled second person; a test changes one thing."""
    second = second_person(Role.SECADMIN, username="N0002")
    target = RoleAssignmentFactory(role=Role.HR)
    return {"act": ACT, "by": by, "username": second.username, "password": PASSWORD, "target": target}


def trail():
    return list(AuditEvent.objects.order_by("pk").values_list("action", "data__why"))


def test_another_who_may_do_it_confirms_with_number_and_password(asked):
    assert (confirmed_by(**asked).username, trail()) == ("N0002", [])


def test_a_mobile_number_serves_as_well(asked):
    person = PersonFactory(mobile="19900000001")
    second_person(Role.SECADMIN, username="N0003", person=person)

    assert confirmed_by(**{**asked, "username": " 19900000001 "}).username == "N0003"


def test_nobody_is_their_own_second_person(asked, by):
    by.password = make_password(PASSWORD)
    by.save()

    assert refusal(confirmed_by, **{**asked, "username": by.username}) == "same_person"


def test_a_closed_account_does_not_count(asked):
    second_person(Role.SECADMIN, username="N0003", is_active=False)

    assert refusal(confirmed_by, **{**asked, "username": "N0003"}) == "second_wrong"


def test_the_code_of_a_slip_does_not_count(asked):
    until = timezone.now() + timedelta(days=1)
    user_with_role(Role.SECADMIN, username="N0003", password=make_password("ABCDEFGHJKMN"), initial_until=until)

    assert refusal(confirmed_by, **{**asked, "username": "N0003", "password": "ABCD-EFGH-JKMN"}) == "second_on_slip"


@pytest.mark.parametrize("role", [Role.HR, Role.SYSADMIN])
def test_a_role_that_does_not_allow_the_act_does_not_count(asked, role):
    second_person(role, username="N0003")

    assert refusal(confirmed_by, **{**asked, "username": "N0003"}) == "second_not_allowed"


@pytest.mark.parametrize("wrong", [{"password": "Guess-1234567"}, {"username": "N9999"}, {"username": ""}])
def test_wrong_number_and_wrong_password_are_told_alike_and_kept_without_the_password(asked, by, wrong):
    assert refusal(confirmed_by, **{**asked, **wrong}) == "second_wrong"

    event = AuditEvent.objects.get()
    assert (event.actor, event.data["act"], event.data["why"]) == (by, ACT, "second_wrong")
    assert event.data["about"] == f"people.roleassignment:{asked['target'].pk}"
    assert PASSWORD not in str(event.data)
    assert "Guess" not in str(event.data)


def wrong_passwords(asked, n):
    return {refusal(confirmed_by, **{**asked, "password": f"Guess-{i}"}) for i in range(n)}


def test_after_too_many_failures_even_the_right_password_waits(asked, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    assert wrong_passwords(asked, FAILURES_ALLOWED) == {"second_wrong"}

    assert refusal(confirmed_by, **asked) == "too_often"
    time_machine.shift(FAILURES_KEPT_SECONDS + 1)
    assert confirmed_by(**asked).username == "N0002"


def test_failures_count_for_the_account_whoever_tries(asked):
    wrong_passwords(asked, FAILURES_ALLOWED)

    other = {**asked, "by": user_with_role(Role.SECADMIN)}
    assert refusal(confirmed_by, **other) == "too_often"


def test_failures_count_for_whoever_tries_whatever_the_account(asked):
    for _i in range(FAILURES_ALLOWED):
        refusal(confirmed_by, **{**asked, "username": UserFactory().username})

    assert refusal(confirmed_by, **asked) == "too_often"


def test_a_confirmation_forgets_the_failures_before_it(asked):
    for _turn in range(2):
        wrong_passwords(asked, FAILURES_ALLOWED - 1)
        confirmed_by(**asked)
