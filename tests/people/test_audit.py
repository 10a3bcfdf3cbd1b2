"""What the trail says of who came in, from where; and what it never holds."""

import pytest
from django.test import RequestFactory

from people.choices import Role
from people.middleware import client_address
from people.models import AuditEvent
from people.services.accounts import open_account
from people.services.persons import register_person, unmask_person
from tests.factories.people import (
    ID_NUMBERS,
    PASSWORD,
    SINCE,
    OrgUnitFactory,
    UserFactory,
    city_root,
    user_with_role,
)

MOBILE = "19900001234"


@pytest.fixture
def user(db):
    user = UserFactory(username="NY001001")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, login="NY001001", password=PASSWORD):
    return client.post("/accounts/login/", {"login": login, "password": password}, REMOTE_ADDR="10.1.2.3")


def trail():
    return list(AuditEvent.objects.order_by("pk").values_list("action", "actor__username", "object_id", "address"))


def test_coming_and_going_leave_a_row_each(client, user):
    sign_in(client)
    client.post("/accounts/logout/", REMOTE_ADDR="10.1.2.3")

    assert trail() == [
        ("people.sign_in", "NY001001", str(user.pk), "10.1.2.3"),
        ("people.sign_out", "NY001001", str(user.pk), "10.1.2.3"),
    ]


@pytest.mark.parametrize(("login", "known"), [("NY001001", True), ("hunter2-typed-into-the-wrong-field", False)])
def test_a_failed_sign_in_names_an_account_and_nothing_else_that_was_typed(client, user, login, known):
    sign_in(client, login, "wrong-password")

    typed = [word for word in ("hunter2", "wrong-password") if word in str(AuditEvent.objects.get().content())]
    assert (trail(), typed) == ([("people.sign_in_failed", None, str(user.pk) if known else "", "10.1.2.3")], [])


def test_no_row_holds_a_password_or_a_personal_number(client, user):
    person = register_person(
        staff_no="NY001002",
        name="王小明",
        staff_category="civil_servant",
        unit=OrgUnitFactory(),
        track="staff",
        started_on=SINCE,
        id_number=ID_NUMBERS[0],
        mobile=MOBILE,
        by=user,
    )
    opened = open_account(person=person, password_hash="md5$salt$digest", by=user)
    unmask_person(person=person, field="id_number", reason="核对", by=user)
    client.force_login(user_with_role(Role.HR, city_root()))
    client.post(f"{person.get_absolute_url()}unmask/", {"field": "mobile", "reason": "核对"})
    sign_in(client)

    text = "".join(str(event.content()) for event in AuditEvent.objects.all())
    secrets = (PASSWORD, opened.password, ID_NUMBERS[0], MOBILE, ID_NUMBERS[0][-4:], MOBILE[-4:])
    assert (AuditEvent.objects.count() > 4, [secret for secret in secrets if secret in text]) == (True, [])


@pytest.mark.parametrize(
    ("direct", "forwarded", "address"),
    [
        ("10.1.2.3", None, "10.1.2.3"),
        ("10.1.2.3", "1.1.1.1", "10.1.2.3"),
        ("10.0.0.1", None, "10.0.0.1"),
        ("10.0.0.1", "10.1.2.3", "10.1.2.3"),
        ("10.0.0.1", "1.1.1.1, 10.1.2.3", "10.1.2.3"),
        ("10.0.0.1", "1.1.1.1, 10.1.2.3, 10.0.0.2", "10.1.2.3"),
        ("10.0.0.1", "x" * 400, "x" * 45),
    ],
)
def test_a_forwarded_address_counts_only_from_a_trusted_proxy(settings, direct, forwarded, address):
    settings.TRUSTED_PROXIES = ["10.0.0.1", "10.0.0.2"]
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}

    request = RequestFactory().get("/", REMOTE_ADDR=direct, **headers)

    assert client_address(request) == address


def test_the_trail_is_the_audit_administrators_alone(client, user):
    sign_in(client)

    seen = {
        role: AuditEvent.objects.visible_to(user_with_role(role)).count()
        for role in (Role.AUDITADMIN, Role.SYSADMIN, Role.SECADMIN, Role.HR)
    }
    assert seen == {Role.AUDITADMIN: 1, Role.SYSADMIN: 0, Role.SECADMIN: 0, Role.HR: 0}


@pytest.mark.parametrize(
    ("query", "found"), [({"action": "sign_in"}, 1), ({"actor_name": "NY001001"}, 1), ({"action": "x"}, 0)]
)
def test_the_trail_is_searched_by_who_and_what(client, user, query, found):
    sign_in(client)
    client.force_login(user_with_role(Role.AUDITADMIN))
    events = client.get("/people/admin/audit/", query).context["page_obj"]

    assert len([event for event in events if event.object_id == str(user.pk)]) == found
