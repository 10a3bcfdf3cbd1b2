"""What the services of people have to tell goes up through hooks, in the transaction of the change."""

from contextlib import suppress

import pytest
from django.db import transaction
from wagtail import hooks

from notifications.models import Notification
from people.choices import Role
from people.models import AuditEvent, RoleAssignment
from people.services.accounts import disable_account
from people.services.roles import grant_role
from tests.factories.people import OrgUnitFactory, UserFactory, user_with_role

pytestmark = pytest.mark.django_db


def granted(user):
    return grant_role(user=user, role=Role.LIAISON, unit=OrgUnitFactory(), by=user_with_role(Role.SECADMIN))


def test_whoever_registers_hears_of_the_event_and_of_whom_it_concerns():
    user, heard = UserFactory(), []

    with hooks.register_temporarily("tell", lambda event, messages: heard.append((event, list(messages)))):
        assignment = granted(user)

    [(event, [message])] = heard
    assert (event, message.user) == (AuditEvent.objects.get(action="people.grant_role"), user)
    assert message.values["unit"] == assignment.unit.short_name


def test_what_is_undone_told_nobody():
    with suppress(ZeroDivisionError), transaction.atomic():
        granted(UserFactory())
        raise ZeroDivisionError

    assert (Notification.objects.count(), RoleAssignment.objects.count()) == (0, 0)


def test_whoever_keeps_sign_ins_hears_of_an_account_that_is_closed_and_once():
    user, closed = UserFactory(), []

    with hooks.register_temporarily("account_closed", closed.append):
        for _turn in range(2):
            disable_account(user=user, by=None)

    assert closed == [user]
