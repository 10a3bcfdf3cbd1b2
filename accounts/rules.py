"""Which verb a user is allowed, and who may reset whose password."""

import rules
from django.utils.translation import gettext as _
from wagtail import hooks

from accounts.roles import ROLES
from common.errors import NotAllowed
from people.choices import Role
from people.models import Person, User
from people.roles import ROLES as PEOPLE
from people.rules import has_role


def with_duties(ids: list[int]) -> set[int]:
    """Which of the accounts look after others without a role, as teacher of a class or staff of an examination: the
    apps above say so."""
    return {pk for duties in hooks.get_hooks("accounts_with_duties") for pk in duties(ids)}


def why_no_slip(person: Person, taken: set[str], busy: set[int], by: User) -> NotAllowed | None:
    """Why the user may not print a slip for the person; `taken` are numbers of accounts without a person, `busy` accounts
    with duties."""
    user = getattr(person, "user", None)
    if person.pk == by.person_id:
        return NotAllowed(_("Change your own password instead of printing a slip."), code="own_account")
    if person.posting is None or not by.scope.covers(person.posting.unit.path, *ROLES.who("give_slips")):
        return NotAllowed(_("Not in a unit you look after. Ask the HR office."), code="out_of_reach")
    if user is None:
        text = _("An account of this staff number exists without a person. The system administrator clears this up.")
        return NotAllowed(text, code="username_taken") if person.staff_no in taken else None
    if not user.is_active:
        return NotAllowed(_("The account is disabled. The system administrator enables it."), code="disabled")
    return None if user.pk not in busy and may_reset(user, by) else elevated_role()


def may_reset(user: User, by: User) -> bool:
    """Whoever can reset a password can sign in as its owner: nobody reaches a wider role than their own that way."""
    liaison_of = [held.unit.path for held in user.roles_held if held.role == Role.LIAISON]  # type: ignore[attr-defined]
    wider = {held.role for held in user.roles_held} - {*PEOPLE.who("own_data_only"), Role.LIAISON}  # type: ignore[attr-defined]
    return not (user.is_superuser or wider) and all(
        by.scope.covers(path, *ROLES.who("give_liaisons_slips")) for path in liaison_of
    )


def elevated_role() -> NotAllowed:
    text = _("This account has a role of its own. For it the system administrator prints the slip.")
    return NotAllowed(text, code="elevated_role")


@rules.predicate
def is_own_token(user, token):
    return token is not None and token.user_id == user.pk


rules.add_perm("accounts.issue_slips", has_role(*ROLES.who("give_slips")))
rules.add_perm("accounts.manage_accounts", has_role(*ROLES.who("manage_accounts")))
rules.add_perm("accounts.administer", has_role(*ROLES.who("administer")))
rules.add_perm("accounts.revoke_token", is_own_token)
