"""What the trail says of who came in, from where; and what it never holds."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import RequestFactory
from openpyxl import load_workbook

from people.choices import Role
from people.masking import mask_numbers
from people.models import AuditEvent
from people.services.accounts import open_account
from people.services.persons import register_person, unmask_person
from people.trail import audit
from people.trail.middleware import client_address
from tests.factories.people import (
    ID_NUMBERS,
    PASSWORD,
    SINCE,
    OrgUnitFactory,
    UserFactory,
    city_root,
    user_with_role,
)
from tests.support.rights import BACKEND

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
        ("accounts.sign_in", "NY001001", str(user.pk), "10.1.2.3"),
        ("accounts.sign_out", "NY001001", str(user.pk), "10.1.2.3"),
    ]


@pytest.mark.parametrize(("login", "known"), [("NY001001", True), ("hunter2-typed-into-the-wrong-field", False)])
def test_a_failed_sign_in_names_an_account_and_nothing_else_that_was_typed(client, user, login, known):
    sign_in(client, login, "wrong-password")

    typed = [word for word in ("hunter2", "wrong-password") if word in str(AuditEvent.objects.get().content())]
    assert (trail(), typed) == ([("accounts.sign_in_failed", None, str(user.pk) if known else "", "10.1.2.3")], [])


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
    ("query", "found"),
    [
        ({"action": "accounts.sign_in"}, 1),
        ({"action": "accounts.sign_out"}, 0),
        ({"actor_name": "NY001001"}, 1),
        ({"actor_name": "NY009999"}, 0),
        ({"object_label": "账号"}, 1),
        ({"address": "10.1."}, 1),
        ({"address": "10.2."}, 0),
        ({"since": "2026-03-02", "until": "2026-03-02"}, 1),
        ({"since": "2026-03-03"}, 0),
        ({"until": "2026-03-01"}, 0),
    ],
)
def test_the_trail_is_searched_by_who_what_when_and_from_where(client, user, query, found):
    """One minute past midnight in Shanghai, which is the day before in London."""
    with time_machine.travel(datetime(2026, 3, 2, 0, 1, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        sign_in(client)
    client.force_login(user_with_role(Role.AUDITADMIN))
    events = client.get("/people/admin/audit/", query).context["page_obj"]

    assert len([event for event in events if event.object_id == str(user.pk)]) == found


# The screen of the audit administrator.

AUDIT = "/people/admin/audit/"


@pytest.fixture
def auditor(client, db):
    user = user_with_role(Role.AUDITADMIN)
    client.force_login(user, backend=BACKEND)
    return user


@pytest.fixture
def event(user):
    return audit.record(user, "people.disable_account", by=user, reason="离职", data={"roles": 2})


def test_an_event_has_a_page_with_its_particulars(client, auditor, event):
    page = client.get(event.get_absolute_url()).content.decode()

    assert [text for text in ("people.disable_account", "离职", "roles", "people.user") if text not in page] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_statements_for_three_as_for_one(client, auditor, user, rows, django_assert_num_queries):
    for _row in range(rows):
        audit.record(user, "people.disable_account", by=user)
    client.get(AUDIT)

    with django_assert_num_queries(6):
        client.get(AUDIT, {"action": "people.disable_account"})


def test_the_workbook_holds_the_rows_of_the_list_and_is_itself_in_the_trail(client, auditor, event):
    answer = client.get(f"{AUDIT}export/", {"action": "people.disable_account", "actor_name": "账号"})

    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [(row[4], row[6], row[7]) for row in rows] == [("people.disable_account", "离职", '{"roles": 2}')]
    trace = AuditEvent.objects.get(action="people.export_audit")
    assert (trace.actor, trace.data["rows"], "people.disable_account" in trace.data["filter"]) == (auditor, 1, True)


def test_a_number_typed_into_the_query_is_not_kept(client, auditor, event):
    client.get(f"{AUDIT}export/", {"object_label": ID_NUMBERS[0]})

    assert ID_NUMBERS[0] not in str(AuditEvent.objects.get(action="people.export_audit").data)


def test_more_rows_than_a_spreadsheet_can_be_read_are_refused_with_a_sentence(client, auditor, event, monkeypatch):
    monkeypatch.setattr("people.trail.views.MOST_ROWS", 1)
    audit.record(event, "people.enable_account", by=auditor)

    page = client.get(f"{AUDIT}export/", {"object_label": "账号"}, follow=True)

    assert (page.redirect_chain[0][0], "1 " in page.content.decode()) == (
        f"{AUDIT}?object_label=%E8%B4%A6%E5%8F%B7",
        True,
    )
    assert not AuditEvent.objects.filter(action="people.export_audit").exists()


def test_a_number_in_a_reason_is_masked(user):
    event = audit.record(user, "people.unmask", by=user, reason=f"核对{ID_NUMBERS[0]}，电话{MOBILE}")

    assert event.reason == f"核对{'*' * 18}，电话{'*' * 11}"


def test_a_digest_is_not_taken_for_a_number():
    assert mask_numbers("a123456789012345678b 2026-03-02 12345") == "a123456789012345678b 2026-03-02 12345"
