"""Who answers for a unit: the role, and the account to hold it."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from people.choices import Role
from people.models import OrgUnit, Person, RoleAssignment, User
from people.selectors import people_posted_to
from people.services import tree
from people.services.accounts import open_account
from people.services.postings import held_person
from people.services.roles import grant_role


@transaction.atomic
def name_liaison(*, person: Person, unit: OrgUnit, is_backup: bool, by: User | None) -> RoleAssignment:
    """`grant_role` for somebody posted to the unit. An account that is missing is opened without a password: its
    owner comes in by a slip, as everybody does."""
    unit, person = tree.held_open(unit), held_person(person)
    if not people_posted_to(unit).filter(pk=person.pk).exists():
        text = _("%(name)s is not posted to %(unit)s. Only somebody of the unit becomes its liaison.")
        raise NotAllowed(text % {"name": person.name, "unit": unit.short_name}, code="not_posted_here")
    user = open_account(person=person, password_hash=make_password(None), by=by)
    if not user.is_active:
        text = _("The account of %(name)s is disabled. The system administrator enables it first.")
        raise NotAllowed(text % {"name": person.name}, code="account_disabled")
    return grant_role(user=user, role=Role.LIAISON, unit=unit, is_backup=is_backup, by=by)
