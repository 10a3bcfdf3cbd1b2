import pytest
from django.core.management import call_command

from people.models import Person
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_name_keys_are_rebuilt_by_a_command(capsys):
    PersonFactory(name="单雪梅")
    Person.objects.update(pinyin="x")

    call_command("rebuild_name_keys")

    assert (capsys.readouterr().out, Person.objects.get().pinyin) == ("changed: 1\n", "shan xue mei")
