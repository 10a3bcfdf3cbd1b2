"""The verbs on accounts, slips, tokens and sign-ins."""

from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from accounts.choices import TokenScope
from people.choices import Role
from tests.factories.accounts import ApiTokenFactory, account_with_roles, open_session
from tests.factories.people import PersonFactory, UserFactory, city_root, user_with_role
from tests.support.verbs import Sent, verb


@verb("accounts:token_create", 18, answer=200)
def create_token(rows):
    user = UserFactory()
    ApiTokenFactory.create_batch(rows, user=user)
    return Sent(user, form={"name": "大屏", "scope": TokenScope.OWN, "days": "30"})


@verb("accounts:token_revoke", 8)
def revoke_token(rows):
    user = UserFactory()
    token, *_others = ApiTokenFactory.create_batch(rows, user=user)
    return Sent(user, {"pk": token.pk})


@verb("accounts:session_end", 8)
def end_one_session(rows):
    user = UserFactory()
    session, *_others = [open_session(user) for _n in range(rows)]
    return Sent(user, {"pk": session.pk})


@verb("accounts:session_end_others", 8)
def end_other_sessions(rows):
    user = UserFactory()
    for _n in range(rows):
        open_session(user)
    return Sent(user)


def people_with_accounts(rows):
    """So many who have an account and as many who have none."""
    unit = city_root()
    people = PersonFactory.create_batch(2 * rows, unit=unit)
    for person in people[:rows]:
        UserFactory(person=person)
    return people


@verb("accounts:slip_prepare", 11, answer=200)
def prepare_slips(rows):
    return Sent(user_with_role(Role.HR), form={"person": [person.uuid for person in people_with_accounts(rows)]})


@verb("accounts:slip_print", 23, answer=200)
def print_slips(rows):
    people = people_with_accounts(rows)
    form = {"person": [person.uuid for person in people], "seen_at": timezone.now().isoformat()}
    return Sent(user_with_role(Role.HR), form=form)


@verb("accounts:account_slip", 13, answer=200)
def print_account_slip(rows):
    form = {"seen_at": timezone.now().isoformat()}
    return Sent(user_with_role(Role.SYSADMIN), {"pk": account_with_roles(rows).pk}, form)


@verb("accounts:account_disable", 11)
def disable(rows):
    return Sent(user_with_role(Role.SYSADMIN), {"pk": account_with_roles(rows).pk})


@verb("accounts:account_enable", 10)
def enable(rows):
    return Sent(user_with_role(Role.SYSADMIN), {"pk": account_with_roles(rows, is_active=False).pk})


@verb("accounts:account_factor_remove", 12)
def remove_factor(rows):
    account = account_with_roles(rows)
    TOTP.activate(account, "JBSWY3DPEHPK3PXP")
    return Sent(user_with_role(Role.SYSADMIN), {"pk": account.pk})
