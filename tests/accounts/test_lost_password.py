"""A lost password: whom to ask, and a link by mail where mail is sent. Nobody learns who has an account."""

import re

import pytest
from django.core import mail

from people.models import AuditEvent, User
from people.selectors import account_named
from tests.factories.people import PASSWORD, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/accounts/password/reset/"
OWN = "Steppe-und-Fluss-7"


@pytest.fixture
def user():
    user = UserFactory(username="NY001001", email="wang@training.invalid")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def with_mail(settings):
    settings.MAIL_IS_SENT = True
    settings.PUBLIC_URL = "http://training.invalid"


def link():
    (path,) = re.findall(r"http://training\.invalid(\S+)", mail.outbox[0].body)
    return path


def test_without_mail_the_page_says_whom_to_ask_and_sends_nothing(client, user):
    page = client.get(ADDRESS).content.decode()
    client.post(ADDRESS, {"login": "NY001001"})

    assert ("联络员" in page, 'name="login"' in page, mail.outbox) == (True, False, [])


@pytest.mark.parametrize("login", ["NY001001", "NY009999", "", "x" * 151, "密码"])
def test_the_answer_is_the_same_for_everybody(client, user, with_mail, login, django_assert_num_queries):
    answer = client.post(ADDRESS, {"login": login})

    expected = (302, "/accounts/login/") if 0 < len(login) < 151 else (422, None)
    assert (answer.status_code, answer.get("Location")) == expected


def test_the_link_leads_to_a_new_password(client, user, with_mail):
    client.post(ADDRESS, {"login": "NY001001"})
    page = client.get(link(), follow=True)
    done = client.post(page.request["PATH_INFO"], {"password1": OWN, "password2": OWN})

    user.refresh_from_db()
    assert (mail.outbox[0].to, user.check_password(OWN), done.status_code) == (["wang@training.invalid"], True, 302)
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {
        "accounts.mail_reset_link",
        "accounts.change_password",
    }


def test_a_link_is_good_once(client, user, with_mail):
    client.post(ADDRESS, {"login": "NY001001"})
    address = link()
    page = client.get(address, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": OWN, "password2": OWN})

    assert client.get(address, follow=True).context["token_fail"] is True


def test_a_weak_choice_is_refused_here_too(client, user, with_mail):
    client.post(ADDRESS, {"login": "NY001001"})
    page = client.get(link(), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "1234567890", "password2": "1234567890"})

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize("fields", [{"email": ""}, {"is_active": False}])
def test_no_mail_goes_to_an_account_without_address_or_disabled(client, user, with_mail, fields):
    User.objects.update(**fields)

    client.post(ADDRESS, {"login": "NY001001"})

    assert mail.outbox == []


def test_nobody_floods_an_account_with_mail(client, user, with_mail):
    statuses = [client.post(ADDRESS, {"login": "NY001001"}).status_code for _try in range(6)]

    assert (statuses[-1], len(mail.outbox)) == (429, 5)


def test_an_account_is_named_by_staff_number_or_by_a_mobile_of_whoever_had_it_first():
    one = UserFactory(username="one", person=PersonFactory(mobile="19900000001"))
    first, later = [PersonFactory(mobile="19900000002") for _turn in range(2)]
    UserFactory(person=later)
    owner = UserFactory(person=first)

    named = [
        account_named(typed) for typed in ("one", "19900000001", "19900000002", "19900000003", "１９９00000001", "")
    ]

    assert named == [one, one, owner, None, None, None]
