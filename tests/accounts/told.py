"""Who hears of the verbs on accounts."""

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.services.passwords import issue_account_slip, issue_slips
from accounts.services.second_factor import remove_second_factor
from people.choices import Role
from tests.factories.people import (
    PASSWORD,
    PersonFactory,
    UserFactory,
    user_with_role,
)
from tests.support.told import Told, told


@told("accounts.issue_slip")
def print_slips():
    """One has a password of their own, one a slip not used yet."""
    by, seen_at = user_with_role(Role.HR), timezone.now()
    in_use = UserFactory(person=PersonFactory(), password=make_password(PASSWORD))
    waiting, done = PersonFactory(), []
    UserFactory(person=waiting, initial_until=seen_at)

    def act():
        # Printed again it is another slip.
        if not done:
            done.append(issue_slips(people=[in_use.person, waiting], by=by))

    return Told(act, {in_use: "accounts.slip_printed"})


@told("accounts.issue_slip")
def print_one():
    by, user = user_with_role(Role.SYSADMIN), UserFactory(password=make_password(PASSWORD))
    return Told(lambda: issue_account_slip(user=user, by=by), {user: "accounts.slip_printed"})


@told("accounts.remove_second_factor")
def remove_factor():
    by, user = user_with_role(Role.SYSADMIN), UserFactory()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    return Told(lambda: remove_second_factor(user=user, by=by), {user: "accounts.factor_removed"})
