"""What examinations tell the apps below them."""

import pytest
from django.utils import timezone

from accounts.selectors import slip_candidates
from exams.choices import SittingRole
from exams.models import Sitting
from people.choices import Role
from people.models import Person
from tests.factories.exams import SittingFactory
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", SittingRole)
@pytest.mark.parametrize(("cancelled", "refused"), [(False, "elevated_role"), (True, None)])
def test_nobody_takes_over_an_examination_by_printing_a_slip_for_its_staff(role, cancelled, refused):
    unit = OrgUnitFactory()
    user = UserFactory(person=PersonFactory(unit=unit))
    sitting = SittingFactory()
    sitting.staff.create(user=user, role=role)
    if cancelled:
        Sitting.objects.filter(pk=sitting.pk).update(cancelled_at=timezone.now(), cancel_reason="停电")

    (candidate,) = slip_candidates(people=Person.objects.filter(user=user), by=user_with_role(Role.LIAISON, unit))

    assert (candidate.refusal.code if candidate.refusal else None) == refused
