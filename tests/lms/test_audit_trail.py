"""What must never happen without a row in the trail, over all apps; what the rows are called; what they never hold."""

import ast
import logging
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.services.tokens import issue_token
from intake.services import commit_list, judge_list, receive_list
from people.choices import Role
from people.models import AuditEvent, Person
from people.trail.actions import labels
from roster.people_list.kind import PeopleList
from tests.factories.people import PASSWORD, UserFactory, user_with_role
from tests.factories.rosters import id_number, plain_list, small_city
from tests.factories.training import at
from tests.support.rights import BACKEND, Visitor, all_rights, make_world
from tests.support.verbs import all_verbs

DONE_BY = {
    "people:person_unmask": "people.unmask",
    "intake:import_create": "intake.receive_list",
    "intake:import_commit": "intake.commit_list",
    "intake:import_undo": "intake.undo_list",
    "accounts:slip_print": "accounts.issue_slip",
    "accounts:account_slip": "accounts.issue_slip",
    "accounts:account_disable": "people.disable_account",
    "people:role_grant": "people.grant_role",
    "people:role_end": "people.end_role",
    "accounts:token_create": "accounts.issue_token",
    "attendance:mark_correct": "attendance.correct_mark",
    "attendance:sheet_entry": "attendance.record_sheet",
    "training:meeting_hours": "training.set_hours",
    "partners:exchange_appraise": "partners.appraise",
    "exams:submit": "exams.submit",
    "questions:import": "intake.receive_list",
    "records:batch_close": "records.close_batch",
    "records:hours_correct": "records.correct_hours",
    "records:certificate_revoke": "records.revoke_certificate",
}
READ_BY = {
    "intake:import_report": (Role.LIAISON, "intake.export_list_report"),
    "people:audit_export": (Role.AUDITADMIN, "people.export_audit"),
    "reports:attendance_export": (Role.TRAINING_OFFICER, "reports.export_attendance"),
    "partners:exchange_export": (Role.TRAINING_OFFICER, "partners.export_exchanges"),
    "partners:statement_pdf": (Role.TRAINING_OFFICER, "partners.print_statement"),
    "attendance:sign_in_sheet": (Role.TRAINING_OFFICER, "attendance.print_sheet"),
    "records:certificate_pdf": (Role.TRAINING_OFFICER, "records.print_certificate"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("route", sorted(DONE_BY))
def test_what_is_done_leaves_a_row(route):
    verb = all_verbs()[route]
    with time_machine.travel(at("08:25"), tick=False):
        sent = verb.prepare(1)
        before = AuditEvent.objects.filter(action=DONE_BY[route]).count()
        kind = {"content_type": sent.content_type} if sent.content_type else {}
        sent.browser().post(reverse(route, kwargs=sent.kwargs), sent.form, **kind)

    rows = AuditEvent.objects.filter(action=DONE_BY[route])
    assert (rows.count() > before, rows.first().actor) == (True, sent.user)


@pytest.mark.django_db
def test_every_print_and_every_export_leaves_a_row():
    world, rights = make_world(), all_rights()
    left = {}
    for name, (role, action) in READ_BY.items():
        query = {"year": "2026", "format": "xlsx"} if name == "reports:attendance_export" else {}
        visitor = Visitor(world.users[role]).at(rights[name])
        answer = visitor.get(reverse(name, kwargs=rights[name].kwargs(world)), query)
        answer.getvalue()
        left[name] = (answer.status_code, AuditEvent.objects.filter(action=action, actor=world.users[role]).count())

    assert left == dict.fromkeys(READ_BY, (200, 1))


def written_actions():
    """The actions that stand in the code as they are; those put together from parts are in the list of labels."""
    apps = ("people", "questions", "courses", "training", "exams", "partners", "records", "reports", "cms", "lms")
    for path in (path for app in apps for path in (Path(settings.BASE_DIR) / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("record", "record_each"):
                action = node.args[1] if len(node.args) > 1 else None
                if isinstance(action, ast.Constant):
                    yield action.value


def test_every_action_of_the_code_has_a_name_people_can_read():
    assert sorted(set(written_actions()) - set(labels())) == []


NUMBER, MOBILE = id_number(7), "19900007777"


@pytest.mark.django_db
def test_neither_the_log_nor_the_trail_holds_a_number_a_password_or_a_token(caplog, client):
    with caplog.at_level(logging.DEBUG):
        units = small_city()
        hr = user_with_role(Role.HR)
        data = plain_list({"name": "王志远", "id": NUMBER, "mobile": MOBILE})
        roster = receive_list(kind=PeopleList(), file_name="名册.xlsx", data=data, unit=units["root"], by=hr)
        roster = commit_list(listing=judge_list(listing=roster), accepted=None, by=hr)
        person = Person.objects.get(name="王志远")
        account = UserFactory(username="NY001001", person=person)
        account.set_password(PASSWORD)
        account.save()
        for login in ("NY001001", MOBILE, NUMBER):
            Client().post("/accounts/login/", {"login": login, "password": "wrong-" + PASSWORD})
        client.force_login(hr, backend=BACKEND)
        for field in ("id_number", "mobile"):
            client.post(f"{person.get_absolute_url()}unmask/", {"field": field, "reason": f"核对 {MOBILE}"})
        client.get(f"/intake/imports/{roster.uuid}/report/")
        client.get("/reports/attendance/", {"year": "2026", "format": "csv"}).getvalue()
        _row, raw = issue_token(name="大屏", scope="own", days=1, by=hr)

    kept = caplog.text + "".join(str(event.content()) for event in AuditEvent.objects.all())
    secrets = {"number": NUMBER, "mobile": MOBILE, "password": PASSWORD, "token": raw}
    done = set(AuditEvent.objects.values_list("action", flat=True))
    assert [name for name, secret in secrets.items() if secret in kept] == []
    assert done >= {
        "accounts.sign_in_failed",
        "intake.commit_list",
        "people.unmask",
        "intake.export_list_report",
        "reports.export_attendance",
        "accounts.issue_token",
    }
