"""Who hears what of people, roles and units; the services hand these lists to `people.services.notifications.tell`."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people import messages
from people.choices import KEEPING_ROLES, Role, TransferState, UnitChangeKind
from people.models import OrgUnit, Person, RoleAssignment, RosterImport, TransferRequest, User
from people.news import Message, MessageKind, to_each
from people.selectors import contacts_of, holders_for
from people.selectors.recipients import accounts_of, nearest_holders

# What changes for those who answer for a unit. Other names, order and particulars ask nothing of anybody; of a merger
# the unit that goes on tells, of a split the unit that was split.
TOLD_CHANGES = frozenset({UnitChangeKind.RENAME, UnitChangeKind.MOVE, UnitChangeKind.ABSORB, UnitChangeKind.SPLIT})


def of_transfer(transfer: TransferRequest, kind: MessageKind) -> list[Message]:
    """Who keeps the roster on the side that has to know; with an agreement both sides, and the person."""
    values = {"name": transfer.person.name, "unit": transfer.unit.short_name, "reason": transfer.reason}
    giving, asking = contacts_of(transfer.from_unit), contacts_of(transfer.unit)
    if transfer.asked_by.scope.covers(transfer.unit.path, *KEEPING_ROLES):
        asking.append(transfer.asked_by)
    told = {
        TransferState.ASKED: giving,
        TransferState.WITHDRAWN: giving,
        TransferState.AGREED: [*giving, *asking],
        TransferState.REFUSED: asking,
    }
    each = to_each(told[TransferState(transfer.state)], kind, values, transfer.get_absolute_url())
    if transfer.state == TransferState.AGREED:
        each += to_each(accounts_of([transfer.person_id]).values(), kind, values, reverse("me"))
    return each


def of_posting(person: Person, unit: OrgUnit, day: date) -> list[Message]:
    values = {"unit": unit.short_name, "day": f"{day:%Y-%m-%d}"}
    return to_each(accounts_of([person.pk]).values(), messages.POSTED, values, reverse("me"))


def of_roster(roster: RosterImport, kind: MessageKind) -> list[Message]:
    """The HR officers who reach the unit it was for, and may see the import."""
    values = {"unit": roster.unit.short_name, "title": roster.file_name}
    users = holders_for(roster.unit, Role.HR)
    return to_each(users, kind, values, roster.get_absolute_url())


def of_unit(unit: OrgUnit, kind: UnitChangeKind, day: date) -> list[Message]:
    if kind not in TOLD_CHANGES:
        return []
    values = {"unit": unit.short_name, "status": kind.label, "day": f"{day:%Y-%m-%d}"}
    liaisons = nearest_holders([unit], Role.LIAISON)[unit.pk] or nearest_holders([unit], Role.HR)[unit.pk]
    return to_each(liaisons, messages.UNIT_CHANGED, values, unit.get_absolute_url())


def of_role(assignment: RoleAssignment, kind: MessageKind) -> list[Message]:
    role = Role(assignment.role).label
    if assignment.is_backup:
        role = format_lazy("{}（{}）", role, _("B role"))
    values = {"role": role, "unit": assignment.unit.short_name, "day": f"{assignment.started_on:%Y-%m-%d}"}
    return to_each([assignment.user], kind, values, reverse("me"))


def of_account(users: Iterable[User], kind: MessageKind) -> list[Message]:
    return to_each(users, kind, address=reverse("me"))
