"""Closing a class: what it refuses, what it posts, and that doing it twice adds nothing."""

import random
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from admission.services.nominations import refuse_nomination
from attendance.models import AttendanceMark
from attendance.services.marks import correct_mark
from common.acts import act_named
from common.evidence.append_only import AppendOnly
from notifications.models import Notification
from people.choices import Role
from people.models import AuditEvent
from people.services.acts import set_act_rule
from records.codes import grouped, new_code, normalised
from records.models import Certificate, CertificateSeries, CreditEntry, HourRule
from records.selectors import closing_checks, standing_of, transcript_of
from records.services.certificates import issue_certificates, note_print, revoke_certificate
from records.services.closing import close_batch
from records.services.ledger import correct_hours, post_credits
from tests.factories.admission import EnrolmentFactory, NominationFactory, NoticeFactory, NoticeReceiptFactory
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.people import OrgUnitFactory, city_root, user_with_role, with_role
from tests.factories.records import CertificateFactory, CreditEntryFactory, held_class
from tests.factories.training import UserFactory
from tests.support.refusals import refusal
from training.choices import BatchState
from training.models import Batch, ClassMeeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    return held_class(3)


def close(held):
    return close_batch(batch=held.batch, by=held.officer)


def outstanding(batch):
    return [check.name for check in closing_checks(batch) if check.blocking and not check.ok]


# What closing asks first.


def test_a_class_whose_sheets_are_entered_is_ready(held):
    held.enter()

    assert outstanding(held.batch) == []


def test_marks_that_are_missing_are_counted(held):
    sentence = next(check.sentence for check in closing_checks(held.batch) if check.name == "marks_missing")

    assert (outstanding(held.batch), "6" in sentence) == (["marks_missing"], True)
    assert refusal(close_batch, batch=held.batch, by=held.officer) == "marks_missing"


@pytest.mark.parametrize(("minutes", "missing"), [(-1, ["not_over"]), (0, [])])
def test_a_class_is_closed_once_its_last_half_day_has_ended(held, minutes, missing):
    held.enter()
    last = max(meeting.end for meeting in held.batch.meetings.all())

    with time_machine.travel(last + timedelta(minutes=minutes), tick=False):
        assert outstanding(held.batch) == missing
        if missing:
            assert refusal(close_batch, batch=held.batch, by=held.officer) == "not_over"
        else:
            assert close_batch(batch=held.batch, by=held.officer).state == "closed"


def test_a_class_without_a_half_day_is_not_closed(held):
    ClassMeeting.objects.update(cancelled_at=timezone.now(), cancelled_in=2, cancel_reason="台风")

    assert outstanding(held.batch) == ["not_over"]


def test_an_open_request_for_leave_holds_it_up(held):
    held.enter()
    LeaveRequestFactory(enrolment=held.places[0])

    assert refusal(close_batch, batch=held.batch, by=held.officer) == "leave_open"


def in_both(held, *, joint=False):
    """A second class on the same day, with the first trainee of the class on its list too."""
    other = held_class(1, day=held.batch.starts_on)
    EnrolmentFactory(batch=other.batch, person=held.places[0].person)
    if joint:
        for one, host in zip(other.meetings, held.meetings, strict=True):
            ClassMeeting.objects.filter(pk=one.pk).update(joint_with=host)
    held.enter()
    other.enter()
    return other


def test_a_half_day_somebody_spent_in_two_classes_holds_it_up_until_one_mark_is_put_right(held):
    other = in_both(held)

    sentence = next(check.sentence for check in closing_checks(held.batch) if check.name == "in_two_places")
    refused = refusal(close_batch, batch=held.batch, by=held.officer)
    for mark in AttendanceMark.objects.filter(enrolment__batch=other.batch, enrolment__person=held.places[0].person):
        correct_mark(mark=mark, status="absent", reason="当天在甲班", by=other.teacher)

    assert (refused, held.places[0].person.name in sentence, other.batch.title in sentence) == (
        "in_two_places",
        True,
        True,
    )
    assert (close(held).state, close(other).state) == (BatchState.CLOSED, BatchState.CLOSED)


def test_a_lecture_two_classes_hear_together_is_one_place(held):
    other = in_both(held, joint=True)

    assert (outstanding(held.batch), outstanding(other.batch)) == ([], [])


def test_a_nomination_nobody_decided_holds_it_up(held):
    held.enter()
    waiting = NominationFactory(batch=held.batch)

    refused = refusal(close_batch, batch=held.batch, by=held.officer)
    refuse_nomination(nomination=waiting, reason="已满员", by=held.officer)

    assert (refused, close(held).state) == ("nominations_open", BatchState.CLOSED)


@pytest.mark.parametrize("state", [BatchState.DRAFT, BatchState.CANCELLED])
def test_a_class_without_a_notice_is_not_closed(held, state):
    held.enter()
    Batch.objects.update(state=state)

    assert refusal(close_batch, batch=held.batch, by=held.officer) == "notice"


def test_a_day_without_an_hour_rule_holds_it_up(held):
    held.enter()
    HourRule.objects.update(valid_to=held.batch.starts_on - timedelta(days=1))

    assert refusal(close_batch, batch=held.batch, by=held.officer) == "no_rule"


def test_an_unsigned_receipt_is_named_but_does_not_hold_it_up(held):
    held.enter()
    NoticeReceiptFactory(notice=NoticeFactory(batch=held.batch))

    assert [check.name for check in closing_checks(held.batch) if not check.ok] == ["receipts"]
    assert close(held).state == BatchState.CLOSED


def test_a_refusal_names_everything_and_keeps_nothing(held):
    LeaveRequestFactory(enrolment=held.places[0])

    assert refusal(close_batch, batch=held.batch, by=held.officer) == "marks_missing"
    assert (CreditEntry.objects.count(), Batch.objects.get().state) == (0, BatchState.NOTIFIED)


# What it posts.


def test_hours_and_days_are_what_was_attended(held):
    held.enter(absent={"am": [2], "pm": [1, 2]})
    held_people = [place.person for place in held.places]

    close(held)

    posted = {e.person: (e.hours, e.days) for e in CreditEntry.objects.all()}
    assert posted == {held_people[0]: (Decimal(8), Decimal(1)), held_people[1]: (Decimal(4), Decimal("0.5"))}


def test_an_entry_keeps_the_place_of_the_time_and_the_rule(held):
    held.enter()
    close(held)

    entry = CreditEntry.objects.of(held.places[0].person_id).get()
    place = held.places[0]
    assert (entry.unit_name, entry.post, entry.track) == (place.unit_name, place.post, place.track)
    assert (entry.rule, entry.year) == (HourRule.objects.get(), held.batch.ends_on.year)
    assert entry.is_authentic()


def test_half_of_the_half_days_is_enough_for_a_certificate_and_less_is_not(held):
    held.enter(absent={"am": [2], "pm": [1, 2]})

    close(held)

    assert set(Certificate.objects.values_list("enrolment", flat=True)) == {held.places[0].pk, held.places[1].pk}


def test_closing_twice_adds_nothing(held):
    held.enter()
    close(held)
    before = CreditEntry.objects.count(), Certificate.objects.count(), AuditEvent.objects.count()

    close(held)

    assert (CreditEntry.objects.count(), Certificate.objects.count(), AuditEvent.objects.count()) == before
    assert before[:2] == (3, 3)


def test_numbers_count_on_from_class_to_class_without_a_gap():
    classes = [held_class(2), held_class(3)]
    for one in classes:
        one.enter()
        close(one)

    year = timezone.localdate().year
    numbers = list(Certificate.objects.order_by("serial").values_list("number", flat=True))
    assert numbers == [f"宛培〔{year}〕第{n:04d}号" for n in range(1, 6)]
    assert CertificateSeries.objects.get(year=year).last_serial == 5


def test_numbers_taken_by_a_closing_that_fails_are_given_back(held):
    held.enter()
    Batch.objects.update(state=BatchState.CLOSED, closed_at=timezone.now())
    with transaction.atomic():
        issue_certificates(batch=held.batch, by=None)
        transaction.set_rollback(True)

    issue_certificates(batch=held.batch, by=None)

    assert sorted(Certificate.objects.values_list("serial", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize("service", [post_credits, issue_certificates])
def test_an_open_class_earns_nothing_yet(held, service):
    held.enter()

    assert refusal(service, batch=held.batch, by=held.officer) == "not_closed"


def test_people_with_an_account_are_told_once(held):
    held.enter(absent={"am": [1], "pm": [1]})
    users = [UserFactory(person=place.person) for place in held.places[:2]]

    close(held)
    close(held)

    told = Notification.objects.filter(kind__startswith="records.").exclude(user=held.teacher)
    assert list(told.order_by("user").values_list("user", "kind")) == [
        (users[0].pk, "records.certificate_ready"),
        (users[1].pk, "records.no_hours"),
    ]


def test_closing_leaves_audit_rows(held):
    held.enter()
    close(held)

    actions = set(AuditEvent.objects.filter(actor=held.officer).values_list("action", flat=True))
    assert actions >= {
        "training.close_class",
        "records.post_credits",
        "records.issue_certificates",
        "records.close_batch",
    }


# Certificates afterwards.


def test_a_certificate_is_revoked_with_a_reason_once():
    certificate, officer = CertificateFactory(), UserFactory()

    assert refusal(revoke_certificate, certificate=certificate, reason=" ", by=officer) == "reason_missing"
    second = user_with_role(Role.TRAINING_OFFICER)
    first = revoke_certificate(certificate=certificate, reason="冒名", by=officer, second=second).revoked_at
    assert revoke_certificate(certificate=certificate, reason="再次", by=officer).revoked_at == first
    assert Certificate.objects.get().is_authentic()


def test_the_digest_of_the_first_paper_stays():
    certificate, user = CertificateFactory(), UserFactory()
    for digest in ("a" * 64, "b" * 64):
        note_print(certificate=certificate, sha256=digest, by=user)

    assert Certificate.objects.get().pdf_sha256 == "a" * 64
    assert AuditEvent.objects.filter(action="records.print_certificate").count() == 2


def test_a_total_is_the_sum_of_entries_and_corrections():
    entry = CreditEntryFactory(hours=8)
    CreditEntryFactory(person=entry.person, hours=-4, days="-0.5", corrects=entry, reason="下午早退")
    CreditEntryFactory(person=entry.person, hours=2, days="0.5", year=2025)

    years = transcript_of(entry.person).years
    assert [(y.year, y.hours, y.days) for y in years] == [
        (2026, Decimal(4), Decimal("0.5")),
        (2025, Decimal(2), Decimal("0.5")),
    ]


def test_codes_are_long_and_read_however_they_are_typed():
    code = new_code()

    assert (len(code), len({new_code() for _i in range(50)})) == (30, 50)
    assert normalised(f" {grouped(code).lower()} ") == code
    assert normalised("oil-0") == "0110"
    assert new_code(random.Random(1)) == new_code(random.Random(1))


# What the database refuses.


def test_the_database_refuses_a_second_posting_for_a_class(held):
    entry = CreditEntryFactory(batch=held.batch)

    with pytest.raises(IntegrityError):
        CreditEntryFactory(batch=held.batch, person=entry.person)


def test_the_database_takes_corrections_of_a_posting(held):
    entry = CreditEntryFactory(batch=held.batch)
    for _i in range(2):
        CreditEntryFactory(batch=held.batch, person=entry.person, corrects=entry, reason="核对", hours=-1)

    assert CreditEntry.objects.count() == 3


@pytest.mark.parametrize("wrong", [{"hours": 0}, {"hours": -1}, {"days": 0}])
def test_the_database_refuses_a_posting_with(wrong):
    with pytest.raises(IntegrityError):
        CreditEntryFactory(**wrong)


def test_the_database_refuses_a_correction_without_a_reason():
    entry = CreditEntryFactory()
    with pytest.raises(IntegrityError):
        CreditEntryFactory(person=entry.person, corrects=entry)


@pytest.mark.parametrize("name", ["number", "public_code", "enrolment", "serial"])
def test_the_database_refuses_a_second_certificate_with_the_same(name):
    first = CertificateFactory()
    with pytest.raises(IntegrityError):
        CertificateFactory(**{name: getattr(first, name)} | ({"year": first.year} if name == "serial" else {}))


@pytest.mark.parametrize("wrong", [{"serial": 0}, {"revoke_reason": "冒名"}, {"revoked_at": timezone.now()}])
def test_the_database_refuses_a_certificate_with(wrong):
    with pytest.raises(IntegrityError):
        CertificateFactory(**wrong)


def test_an_entry_is_never_changed():
    entry = CreditEntryFactory()
    entry.hours = 80

    with pytest.raises(AppendOnly):
        entry.save()


# Putting hours right.


def posted(held):
    held.enter()
    close(held)
    return CreditEntry.objects.postings().first()


def correct(entry, hours, days="1", reason="补记半天", by=None):
    return correct_hours(
        entry=entry,
        hours=Decimal(hours),
        days=Decimal(days),
        reason=reason,
        by=by or UserFactory(),
        second=user_with_role(Role.TRAINING_OFFICER),
    )


def test_a_correction_adds_the_difference_and_leaves_the_posting(held):
    entry = posted(held)
    correct(entry, "6", "0.75")
    correct(entry, "7.5", "1")

    assert [(row.hours, row.days) for row in entry.corrections.order_by("pk")] == [
        (Decimal(-2), Decimal("-0.25")),
        (Decimal("1.5"), Decimal("0.25")),
    ]
    assert (standing_of(entry), CreditEntry.objects.get(pk=entry.pk).hours) == (
        (Decimal("7.5"), Decimal(1)),
        Decimal(8),
    )
    assert transcript_of(entry.person).years[0].hours == Decimal("7.5")
    data = AuditEvent.objects.filter(action="records.correct_hours").first().data
    assert (data["hours"], data["before"]) == ("7.50", "6.00")


def wishes(held):
    """The two acts after closing, as the class's officer would do them."""
    entry = posted(held)
    certificate = Certificate.objects.first()
    return [
        (
            correct_hours,
            {"entry": entry, "hours": Decimal(6), "days": Decimal(1), "reason": "早退", "by": held.officer},
        ),
        (revoke_certificate, {"certificate": certificate, "reason": "冒名", "by": held.officer}),
    ]


def test_what_comes_after_closing_takes_a_second_person_who_may_do_it_too(held):
    stranger = user_with_role(Role.TRAINING_OFFICER, OrgUnitFactory())
    for service, wish in wishes(held):
        codes = [refusal(service, second=one, **wish) for one in (None, held.officer, held.teacher, stranger)]
        assert codes == ["second_missing", "same_person", "second_not_allowed", "second_not_allowed"]


def test_nobody_is_the_second_person_about_their_own_hours(held):
    (correct_own, wish), _revoke = wishes(held)
    own = with_role(UserFactory(person=wish["entry"].person), Role.TRAINING_OFFICER, city_root())

    assert refusal(correct_own, second=own, **wish) == "second_not_allowed"


def test_the_audit_row_of_an_act_names_both(held):
    second = user_with_role(Role.TRAINING_OFFICER, display_name="李四", username="N0002")
    for service, wish in wishes(held):
        service(second=second, **wish)

    rows = AuditEvent.objects.filter(action__in=["records.correct_hours", "records.revoke_certificate"])
    assert [(row.actor, row.data["second"]) for row in rows] == [(held.officer, "李四 (N0002)")] * 2


def test_without_the_rule_one_person_is_enough(held):
    both = wishes(held)
    for code in ("records.correct_hours", "records.revoke_certificate"):
        set_act_rule(act=act_named(code), in_force=False, by=UserFactory())
    for service, wish in both:
        service(**wish)

    assert (
        CreditEntry.objects.exclude(corrects=None).count(),
        Certificate.objects.exclude(revoked_at=None).count(),
    ) == (1, 1)


def test_the_person_hears_of_the_correction(held):
    entry = posted(held)
    account = UserFactory(person=entry.person)
    correct(entry, "6")

    assert Notification.objects.filter(user=account).last().body.endswith("原因：补记半天")


@pytest.mark.parametrize(("hours", "reason", "code"), [("8", "补记半天", "unchanged"), ("6", " ", "reason_missing")])
def test_a_correction_needs_a_reason_and_a_difference(held, hours, reason, code):
    entry = posted(held)

    assert refusal(correct, entry=entry, hours=hours, reason=reason) == code


def test_a_correction_is_not_corrected(held):
    row = correct(posted(held), "6")

    assert refusal(correct, entry=row, hours="5") == "is_correction"
