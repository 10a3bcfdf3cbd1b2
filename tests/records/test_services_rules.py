"""What half-days count and how certificates are called, as the office sets it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from people.choices import Role
from people.models import AuditEvent
from records.models import Certificate, CertificateNumbering, HourRule, SkippedSerials
from records.selectors import HourTable, next_number, numbering_in_use
from records.services.closing import close_batch
from records.services.rules import set_certificate_numbering, set_hour_rule, withdraw_hour_rule
from records.verification import find_problems
from tests.factories.people import user_with_role
from tests.factories.records import CertificateFactory, held_class
from tests.support.refusals import refusal
from tests.support.visits import seen_on, signed_in, text_of
from training.choices import Slot

pytestmark = pytest.mark.django_db
PATTERN = "证{年}-{序号}"
YEAR = timezone.localdate().year


@pytest.fixture
def officer():
    return user_with_role(Role.TRAINING_OFFICER)


def rule(by, valid_from=date(2030, 1, 1), hours=3):
    return set_hour_rule(
        valid_from=valid_from, half_day_hours=Decimal(hours), evening_hours=Decimal(1), note="市政府办通知", by=by
    )


def spans():
    return [(rule.valid_from, rule.valid_to) for rule in HourRule.objects.order_by("valid_from")]


# Hour rules.


def test_a_new_rule_ends_the_one_before_it_the_day_before(officer):
    rule(officer)

    assert spans() == [(date(2000, 1, 1), date(2029, 12, 31)), (date(2030, 1, 1), None)]
    assert [HourTable().hours(day, Slot.MORNING) for day in (date(2029, 12, 31), date(2030, 1, 1))] == [4, 3]


def test_a_rule_set_between_two_others_ends_where_the_later_begins(officer):
    rule(officer, date(2031, 1, 1))
    rule(officer, date(2030, 1, 1))

    assert spans() == [
        (date(2000, 1, 1), date(2029, 12, 31)),
        (date(2030, 1, 1), date(2030, 12, 31)),
        (date(2031, 1, 1), None),
    ]


def test_a_rule_from_the_same_day_takes_the_place_of_the_earlier_one(officer):
    rule(officer)
    rule(officer, hours=5)

    assert HourRule.objects.get(valid_from=date(2030, 1, 1)).half_day_hours == 5


def test_a_closed_class_keeps_the_rule_of_its_time(officer):
    held = held_class(1)
    held.enter()
    close_batch(batch=held.batch, by=held.officer)

    last = held.batch.ends_on
    assert refusal(rule, by=officer, valid_from=last) == "closed_class"
    assert rule(officer, last + timedelta(days=1)).pk


def test_a_withdrawn_rule_gives_its_days_back_to_the_one_before(officer):
    withdrawn = rule(officer)

    withdraw_hour_rule(rule=withdrawn, by=officer)

    assert spans() == [(date(2000, 1, 1), None)]
    assert AuditEvent.objects.filter(action="records.withdraw_hour_rule").count() == 1


def test_the_first_rule_cannot_be_withdrawn(officer):
    assert refusal(withdraw_hour_rule, rule=HourRule.objects.get(), by=officer) == "first_rule"


def test_a_rule_a_class_was_closed_under_cannot_be_withdrawn(officer):
    held = held_class(1)
    held.enter()
    new = rule(officer, held.batch.starts_on)
    close_batch(batch=held.batch, by=held.officer)

    assert refusal(withdraw_hour_rule, rule=new, by=officer) == "closed_class"


# Certificate numbers.


def test_certificates_are_called_as_shipped_until_the_office_says_otherwise():
    assert next_number() == f"宛培〔{YEAR}〕第0001号"


def test_certificates_take_the_offices_pattern_and_go_on_where_the_paper_ones_ended(officer):
    set_certificate_numbering(
        pattern="宛政培证{年}-{序号}", digits=3, serial=41, reason="前四十号已用于纸质证书", by=officer
    )
    held = held_class(2)
    held.enter()

    close_batch(batch=held.batch, by=held.officer)

    numbers = set(Certificate.objects.values_list("number", flat=True))
    assert numbers == {f"宛政培证{YEAR}-041", f"宛政培证{YEAR}-042"}


def test_certificates_that_are_issued_keep_their_number(officer):
    held = held_class(1)
    held.enter()
    close_batch(batch=held.batch, by=held.officer)
    before = Certificate.objects.get().number

    set_certificate_numbering(pattern="新{年}第{序号}号", digits=4, serial=2, by=officer)

    assert (Certificate.objects.get().number, next_number()) == (before, f"新{YEAR}第0002号")


def test_the_running_number_never_goes_back(officer):
    set_certificate_numbering(pattern=PATTERN, digits=4, serial=10, reason="纸质证书已用", by=officer)

    again = {"pattern": PATTERN, "digits": 4, "serial": 9, "by": officer}

    assert refusal(set_certificate_numbering, **again) == "serial_taken"


def test_a_number_another_pattern_gave_already_is_not_given_twice(officer):
    set_certificate_numbering(pattern="证{年}-1{序号}", digits=1, serial=2, reason="一号作废", by=officer)
    CertificateFactory(number=f"证{YEAR}-12")
    held = held_class(1)
    held.enter()

    assert refusal(close_batch, batch=held.batch, by=held.officer) == "number_taken"
    assert Certificate.objects.count() == 1


def numbered_from(serial, officer, reason="纸质证书已用"):
    return set_certificate_numbering(pattern=PATTERN, digits=4, serial=serial, reason=reason, by=officer)


def test_numbers_are_left_out_by_a_decision_that_is_kept(officer):
    numbered_from(10, officer)
    numbered_from(10, officer, reason="")
    numbered_from(13, officer, reason="印错三张")

    spans = [(row.first, row.last, row.reason, row.decided_by) for row in SkippedSerials.objects.all()]
    assert spans == [(1, 9, "纸质证书已用", officer), (10, 12, "印错三张", officer)]
    assert AuditEvent.objects.filter(action="records.set_certificate_numbering").first().reason == "印错三张"


@pytest.mark.parametrize("reason", ["", "  "])
def test_numbers_are_not_left_out_without_a_reason(officer, reason):
    assert refusal(numbered_from, serial=10, officer=officer, reason=reason) == "reason_missing"
    assert (CertificateNumbering.objects.count(), next_number()) == (0, f"宛培〔{YEAR}〕第0001号")


def test_records_are_sound_with_numbers_left_out_before_between_and_after(officer):
    for first in (5, 9, 20):
        numbered_from(first, officer)
        held = held_class(2)
        held.enter()
        close_batch(batch=held.batch, by=held.officer)
    numbered_from(30, officer)

    assert sorted(Certificate.objects.values_list("serial", flat=True)) == [5, 6, 9, 10, 20, 21]
    assert list(find_problems()) == []


# On screen.


def test_the_page_asks_why_numbers_are_left_out_and_shows_the_decision(officer):
    client, page = signed_in(officer), "/records/settings/certificates/"
    form = {"pattern": PATTERN, "digits": "4", "serial": "9"}

    refused = client.post(page, form)
    client.post(page, form | {"reason": "前八号已用于纸质证书"})

    assert (refused.status_code, "请说明" in refused.content.decode()) == (422, True)
    shown = client.get(page).content.decode()
    assert ("1–8" in shown, "前八号已用于纸质证书" in shown, f"证{YEAR}-0009" in shown) == (True, True, True)


@pytest.mark.parametrize(
    "pattern",
    ["宛培第{序号}号", "宛培{年}号", "宛培{年}{年}{序号}", "{年}{序号}{月}", "{年}{序号}{", "〔{year}〕{serial}"],
)
def test_a_pattern_that_could_not_number_is_refused_with_a_sentence(officer, pattern):
    page = signed_in(officer).post(
        "/records/settings/certificates/", {"pattern": pattern, "digits": "4", "serial": "1"}
    )

    assert (page.status_code, "{序号}" in page.content.decode(), CertificateNumbering.objects.count()) == (422, True, 0)


def test_the_pages_show_what_holds_now(officer):
    client = signed_in(officer)

    assert next_number() in client.get("/records/settings/certificates/").content.decode()
    assert "2000-01-01" in client.get("/records/settings/hours/").content.decode()
    assert numbering_in_use().digits == 4


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("numbering_has_year_and_serial", {"pattern": "证{年}号", "digits": 4}),
        ("numbering_has_year_and_serial", {"pattern": "证{序号}号", "digits": 4}),
        ("numbering_has_one_to_six_digits", {"pattern": "{年}{序号}", "digits": 0}),
        ("numbering_has_one_to_six_digits", {"pattern": "{年}{序号}", "digits": 7}),
    ],
)
def test_the_database_holds_what_a_pattern_needs(name, row):
    with pytest.raises(IntegrityError, match=name):
        CertificateNumbering.objects.create(**row)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("skipped_serials_are_a_span", {"first": 0}),
        ("skipped_serials_are_a_span", {"first": 3, "last": 2}),
        ("serials_skipped_for_a_reason", {"reason": ""}),
    ],
)
def test_the_database_holds_what_a_decision_about_numbers_needs(name, row):
    with pytest.raises(IntegrityError, match=name):
        SkippedSerials(**{"year": YEAR, "first": 1, "last": 2, "reason": "纸质证书已用"} | row).save()


def test_the_database_refuses_numbers_that_are_left_out_twice():
    SkippedSerials(year=YEAR, first=1, last=2, reason="纸质证书已用").save()

    with pytest.raises(IntegrityError):
        SkippedSerials(year=YEAR, first=1, last=3, reason="纸质证书已用").save()


def test_who_sets_a_rule_on_an_old_page_sees_first_what_the_other_has_set(officer):
    client, page = signed_in(officer), reverse("records:hour_rules")
    seen, sent = seen_on(client, page), {"valid_from": "2030-01-01", "evening_hours": "1", "note": "通知"}
    first = client.post(page, {**sent, "half_day_hours": "3.5", "seen": seen})

    second = client.post(page, {**sent, "half_day_hours": "4.5", "seen": seen})

    assert (first.status_code, second.status_code, "他人已作修改" in text_of(second)) == (302, 422, True)
    assert f"{HourRule.objects.get(valid_from='2030-01-01').half_day_hours:.1f}" == "3.5"
    again = client.post(page, {**sent, "half_day_hours": "4.5", "seen": second.context["seen"]})
    assert (again.status_code, second.context["form"]["half_day_hours"].value()) == (302, "4.5")
