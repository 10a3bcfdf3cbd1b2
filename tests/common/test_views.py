"""The kinds of view everything is made of, tried on the screens of `people`."""

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory
from django.urls import reverse

from common.views import PageView
from people.choices import Role
from tests.factories.people import UserFactory, city_root, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = user_with_role(Role.SYSADMIN)
    client.force_login(user)
    return user


def disable(user):
    return reverse("accounts:account_disable", kwargs={"pk": user.pk})


def test_a_view_that_states_no_permission_serves_nobody():
    with pytest.raises(ImproperlyConfigured):
        PageView.as_view(template_name="base.html")(RequestFactory().get("/"))


def test_a_visitor_is_sent_to_sign_in_and_back(client):
    address = reverse("accounts:account_list")

    answer = client.get(address)

    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={address}")


def test_a_verb_is_never_done_by_looking(client, administrator):
    other = UserFactory()

    answer = client.get(disable(other))

    other.refresh_from_db()
    assert (answer.status_code, other.is_active) == (200, True)
    assert client.get(reverse("accounts:account_enable", kwargs={"pk": other.pk})).status_code == 405


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("", "/people/admin/accounts/"),
        ("/people/admin/accounts/?page=2", "/people/admin/accounts/?page=2"),
        ("https://evil.example/", "/people/admin/accounts/"),
        ("//evil.example/", "/people/admin/accounts/"),
        ("javascript:alert(1)", "/people/admin/accounts/"),
    ],
)
def test_a_verb_leads_back_inside_the_site_only(client, administrator, wanted, reached):
    answer = client.post(disable(UserFactory()), {"next": wanted})

    assert answer["Location"] == reached


def test_a_refused_verb_says_why(client, administrator):
    answer = client.post(disable(administrator))

    said = [str(message) for message in get_messages(answer.wsgi_request)]
    administrator.refresh_from_db()
    assert (said, administrator.is_active) == (["不能停用自己的账号，请由另一位管理员操作。"], True)


def test_a_refused_form_keeps_what_was_typed(client):
    administrator = user_with_role(Role.SECADMIN)
    client.force_login(administrator)
    typed = {"username": administrator.username, "role": Role.HR, "unit_code": city_root().code}

    answer = client.post(reverse("people:role_grant"), typed)

    form = answer.context["form"]
    assert (answer.status_code, list(form.non_field_errors()), form["unit_code"].value()) == (
        422,
        ["不能给自己授权，请由另一位管理员操作。"],
        "NY",
    )


@pytest.mark.parametrize(("size", "shown"), [("", 20), ("50", 25), ("7", 20), ("1000000", 20), ("x", 20)])
def test_a_list_has_one_of_the_offered_sizes(client, administrator, size, shown):
    UserFactory.create_batch(24)

    answer = client.get(reverse("accounts:account_list"), {"size": size})

    assert len(answer.context["page_obj"].object_list) == shown
