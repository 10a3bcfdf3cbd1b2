import pytest

from accounts.models import ApiToken
from people.models import AuditEvent
from tests.factories.accounts import ApiTokenFactory
from tests.factories.people import (
    UserFactory,
)
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db


def test_signing_in_leaves_an_audit_row_without_the_password(client):
    user = UserFactory(username="NY001001")
    user.set_password("correct horse battery")
    user.save()

    wrong = client.post("/accounts/login/", {"login": "NY001001", "password": "secret wrong"})
    right = client.post("/accounts/login/", {"login": "NY001001", "password": "correct horse battery"})
    events = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))

    assert (wrong.status_code, right.headers["Location"]) == (200, "/home/")
    assert events == ["accounts.sign_in_failed", "accounts.sign_in"]
    assert not [e for e in AuditEvent.objects.all() if "secret" in str(e.content()) or "horse" in str(e.content())]


def test_too_many_wrong_passwords_are_slowed_down(client):
    UserFactory(username="NY001001")

    for _try in range(6):
        answer = client.post("/accounts/login/", {"login": "NY001001", "password": "wrong"})

    assert "登录失败次数过多" in answer.content.decode()


def test_nobody_signs_up(client):
    answer = client.get("/accounts/signup/")

    assert "账号由名册产生" in answer.content.decode()


def test_a_disabled_account_cannot_sign_in(client):
    user = UserFactory(username="NY001001", is_active=False)
    user.set_password("correct horse battery")
    user.save()

    answer = client.post("/accounts/login/", {"login": "NY001001", "password": "correct horse battery"}, follow=True)

    assert "_auth_user_id" not in client.session
    assert answer.status_code == 200


def test_a_token_is_shown_once_and_revoked_from_the_list(client):
    user = UserFactory()
    client.force_login(user, backend=BACKEND)

    page = client.post("/people/tokens/new/", {"name": "大屏", "scope": "own", "days": "30"})
    raw = page.context["raw"]
    token = user.tokens.get()
    listed = client.get("/people/tokens/").content.decode()
    client.post(f"/people/tokens/{token.pk}/revoke/")
    token.refresh_from_db()

    assert (raw in page.content.decode(), page["Cache-Control"], raw in listed) == (True, "no-store", False)
    assert ("大屏" in listed, token.revoked_at is not None) == (True, True)


def test_sending_the_form_again_makes_no_second_token(client):
    client.force_login(UserFactory(), backend=BACKEND)
    form = {"name": "大屏", "scope": "own", "days": "30"}
    client.post("/people/tokens/new/", form)

    again = client.post("/people/tokens/new/", form)

    assert (again.status_code, ApiToken.objects.count(), "zx_" in again.content.decode()) == (422, 1, False)


def test_another_persons_token_does_not_exist(client):
    theirs = ApiTokenFactory()
    client.force_login(UserFactory(), backend=BACKEND)

    answer = client.post(f"/people/tokens/{theirs.pk}/revoke/")

    assert (answer.status_code, ApiToken.objects.not_revoked().count()) == (404, 1)
