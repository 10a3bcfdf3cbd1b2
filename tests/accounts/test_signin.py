"""The front door: staff number and password, five tries, no way to make an account for oneself."""

import pytest

from people.choices import Role
from people.models import User
from tests.factories.people import PASSWORD, UserFactory, user_with_role

pytestmark = pytest.mark.django_db
ADDRESS = "/accounts/login/"


@pytest.fixture
def user():
    return account()


def account(role=Role.LIAISON, **fields):
    user = user_with_role(role, **{"username": "NY001001", **fields})
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, password=PASSWORD, *, login="NY001001", **more):
    return client.post(ADDRESS, {"login": login, "password": password, **more})


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    ("role", "page"),
    [(Role.LIAISON, "/desk/"), (Role.AUDITADMIN, "/desk/"), (Role.TRAINEE, "/me/")],
)
def test_a_staff_number_and_its_password_lead_to_the_work_of_the_role(client, role, page):
    account(role)

    answer = client.post(ADDRESS, {"login": "NY001001", "password": PASSWORD}, follow=True)

    assert (answer.redirect_chain[-1][0], answer.status_code) == (page, 200)


def test_a_visitor_goes_on_to_the_page_that_was_asked_for(client, user):
    assert sign_in(client, next="/people/inbox/")["Location"] == "/people/inbox/"


@pytest.mark.parametrize("next", ["https://evil.example/", "//evil.example/"])
def test_a_visitor_is_never_sent_to_another_site(client, user, next):
    answer = sign_in(client, next=next)

    assert "evil.example" not in answer.get("Location", "")


def test_a_wrong_password_and_an_unknown_number_look_the_same(client, user):
    wrong = sign_in(client, "wrong").context["form"].errors.as_json()
    unknown = sign_in(client, "wrong", login="NY009999").context["form"].errors.as_json()

    assert (wrong == unknown, signed_in(client)) == (True, False)


def test_a_typed_password_is_not_sent_back(client, user):
    assert "wrong-password" not in sign_in(client, "wrong-password").content.decode()


def test_the_sixth_try_is_refused_even_with_the_right_password(client, user):
    for _try in range(5):
        sign_in(client, "wrong")

    sign_in(client)

    assert signed_in(client) is False


def test_the_fifth_try_may_still_succeed(client, user):
    for _try in range(4):
        sign_in(client, "wrong")

    sign_in(client)

    assert signed_in(client) is True


def test_tries_at_one_account_do_not_shut_another(client, user):
    account(username="NY001002")
    for _try in range(5):
        sign_in(client, "wrong")

    sign_in(client, login="NY001002")

    assert signed_in(client) is True


def test_a_disabled_account_stays_outside(client):
    account(is_active=False)

    answer = client.post(ADDRESS, {"login": "NY001001", "password": PASSWORD})

    assert (signed_in(client), answer["Location"]) == (False, "/accounts/inactive/")


def test_somebody_disabled_while_signed_in_is_outside_at_the_next_page(client, user):
    sign_in(client)
    User.objects.update(is_active=False)

    assert client.get("/me/")["Location"] == "/accounts/login/?next=/me/"


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_makes_an_account_for_themselves(client, method):
    form = {"username": "intruder", "password1": PASSWORD, "password2": PASSWORD}

    getattr(client, method)("/accounts/signup/", form)

    assert (User.objects.filter(username="intruder").exists(), signed_in(client)) == (False, False)


@pytest.mark.parametrize("address", ["/accounts/email/", "/editor/password_reset/"])
def test_other_peoples_pages_about_mail_stay_shut(client, address):
    assert client.get(address).status_code in (302, 404)


def test_a_link_signs_nobody_out(client, user):
    client.force_login(user)
    client.get("/accounts/logout/")
    after_looking = signed_in(client)

    client.post("/accounts/logout/")

    assert (after_looking, signed_in(client)) == (True, False)


def test_two_devices_are_signed_out_with_the_account(client, user):
    from django.test import Client

    from people.services.accounts import disable_account

    other = Client()
    for device in (client, other):
        sign_in(device)
    assert [device.get("/me/").status_code for device in (client, other)] == [200, 200]

    disable_account(user=user, by=UserFactory())

    assert [device.get("/me/").status_code for device in (client, other)] == [302, 302]
    assert user.usersession_set.count() == 0
