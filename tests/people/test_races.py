"""Two people change the organisation at the same moment."""

from datetime import date

import pytest

from people.choices import Role
from people.models import Delivery, OrgUnit, Posting
from people.services.deliveries import send_due
from people.services.mergers import merge_units
from people.services.units import move_unit, reorder_unit
from tests.factories.people import NotificationFactory, OrgUnitFactory, PersonFactory, user_with_role
from tests.training.test_races import at_once, overlapping

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def documented():
    return {"day": date(2026, 1, 5), "reason": "宛编〔2026〕1号", "by": user_with_role(Role.TRAINING_OFFICER)}


def test_a_unit_is_merged_into_one_of_two(documented):
    unit, first, second = OrgUnitFactory.create_batch(3)
    person = PersonFactory(unit=unit)

    outcomes = overlapping(
        *(lambda into=into: merge_units(unit=unit, into=into, **documented) for into in (first, second))
    )

    unit.refresh_from_db()
    assert (outcomes, unit.merged_into) == (["done", "unit_closed"], first)
    assert Posting.objects.current().get(person=person).unit == first


def test_of_two_units_merged_into_each_other_one_stays_open(documented):
    first, second = OrgUnitFactory.create_batch(2)

    outcomes = overlapping(
        lambda: merge_units(unit=first, into=second, **documented),
        lambda: merge_units(unit=second, into=first, **documented),
    )

    assert (outcomes, list(OrgUnit.objects.open().filter(depth=2))) == (["done", "unit_closed"], [second])


def test_the_same_merger_twice_is_one(documented):
    unit, into = OrgUnitFactory.create_batch(2)
    person = PersonFactory(unit=unit)

    outcomes = at_once(*[lambda: merge_units(unit=unit, into=into, **documented)] * 4)

    assert (outcomes, person.postings.count(), into.changes.count()) == (["done"] * 4, 2, 1)


def test_moves_at_once_leave_the_tree_whole(documented):
    by = documented["by"]
    units = OrgUnitFactory.create_batch(6)
    below = [OrgUnitFactory(parent=unit) for unit in units]

    outcomes = at_once(
        *(lambda u=u: move_unit(unit=u, parent=units[0], **documented) for u in units[4:]),
        *(lambda u=u: move_unit(unit=u, parent=units[1], **documented) for u in below[2:]),
        *(lambda u=u: reorder_unit(unit=u, place="up", by=by) for u in units[1:4]),
    )

    assert (set(outcomes), OrgUnit.find_problems()) == ({"done"}, ([],) * 5)
    assert OrgUnit.objects.get(pk=units[0].pk).get_children().filter(pk__in=[u.pk for u in units]).count() == 2


def test_workers_at_once_send_each_message_once(settings, tmp_path):
    settings.NOTIFY_CHANNELS, settings.OUTBOX_DIR = ["file:sms"], tmp_path
    note = NotificationFactory()
    Delivery.objects.create(notification=note, channel="sms")

    outcomes = at_once(*[send_due] * 4)

    lines = (tmp_path / "sms.jsonl").read_text(encoding="utf-8").splitlines()
    assert (outcomes, len(lines), Delivery.objects.get().tries) == (["done"] * 4, 1, 1)
