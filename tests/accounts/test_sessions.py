"""How long a sign-in lasts, and where one is signed in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.browsers import in_words
from accounts.session_age import SEEN, TOUCH_EVERY
from people.models import AuditEvent
from tests.factories.accounts import open_session
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
IDLE = timedelta(minutes=120)
LOGIN = "/accounts/login/?next=/me/"


@pytest.fixture
def user():
    user = UserFactory(username="NY001001")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def start(time_machine):
    start = timezone.now().replace(microsecond=0)
    time_machine.move_to(start, tick=False)
    return start


@pytest.fixture
def browser(user, start):
    return signed_in()


def signed_in(**headers):
    browser = Client(**headers)
    browser.post("/accounts/login/", {"login": "NY001001", "password": PASSWORD})
    return browser


@pytest.mark.parametrize(("idle", "open_still"), [(IDLE - timedelta(seconds=1), True), (IDLE, False)])
def test_an_idle_sign_in_ends(browser, start, time_machine, idle, open_still):
    time_machine.move_to(start + idle, tick=False)

    answer = browser.get("/me/")

    assert (answer.status_code, answer.get("Location")) == ((200, None) if open_still else (302, LOGIN))


def test_the_sign_in_page_then_says_why(browser, start, time_machine):
    time_machine.move_to(start + IDLE, tick=False)

    page = browser.get("/me/", follow=True)

    assert any("自动退出" in str(message) for message in page.context["messages"])
    assert "_auth_user_id" not in browser.session


def test_a_form_sent_too_late_leads_to_the_sign_in_page_and_writes_nothing(browser, user, start, time_machine):
    time_machine.move_to(start + IDLE, tick=False)

    answer = browser.post("/people/tokens/new/", {"name": "x", "scope": "own", "days": "30"})

    assert (answer.status_code, answer["Location"], user.tokens.count()) == (302, "/accounts/login/?next=", 0)


def test_whoever_keeps_working_stays_in_but_not_for_longer_than_half_a_day(browser, start, time_machine):
    answers = {}
    for hour in range(1, 13):
        time_machine.move_to(start + timedelta(hours=hour), tick=False)
        answers[hour] = browser.get("/me/").status_code

    assert answers == {**dict.fromkeys(range(1, 12), 200), 12: 302}


def test_the_idle_time_is_a_setting(browser, start, settings, time_machine):
    settings.SESSION_IDLE_MINUTES = 10
    time_machine.move_to(start + timedelta(minutes=10), tick=False)

    assert browser.get("/me/").status_code == 302


def test_activity_is_noted_at_most_every_five_minutes(browser, user, start, time_machine):
    noted = []
    for passed in (TOUCH_EVERY - timedelta(seconds=1), TOUCH_EVERY):
        time_machine.move_to(start + passed, tick=False)
        browser.get("/me/")
        noted.append((browser.session[SEEN] - start.timestamp(), user.usersession_set.get().last_seen_at - start))

    assert noted == [(0, timedelta(0)), (TOUCH_EVERY.total_seconds(), TOUCH_EVERY)]


def test_a_request_within_five_minutes_writes_nothing(browser, django_assert_num_queries):
    with django_assert_num_queries(4):
        browser.get("/favicon.ico")
        browser.post("/language/", {"language": "en"})


def test_the_list_shows_where_one_is_signed_in(browser, user):
    other = signed_in(headers={"user-agent": "Telefon"})
    open_session(UserFactory())

    page = browser.get("/people/sign-ins/")

    assert {row.session_key for row in page.context["page_obj"]} == {
        browser.session.session_key,
        other.session.session_key,
    }
    assert "Telefon" in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_statements_for_any_number(browser, user, rows, django_assert_num_queries):
    for _n in range(rows):
        open_session(user)

    with django_assert_num_queries(6):
        browser.get("/people/sign-ins/")


def test_a_sign_in_that_is_over_is_not_listed(browser, user, start, time_machine):
    open_session(user)
    time_machine.move_to(start + timedelta(hours=11), tick=False)
    later = signed_in()
    time_machine.move_to(start + timedelta(hours=12, seconds=1), tick=False)

    shown = [row.session_key for row in later.get("/people/sign-ins/").context["page_obj"]]

    assert shown == [later.session.session_key]


def test_one_of_them_is_ended(browser, user):
    other, third = signed_in(), signed_in()
    row = user.usersession_set.get(session_key=other.session.session_key)

    browser.post(f"/people/sign-ins/{row.pk}/end/")

    assert [one.get("/me/").status_code for one in (browser, other, third)] == [200, 302, 200]
    assert AuditEvent.objects.filter(action="accounts.end_session", actor=user).count() == 1


def test_all_others_are_ended(browser, user):
    others = [signed_in(), signed_in()]

    for _turn in range(2):
        browser.post("/people/sign-ins/end-others/")

    assert [one.get("/me/").status_code for one in (browser, *others)] == [200, 302, 302]
    assert [e.data for e in AuditEvent.objects.filter(action="accounts.end_other_sessions")] == [{"n": 2}]


def test_another_persons_sign_in_does_not_exist(browser):
    theirs = open_session(UserFactory())

    assert browser.post(f"/people/sign-ins/{theirs.pk}/end/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/90.0 Safari/537.36 Edg/90.0", "Edge · Windows"),
        ("Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/96.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) Safari/604.1 MicroMessenger/8.0", "WeChat · iPhone"),
        ("curl/8.0", "curl/8.0"),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_two_words(sent, shown):
    assert in_words(sent) == shown
