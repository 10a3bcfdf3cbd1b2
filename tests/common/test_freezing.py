"""The kit itself: what is frozen is put back after a migration, and does not stop one."""

import pytest
from django.core.management import call_command
from django.db import connection, models

from common.evidence.append_only import all_triggers, ensure, missing_triggers
from common.evidence.freezing import frozen_models, lift
from exams.models import Answer, Attempt


def test_submitted_examinations_are_frozen():
    assert {Attempt, Answer} <= set(frozen_models())


@pytest.mark.django_db
def test_triggers_that_are_lifted_are_named_and_put_back():
    frozen = [name for name in all_triggers(connection.vendor) if "_frozen_" in name]
    lift("default")
    assert missing_triggers() == frozen

    ensure()
    assert missing_triggers() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Attempt, Answer])
def test_a_migration_remakes_a_frozen_table_and_leaves_its_triggers(model):
    call_command("migrate", verbosity=0, interactive=False)
    field = models.CharField(max_length=1, default="")
    field.set_attributes_from_name("added_for_the_test")
    lift("default")
    with connection.schema_editor() as editor:
        editor.add_field(model, field)
        editor.remove_field(model, field)
    ensure()

    assert missing_triggers() == []
