"""Guessing is stopped, and nobody can use that to keep somebody else out."""

import pytest
from django.core import signing
from django.test import Client

from accounts import known_browsers
from people.models import AuditEvent
from tests.factories.people import PASSWORD, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/accounts/login/"
HOME, ELSEWHERE = "192.0.2.10", "198.51.100.7"


@pytest.fixture
def user():
    return account("NY001001", mobile="19986420975")


def account(number, **person):
    user = UserFactory(username=number, person=PersonFactory(staff_no=number, **person))
    user.set_password(PASSWORD)
    user.save()
    return user


def attempt(browser, password=PASSWORD, *, login="NY001001", at=HOME):
    """Whether this brought the browser in; it is signed out again."""
    answer = browser.post(ADDRESS, {"login": login, "password": password}, REMOTE_ADDR=at)
    inside = answer.status_code == 302 and "_auth_user_id" in browser.session
    browser.post("/accounts/logout/", REMOTE_ADDR=at)
    return inside


def fail(browser, times, **more):
    for _try in range(times):
        attempt(browser, "wrong", **more)


def test_five_failures_at_one_address_stop_the_sixth_try_there(user):
    fail(Client(), 5)

    assert attempt(Client()) is False


def test_a_stranger_elsewhere_does_not_lock_the_owner_out(user):
    fail(Client(), 50, at=ELSEWHERE)

    assert (attempt(Client(), at=ELSEWHERE), attempt(Client(), at=HOME)) == (False, True)


def test_a_stranger_in_the_same_office_does_not_lock_out_the_owners_own_browser(user):
    own = Client()
    attempt(own)
    fail(Client(), 50)

    assert (attempt(Client()), attempt(own)) == (False, True)


def test_not_even_when_the_whole_address_is_stopped(user):
    own = Client()
    attempt(own)
    for number in range(41):
        fail(Client(), 5, login=f"NY9{number}")

    account("NY001002")
    assert (attempt(Client(), login="NY001002"), attempt(own)) == (False, True)


def test_the_owners_own_browser_has_its_five_tries_too(user):
    own = Client()
    attempt(own)
    fail(own, 5)

    assert (attempt(own), attempt(Client())) == (False, True)


def test_a_browser_is_known_to_the_accounts_it_was_signed_in_to_only(user):
    account("NY001002")
    browser = Client()
    attempt(browser, login="NY001002")
    fail(Client(), 5)

    assert attempt(browser) is False


def test_a_browser_shared_by_two_is_known_to_both(user):
    account("NY001002")
    browser = Client()
    for login in ("NY001001", "NY001002"):
        attempt(browser, login=login)
    for login in ("NY001001", "NY001002"):
        fail(Client(), 5, login=login)

    assert [attempt(browser, login=login) for login in ("NY001001", "NY001002")] == [True, True]


@pytest.mark.parametrize(
    "cookie",
    ["", "x", signing.dumps({"browser": "b", "accounts": [1]}, salt="another")],
    ids=["empty", "made up", "signed for something else"],
)
def test_a_cookie_that_is_not_ours_makes_nobody_known(user, cookie):
    browser = Client()
    browser.cookies[known_browsers.COOKIE] = cookie
    fail(Client(), 5)

    assert attempt(browser) is False


def test_the_cookie_is_for_the_sign_in_page_and_no_script(user):
    browser = Client()
    answer = browser.post(ADDRESS, {"login": "NY001001", "password": PASSWORD})
    cookie = answer.cookies[known_browsers.COOKIE]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (ADDRESS, True, "Lax")
    assert PASSWORD not in cookie.value


def test_a_failed_try_makes_no_browser_known(user):
    answer = Client().post(ADDRESS, {"login": "NY001001", "password": "wrong"})

    assert known_browsers.COOKIE not in answer.cookies


def test_the_oldest_account_makes_room(rf, user):
    request = rf.get(ADDRESS)
    many = [UserFactory() for _n in range(known_browsers.ACCOUNTS_KEPT + 1)]
    for one in many:
        response = Client().get("/healthz")
        known_browsers.remember(request, response, one)
        request.COOKIES[known_browsers.COOKIE] = response.cookies[known_browsers.COOKIE].value

    known = [known_browsers.browser_known_to(request, one) is not None for one in many]
    assert known == [False] + [True] * known_browsers.ACCOUNTS_KEPT


def test_staff_number_and_mobile_are_one_account_to_the_count(user):
    fail(Client(), 3)
    fail(Client(), 2, login="19986420975")

    assert attempt(Client()) is False


def test_a_mobile_number_signs_in(user):
    assert attempt(Client(), login="19986420975") is True


def test_a_mobile_number_two_have_signs_in_whoever_had_it_first(user):
    later = account("NY001002", mobile="19986420975")
    later.set_password("another-" + PASSWORD)
    later.save()

    taken = Client().post(ADDRESS, {"login": "19986420975", "password": "another-" + PASSWORD})
    wrong = Client().post(ADDRESS, {"login": "NY001001", "password": "wrong"})

    assert taken.context["form"].errors.as_json() == wrong.context["form"].errors.as_json()
    assert attempt(Client(), login="19986420975") is True


def test_the_mobile_number_is_kept_nowhere_in_the_trail(user, caplog):
    fail(Client(), 1, login="19986420975")
    attempt(Client(), login="19986420975")

    assert "19986420975" not in str(list(AuditEvent.objects.values())) + caplog.text


def test_the_address_behind_a_trusted_proxy_is_the_visitors(settings, user):
    settings.TRUSTED_PROXIES = ["10.0.0.1"]

    def from_behind(address, password):
        form, proxy = {"login": "NY001001", "password": password}, {"HTTP_X_FORWARDED_FOR": address}
        return Client().post(ADDRESS, form, REMOTE_ADDR="10.0.0.1", **proxy).status_code

    for _try in range(5):
        from_behind(ELSEWHERE, "wrong")

    assert (from_behind(ELSEWHERE, PASSWORD), from_behind(HOME, PASSWORD)) == (200, 302)
    assert user.usersession_set.get().ip == HOME
