"""Two closings at the same moment."""

import pytest

from records.models import Certificate, CreditEntry
from records.services.closing import close_batch
from tests.factories.records import held_class
from tests.training.test_races import overlapping

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def closing(held):
    return lambda: close_batch(batch=held.batch, by=held.officer)


def test_a_class_closed_twice_at_once_is_posted_once():
    held = held_class(2)
    held.enter()

    assert overlapping(closing(held), closing(held)) == ["done", "done"]
    assert (CreditEntry.objects.count(), Certificate.objects.count()) == (2, 2)


def test_two_classes_closed_at_once_share_the_numbers_without_a_gap():
    classes = [held_class(2), held_class(3)]
    for held in classes:
        held.enter()

    assert overlapping(*map(closing, classes)) == ["done", "done"]
    assert sorted(Certificate.objects.values_list("serial", flat=True)) == [1, 2, 3, 4, 5]
