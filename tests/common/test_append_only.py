import sqlite3

import pytest
from django.db import DatabaseError, connection, transaction

from common.evidence import append_only
from common.evidence.append_only import AppendOnly, allow_change, missing_triggers
from people.models import AuditEvent
from people.trail import audit

pytestmark = pytest.mark.django_db

UPDATE, DELETE = "UPDATE people_auditevent SET action = 'x'", "DELETE FROM people_auditevent"


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def actions():
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


@pytest.fixture
def event():
    return audit.record(None, "test.event", by=None)


def test_a_saved_row_cannot_be_saved_again(event):
    event.action = "test.other"

    with pytest.raises(AppendOnly):
        event.save()


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.update(action="x"),
        lambda event: AuditEvent.objects.all().delete(),
        lambda event: AuditEvent.objects.bulk_update([event], ["action"]),
        lambda event: AuditEvent.objects.update_or_create(pk=event.pk, defaults={"action": "x"}),
    ],
)
def test_the_model_refuses_every_change(event, change):
    with pytest.raises(AppendOnly):
        change(event)


@pytest.mark.parametrize("statement", [UPDATE, DELETE])
def test_the_database_refuses_every_change(event, statement):
    with pytest.raises(DatabaseError, match="append-only"):
        run(statement)

    assert actions() == ["test.event"]


def test_a_change_made_past_the_triggers_shows(event):
    assert AuditEvent.objects.get().is_authentic()

    with allow_change(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_auditevent SET action = 'x'")

    assert not AuditEvent.objects.get().is_authentic()


def test_rows_appended_together_are_authentic():
    AuditEvent.objects.append_many(AuditEvent(actor_name="", action=f"test.{i}") for i in range(3))

    assert [event.is_authentic() for event in AuditEvent.objects.all()] == [True] * 3


def drop_trigger(name):
    run(f"DROP TRIGGER {name}{' ON people_auditevent' if connection.vendor == 'postgresql' else ''}")


def test_a_dropped_trigger_is_named_and_put_back():
    name = append_only.trigger_names("people_auditevent", connection.vendor)[0]
    drop_trigger(name)

    assert missing_triggers() == [name]

    append_only.ensure()

    assert missing_triggers() == []


def test_a_trigger_that_is_switched_off_is_named():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite cannot switch a trigger off")
    name = append_only.trigger_names("people_auditevent", connection.vendor)[0]

    run(f"ALTER TABLE people_auditevent DISABLE TRIGGER {name}")

    assert missing_triggers() == [name]


@pytest.mark.parametrize(("statement", "left"), [(UPDATE, ["x"]), (DELETE, [])])
def test_a_change_passes_inside_allow_change_and_no_longer_after_it(event, statement, left):
    with allow_change():
        run(statement)
    inside = actions()
    audit.record(None, "test.second", by=None)

    with pytest.raises(DatabaseError, match="append-only"):
        run(statement)
    assert (inside, actions()) == (left, [*left, "test.second"])


def test_the_database_refuses_again_after_a_failure_inside_allow_change(event):
    with pytest.raises(ZeroDivisionError), transaction.atomic(), allow_change():
        raise ZeroDivisionError

    with pytest.raises(DatabaseError, match="append-only"):
        run(UPDATE)


def test_postgresql_refuses_to_truncate():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")

    with pytest.raises(DatabaseError, match="append-only"):
        run("TRUNCATE people_auditevent CASCADE")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", [UPDATE, DELETE])
def test_sqlite_refuses_another_program(event, statement):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite asks the program for leave")
    other = sqlite3.connect(connection.settings_dict["NAME"])

    with pytest.raises(sqlite3.OperationalError, match="zx_allow_change"):
        other.execute(statement)
    other.close()

    assert actions() == ["test.event"]


@pytest.mark.parametrize(
    "change", ["data = '{\"a\": 1}'", "recorded_at = '2020-01-01 00:00:00+00'", "mac = ''", "mac = '1:假'"]
)
def test_a_change_of_any_column_shows(event, change):
    with allow_change():
        run(f"UPDATE people_auditevent SET {change}")  # noqa: S608 -- our own words

    assert AuditEvent.objects.get().is_authentic() is False


def test_a_row_inserted_without_a_code_is_not_authentic():
    AuditEvent.objects.bulk_create([AuditEvent(action="test.bulk")])

    assert AuditEvent.objects.get().is_authentic() is False


def test_every_evidence_table_is_protected():
    tables = {model._meta.db_table for model in append_only.evidence_models()}

    assert (tables >= {"people_auditevent", "attendance_attendanceevidence"}, missing_triggers()) == (True, [])
