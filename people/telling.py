"""Who hears what of people, roles and units, and the way these lists go up to the app that keeps the inbox."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from people import messages
from people.choices import Role, UnitChangeKind
from people.models import AuditEvent, OrgUnit, Person, RoleAssignment, User
from people.news import Message, MessageKind, to_each
from people.selectors.recipients import accounts_of, nearest_holders

# What changes for those who answer for a unit. Other names, order and particulars ask nothing of anybody; of a merger
# the unit that goes on tells, of a split the unit that was split.
TOLD_CHANGES = frozenset({UnitChangeKind.RENAME, UnitChangeKind.MOVE, UnitChangeKind.ABSORB, UnitChangeKind.SPLIT})


def tell(event: AuditEvent, told: Iterable[Message]) -> None:
    """Hand over what people are told of an event of the trail, in the transaction that noted it; who registers the hook
    `tell` writes it, once for each account."""
    told = list(told)
    for deliver in hooks.get_hooks("tell"):
        deliver(event, told)


def of_posting(person: Person, unit: OrgUnit, day: date) -> list[Message]:
    values = {"unit": unit.short_name, "day": f"{day:%Y-%m-%d}"}
    return to_each(accounts_of([person.pk]).values(), messages.POSTED, values, reverse("me"))


def of_postings(units: Mapping[int, OrgUnit], day: date) -> list[Message]:
    """Many people by their keys, each with the unit they are posted to."""
    return [
        Message(user, messages.POSTED, {"unit": units[key].short_name, "day": f"{day:%Y-%m-%d}"}, reverse("me"))
        for key, user in accounts_of(units).items()
    ]


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
