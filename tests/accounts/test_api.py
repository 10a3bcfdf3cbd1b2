"""Who gets into the API, tried at the address of one's own classes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.api import WRONG_TOKENS_A_MINUTE
from accounts.choices import TokenScope
from accounts.models import ApiToken
from people.models import User
from tests.factories.accounts import raw_token
from tests.factories.people import UserFactory
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db
OWN, CLASSES = "/api/v1/me/classes", "/api/v1/batches"


@pytest.fixture
def user():
    return UserFactory()


def read(address=OWN, *, token="", query="", scheme="Bearer"):
    answer = Client().get(address + query, headers={"Authorization": f"{scheme} {token}"} if token else {})
    return answer.status_code, answer.json().get("code", "")


def test_a_token_in_the_header_opens(user):
    assert read(token=raw_token(user)) == (200, "")


@pytest.mark.parametrize("scheme", ["bearer", "BEARER"])
def test_the_scheme_may_be_written_in_any_case(user, scheme):
    assert read(token=raw_token(user), scheme=scheme) == (200, "")


@pytest.mark.parametrize("name", ["token", "access_token", "api_key", "Authorization"])
def test_a_token_in_the_address_is_ignored(user, name):
    assert read(query=f"?{name}={raw_token(user)}") == (401, "token_missing")


def test_a_sign_in_cookie_is_ignored(client, user):
    client.force_login(user, backend=BACKEND)

    answer = client.get(OWN)

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize("scheme", ["Basic", "Token", "zx"])
def test_another_scheme_is_no_token_and_is_not_logged(user, scheme, settings, caplog):
    settings.DEBUG = True
    token = raw_token(user)

    assert (read(token=token, scheme=scheme), token in caplog.text) == ((401, "token_missing"), False)


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(days=1), "created_at": timezone.now() - timedelta(days=2)},
    ],
)
def test_an_expired_and_a_revoked_token_do_not_open(user, change):
    token = raw_token(user)
    ApiToken.objects.update(**change)

    assert read(token=token) == (401, "token_invalid")


def test_the_token_of_a_closed_account_does_not_open(user):
    token = raw_token(user)
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert read(token=token) == (401, "token_invalid")


def test_a_token_reads_no_more_than_its_scope(user):
    token = raw_token(user, TokenScope.OWN)

    assert (read(OWN, token=token), read(CLASSES, token=token)) == ((200, ""), (403, "scope"))


@pytest.fixture
def one_minute(time_machine):
    """The minute in which wrong tokens are counted does not end before the test."""
    time_machine.move_to(timezone.now(), tick=False)


def test_too_many_wrong_tokens_from_an_address_are_told_to_wait(user, one_minute):
    seen = [read(token="zx_wrong") for _turn in range(WRONG_TOKENS_A_MINUTE + 1)]

    assert (seen[-2], seen[-1]) == ((401, "token_invalid"), (429, "too_often"))
    # Others behind the same address go on.
    assert read(token=raw_token(user)) == (200, "")


def test_a_wait_is_told_in_seconds(one_minute):
    for _turn in range(WRONG_TOKENS_A_MINUTE + 1):
        answer = Client().get(OWN, headers={"Authorization": "Bearer zx_wrong"})

    assert answer["Retry-After"] == "60"


def test_the_count_begins_anew_with_the_next_minute(time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    seen = [read(token="zx_wrong") for _turn in range(WRONG_TOKENS_A_MINUTE + 1)]
    time_machine.move_to(start + timedelta(minutes=1), tick=False)

    assert (seen[-1][0], read(token="zx_wrong")[0]) == (429, 401)
