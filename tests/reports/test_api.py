from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from accounts.models import ApiToken
from attendance.choices import AttendanceStatus
from attendance.services.marks import SheetEntry, record_sheet
from people.choices import Role
from people.models import AuditEvent
from reports.exports import AttendanceExport
from tests.factories.accounts import raw_token
from tests.factories.admission import class_today
from tests.factories.people import UserFactory, user_with_role
from tests.factories.training import ClassMeetingFactory, at
from training.choices import Slot
from training.models import Batch

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(time_machine):
    """Two people; the morning is marked, the afternoon has not begun."""
    time_machine.move_to(at("09:00"), tick=False)
    today = class_today(2)
    ClassMeetingFactory(batch=today.batch, slot=Slot.AFTERNOON)
    entries = [SheetEntry(today.people[0].pk, AttendanceStatus.LEAVE)]
    record_sheet(batch=today.batch, exceptions=entries, written_in=[], by=today.teacher, **today.half_day)
    return today


def program(user):
    return Client(headers={"Authorization": f"Bearer {raw_token(user)}"})


def address(today):
    return f"/api/v1/batches/{today.batch.code}/attendance"


def exported(batch):
    file = BytesIO()
    AttendanceExport(Batch.objects.filter(pk=batch.pk)).write(file, format="xlsx")
    head, *rows = openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_rows_are_those_of_the_export(held):
    rows = program(user_with_role(Role.HR)).get(address(held)).json()["items"]

    assert [
        (r["unit"], r["name"], r["staff_no"], r["meeting"], r["date"], r["status_text"], Decimal(r["credit_hours"]))
        for r in rows
    ] == [(r["单位"], r["姓名"], r["工号"], r["课次"], r["日期"], r["状态"], r["学时"]) for r in exported(held.batch)]
    assert [r["status"] for r in rows] == ["leave", None, "present", None]


def test_each_reading_leaves_an_audit_row_that_names_the_token(held):
    user = user_with_role(Role.HR)

    answer = program(user).get(address(held), {"limit": 1, "offset": 2})
    event = AuditEvent.objects.get(action="reports.read_attendance")

    assert (answer.json()["total"], event.actor, event.object_label) == (4, user, held.batch.title)
    assert event.data == {
        "batch": held.batch.code,
        "format": "json",
        "offset": 2,
        "rows": 1,
        "token": ApiToken.objects.get().pk,
    }


@pytest.mark.parametrize(("role", "status"), [(Role.VIEWER, 200), (Role.TRAINING_OFFICER, 200), (Role.LECTURER, 404)])
def test_who_may_look_at_the_roster_may_read_it(held, role, status):
    assert program(user_with_role(role)).get(address(held)).status_code == status


def test_a_trainee_of_the_class_knows_it_and_may_not_read_its_attendance(held):
    answer = program(UserFactory(person=held.people[0])).get(address(held))

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert not AuditEvent.objects.filter(action="reports.read_attendance").exists()


@pytest.mark.parametrize("people", [1, 3])
def test_the_statements_do_not_grow_with_the_people(time_machine, people, django_assert_num_queries):
    time_machine.move_to(at("09:00"), tick=False)
    today = class_today(people)
    record_sheet(batch=today.batch, exceptions=[], written_in=[], by=today.teacher, **today.half_day)
    reader = program(user_with_role(Role.HR))

    with django_assert_num_queries(11):
        assert len(reader.get(address(today)).json()["items"]) == people
