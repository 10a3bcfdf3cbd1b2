"""Notices and nominations over HTTP."""

from datetime import timedelta

import pytest
from django.utils import timezone

from admission.models import Nomination
from people.choices import Role, Track
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
from tests.support.visits import signed_in, text_of
from tests.training.test_views import address, statements
from training.choices import BatchState

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return signed_in(with_role(UserFactory(), Role.TRAINING_OFFICER, city_root()))


@pytest.mark.parametrize(("days", "sentence"), [(-1, "日期已过"), (10, "回执截止日期不能晚于开班当天")])
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


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_who_signs_after_the_last_day_to_reply_is_told_so_and_whom_to_call(days, late):
    call = call_for_nominations()
    call.officer.display_name = "钱主管"
    call.officer.person = PersonFactory(office_phone="0377-63110000")
    call.officer.save()
    call.receipt.__class__.objects.update(signed_at=None, signed_by=None)
    last = timezone.localdate() - timedelta(days=days)
    call.receipt.notice.__class__.objects.update(reply_by=last)

    page = text_of(signed_in(call.liaison).post(address("admission:receipt_sign", pk=call.receipt.pk), follow=True))

    office = f"回执已于 {last} 截止；如需变动，请致电：{call.batch.organiser.short_name} 钱主管 0377-63110000。"
    # Once in the message, once where people are put forward.
    assert (page.count(office), "请推荐人选" in page) == (2 if late else 0, not late)


def offered(call, nomination, user=None):
    page = signed_in(user or call.liaison).get(address("admission:nomination_replace", pk=nomination.pk))
    return {str(label) for _value, label in page.context["form"].fields["person"].choices} - {"请选择"}


def test_a_replacement_is_chosen_from_those_of_the_unit_and_audience_who_are_not_put_forward():
    call = call_for_nominations()
    nomination, _other = [NominationFactory(batch=call.batch, unit=call.unit) for _n in range(2)]
    free, came = [call.person(name=name, post="科员") for name in ("白露", "高远")]
    call.person(name="方圆", track=Track.LEADER)
    EnrolmentFactory(batch=call.batch, unit=call.unit, person=came, source="walk_in")
    NominationFactory(batch=call.batch, unit=call.unit, person=call.person(name="退回"), status="refused")
    PersonFactory(name="外单位")

    for user in (call.liaison, call.officer):
        assert offered(call, nomination, user) == {"白露（科员）", "高远（科员） · 手写补入", "退回（科员）"}
    assert free.name


def test_who_is_put_forward_already_is_refused_as_a_replacement_with_the_reason():
    call = call_for_nominations()
    nomination, other = [NominationFactory(batch=call.batch, unit=call.unit) for _n in range(2)]
    form = {"person": other.person.uuid, "reason": "出差"}

    answer = signed_in(call.liaison).post(address("admission:nomination_replace", pk=nomination.pk), form)

    assert (answer.status_code, "尚未被推荐参加本班的人员" in answer.text) == (422, True)
    assert Nomination.objects.filter(status="replaced").count() == 0


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

    assert counts == [11, 11]


def test_the_inbox_takes_the_same_statements_whatever_its_length():
    unit = OrgUnitFactory()
    client = signed_in(with_role(UserFactory(), Role.LIAISON, unit))
    counts = []
    for more in (1, 2):
        NoticeReceiptFactory.create_batch(more, unit=unit, seats=1)
        counts.append(statements(client, address("admission:inbox")))

    assert counts == [6, 6]


@pytest.mark.parametrize(("page", "count"), [("class", 15), ("notice", 7), ("receipt", 9)])
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


def test_admitting_all_names_each_who_stays_on_a_line_of_its_own():
    call = call_for_nominations()
    call.officer.person = PersonFactory(unit=call.unit, name="安静")
    call.officer.save()
    teacher = PersonFactory(unit=call.unit, name="仇和")
    call.batch.staff.create(user=UserFactory(person=teacher), role="class_teacher")
    for person in (call.officer.person, teacher):
        NominationFactory(batch=call.batch, unit=call.unit, person=person)

    answer = signed_in(call.officer).post(address("admission:admit_all", code=call.batch.code), follow=True)

    lines = ["仇和 是本班班主任", "安静 是您本人，不能将本人列入培训班名单"]
    assert "未通过：<br>" in answer.text
    assert [f"<br>{line}" in answer.text for line in lines] == [True, True]
