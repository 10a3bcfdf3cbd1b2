"""The demo city's partners: agreements, exchanges, a class held together, a statement to confirm."""

from datetime import date

import pytest

from admission.models import Nomination
from partners.choices import Gift, Side
from partners.demo import class_days
from partners.models import Agreement, Exchange, JointActivity, Statement
from partners.selectors import Period, guests_of, statement_content, with_parties
from people.choices import Role
from people.models import User
from records.models import CreditEntry
from tests.support.demo import DAY
from training.choices import BatchState


def partner_account(city):
    name = next(a["username"] for a in city.accounts if a["role"] == Role.PARTNER)
    return User.objects.get(username=name)


def test_three_agreements_are_in_force_with_places_a_year(city):
    agreements = Agreement.objects.in_force_on(DAY)

    assert agreements.count() == 3
    assert all(agreement.lines.exists() for agreement in agreements)


def test_the_broadcast_bureau_is_a_bureau_of_the_city_and_a_party(city):
    party = Agreement.objects.get(parties__unit__code="NY034").parties.get(unit__code="NY034")

    assert (party.unit.is_access_unit, party.side) == (True, Side.PARTNER)


def test_two_people_are_on_exchange_one_each_way(city):
    under_way = Exchange.objects.open()

    assert sorted(under_way.values_list("line__direction", flat=True)) == ["in", "out"]
    assert [row.phase for row in under_way] == ["under_way"] * 2


def test_a_telecom_lecturer_teaches_a_class_with_guests_outside_the_quotas(city):
    activity = JointActivity.objects.exclude(batch=None).get()
    lecturer = activity.contributions.get(side=Side.PARTNER, kind=Gift.LECTURER).lecturer
    guests = guests_of(activity)

    assert (lecturer.unit.code, activity.batch.state) == ("HZ02", BatchState.CLOSED)
    assert activity.batch.meetings.filter(lecturer=lecturer).count() == 3
    assert guests.count() >= 2
    assert not Nomination.objects.filter(batch=activity.batch, unit__code__startswith="HZ").exists()
    assert not activity.batch.quotas.filter(unit__code__startswith="HZ").exists()


def test_the_guests_hours_are_in_the_same_ledger(city):
    activity = JointActivity.objects.exclude(batch=None).get()
    people = set(guests_of(activity).values_list("person", flat=True))

    assert set(
        CreditEntry.objects.filter(batch=activity.batch, person__in=people).values_list("person", flat=True)
    ) == (people)


def test_the_partners_account_has_a_statement_to_confirm(city):
    waiting = Statement.objects.visible_to(partner_account(city)).waiting().get()
    agreement = with_parties(Agreement.objects.filter(pk=waiting.agreement_id)).get()

    assert [row.side for row in waiting.confirmations.all()] == [Side.CITY]
    assert waiting.content == statement_content(agreement, Period(waiting.first_day, waiting.last_day))
    assert waiting.content["totals"]["half_days"] == 3


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 1, 5), date(2026, 1, 12), date(2026, 12, 31)])
def test_the_joint_class_lies_in_the_year_of_the_day_and_is_held_or_still_to_come(day):
    days, held = class_days(day)

    assert {d.year for d in days} == {day.year}
    assert [d.weekday() < 5 for d in days] == [True, True]
    assert days[-1] < day if held else days[0] > day
