"""What a password must not be, in both profiles."""

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import get_password_validators, validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.services.passwords import choose_password
from lms.settings.accounts import PASSWORD_PROFILES
from people.choices import Role
from tests.factories.people import PASSWORD, PersonFactory, UserFactory, city_root, user_with_role, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    person = PersonFactory(name="欧阳明远", mobile="19986420975", id_number="41000019800101001X")
    user = UserFactory(username="NY001001", display_name="欧阳明远", person=person)
    user.set_password("The-present-one-8")
    user.save()
    return user


def verdict(profile, password, user=None):
    try:
        validate_password(password, user, get_password_validators(PASSWORD_PROFILES[profile]))
    except ValidationError as error:
        return {one.code for one in error.error_list}
    return set()


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("quiet river stones", set()),
        ("八百里伏牛山下的白河水", set()),
        ("8402715936", set()),
        ("short-one", {"password_too_short"}),
        ("1234567890", {"password_too_common"}),
        ("ny001001ny", {"password_too_similar"}),
        ("home19986420975", {"personal_number"}),
        ("river-19800101", {"personal_number"}),
        ("The-present-one-8", {"recent"}),
    ],
)
def test_asvs(user, password, codes):
    assert verdict("asvs", password, user) == codes


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("Baihe-27", set()),
        ("白河水A7xyzw", set()),
        ("Baihe-7", {"password_too_short"}),
        ("baihe-shui", {"too_plain"}),
        ("baiheshui27", {"too_plain"}),
        ("Zz!986420975", {"personal_number"}),
        ("NY001001ny!", {"password_too_similar"}),
        ("The-present-one-8", {"recent"}),
    ],
)
def test_dengbao(user, password, codes):
    assert verdict("dengbao", password, user) == codes


def test_the_last_five_are_refused_and_the_sixth_is_free_again(user):
    for n in range(1, 6):
        user = choose_password(user=user, password=f"Invented-{n}-stones", by=user)

    assert [verdict("dengbao", f"Invented-{n}-stones", user) for n in range(1, 6)] == [{"recent"}] * 5
    assert verdict("dengbao", "The-present-one-8", user) == set()
    assert all("Invented" not in used.password for used in user.used_passwords.all())


def test_the_code_of_a_slip_is_no_password_of_ones_own(user):
    user.initial_until = timezone.now() + timedelta(days=1)
    user.set_password("ACDEFGHJKMNP")

    assert verdict("asvs", "acde-fghj-kmnp", user) == {"recent"}


@pytest.mark.parametrize("profile", PASSWORD_PROFILES)
def test_every_rule_says_itself_in_a_sentence(profile):
    rules = [validator.get_help_text() for validator in get_password_validators(PASSWORD_PROFILES[profile])]

    assert all(rule.strip() for rule in rules)


OLD, FRESH = timedelta(days=91), timedelta(days=89)


@pytest.mark.parametrize(
    ("roles", "age", "days", "sent"),
    [
        ([Role.LIAISON], OLD, 90, "/accounts/password/change/"),
        ([Role.LIAISON], FRESH, 90, None),
        ([Role.TRAINEE], OLD, 90, None),
        ([], OLD, 90, None),
        ([Role.TRAINEE, Role.HR], OLD, 90, "/accounts/password/change/"),
        ([Role.LIAISON], OLD, None, None),
    ],
)
def test_an_old_password_is_changed_at_the_next_sign_in(client, settings, user, roles, age, days, sent):
    settings.PASSWORD_MAX_DAYS = days
    for role in roles:
        with_role(user, role, city_root())
    type(user).objects.update(password_changed_at=timezone.now() - age)

    client.post("/accounts/login/", {"login": "NY001001", "password": "The-present-one-8"})

    assert client.get("/me/").get("Location") == sent


def test_a_password_that_grows_too_old_while_signed_in_interrupts_nothing(client, settings, time_machine):
    settings.PASSWORD_MAX_DAYS = 90
    user = user_with_role(Role.GRADER, username="grader", password_changed_at=timezone.now() - FRESH)
    user.set_password(PASSWORD)
    user.save()
    client.post("/accounts/login/", {"login": "grader", "password": PASSWORD})
    settings.PASSWORD_MAX_DAYS = 1

    assert client.get("/me/").status_code == 200


def test_after_the_change_every_page_is_open(client, settings, user):
    settings.PASSWORD_MAX_DAYS = 90
    with_role(user, Role.LIAISON, city_root())
    type(user).objects.update(password_changed_at=timezone.now() - OLD)
    client.post("/accounts/login/", {"login": "NY001001", "password": "The-present-one-8"})

    form = {"oldpassword": "The-present-one-8", "password1": "quiet river stones", "password2": "quiet river stones"}
    client.post("/accounts/password/change/", form)

    assert client.get("/me/").status_code == 200
