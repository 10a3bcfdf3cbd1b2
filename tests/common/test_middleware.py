import pytest

from tests.factories.training import UserFactory
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cookie", "header", "language"),
    [("", "en-US", "zh-hans"), ("en", "zh-CN", "en"), ("xx", "en", "zh-hans")],
)
def test_the_language_is_the_cookies_never_the_browsers(client, cookie, header, language):
    if cookie:
        client.cookies["zx_language"] = cookie

    answer = client.get("/accounts/login/", headers={"accept-language": header})

    assert f'<html lang="{language}">' in answer.content.decode()


def test_pages_of_a_signed_in_person_are_not_stored(client):
    assert "Cache-Control" not in client.get("/search/").headers

    client.force_login(UserFactory(), backend=BACKEND)

    assert client.get("/me/").headers["Cache-Control"] == "no-store"


def test_our_pages_allow_nothing_inline(client):
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_the_editor_is_shut_to_others_and_sends_visitors_to_our_sign_in(client):
    assert client.get("/editor/login/").headers["Location"].startswith("/accounts/login/")

    client.force_login(UserFactory(), backend=BACKEND)

    assert client.get("/editor/").status_code == 403


def test_choosing_a_language_sets_the_cookie(client, settings):
    answer = client.post("/language/", {"language": "en", "next": "/accounts/login/"})

    assert (answer.cookies[settings.LANGUAGE_COOKIE_NAME].value, answer["Location"]) == ("en", "/accounts/login/")


@pytest.mark.parametrize(("address", "status"), [("/home/", 302), ("/people/inbox/1/read/", 404), ("/people/", 403)])
def test_redirects_and_refusals_of_a_signed_in_person_are_not_stored(client, address, status):
    client.force_login(UserFactory(), backend=BACKEND)

    answer = client.get(address)

    assert (answer.status_code, answer["Cache-Control"]) == (status, "no-store")


def test_the_editor_allows_inline_styles_but_no_inline_script(client):
    policy = client.get("/editor/").headers["Content-Security-Policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))

    assert (parts["style-src"], parts["default-src"], "script-src" in parts) == (
        "'self' 'unsafe-inline'",
        "'self'",
        False,
    )
