"""The notice goes out, units sign for it and answer."""

from datetime import timedelta

import pytest
import time_machine

from admission.choices import NominationStatus, Reply
from admission.models import Notice, NoticeReceipt, Quota
from admission.services.notices import issue_notice, reply_nobody, sign_receipt
from notifications.models import Notification
from people.choices import Role, Track
from people.models import AuditEvent
from tests.factories.admission import NominationFactory, NoticeReceiptFactory
from tests.factories.people import OrgUnitFactory, UserFactory, with_role
from tests.factories.training import DAY, BatchFactory, at
from tests.support.refusals import refusal
from training.choices import BatchState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _before_the_class(time_machine):
    """Three weeks before the day on which the classes of the tests begin."""
    time_machine.move_to(at("09:00", DAY - timedelta(days=21)), tick=False)


@pytest.fixture
def officer():
    return UserFactory()


def issued(batch, quotas, officer, **fields):
    values = {"doc_no": " 宛政办培〔2026〕2号 ", "body": "请各单位推荐。", "reply_by": DAY - timedelta(days=5)}
    return issue_notice(batch=batch, quotas=quotas, by=officer, **{**values, **fields})


def notice_rows():
    return Notice.objects.count(), NoticeReceipt.objects.count(), Quota.objects.count()


def test_a_notice_reaches_every_unit_with_a_seat(officer):
    batch = BatchFactory(state=BatchState.DRAFT, capacity=6)
    one, two, three = OrgUnitFactory.create_batch(3)
    quotas = {(one.pk, Track.STAFF): 2, (one.pk, Track.LEADER): 1, (two.pk, Track.STAFF): 3, (three.pk, Track.STAFF): 0}

    notice = issued(batch, quotas, officer)

    batch.refresh_from_db()
    assert (notice.doc_no, batch.state) == ("宛政办培〔2026〕2号", BatchState.NOTIFIED)
    assert set(notice.receipts.values_list("unit", "reply", "signed_at")) == {
        (one.pk, Reply.NONE, None),
        (two.pk, Reply.NONE, None),
    }
    assert {(q.unit_id, q.track): q.seats for q in batch.quotas.all()} == {k: n for k, n in quotas.items() if n}
    assert AuditEvent.objects.get(action="admission.issue_notice").data == {"batch": batch.code, "units": 2}


def test_only_the_liaisons_of_the_units_are_told(officer):
    batch = BatchFactory(state=BatchState.DRAFT)
    asked, other = OrgUnitFactory.create_batch(2)
    liaison = with_role(UserFactory(), Role.LIAISON, asked)
    with_role(UserFactory(), Role.LIAISON, other)
    with_role(UserFactory(), Role.HR, asked)

    issued(batch, {(asked.pk, Track.STAFF): 1}, officer)

    assert list(Notification.objects.values_list("user", flat=True)) == [liaison.pk]


def test_a_notice_is_issued_once(officer):
    batch = BatchFactory(state=BatchState.DRAFT)
    quotas = {(OrgUnitFactory().pk, Track.STAFF): 1}
    issued(batch, quotas, officer)

    code = refusal(issued, batch=batch, quotas=quotas, officer=officer)

    assert (code, notice_rows()) == ("already_issued", (1, 1, 1))


@pytest.mark.parametrize(
    ("seats", "reply_by", "code"),
    [
        ((0, 0), DAY, "no_quota"),
        ((3, 2), DAY, "quota_over_capacity"),
        ((2, 2), DAY + timedelta(days=1), "reply_too_late"),
        ((2, 2), DAY - timedelta(days=22), "reply_in_the_past"),
    ],
)
def test_a_notice_that_cannot_be_right_is_refused(officer, seats, reply_by, code):
    batch = BatchFactory(state=BatchState.DRAFT, capacity=4, ends_on=DAY + timedelta(days=2))
    quotas = {(unit.pk, Track.STAFF): n for unit, n in zip(OrgUnitFactory.create_batch(2), seats, strict=True)}

    refused = refusal(issued, batch=batch, quotas=quotas, officer=officer, reply_by=reply_by)

    batch.refresh_from_db()
    assert (refused, batch.state, notice_rows()) == (code, BatchState.DRAFT, (0, 0, 0))


def test_quotas_may_fill_the_class_to_the_last_seat(officer):
    batch = BatchFactory(state=BatchState.DRAFT, capacity=4)

    issued(batch, {(OrgUnitFactory().pk, Track.STAFF): 4}, officer, reply_by=batch.starts_on)

    assert notice_rows() == (1, 1, 1)


@pytest.mark.parametrize(("days", "code"), [(-1, "reply_in_the_past"), (0, None), (1, "reply_too_late")])
def test_the_notice_of_a_class_that_has_begun_asks_for_replies_today(time_machine, officer, days, code):
    today = DAY + timedelta(days=1)
    time_machine.move_to(at("09:00", today), tick=False)
    batch = BatchFactory(state=BatchState.DRAFT, ends_on=DAY + timedelta(days=4))
    wish = {"batch": batch, "quotas": {(OrgUnitFactory().pk, Track.STAFF): 1}, "officer": officer}
    wish["reply_by"] = today + timedelta(days=days)

    if code:
        assert refusal(issued, **wish) == code
    else:
        assert issued(**wish).reply_by == today


def test_the_first_signature_stays():
    receipt = NoticeReceiptFactory()
    first, second = UserFactory.create_batch(2)

    with time_machine.travel(at("09:00"), tick=False):
        sign_receipt(receipt=receipt, by=first)
    with time_machine.travel(at("10:00"), tick=False):
        signed = sign_receipt(receipt=receipt, by=second)

    assert (signed.signed_by, signed.signed_at) == (first, at("09:00"))
    assert AuditEvent.objects.filter(action="admission.sign_receipt").count() == 1


def test_a_unit_answers_that_nobody_takes_part(officer):
    receipt = NoticeReceiptFactory(signed=True)

    answer = reply_nobody(receipt=receipt, reason=" 正在换届 ", by=officer)

    assert (answer.reply, answer.reply_reason) == (Reply.NOBODY, "正在换届")


@pytest.mark.parametrize(
    ("signed", "reason", "code"), [(False, "正在换届", "not_signed"), (True, " ", "reason_missing")]
)
def test_the_answer_nobody_needs_a_signature_and_a_reason(officer, signed, reason, code):
    receipt = NoticeReceiptFactory(signed=signed)

    refused = refusal(reply_nobody, receipt=receipt, reason=reason, by=officer)

    receipt.refresh_from_db()
    assert (refused, receipt.reply) == (code, Reply.NONE)


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (NominationStatus.SUBMITTED, "has_nominations"),
        (NominationStatus.ADMITTED, "has_nominations"),
        (NominationStatus.WITHDRAWN, Reply.NOBODY),
    ],
)
def test_a_unit_with_standing_nominations_cannot_answer_nobody(officer, status, answer):
    receipt = NoticeReceiptFactory(signed=True)
    NominationFactory(batch=receipt.notice.batch, unit=receipt.unit, status=status)

    if answer == Reply.NOBODY:
        assert reply_nobody(receipt=receipt, reason="正在换届", by=officer).reply == answer
    else:
        assert refusal(reply_nobody, receipt=receipt, reason="正在换届", by=officer) == answer
