"""Who hears what of every verb, as the tables of docs/notifications.md say."""

from contextlib import suppress

import pytest
import time_machine
from django.db import transaction

from common.errors import NotAllowed
from notifications.kinds import message_kinds
from notifications.models import Notification
from people.trail.actions import labels
from tests.factories.training import at
from tests.support.told import all_scenarios, documented, silent, without_verb
from tests.support.visits import signed_in

CASES = [(action, n) for action, rows in sorted(all_scenarios().items()) for n in range(len(rows))]


def test_every_verb_stands_in_one_of_the_two_tables():
    told, untold = list(documented()), silent()

    assert sorted(told + untold) == sorted(labels())


def test_every_kind_of_message_stands_in_the_table():
    kinds = set().union(*documented().values()) | without_verb()

    assert kinds == {kind.code for kind in message_kinds()}


@pytest.mark.django_db
@pytest.mark.parametrize(("action", "n"), CASES)
def test_a_verb_tells_those_concerned_once(action, n):
    with time_machine.travel(at("08:25"), tick=False):
        scenario = all_scenarios()[action][n]()
        last = Notification.objects.count()
        assert last == 0 or Notification.objects.all().delete()
        scenario.act()
        notes = list(Notification.objects.select_related("user"))

        assert sorted((note.user_id, note.kind) for note in notes) == sorted(
            (user.pk, kind) for user, kind in scenario.hear.items()
        )
        assert {note.kind for note in notes} <= documented()[action]
        for note in notes:
            assert note.title
            if note.address:
                assert signed_in(note.user).get(note.address).status_code == 200, (note.kind, note.address)
        # Once more: refused, or nothing new.
        with suppress(NotAllowed):
            scenario.act()
        assert Notification.objects.count() == len(notes)


@pytest.mark.django_db
@pytest.mark.parametrize("action", sorted(documented()))
def test_every_kind_of_a_row_is_seen_to_be_sent(action):
    seen = set()
    with time_machine.travel(at("08:25"), tick=False):
        for prepare in all_scenarios()[action]:
            with transaction.atomic():
                seen |= set(prepare().hear.values())
                transaction.set_rollback(True)

    assert seen == documented()[action]
