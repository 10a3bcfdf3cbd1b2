"""A class that is closed or cancelled: who could read a page reads it on, and nothing is changed any more."""

import pytest
from django.utils import timezone

from admission.services.nominations import refuse_nomination, withdraw_nomination
from admission.services.notices import reply_nobody, sign_receipt
from tests.factories.admission import NominationFactory, NoticeReceiptFactory, call_for_nominations
from tests.support.refusals import refusal
from tests.support.rights import Visitor, all_rights, make_world
from tests.support.visits import signed_in
from training.choices import BatchState
from training.models import Batch

pytestmark = pytest.mark.django_db
# Pages of an act; who may do it is led back to the class.
ACTS = {
    "training:meeting_add",
    "training:meeting_hours",
    "training:meeting_cancel",
    "admission:notice_issue",
    "attendance:sheet_entry",
    "attendance:qr_screen",
    "attendance:qr_code",
    "attendance:mark_correct",
    "admission:nomination_overlap",
    "admission:nomination_refuse",
    "admission:nomination_replace",
}
OVER = [BatchState.CLOSED, BatchState.CANCELLED]


def end(state):
    Batch.objects.update(state=state, closed_at=timezone.now() if state == BatchState.CLOSED else None)


def seen(world):
    """What each role is answered on each page of training, partners and records."""
    pages = {
        name: route
        for name, route in all_rights().items()
        if route.method == "get" and not route.by_token and name.split(":")[0] in ("training", "partners", "records")
    }
    visitors = {role: Visitor(user) for role, user in world.users.items()}
    return {(role, name): v.knock(world, name, page) for role, v in visitors.items() for name, page in pages.items()}


@pytest.mark.parametrize("state", OVER)
def test_every_role_reads_on_what_it_could_read(state):
    world = make_world()
    before = seen(world)
    end(state)
    after = seen(world)

    wanted = {key: 302 if key[1] in ACTS and status == 200 else status for key, status in before.items()}
    assert {key: (after[key], status) for key, status in wanted.items() if after[key] != status} == {}


@pytest.fixture
def call():
    call = call_for_nominations(3)
    call.nomination = NominationFactory(batch=call.batch, unit=call.unit)
    return call


@pytest.mark.parametrize("state", OVER)
@pytest.mark.parametrize("page", ["board/", "", "roster/", "arrivals/"])
def test_a_page_of_a_class_that_is_over_says_so(call, state, page):
    end(state)
    text = signed_in(call.officer).get(f"{call.batch.get_absolute_url()}{page}").text

    sentence = {"closed": "本班已结班", "cancelled": "本班已取消"}[state]
    assert (sentence in text, '<form method="post" action="/training/nominations/' in text) == (True, False)


@pytest.mark.parametrize("state", OVER)
def test_the_units_page_of_a_notice_offers_no_act_any_more(call, state):
    end(state)
    text = signed_in(call.liaison).get(f"/training/inbox/{call.receipt.pk}/").text

    offered = [act for act in ("/training/nominations/", "/nominate/", "/nobody/") if act in text]
    assert ("可以查看" in text, offered) == (True, [])


def test_the_page_of_an_act_leads_back_to_the_class_with_a_sentence(call):
    end(BatchState.CLOSED)
    answer = signed_in(call.officer).get(f"{call.batch.get_absolute_url()}meetings/add/", follow=True)

    assert (answer.status_code, answer.text.count("本班已结班，不能再办理")) == (200, 1)


@pytest.mark.parametrize("state", OVER)
def test_nothing_is_answered_or_decided_any_more(call, state):
    unsigned = NoticeReceiptFactory(notice=call.receipt.notice)
    end(state)
    wishes = [
        (sign_receipt, {"receipt": unsigned}),
        (reply_nobody, {"receipt": call.receipt, "reason": "正在换届"}),
        (refuse_nomination, {"nomination": call.nomination, "reason": "名额已满"}),
        (withdraw_nomination, {"nomination": call.nomination}),
    ]

    assert {refusal(act, by=call.officer, **wish) for act, wish in wishes} == {"batch_closed"}


def test_who_signed_before_has_signed(call):
    end(BatchState.CLOSED)

    assert sign_receipt(receipt=call.receipt, by=call.liaison).signed_by == call.liaison


def test_the_board_is_found_from_the_class(call):
    end(BatchState.CLOSED)

    assert "/board/" in signed_in(call.officer).get(call.batch.get_absolute_url()).text
