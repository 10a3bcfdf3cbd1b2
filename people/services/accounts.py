from django.db import transaction
from django.utils.translation import gettext as _
from wagtail import hooks

from common.errors import NotAllowed, check_row
from people.messages import ACCOUNT_ENABLED
from people.models import Person, User
from people.telling import of_account, tell
from people.trail import audit


@transaction.atomic
def open_account(*, person: Person, password_hash: str, by: User | None) -> User:
    """Let a person of the roster sign in by staff number; returns the account they already have.

    `password_hash` is made by the caller, outside the transaction: hashing takes 50 ms on purpose.
    """
    existing = User.objects.filter(person=person).first()
    if existing:
        return existing
    user = User(username=person.staff_no, person=person, display_name=person.name, password=password_hash)
    check_row(user)
    user.save()
    audit.record(user, "people.open_account", by=by)
    return user


@transaction.atomic
def disable_account(*, user: User, by: User | None) -> User:
    """Close an account; its sessions and tokens die with it, its records stay."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if by and user.pk == by.pk:
        raise NotAllowed(_("You cannot disable your own account. Ask another administrator."), code="own_account")
    if not user.is_active:
        return user
    user.is_active = False
    user.save(update_fields=["is_active"])
    for close in hooks.get_hooks("account_closed"):
        close(user)
    audit.record(user, "people.disable_account", by=by)
    return user


@transaction.atomic
def enable_account(*, user: User, by: User | None) -> User:
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        return user
    user.is_active = True
    user.save(update_fields=["is_active"])
    tell(audit.record(user, "people.enable_account", by=by), of_account([user], ACCOUNT_ENABLED))
    return user
