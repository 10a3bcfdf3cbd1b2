"""The database itself refuses what must not be, however it is asked."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from admission.choices import EnrolmentStatus, NominationStatus, Reply
from tests.factories.admission import (
    ArrivalDetailsFactory,
    EnrolmentFactory,
    NominationFactory,
    NoticeFactory,
    NoticeReceiptFactory,
    QuotaFactory,
)
from tests.factories.people import UserFactory
from tests.factories.training import (
    DAY,
    BatchFactory,
)
from tests.support.constraints import assert_broken, constraints_of, twice

pytestmark = pytest.mark.django_db


# Each breaks one constraint and no other.
BREAKING = {
    "first_half_day_is_whole": lambda: EnrolmentFactory(first_date=DAY),
    "one_notice_per_batch": lambda: twice(NoticeFactory, batch=BatchFactory()),
    "one_receipt_per_notice_and_unit": lambda: twice(
        NoticeReceiptFactory, notice=NoticeFactory(), unit=NominationFactory().unit
    ),
    "receipt_signed_before_reply": lambda: NoticeReceiptFactory(reply=Reply.NOBODY),
    "one_quota_per_batch_unit_and_track": lambda: twice(
        QuotaFactory, batch=BatchFactory(), unit=NominationFactory().unit
    ),
    "one_standing_nomination_per_batch": lambda: twice(
        NominationFactory, batch=BatchFactory(), person=NominationFactory().person
    ),
    "one_active_enrolment_per_batch": lambda: twice(
        EnrolmentFactory, batch=BatchFactory(), person=NominationFactory().person
    ),
    "ended_place_left_the_list": lambda: EnrolmentFactory(status="replaced", left_in=None),
    "place_left_after_it_joined": lambda: EnrolmentFactory(status="replaced", joined_in=2, left_in=2),
    "other_diet_is_explained": lambda: ArrivalDetailsFactory(diet="other"),
    "plate_is_normal": lambda: ArrivalDetailsFactory(plate="豫r12345"),
}


def test_every_named_constraint_is_tried_here():
    assert set(BREAKING) == set(constraints_of("admission"))


@pytest.mark.parametrize("name", BREAKING)
def test_the_database_refuses(name):
    assert_broken("admission", name, BREAKING[name])


# What stays allowed beside each condition.
ALLOWED = {
    "a signed receipt without an answer": lambda: NoticeReceiptFactory(signed=True),
    "an answered receipt": lambda: NoticeReceiptFactory(signed=True, reply=Reply.NOBODY),
    "nominations that no longer stand": lambda: twice(
        NominationFactory,
        batch=BatchFactory(),
        person=NominationFactory().person,
        status=NominationStatus.WITHDRAWN,
    ),
    "places that were given up": lambda: twice(
        EnrolmentFactory,
        batch=BatchFactory(),
        person=NominationFactory().person,
        status=EnrolmentStatus.REPLACED,
    ),
}


@pytest.mark.parametrize("case", ALLOWED)
def test_the_database_allows(case):
    ALLOWED[case]()


def test_a_signature_has_its_time_and_its_hand():
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeReceiptFactory(signed_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeReceiptFactory(signed_by=UserFactory())
