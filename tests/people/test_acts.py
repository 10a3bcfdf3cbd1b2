"""The rules of acts: their defaults, who changes them, and what the page says."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from rules import perm_exists

from common.acts import second_person_acts
from people import acts
from people.acts import SEPARATION, administrators_are_separate, holders_of_several, needs_second
from people.choices import Role
from people.models import ActRule, AuditEvent
from people.services import acts as services
from people.services.acts import set_act_rule
from people.services.roles import grant_role
from people.views import acts as views
from tests.factories.people import RoleAssignmentFactory, UserFactory, city_root, user_with_role
from tests.people.verbs import act_rules
from tests.support.refusals import refusal
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db
PAGE = "people:act_list"


@pytest.fixture(params=[True, False], ids=["embedded", "services"])
def embedded(request, monkeypatch):
    for module in (acts, services, views):
        monkeypatch.setattr(module, "is_embedded", lambda: request.param)
    return request.param


def browser(role):
    client = Client()
    client.force_login(user_with_role(role), backend=BACKEND)
    return client


def test_a_small_office_binds_only_what_comes_after_closing():
    bound = [act.code for act in second_person_acts() if needs_second(act.code)]

    assert bound == ["records.correct_hours", "records.issue_certificate", "records.revoke_certificate"]


def test_an_act_is_named_after_a_permission_that_exists():
    assert all(perm_exists(act.code) for act in second_person_acts())


def test_changing_a_rule_twice_leaves_one_audit_row():
    by, act = UserFactory(), second_person_acts()[0]
    for _turn in range(2):
        rule = set_act_rule(act=act, in_force=False, by=by)

    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.data) == (
        "people.set_act_rule",
        by,
        {"act": act.code, "in_force": False},
    )
    assert (rule.changed_by, needs_second(act.code)) == (by, False)


def test_a_rule_is_switched_on_again():
    act = second_person_acts()[0]
    for in_force in (False, True):
        set_act_rule(act=act, in_force=in_force, by=UserFactory())

    assert (needs_second(act.code), AuditEvent.objects.count()) == (True, 2)


def test_an_act_has_one_rule():
    rule = {"act": "x", "in_force": True, "changed_by": UserFactory(), "changed_at": timezone.now()}
    ActRule.objects.create(**rule)
    with pytest.raises(IntegrityError), transaction.atomic():
        ActRule.objects.create(**rule)


# Three administrators.


def test_the_three_are_separate_until_an_office_decides(embedded):
    assert administrators_are_separate() is True


def test_only_an_office_on_one_computer_may_do_without(embedded):
    by = UserFactory()
    if embedded:
        set_act_rule(act=SEPARATION, in_force=False, by=by)
    else:
        assert refusal(set_act_rule, act=SEPARATION, in_force=False, by=by) == "separated_roles"

    assert administrators_are_separate() is not embedded


def test_a_rule_switched_off_on_one_computer_is_in_force_again_on_a_server(embedded):
    ActRule.objects.create(act=SEPARATION.code, in_force=False, changed_by=UserFactory(), changed_at=timezone.now())
    user = UserFactory()
    RoleAssignmentFactory(user=user, role=Role.SYSADMIN)
    arguments = {"user": user, "role": Role.AUDITADMIN, "unit": city_root(), "by": UserFactory()}

    if embedded:
        grant_role(**arguments)
        assert list(holders_of_several()) == [user]
    else:
        assert refusal(grant_role, **arguments) == "separated_roles"


def test_who_held_two_of_the_roles_one_after_the_other_does_not_hold_several():
    user = UserFactory()
    RoleAssignmentFactory(user=user, role=Role.SYSADMIN, ended_on=timezone.localdate())
    RoleAssignmentFactory(user=user, role=Role.AUDITADMIN)

    assert list(holders_of_several()) == []


# The page.


def test_the_security_administrator_switches_a_rule_and_sees_who_did(embedded):
    client, act = browser(Role.SECADMIN), second_person_acts()[0]
    address = reverse("people:act_rule_set", kwargs={"code": act.code})

    assert address in client.get(reverse(PAGE)).content.decode()
    answer = client.post(address)

    assert (answer["Location"], needs_second(act.code)) == (reverse(PAGE), False)
    page = client.get(reverse(PAGE)).content.decode()
    assert (str(ActRule.objects.get().changed_by) in page, "无需复核" in page) == (True, True)


def test_the_audit_administrator_reads_and_cannot_switch():
    page = browser(Role.AUDITADMIN).get(reverse(PAGE))

    assert (page.status_code, "in_force" in page.content.decode()) == (200, False)


def test_the_page_explains_what_it_costs_to_leave_the_three_in_one_hand(embedded):
    page = browser(Role.SECADMIN).get(reverse(PAGE)).content.decode()

    assert ("等级保护" in page, SEPARATION.code in page) == (embedded, embedded)


def test_the_page_names_who_holds_several_of_the_three():
    user = UserFactory(username="N0007")
    for role in (Role.SYSADMIN, Role.AUDITADMIN):
        RoleAssignmentFactory(user=user, role=role)

    assert "N0007" in browser(Role.SECADMIN).get(reverse(PAGE)).content.decode()


def test_an_act_nobody_registered_is_not_there():
    assert browser(Role.SECADMIN).post(reverse("people:act_rule_set", kwargs={"code": "x"})).status_code == 404


def test_the_page_asks_as_many_questions_for_three_rules_as_for_one(monkeypatch):
    monkeypatch.setattr(views, "is_embedded", lambda: True)
    counts = []
    for n in (1, 3):
        ActRule.objects.all().delete()
        act_rules(n)
        client = browser(Role.SECADMIN)
        client.get(reverse(PAGE))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(PAGE))
        counts.append(len(queries))

    assert counts == [counts[0]] * 2


def test_the_audit_trail_shows_and_finds_the_second_person():
    AuditEvent(action="records.correct_hours", actor_name="张三 (N0001)", data={"second": "李四 (N0002)"}).save()
    client = browser(Role.AUDITADMIN)

    pages = [client.get(reverse("people:audit_list"), {"actor_name": name}).content.decode() for name in "张李王"]
    assert ["李四 (N0002)" in page for page in pages] == [True, True, False]
