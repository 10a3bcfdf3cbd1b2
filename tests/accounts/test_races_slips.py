"""Two people at the same desk."""

import pytest
from django.utils import timezone

from accounts.services.passwords import choose_password, issue_slips
from people.choices import Role
from people.models import AuditEvent, User
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, user_with_role
from tests.training.test_races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_of_two_prints_at_the_same_moment_one_stands():
    people = PersonFactory.create_batch(3, unit=OrgUnitFactory())
    seen_at = timezone.now()
    clerks = [user_with_role(Role.HR) for _n in range(4)]
    calls = [lambda by=by: issue_slips(people=people, by=by, seen_at=seen_at) for by in clerks]

    outcomes = at_once(*calls)

    assert outcomes == ["done", *["printed_meanwhile"] * 3]
    assert (
        User.objects.filter(person__in=people).count(),
        AuditEvent.objects.filter(action="accounts.issue_slip").count(),
    ) == (3, 3)


def test_choosing_a_password_while_a_slip_is_printed_leaves_one_of_the_two():
    unit = OrgUnitFactory()
    user = UserFactory(person=PersonFactory(unit=unit))
    hr = user_with_role(Role.HR)
    slips = []
    calls = [
        lambda: slips.extend(issue_slips(people=[user.person], by=hr)),
        lambda: choose_password(user=user, password="quiet river stones", by=user),
    ]
    outcomes = at_once(*calls)
    user.refresh_from_db()

    good = [user.check_password("quiet river stones"), user.check_password(slips[0].code)]
    assert (outcomes, sorted(good)) == (["done", "done"], [False, True])
    assert bool(user.initial_until) is good[1]
