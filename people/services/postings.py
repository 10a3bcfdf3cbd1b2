"""Where people work: another post inside one's own reach, leaving and coming back. Units are held before people."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from common.errors import NotAllowed
from people import audit
from people.choices import PersonStatus
from people.models import OrgUnit, Person, Posting, RoleAssignment, User
from people.services import tree
from people.services.accounts import disable_account, enable_account
from people.services.roles import sync_editor_group

GONE = (PersonStatus.RETIRED, PersonStatus.LEFT)


def held_person(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def refuse_absent(person: Person) -> None:
    if person.status != PersonStatus.ACTIVE:
        values = {"name": person.name, "status": person.get_status_display()}
        raise NotAllowed(_("%(name)s is not in post: %(status)s.") % values, code="not_in_post")


def end_posting(posting: Posting, day: date) -> None:
    if day < posting.started_on:
        values = {"day": f"{posting.started_on:%Y-%m-%d}"}
        raise NotAllowed(
            _("The present posting began on %(day)s; choose that day or a later one.") % values, code="day"
        )
    posting.ended_on = day
    posting.save(update_fields=["ended_on"])


def begin_posting(person: Person, unit: OrgUnit, day: date, **details: Any) -> Posting:
    """End the person's posting and open the next; the unit and the person are held by the caller."""
    current = person.postings.current().first()
    if current:
        end_posting(current, day)
    posting = Posting(person=person, unit=unit, started_on=day, **details)
    try:
        posting.full_clean()
    except ValidationError as error:
        raise NotAllowed(" ".join(error.messages), code="invalid") from error
    posting.save()
    return posting


@transaction.atomic
def post_person(*, person: Person, unit: OrgUnit, day: date, by: User, **details: Any) -> Posting:
    """Another unit, post, department, rank or audience from a day on; the earlier posting stays with its dates.

    `details` are dept, post, post_level, rank, track and track_confirmed. The same wish again changes nothing.
    """
    unit, person = tree.held_open(unit), held_person(person)
    refuse_absent(person)
    tree.refuse_future(day)
    current = person.postings.current().first()
    if current and current.unit_id == unit.pk and all(getattr(current, k) == v for k, v in details.items()):
        return current
    posting = begin_posting(person, unit, day, **details)
    audit.record(person, "people.post_person", by=by, data={"unit": unit.code, "day": f"{day}"})
    return posting


def retire_person(*, person: Person, day: date, reason: str, by: User) -> Person:
    """The person retired on the day: posting, roles and account end, records and prints stay."""
    return _depart(person, PersonStatus.RETIRED, "people.retire_person", day, reason, by)


def leave_person(*, person: Person, day: date, reason: str, by: User) -> Person:
    """The person left for somewhere outside the roster."""
    return _depart(person, PersonStatus.LEFT, "people.leave_person", day, reason, by)


@transaction.atomic
def _depart(person: Person, status: str, action: str, day: date, reason: str, by: User) -> Person:
    person = held_person(person)
    if person.status == status:
        return person
    refuse_absent(person)
    tree.refuse_future(day)
    for refuse in hooks.get_hooks("refuse_departure"):
        refuse(person)
    current = person.postings.current().first()
    if current:
        end_posting(current, day)
    person.status = status
    person.save(update_fields=["status"])
    for user in User.objects.filter(person=person):
        disable_account(user=user, by=by)
        end_roles(user)
    audit.record(person, action, by=by, reason=reason.strip(), data={"day": f"{day}"})
    return person


def end_roles(user: User) -> None:
    """Every role the account holds ends today."""
    today, held = timezone.localdate(), list(user.role_assignments.not_ended())
    for assignment in held:
        assignment.ended_on = max(today, assignment.started_on)
    RoleAssignment.objects.bulk_update(held, ["ended_on"])
    sync_editor_group(user=user)


@transaction.atomic
def reinstate_person(*, person: Person, unit: OrgUnit, day: date, by: User, **details: Any) -> Posting:
    """Somebody who retired or left is in post again, with their account; roles are granted anew."""
    unit, person = tree.held_open(unit), held_person(person)
    current = person.postings.current().first()
    if person.status == PersonStatus.ACTIVE and current:
        return current
    if person.status not in GONE:
        raise NotAllowed(_("This person neither retired nor left."), code="not_gone")
    tree.refuse_future(day)
    person.status = PersonStatus.ACTIVE
    person.save(update_fields=["status"])
    posting = begin_posting(person, unit, day, **details)
    for user in User.objects.filter(person=person):
        enable_account(user=user, by=by)
    audit.record(person, "people.reinstate_person", by=by, data={"unit": unit.code, "day": f"{day}"})
    return posting
