import pytest
from django.core import checks
from django.db import connection

from common.checks import evidence_triggers, plain_http_profile
from common.evidence.append_only import trigger_names
from people.models import AuditEvent
from tests.common.test_append_only import drop_trigger


def test_nothing_is_said_while_every_trigger_is_there(db):
    assert evidence_triggers(None, databases=["default"]) == []


def test_a_missing_trigger_is_an_error_that_names_it(db):
    name = trigger_names(AuditEvent._meta.db_table, connection.vendor)[0]
    drop_trigger(name)

    errors = evidence_triggers(None, databases=["default"])

    assert [(error.id, error.level, name in error.msg) for error in errors] == [("common.E001", checks.ERROR, True)]


@pytest.mark.parametrize(
    ("profile", "production", "said"),
    [("http-intranet", True, ["common.W001"]), ("https", True, []), ("http-intranet", False, [])],
)
def test_plain_http_is_warned_of_in_production(settings, profile, production, said):
    settings.PROFILE, settings.REFUSE_DEMO_DATABASE = profile, production

    assert [warning.id for warning in plain_http_profile(None)] == said
