"""The accounts of an installation's first day. Whoever holds their slips decides who else gets in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.codes import in_groups
from accounts.services.passwords import SLIP_VALID, Secret, Slip
from common.errors import NotAllowed, check_row
from people.choices import Role, UnitKind
from people.models import OrgUnit, User
from people.services.roles import grant_role
from people.trail import audit


@dataclass(frozen=True)
class FirstAccount:
    username: str
    name: str
    role: str


def open_first_accounts(*, accounts: Iterable[FirstAccount], by: User | None) -> list[Slip]:
    """Accounts for the whole city and its partners, with slips; refused when anybody can sign in already."""
    prepared = [(account, Secret.fresh()) for account in accounts]
    with transaction.atomic():
        if User.objects.exists():
            raise NotAllowed(
                _("There are accounts already. The system administrator opens others."), code="has_accounts"
            )
        return [_open(account, secret, by) for account, secret in prepared]


def _open(account: FirstAccount, secret: Secret, by: User | None) -> Slip:
    until = timezone.now() + SLIP_VALID
    user = User(username=account.username, display_name=account.name, password=secret.digest, initial_until=until)
    check_row(user)
    user.save()
    audit.record(user, "people.open_account", by=by)
    roots = list(OrgUnit.get_root_nodes())
    # The administrators' roles have no place in the tree but its top.
    wider = account.role in (Role.TRAINING_OFFICER, Role.HR)
    for root in roots if wider else [root for root in roots if root.kind != UnitKind.PARTNER]:
        grant_role(user=user, role=account.role, unit=root, by=by)
    return Slip(roots[0].short_name, account.name, account.username, until, in_groups(secret.code))
