from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed, check_row
from people.acts import administrators_are_separate
from people.choices import Role
from people.messages import ROLE_ENDED, ROLE_GRANTED
from people.models import OrgUnit, Posting, RoleAssignment, User
from people.roles import ROLES
from people.services import tree
from people.telling import of_role, tell
from people.trail import audit

# Groups of the page editor by role: who writes and reads first, who reads after them, who lets out.
PAGE_GROUPS = {Role.EDITOR: "Editors", Role.TRAINING_OFFICER: "Second readers", Role.VIEWER: "Last readers"}


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: str,
    unit: OrgUnit,
    by: User | None,
    with_subordinates: bool = True,
    started_on: date | None = None,
    is_backup: bool = False,
) -> RoleAssignment:
    """Give an account a role in a unit from a day on; safe to repeat. In force at the next request.

    A liaison who stands in for another is the backup (B角); granting the role again sets which of the two they are.
    """
    unit = tree.held_open(unit)
    user = User.objects.select_for_update().get(pk=user.pk)
    existing = user.role_assignments.filter(role=role, unit=unit, ended_on=None).first()
    if existing:
        return _set_backup(existing, is_backup, by)
    _refuse_grant(user, role, unit, by)
    assignment = RoleAssignment(
        user=user,
        role=role,
        unit=unit,
        with_subordinates=with_subordinates,
        started_on=started_on or timezone.localdate(),
        is_backup=is_backup,
    )
    check_row(assignment)
    assignment.save()
    if role in PAGE_GROUPS:
        sync_page_groups(user=user)
    data = {"user": user.username, "role": role, "unit": unit.code}
    tell(audit.record(assignment, "people.grant_role", by=by, data=data), of_role(assignment, ROLE_GRANTED))
    return assignment


def _set_backup(assignment: RoleAssignment, is_backup: bool, by: User | None) -> RoleAssignment:
    if assignment.role == Role.LIAISON and assignment.is_backup != is_backup:
        assignment.is_backup = is_backup
        assignment.save(update_fields=["is_backup"])
        event = audit.record(assignment, "people.set_backup", by=by, data={"is_backup": is_backup})
        tell(event, of_role(assignment, ROLE_GRANTED))
    return assignment


def _refuse_grant(user: User, role: str, unit: OrgUnit, by: User | None) -> None:
    if by is not None and by.pk == user.pk:
        raise NotAllowed(_("You cannot give yourself a role. Another administrator does that."), code="own_role")
    if user.initial_until and user.person_id and role not in ROLES.who("own_data_only"):
        _refuse_while_slip_is_out(user, role, unit)
    held = set(user.role_assignments.not_ended().values_list("role", flat=True))
    separated = set(ROLES.who("one_of_three"))
    mixed = role in separated and held & (separated - {role})
    if mixed and administrators_are_separate():
        raise NotAllowed(
            _("The system, security and audit administrators must be three different people."), code="separated_roles"
        )


def _refuse_while_slip_is_out(user: User, role: str, unit: OrgUnit) -> None:
    """Whoever printed the slip may still hold its code; without a person that was the system administrator. Only the
    liaison of the owner's own unit is named before the slip is used: whoever printed it answers for that unit too."""
    if role == Role.LIAISON and Posting.objects.current().filter(person=user.person_id, unit=unit).exists():
        return
    text = _("A slip of this account has not been used. Grant the role once its owner has chosen a password.")
    raise NotAllowed(text, code="slip_pending")


@transaction.atomic
def end_role(*, assignment: RoleAssignment, by: User | None) -> RoleAssignment:
    """Take a role away from today on; in force at the next request."""
    assignment = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.ended_on:
        return assignment
    if by is not None and assignment.user_id == by.pk:
        raise NotAllowed(_("You cannot end your own role. Another administrator does that."), code="own_role")
    assignment.ended_on = max(timezone.localdate(), assignment.started_on)
    assignment.save(update_fields=["ended_on"])
    if assignment.role in PAGE_GROUPS:
        sync_page_groups(user=assignment.user)
    event = audit.record(assignment, "people.end_role", by=by, data={"user": assignment.user.username})
    tell(event, of_role(assignment, ROLE_ENDED))
    return assignment


def sync_page_groups(*, user: User) -> None:
    """Page rights are Wagtail's own groups; membership follows the roles of `PAGE_GROUPS` and nothing else."""
    held = set(user.role_assignments.current().filter(role__in=PAGE_GROUPS).values_list("role", flat=True))
    for role, name in PAGE_GROUPS.items():
        group, _created = Group.objects.get_or_create(name=name)
        (user.groups.add if role in held else user.groups.remove)(group)
