import pytest
from django.utils import timezone

from roster.choices import TransferState
from tests.factories.people import PersonFactory, PersonMergeFactory, TransferRequestFactory, UserFactory
from tests.support.constraints import assert_broken, constraints

pytestmark = pytest.mark.django_db


def two_standing_mergers():
    away = PersonFactory()
    PersonMergeFactory.create_batch(2, away=away)


def two_open_transfers():
    person = TransferRequestFactory().person
    TransferRequestFactory(person=person)


def transfer_decided_by_nobody():
    TransferRequestFactory(state=TransferState.AGREED)


def transfer_refused_without_a_word():
    TransferRequestFactory(state=TransferState.REFUSED, decided_by=UserFactory(), decided_at=timezone.now())


BROKEN_BY = {
    "one_standing_merger_per_entry": two_standing_mergers,
    "one_open_transfer_per_person": two_open_transfers,
    "transfer_decided_by_somebody": transfer_decided_by_nobody,
    "transfer_refused_with_reason": transfer_refused_without_a_word,
}


def test_every_constraint_is_tried():
    assert set(BROKEN_BY) == set(constraints("roster"))


@pytest.mark.parametrize("name", BROKEN_BY)
def test_the_database_holds(name):
    assert_broken("roster", name, BROKEN_BY[name])
