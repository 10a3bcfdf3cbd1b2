"""Notices and nominations over HTTP."""

from datetime import timedelta

import pytest
from django.utils import timezone

from admission.models import Nomination
from people.choices import Role
from tests.factories.admission import (
    EnrolmentFactory,
    NominationFactory,
    NoticeFactory,
    NoticeReceiptFactory,
    call_for_nominations,
)
from tests.factories.people import (
    OrgUnitFactory,
    PersonFactory,
    UserFactory,
    city_root,
    twin_units,
    with_role,
)
from tests.factories.training import BatchFactory, ClassMeetingFactory
from tests.support.visits import signed_in
from tests.training.test_views import address, statements
from training.choices import BatchState

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return signed_in(with_role(UserFactory(), Role.TRAINING_OFFICER, city_root()))


@pytest.mark.parametrize(("days", "sentence"), [(-1, "日期已过"), (10, "反馈截止日期不能晚于开班当天")])
def test_a_notice_asks_for_replies_between_today_and_the_first_day(officer, days, sentence):
    first = timezone.localdate() + timedelta(days=9)
    batch = BatchFactory(state=BatchState.DRAFT, starts_on=first, ends_on=first + timedelta(days=3))
    unit = OrgUnitFactory()
    reply_by = timezone.localdate() + timedelta(days=days)
    data = {"reply_by": f"{reply_by}", "body": "请各单位推荐", f"q-{unit.pk}-staff": "7"}

    answer = officer.post(address("admission:notice_issue", code=batch.code), data)

    batch.refresh_from_db()
    assert (answer.status_code, batch.state) == (422, BatchState.DRAFT)
    assert [text in answer.text for text in (sentence, "请各单位推荐", 'value="7"')] == [True] * 3


def test_a_refusal_is_said_and_nothing_happens(officer):
    call = call_for_nominations(seats=1, capacity=1)
    EnrolmentFactory(batch=call.batch)
    nomination = NominationFactory(batch=call.batch, unit=call.unit)

    answer = officer.post(address("admission:nomination_admit", pk=nomination.pk), follow=True)

    nomination.refresh_from_db()
    assert (answer.status_code, "本班名额已满。" in answer.text, nomination.status) == (200, True, "submitted")


def test_a_sibling_units_receipt_is_not_there():
    """The liaison of a sibling unit, and of one whose path begins alike, see 404 and change nothing."""
    first, tenth = twin_units()
    call = call_for_nominations(unit=first)
    person = PersonFactory(unit=first)
    for unit in (tenth, OrgUnitFactory()):
        client = signed_in(with_role(UserFactory(), Role.LIAISON, unit))

        seen = client.get(address("admission:receipt_detail", pk=call.receipt.pk)).status_code
        done = client.post(address("admission:nominate", pk=call.receipt.pk), {"person": person.uuid}).status_code

        assert (seen, done, Nomination.objects.count()) == (404, 404, 0)


def test_a_liaison_nominates_nobody_of_a_sibling_unit():
    call = call_for_nominations()
    stranger = PersonFactory()

    signed_in(call.liaison).post(address("admission:nominate", pk=call.receipt.pk), {"person": stranger.uuid})

    assert Nomination.objects.count() == 0


def test_a_replaced_liaison_is_refused_at_the_next_request():
    call = call_for_nominations()
    client = signed_in(call.liaison)
    page = address("admission:receipt_detail", pk=call.receipt.pk)
    before = client.get(page).status_code

    call.liaison.role_assignments.update(ended_on=timezone.localdate())

    assert (before, client.get(page).status_code, client.get(address("admission:inbox")).status_code) == (200, 404, 403)


def test_the_board_takes_the_same_statements_whatever_its_length(officer):
    notice = NoticeFactory()
    counts = []
    for more in (1, 2):
        for _row in range(more):
            receipt = NoticeReceiptFactory(notice=notice, signed=True, seats=2)
            NominationFactory(batch=notice.batch, unit=receipt.unit)
        counts.append(statements(officer, address("admission:receipt_board", code=notice.batch.code)))

    assert counts == [12, 12]


def test_the_inbox_takes_the_same_statements_whatever_its_length():
    unit = OrgUnitFactory()
    client = signed_in(with_role(UserFactory(), Role.LIAISON, unit))
    counts = []
    for more in (1, 2):
        NoticeReceiptFactory.create_batch(more, unit=unit, seats=1)
        counts.append(statements(client, address("admission:inbox")))

    assert counts == [7, 7]


@pytest.mark.parametrize(("page", "count"), [("class", 11), ("notice", 8), ("receipt", 10)])
def test_the_class_its_notice_and_a_units_copy_take_the_same_statements_whatever_stands_on_them(page, count):
    call = call_for_nominations(seats=9)
    ClassMeetingFactory(batch=call.batch)
    addresses = {
        "class": (call.officer, address("training:batch_detail", code=call.batch.code)),
        "notice": (call.officer, address("admission:notice_issue", code=BatchFactory(state=BatchState.DRAFT).code)),
        "receipt": (call.liaison, address("admission:receipt_detail", pk=call.receipt.pk)),
    }
    user, counts = addresses[page][0], []
    for more in (1, 2):
        for n in range(more):
            NominationFactory(batch=call.batch, unit=call.unit)
            NoticeReceiptFactory(notice=call.receipt.notice, seats=2)
            call.person()
            day = call.batch.starts_on + timedelta(days=10 * more + n)
            ClassMeetingFactory(batch=call.batch, date=day)
        counts.append(statements(signed_in(user), addresses[page][1]))

    assert counts == [count, count]
