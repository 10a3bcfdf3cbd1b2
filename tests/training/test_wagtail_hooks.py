"""What training tells the apps below it."""

import pytest
from django.utils import timezone

from accounts.selectors import slip_candidates
from people.choices import Role
from people.models import Person
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, user_with_role
from tests.factories.training import BatchFactory
from training.choices import BatchState, StaffRole
from training.models import Batch

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "state", "refused"),
    [
        (StaffRole.CLASS_TEACHER, BatchState.NOTIFIED, "elevated_role"),
        (StaffRole.CLASS_TEACHER, BatchState.CLOSED, None),
        (StaffRole.MONITOR, BatchState.NOTIFIED, None),
    ],
)
def test_nobody_takes_over_a_class_by_printing_a_slip_for_its_teacher(role, state, refused):
    unit = OrgUnitFactory()
    user = UserFactory(person=PersonFactory(unit=unit))
    batch = BatchFactory()
    batch.staff.create(user=user, role=role)
    closed_at = timezone.now() if state == BatchState.CLOSED else None
    Batch.objects.filter(pk=batch.pk).update(state=state, closed_at=closed_at)

    (candidate,) = slip_candidates(people=Person.objects.all(), by=user_with_role(Role.LIAISON, unit))

    assert (candidate.refusal.code if candidate.refusal else None) == refused
