"""Coming in from a real identity server, which runs beside the test."""

import uuid
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount

from accounts.single_sign_on import claimed_number
from lms.settings.accounts import oidc_provider
from people.models import AuditEvent, User
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
START = "/accounts/oidc/city/login/"
CALLBACK = "http://testserver/accounts/oidc/city/login/callback/"


@pytest.fixture(scope="session")
def iam_configuration(iam_configuration):
    """The code flow with PKCE needs no nonce, and allauth sends none."""
    iam_configuration["CANAILLE_OIDC"]["REQUIRE_NONCE"] = False
    return iam_configuration


@pytest.fixture
def server(iam_server, settings):
    """The identity server knows our site, and our site knows the server."""
    site = iam_server.models.Client(
        client_id=str(uuid.uuid4()),
        client_secret=str(uuid.uuid4()),
        client_name="培训",
        client_uri="http://testserver",
        redirect_uris=[CALLBACK],
        grant_types=["authorization_code"],
        response_types=["code"],
        token_endpoint_auth_method="client_secret_post",
        scope=["openid", "profile"],
    )
    iam_server.backend.save(site)
    site.audience = [site]
    iam_server.backend.save(site)
    settings.SOCIALACCOUNT_PROVIDERS = oidc_provider(iam_server.url.rstrip("/"), site.client_id, site.client_secret)
    settings.OIDC_CLAIM = "preferred_username"
    yield iam_server
    iam_server.logout()
    iam_server.backend.delete(site)


def known_there_as(server, number):
    person = server.models.User(
        user_name=f"u{uuid.uuid4().hex}",
        display_name=number,
        formatted_name="某人",
        family_name="某",
        emails=["somebody@training.invalid"],
    )
    server.backend.save(person)
    server.login(person)
    server.consent(person)


def come_in(client, server, **query):
    """The way of a browser: to the server and back."""
    there = client.get(START, query)
    back = server.test_client.get(there["Location"])
    parts = urlsplit(back.location)
    return client.get(f"{parts.path}?{parts.query}")


def inside(client):
    return "_auth_user_id" in client.session


def test_somebody_with_an_account_is_in(client, server):
    user = UserFactory(username="NY001001")
    known_there_as(server, "NY001001")

    answer = come_in(client, server)

    assert (answer.status_code, answer["Location"], client.session["_auth_user_id"]) == (302, "/home/", str(user.pk))
    assert AuditEvent.objects.filter(action="accounts.sign_in", actor=user).count() == 1
    assert SocialAccount.objects.count() == 0


def test_they_go_on_to_the_page_they_asked_for(client, server):
    UserFactory(username="NY001001")
    known_there_as(server, "NY001001")

    assert come_in(client, server, next="/people/inbox/")["Location"] == "/people/inbox/"


@pytest.mark.parametrize("number", ["NY009999", "ny001001", "NY00100"])
def test_no_account_is_made(client, server, number):
    UserFactory(username="NY001001")
    known_there_as(server, number)

    answer = come_in(client, server)

    assert (answer["Location"], inside(client), User.objects.count()) == ("/accounts/login/", False, 1)
    assert AuditEvent.objects.get().data == {"why": "no_account"}


def test_a_disabled_account_stays_outside(client, server):
    UserFactory(username="NY001001", is_active=False)
    known_there_as(server, "NY001001")

    assert (come_in(client, server)["Location"], inside(client)) == ("/accounts/inactive/", False)


def test_a_second_factor_is_asked_for_here_too(client, server):
    TOTP.activate(UserFactory(username="NY001001"), "JBSWY3DPEHPK3PXP")
    known_there_as(server, "NY001001")

    answer = come_in(client, server)

    assert (answer["Location"].startswith("/accounts/2fa/authenticate/"), inside(client)) == (True, False)


def test_the_claim_is_a_setting(client, server, settings):
    settings.OIDC_CLAIM = "family_name"
    UserFactory(username="某")
    known_there_as(server, "NY001001")

    come_in(client, server)

    assert inside(client) is True


def test_an_answer_nobody_asked_for_is_refused(client, server):
    UserFactory(username="NY001001")

    answer = client.get("/accounts/oidc/city/login/callback/?code=x&state=y")

    assert (answer["Location"], inside(client)) == ("/accounts/login/", False)


def test_a_server_that_does_not_answer_is_said_in_a_sentence(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = oidc_provider("http://127.0.0.1:1", "x", "y")

    answer = client.get(START)

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")


def test_without_the_setting_there_is_neither_button_nor_page(client):
    page = client.get("/accounts/login/").content.decode()

    assert (START in page, client.get(START).status_code) == (False, 404)


def test_with_it_the_sign_in_page_has_a_link_and_keeps_its_policy(client, server):
    page = client.get("/accounts/login/?next=/me/")

    assert f'href="{START}?next=%2Fme%2F"' in page.content.decode()
    assert "form-action 'self'" in page["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("data", "number"),
    [
        ({"userinfo": {"sub": "a", "preferred_username": "N1"}, "id_token": {"sub": "a"}}, "N1"),
        ({"userinfo": {"sub": "a", "preferred_username": "N1"}, "id_token": {"sub": "b"}}, ""),
        ({"id_token": {"sub": "a", "preferred_username": "N1"}}, "N1"),
        ({"userinfo": {"sub": "a"}}, ""),
        ({}, ""),
    ],
)
def test_the_number_is_taken_from_one_consistent_answer(data, number):
    assert claimed_number(data) == number
