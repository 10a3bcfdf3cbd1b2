import pytest
from django.utils import timezone

from intake.models import KnownHeading, KnownUnitName, ListImport
from tests.factories.people import OrgUnitFactory, UserFactory
from tests.support.constraints import assert_broken, constraints

pytestmark = pytest.mark.django_db


def arrived_roster():
    return ListImport.objects.create(kind="people", unit=OrgUnitFactory(), file_name="名册.xlsx", file_sealed=b"x")


def undone_before_it_was_taken_over():
    ListImport.objects.filter(pk=arrived_roster().pk).update(undone_at=timezone.now())


def taken_over_for_good():
    ListImport.objects.filter(pk=arrived_roster().pk).update(state="committed", committed_at=timezone.now())


def heading_with_two_meanings():
    unit = OrgUnitFactory()
    for field in ("name", "unit"):
        KnownHeading.objects.create(kind="people", unit=unit, heading="人员", field=field)


def text_for_two_units():
    user = UserFactory()
    for _turn in range(2):
        KnownUnitName.objects.create(user=user, text="教体系统", unit=OrgUnitFactory())


BROKEN_BY = {
    "import_undone_after_commit": undone_before_it_was_taken_over,
    "committed_import_can_be_undone": taken_over_for_good,
    "one_meaning_per_kind_unit_and_heading": heading_with_two_meanings,
    "one_unit_per_user_and_text": text_for_two_units,
}


def test_every_constraint_is_tried():
    assert set(BROKEN_BY) == set(constraints("intake"))


@pytest.mark.parametrize("name", BROKEN_BY)
def test_the_database_holds(name):
    assert_broken("intake", name, BROKEN_BY[name])
