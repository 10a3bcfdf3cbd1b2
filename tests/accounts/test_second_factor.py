"""The second factor: setting it up, signing in with it, losing it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from accounts.roles import ROLES
from accounts.services.second_factor import remove_second_factor
from people.choices import Role
from people.models import AuditEvent
from tests.factories.people import PASSWORD, city_root, user_with_role, with_role
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db
SET_UP, AGAIN = "/accounts/2fa/totp/activate/", "/accounts/reauthenticate/"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def user():
    return account(Role.HR)


@pytest.fixture(autouse=True)
def required(settings):
    settings.MFA_REQUIRED = True


def account(role, username="NY001001"):
    user = user_with_role(role, username=username)
    user.set_password(PASSWORD)
    user.save()
    return user


def code(secret=SECRET, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def sign_in(client, username="NY001001"):
    return client.post("/accounts/login/", {"login": username, "password": PASSWORD})


def set_up(client):
    """All somebody does who is led to it, and the last answer."""
    client.post(f"{AGAIN}?next={SET_UP}", {"password": PASSWORD})
    secret = client.get(SET_UP).context["form"].secret
    return client.post(SET_UP, {"code": code(secret)})


@pytest.mark.parametrize("role", ROLES.who("two_factors"))
def test_roles_that_reach_far_are_led_to_set_it_up(client, role):
    account(role)
    sign_in(client)

    assert [client.get(page).get("Location") for page in ("/me/", "/people/", "/editor/")] == [SET_UP] * 3


@pytest.mark.parametrize("role", sorted(set(Role) - set(ROLES.who("two_factors"))))
def test_other_roles_are_left_alone(client, role):
    account(role)
    sign_in(client)

    assert client.get("/me/").status_code == 200


def test_the_demo_and_whoever_says_so_do_without(client, user, settings):
    settings.MFA_REQUIRED = False
    sign_in(client)

    assert client.get("/me/").status_code == 200


def test_a_role_given_while_signed_in_counts_at_the_next_sign_in(client):
    user = account(Role.LIAISON)
    sign_in(client)
    with_role(user, Role.HR, city_root())
    before = client.get("/me/").status_code
    client.post("/accounts/logout/")
    sign_in(client)

    assert (before, client.get("/me/")["Location"]) == (200, SET_UP)


def test_setting_it_up_opens_every_page_and_shows_the_recovery_codes(client, user, django_capture_on_commit_callbacks):
    sign_in(client)
    with django_capture_on_commit_callbacks(execute=True):
        answer = set_up(client)
    codes = client.get(answer["Location"]).context["unused_codes"]

    assert (client.get("/me/").status_code, len(codes)) == (200, 10)
    kinds = AuditEvent.objects.filter(action="accounts.add_second_factor", actor=user).values_list("data", flat=True)
    assert sorted(data["kind"] for data in kinds) == ["recovery_codes", "totp"]


def test_a_wrong_code_sets_nothing_up(client, user):
    sign_in(client)
    client.post(f"{AGAIN}?next={SET_UP}", {"password": PASSWORD})
    client.get(SET_UP)
    client.post(SET_UP, {"code": "000000"})

    assert (Authenticator.objects.exists(), client.get("/me/")["Location"]) == (False, SET_UP)


def test_the_page_needs_no_script_and_no_outside_address(client, user):
    sign_in(client)
    client.post(f"{AGAIN}?next={SET_UP}", {"password": PASSWORD})
    page = client.get(SET_UP)

    text = page.content.decode()
    assert ('src="data:image/svg+xml;base64,' in text, "style=" in text, "onclick" in text) == (True, False, False)
    assert "unsafe-inline" not in page["Content-Security-Policy"]


def test_the_key_is_not_readable_in_the_database(user):
    row = TOTP.activate(user, SECRET).instance
    row.refresh_from_db()

    assert (SECRET in str(row.data), row.wrap().validate_code(code())) == (False, True)


def test_signing_in_takes_both(client, user):
    TOTP.activate(user, SECRET)
    first = sign_in(client)
    half = client.get("/me/")["Location"]
    second = client.post("/accounts/2fa/authenticate/", {"code": code()})

    assert (first["Location"].startswith("/accounts/2fa/authenticate/"), half) == (True, "/accounts/login/?next=/me/")
    assert (second["Location"], client.get("/me/").status_code) == ("/home/", 200)


@pytest.mark.parametrize(("steps", "inside"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_phone_may_be_half_a_minute_off(client, user, steps, inside):
    TOTP.activate(user, SECRET)
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code(steps=steps)})

    assert ("_auth_user_id" in client.session) is inside


def test_a_code_is_good_once_while_the_clock_would_still_take_it(client, user, time_machine):
    TOTP.activate(user, SECRET)
    now = int(time.time()) // 30 * 30
    time_machine.move_to(now, tick=False)
    used = code(steps=1)
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": used})
    thief = Client()
    time_machine.move_to(now + 59, tick=False)
    sign_in(thief)
    thief.post("/accounts/2fa/authenticate/", {"code": used})

    assert ("_auth_user_id" in client.session, "_auth_user_id" in thief.session) == (True, False)


def test_a_recovery_code_is_good_once(client, user):
    sign_in(client)
    code_on_paper = client.get(set_up(client)["Location"]).context["unused_codes"][0]
    inside = []
    for _turn in range(2):
        browser = Client()
        sign_in(browser)
        browser.post("/accounts/2fa/authenticate/", {"code": code_on_paper})
        inside.append("_auth_user_id" in browser.session)

    assert inside == [True, False]


def test_wrong_codes_are_counted_and_audited(client, user):
    TOTP.activate(user, SECRET)
    sign_in(client)
    for _try in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": code()})

    failures = AuditEvent.objects.filter(action="accounts.sign_in_failed", data={"why": "second_factor"})
    assert ("_auth_user_id" in client.session, failures.count()) == (False, 5)


def test_whoever_removes_their_own_is_led_to_a_new_one(client, user):
    sign_in(client)
    set_up(client)
    client.post("/accounts/2fa/totp/deactivate/")

    assert (Authenticator.objects.exists(), client.get("/me/")["Location"]) == (False, SET_UP)
    assert AuditEvent.objects.filter(action="accounts.remove_own_second_factor", actor=user).exists()


def test_changing_it_asks_who_one_is(client, user):
    TOTP.activate(user, SECRET)
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code()})

    pages = ("/accounts/2fa/totp/deactivate/", "/accounts/2fa/recovery-codes/generate/")
    assert {client.get(page)["Location"].split("?")[0] for page in pages} == {AGAIN}


def test_the_system_administrator_removes_a_lost_one_but_not_their_own(client, user):
    sysadmin = account(Role.SYSADMIN, "sysadmin")
    TOTP.activate(user, SECRET)
    TOTP.activate(sysadmin, SECRET)

    for _turn in range(2):
        remove_second_factor(user=user, by=sysadmin)

    assert refusal(remove_second_factor, user=sysadmin, by=sysadmin) == "own_account"
    assert [row.user for row in Authenticator.objects.all()] == [sysadmin]
    assert AuditEvent.objects.filter(action="accounts.remove_second_factor", actor=sysadmin).count() == 1
    sign_in(client)
    assert client.get("/me/")["Location"] == SET_UP


def test_the_list_of_accounts_offers_it_where_there_is_one(client, user, settings):
    settings.MFA_REQUIRED = False
    TOTP.activate(user, SECRET)
    account(Role.SYSADMIN, "sysadmin")
    sign_in(client, "sysadmin")

    text = client.get("/people/admin/accounts/").content.decode()

    assert text.count("/second-factor/remove/") == 1


def test_password_first_then_the_second_factor(client, user):
    from datetime import timedelta

    from django.utils import timezone

    type(user).objects.filter(pk=user.pk).update(initial_until=timezone.now() + timedelta(days=1))
    user.refresh_from_db()
    user.set_password("ACDEFGHJKMNP")
    user.save()
    client.post("/accounts/login/", {"login": "NY001001", "password": "acde-fghj-kmnp"})
    first = client.get("/me/")["Location"]
    client.post("/accounts/password/change/", {"password1": "quiet river stones", "password2": "quiet river stones"})

    assert (first, client.get("/me/")["Location"]) == ("/accounts/password/change/", SET_UP)
