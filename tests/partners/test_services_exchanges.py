from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.models import Notification
from partners.choices import AgreementState, AppraisalStage, ExchangeState, Grade, PaidBy
from partners.models import Agreement, Exchange
from partners.services.exchanges import appraise, end_exchange_early, start_exchange
from people.choices import Role, StaffCategory
from roster.services.twice import merge_persons
from tests.factories.partners import ExchangeFactory, days_from_today, partnership
from tests.factories.people import PersonFactory, UserFactory, user_with_role
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


def start(pair, **fields):
    return start_exchange(draft=pair.exchange_draft(**fields), by=pair.officer)


def refused_start(pair, **fields):
    return refusal(start_exchange, draft=pair.exchange_draft(**fields), by=pair.officer)


def test_a_person_of_any_city_unit_goes_to_the_partner_and_keeps_the_posting():
    pair = partnership()
    person = PersonFactory(post="网络科科长")
    exchange = start(pair, person=person, doc_no="宛组干〔2026〕1号")

    assert (exchange.home_post, exchange.host_unit, exchange.state) == ("网络科科长", pair.partner, "open")
    assert person.postings.current().get().unit == exchange.home_unit


def test_both_sides_and_the_person_are_told():
    pair = partnership()
    person = PersonFactory()
    account = UserFactory(person=person)
    start(pair, person=person)

    assert {note.user for note in Notification.objects.all()} == {pair.contact, account}


def test_a_person_of_the_partner_comes_to_the_city():
    pair = partnership()
    exchange = start(pair, line=pair.into, person=pair.guest(), host_unit=pair.office)

    assert exchange.host_unit == pair.office


def test_the_wrong_side_is_refused_by_name():
    pair, stranger = partnership("HZ01"), partnership("HZ02")

    assert refused_start(pair, person=pair.guest()) == "wrong_sender"
    assert refused_start(pair, person=stranger.guest()) == "wrong_sender"
    assert refused_start(pair, host_unit=pair.office) == "wrong_host"
    assert refused_start(pair, host_unit=stranger.partner) == "wrong_host"


def test_the_places_of_the_year_are_the_limit():
    pair = partnership()
    for _place in range(pair.out.places):
        start(pair)

    assert refused_start(pair) == "no_place_left"
    assert Exchange.objects.count() == pair.out.places


def test_last_years_exchanges_take_no_place_of_this_year():
    pair = partnership(starts_on=days_from_today(-700))
    first = timezone.localdate().replace(month=1, day=1) - timedelta(days=1)
    for _place in range(pair.out.places):
        ExchangeFactory(line=pair.out, host_unit=pair.partner, starts_on=first)

    assert start(pair).pk


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        (-301, 100, "outside_term"),
        (0, 501, "outside_term"),
        (-300, 2000, "too_long"),
        (5, 5, "exchange_ends_after_start"),
    ],
)
def test_the_dates_lie_within_the_term_and_three_years(starts, ends, code):
    pair = partnership(ends_on=days_from_today(3000 if ends > 1000 else 500))

    assert refused_start(pair, starts_on=days_from_today(starts), ends_on=days_from_today(ends)) == code


def test_nobody_is_on_two_exchanges():
    pair = partnership()
    person = PersonFactory()
    start(pair, person=person)

    assert refused_start(pair, person=person) == "one_open_exchange_per_person"


@pytest.mark.parametrize(
    ("category", "paid_by", "allowed"),
    [
        (StaffCategory.CIVIL_SERVANT, PaidBy.HOST, False),
        (StaffCategory.REF_MANAGED, PaidBy.HOST, False),
        (StaffCategory.CIVIL_SERVANT, PaidBy.SENDING, True),
        (StaffCategory.INSTITUTION_STAFF, PaidBy.HOST, True),
    ],
)
def test_a_civil_servant_takes_no_pay_from_an_enterprise(category, paid_by, allowed):
    pair = partnership()
    person = PersonFactory(staff_category=category)

    if allowed:
        assert start(pair, person=person, paid_by=paid_by).paid_by == paid_by
    else:
        assert refused_start(pair, person=person, paid_by=paid_by) == "paid_by_enterprise"


def test_somebody_without_a_posting_cannot_be_sent():
    pair = partnership()
    person = PersonFactory()
    person.postings.update(ended_on=timezone.localdate())

    assert refused_start(pair, person=person) == "no_posting"


def test_nobody_is_sent_under_an_agreement_not_in_force():
    pair = partnership()
    Agreement.objects.update(state=AgreementState.DRAFT)

    assert refused_start(pair) == "not_in_force"


def test_the_host_gives_a_review_on_the_way_and_an_appraisal_that_finishes():
    pair = partnership()
    exchange = ExchangeFactory(line=pair.out, host_unit=pair.partner)
    arguments = {"exchange": exchange, "grade": Grade.EXCELLENT, "remarks": "工作主动", "by": pair.contact}
    appraise(stage=AppraisalStage.MID_TERM, **arguments)

    assert refusal(appraise, stage=AppraisalStage.MID_TERM, **arguments) == "one_appraisal_per_stage"
    assert refusal(appraise, stage=AppraisalStage.FINAL, **arguments) == "not_over"
    Exchange.objects.update(ends_on=timezone.localdate())
    appraise(stage=AppraisalStage.FINAL, **arguments)
    exchange.refresh_from_db()
    assert exchange.state == ExchangeState.FINISHED
    assert refusal(appraise, stage=AppraisalStage.FINAL, **arguments) == "over"


def test_who_has_not_begun_is_not_appraised():
    exchange = ExchangeFactory(starts_on=days_from_today(1))
    arguments = {"stage": "mid_term", "grade": "competent", "remarks": "好", "by": UserFactory()}

    assert refusal(appraise, exchange=exchange, **arguments) == "not_begun"


@pytest.mark.parametrize(
    ("on", "reason", "code"),
    [(0, "", "reason_missing"), (-101, "病休", "outside_term"), (1, "病休", "in_future")],
)
def test_an_early_end_needs_a_reason_and_a_day_before_the_last(on, reason, code):
    arguments = {"exchange": ExchangeFactory(), "on": days_from_today(on), "reason": reason, "by": UserFactory()}

    assert refusal(end_exchange_early, **arguments) == code


def test_an_exchange_ends_early_once():
    pair = partnership()
    exchange = ExchangeFactory(line=pair.out, host_unit=pair.partner)
    arguments = {"exchange": exchange, "on": timezone.localdate(), "reason": "单位急需", "by": pair.officer}
    end_exchange_early(**arguments)

    exchange.refresh_from_db()
    assert (exchange.state, exchange.last_day) == (ExchangeState.ENDED_EARLY, timezone.localdate())
    assert refusal(end_exchange_early, **arguments) == "over"


def test_who_has_not_set_out_is_called_off_and_gives_the_place_back():
    pair = partnership()
    pair.out.places = 1
    pair.out.save()
    exchange = ExchangeFactory(line=pair.out, host_unit=pair.partner, starts_on=days_from_today(5))
    end_exchange_early(exchange=exchange, on=timezone.localdate(), reason="录入有误", by=pair.officer)

    assert start(pair, starts_on=days_from_today(5)).pk


def test_only_the_partner_concerned_hears_of_an_exchange():
    pair, third = partnership("HZ01"), partnership("HZ02")
    pair.agreement.parties.create(unit=third.partner, side="partner", place=3)
    start(pair)

    assert not Notification.objects.filter(user=third.contact).exists()


def test_an_entry_that_is_on_an_exchange_is_not_merged_away():
    away = ExchangeFactory().person
    hr, keep = user_with_role(Role.HR), PersonFactory(name=away.name)

    assert refusal(merge_persons, keep=keep, away=away, reason="x", by=hr) == "in_the_way"
