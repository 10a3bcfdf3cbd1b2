"""What a unit owes before it may close, and what a class keeps when its unit changes."""

from datetime import date

import pytest
from django.utils import timezone

from people.choices import Role
from people.services.mergers import merge_units
from people.services.units import close_unit, rename_unit
from tests.factories.admission import EnrolmentFactory, NominationFactory, NoticeFactory, NoticeReceiptFactory
from tests.factories.people import OrgUnitFactory, user_with_role
from tests.factories.training import BatchFactory
from tests.support.refusals import refusal
from training.choices import BatchState

pytestmark = pytest.mark.django_db


@pytest.fixture
def documented():
    return {"day": date(2026, 1, 5), "reason": "宛编〔2026〕1号", "by": user_with_role(Role.TRAINING_OFFICER)}


def unanswered(unit):
    NoticeReceiptFactory(notice=NoticeFactory(), unit=unit)


def undecided(unit):
    NominationFactory(batch=BatchFactory(), unit=unit)


def running(unit):
    BatchFactory(organiser=unit)


@pytest.mark.parametrize("owe", [unanswered, undecided, running])
@pytest.mark.parametrize("service", [close_unit, merge_units])
def test_a_unit_with_open_business_neither_closes_nor_merges(documented, owe, service):
    unit = OrgUnitFactory()
    owe(unit)
    more = {"into": OrgUnitFactory()} if service is merge_units else {}

    assert refusal(service, unit=unit, **more, **documented) == "unit_in_use"


def test_business_of_classes_that_are_over_keeps_no_unit_open(documented):
    unit = OrgUnitFactory()
    batch = BatchFactory(state=BatchState.CANCELLED, organiser=unit)
    NoticeReceiptFactory(notice=NoticeFactory(batch=batch), unit=unit)

    close_unit(unit=unit, **documented)

    unit.refresh_from_db()
    assert unit.closed_on is not None


def test_the_place_in_a_class_keeps_the_name_of_the_time(documented):
    unit, into = OrgUnitFactory(name="劳动局", short_name="劳动局"), OrgUnitFactory()
    place = EnrolmentFactory(unit=unit)
    before = place.unit_name

    rename_unit(unit=unit, name="人社局", short_name="人社局", **documented)
    merge_units(unit=unit, into=into, **{**documented, "day": timezone.localdate()})

    place.refresh_from_db()
    assert (before, place.unit_name, place.unit) == ("劳动局", "劳动局", unit)
