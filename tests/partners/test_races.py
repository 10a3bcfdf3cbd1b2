"""Two officers at the same moment."""

import pytest

from admission.models import Enrolment
from partners.models import Exchange
from partners.services.activities import enrol_guest, remove_contribution
from partners.services.exchanges import start_exchange
from partners.services.statements import confirm_statement
from tests.factories.partners import StatementFactory, partnership
from tests.factories.people import PersonFactory
from tests.training.test_races import at_once, overlapping, without_locks  # noqa: F401 -- fixture

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def two_for_the_last_place():
    pair = partnership()
    pair.out.places = 1
    pair.out.save()
    drafts = [pair.exchange_draft() for _n in range(2)]
    return [lambda draft=draft: start_exchange(draft=draft, by=pair.officer) for draft in drafts]


def test_the_last_place_of_the_year_is_given_once():
    assert overlapping(*two_for_the_last_place()) == ["done", "no_place_left"]
    assert Exchange.objects.count() == 1


def test_without_the_lock_the_places_would_be_overdrawn(without_locks):  # noqa: F811
    assert overlapping(*two_for_the_last_place()) == ["done", "done"]


def test_the_last_guest_seat_is_given_once():
    pair = partnership()
    activity = pair.activity(seats=1)
    guests = [pair.guest() for _n in range(2)]
    calls = [lambda guest=guest: enrol_guest(activity=activity, person=guest, by=pair.contact) for guest in guests]

    assert overlapping(*calls) == ["done", "no_guest_seat"]
    assert Enrolment.objects.count() == 1


def test_both_sides_confirming_together_freeze_the_statement():
    pair = partnership()
    statement = StatementFactory(agreement=pair.agreement)
    seen = statement.drawn_up_at.isoformat()
    calls = [
        lambda side=side, by=by: confirm_statement(statement=statement, side=side, seen=seen, signatory="王某", by=by)
        for side, by in (("city", pair.officer), ("partner", pair.contact))
    ]

    assert at_once(*calls) == ["done", "done"]
    statement.refresh_from_db()
    assert (statement.is_authentic(), statement.confirmations.count()) == (True, 2)


def test_a_seat_is_not_taken_away_under_a_guest_who_sits_down():
    pair = partnership()
    activity = pair.activity(seats=1)
    seats, guest = activity.contributions.get(), pair.guest()
    calls = [
        lambda: enrol_guest(activity=activity, person=guest, by=pair.contact),
        lambda: remove_contribution(contribution=seats, by=pair.officer),
    ]

    assert overlapping(*calls) == ["done", "guests_enrolled"]


def test_one_person_is_sent_once_under_two_agreements():
    one, two = partnership("HZ01"), partnership("HZ02")
    person = PersonFactory()
    calls = [
        lambda pair=pair: start_exchange(draft=pair.exchange_draft(person=person), by=pair.officer)
        for pair in (one, two)
    ]

    assert overlapping(*calls) == ["done", "one_open_exchange_per_person"]
