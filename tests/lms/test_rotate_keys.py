import json
import shutil

import pytest
from django.core.management import CommandError, call_command

from people.models import Person
from people.trail import audit
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def key_file(settings, tmp_path):
    path = tmp_path / "keys.json"
    shutil.copy(settings.KEYS_FILE, path)
    settings.KEYS_FILE = path
    return path


def told(capsys, *arguments):
    call_command("rotate_keys", *arguments)
    return capsys.readouterr().out


def test_a_key_is_rotated_and_retired_by_a_command(capsys, key_file):
    PersonFactory(mobile="19900001234")

    assert told(capsys, "--index").splitlines() == [
        "current key: 2 (new)",
        "rows written anew: 1",
        "key 1 may be removed: rotate_keys --index --retire 1",
    ]
    assert told(capsys, "--index", "--retire", "1") == "removed: key 1\n"


def test_a_rotation_answers_in_json(capsys, key_file):
    assert json.loads(told(capsys, "--field", "--json")) == {
        "purpose": "field",
        "current": "2",
        "added": True,
        "renewed": 0,
        "unreadable": [],
        "needed": {"1": 0},
    }
    assert json.loads(told(capsys, "--field", "--retire", "1", "--json")) == {"purpose": "field", "retired": "1"}


def test_a_key_in_use_is_not_retired(capsys, key_file):
    audit.record(None, "test.before", by=None)
    told(capsys, "--evidence")

    with pytest.raises(CommandError, match="rows still need key 1"):
        call_command("rotate_keys", "--evidence", "--retire", "1")


def test_a_number_that_cannot_be_read_ends_the_command_with_status_1(capsys, key_file):
    one, other = PersonFactory(mobile="19900001234"), PersonFactory(mobile="19900001235")
    Person.objects.filter(pk=one.pk).update(mobile_sealed=other.mobile_sealed)

    with pytest.raises(SystemExit) as ended:
        call_command("rotate_keys", "--field")

    assert (ended.value.code, capsys.readouterr().out.splitlines()[2:]) == (
        1,
        [f"cannot be read: person {one.uuid}", "key 1 stays: 1 rows need it"],
    )


def test_a_purpose_has_to_be_named():
    with pytest.raises(CommandError):
        call_command("rotate_keys")
