"""What the database itself refuses between partners."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from partners.choices import AgreementState, ConfirmedBy, ExchangeState, Gift, Side
from partners.models import (
    Agreement,
    AgreementLine,
    AgreementParty,
    Appraisal,
    Contribution,
    Exchange,
    JointActivity,
    Statement,
    StatementConfirmation,
)
from tests.factories.partners import (
    AgreementFactory,
    AgreementLineFactory,
    ExchangeFactory,
    JointActivityFactory,
    StatementFactory,
    days_from_today,
    partnership,
)
from tests.factories.people import LecturerFactory, OrgUnitFactory, UserFactory
from tests.factories.training import BatchFactory
from training.models import Batch, Room

pytestmark = pytest.mark.django_db


def refused(change):
    """Name of the constraint that refuses, as far as the database tells it."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        change()
    return str(error.value)


def test_an_agreement_ends_after_it_starts():
    assert refused(lambda: AgreementFactory(starts_on=days_from_today(0), ends_on=days_from_today(-1)))


def test_an_agreement_in_force_is_signed():
    assert refused(lambda: AgreementFactory(signed_on=None))


@pytest.mark.parametrize("fields", [{"terminated_on": timezone.localdate()}, {"termination_reason": "转制"}, {}])
def test_a_terminated_agreement_has_day_and_reason(fields):
    row = AgreementFactory()

    assert refused(lambda: Agreement.objects.filter(pk=row.pk).update(state=AgreementState.TERMINATED, **fields))


def test_a_unit_is_a_party_once():
    row, unit = AgreementFactory(), OrgUnitFactory()
    AgreementParty.objects.create(agreement=row, unit=unit, side=Side.CITY, place=1)

    assert refused(lambda: AgreementParty.objects.create(agreement=row, unit=unit, side=Side.PARTNER, place=2))
    assert refused(lambda: AgreementParty.objects.create(agreement=row, unit=OrgUnitFactory(), side="city", place=1))


def test_a_line_has_places_and_its_direction_once():
    line = AgreementLineFactory()

    assert refused(lambda: AgreementLine.objects.filter(pk=line.pk).update(places=0))
    assert refused(lambda: AgreementLineFactory(agreement=line.agreement))


def test_a_person_is_on_one_open_exchange():
    first = ExchangeFactory()

    assert refused(lambda: ExchangeFactory(person=first.person, home_unit=first.home_unit))
    Exchange.objects.filter(pk=first.pk).update(state=ExchangeState.FINISHED)
    assert ExchangeFactory(person=first.person, home_unit=first.home_unit).pk


def test_an_exchange_has_two_units_and_two_days():
    row = ExchangeFactory()
    rows = Exchange.objects.filter(pk=row.pk)

    assert refused(lambda: rows.update(host_unit=row.home_unit))
    assert refused(lambda: rows.update(ends_on=row.starts_on))


@pytest.mark.parametrize("fields", [{"ended_on": timezone.localdate()}, {"end_reason": "病休"}, {}])
def test_an_early_end_has_day_and_reason(fields):
    row = ExchangeFactory()

    assert refused(lambda: Exchange.objects.filter(pk=row.pk).update(state=ExchangeState.ENDED_EARLY, **fields))


def test_an_appraisal_is_given_once():
    fields = {"exchange": ExchangeFactory(), "stage": "final", "grade": "excellent", "appraised_by": UserFactory()}
    Appraisal.objects.create(**fields)

    assert refused(lambda: Appraisal.objects.create(**fields))


def test_a_joint_activity_is_a_class_or_a_course_and_belongs_to_one_agreement():
    row = JointActivityFactory()

    assert refused(lambda: JointActivity.objects.create(agreement=row.agreement))
    assert refused(lambda: JointActivity.objects.create(agreement=AgreementFactory(), batch=row.batch))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Gift.SEATS, {}),
        (Gift.SEATS, {"seats": 0}),
        (Gift.LECTURER, {"seats": 3}),
        (Gift.ROOM, {}),
        (Gift.LECTURER, {"lecturer": True, "room": True}),
    ],
)
def test_a_contribution_is_of_its_kind(kind, fields):
    if "lecturer" in fields:
        fields = {"lecturer": LecturerFactory(), "room": Room.objects.create(name="机房")}
    activity = JointActivityFactory()

    assert refused(lambda: Contribution.objects.create(activity=activity, side=Side.CITY, kind=kind, **fields))


def test_seats_are_one_number_a_side_and_a_lecturer_is_named_once():
    activity, lecturer = JointActivityFactory(), LecturerFactory()
    Contribution.objects.create(activity=activity, side="city", kind=Gift.SEATS, seats=2)
    Contribution.objects.create(activity=activity, side="partner", kind=Gift.LECTURER, lecturer=lecturer)

    assert refused(lambda: Contribution.objects.create(activity=activity, side="city", kind=Gift.SEATS, seats=3))
    assert refused(
        lambda: Contribution.objects.create(activity=activity, side="city", kind=Gift.LECTURER, lecturer=lecturer)
    )


def test_a_statement_is_frozen_with_its_code_and_begins_a_day_once():
    row = StatementFactory()

    assert refused(lambda: Statement.objects.filter(pk=row.pk).update(frozen_at=timezone.now()))
    assert refused(lambda: StatementFactory(agreement=row.agreement, first_day=row.first_day))
    assert refused(lambda: Statement.objects.filter(pk=row.pk).update(last_day=row.first_day - timedelta(days=1)))


def test_a_side_confirms_once_and_paper_keeps_its_scan():
    fields = {"statement": StatementFactory(), "signatory": "王某", "recorded_by": UserFactory()}
    StatementConfirmation.objects.create(side=Side.CITY, mode=ConfirmedBy.SCREEN, **fields)

    assert refused(lambda: StatementConfirmation.objects.create(side="city", mode=ConfirmedBy.SCREEN, **fields))
    assert refused(lambda: StatementConfirmation.objects.create(side="partner", mode=ConfirmedBy.PAPER, **fields))


def test_what_an_exchange_rests_on_cannot_be_deleted():
    row = ExchangeFactory()

    with pytest.raises(ProtectedError):
        row.line.agreement.delete()
    with pytest.raises(ProtectedError):
        row.person.delete()


def test_a_partner_knows_of_the_class_it_runs_and_no_other_partner_does():
    one, other = partnership("HZ01"), partnership("HZ02")
    batch = BatchFactory(organiser=one.partner)

    assert list(Batch.objects.visible_to(one.contact)) == [batch]
    assert list(Batch.objects.visible_to(other.contact)) == []
