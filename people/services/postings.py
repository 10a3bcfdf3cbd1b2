"""Where people work: another post inside one's own reach, leaving and coming back. Units are held before people."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from common.errors import NotAllowed, check_row, refuse_changed
from people.choices import PersonStatus
from people.models import OrgUnit, Person, Posting, RoleAssignment, User
from people.services import tree
from people.services.accounts import disable_account, enable_account
from people.services.registering import WRITTEN_AT_ONCE, save_columns
from people.services.roles import sync_page_groups
from people.telling import of_posting, of_postings, tell
from people.trail import audit

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
    check_row(posting)
    posting.save()
    return posting


def particulars(posting: Posting | None) -> dict[str, Any]:
    """What a posting says, beside its dates; nothing where there is none."""
    names = ("dept", "post", "post_level", "rank", "track", "track_confirmed")
    return {"unit": posting.unit.code, **{name: getattr(posting, name) for name in names}} if posting else {}


@transaction.atomic
def post_person(*, person: Person, unit: OrgUnit, day: date, by: User, seen: str = "", **details: Any) -> Posting:
    """Another unit, post, department, rank or audience from a day on; the earlier posting stays with its dates.

    `details` are dept, post, post_level, rank, track and track_confirmed. The same wish again changes nothing.
    """
    unit, person = tree.held_open(unit), held_person(person)
    refuse_absent(person)
    tree.refuse_future(day)
    current = person.postings.current().select_related("unit").first()
    stands = particulars(current)
    wish = stands | details | {"unit": unit.code}
    if current and stands == wish:
        return current
    refuse_changed(seen, stands, wish)
    posting = begin_posting(person, unit, day, **details)
    event = audit.record(person, "people.post_person", by=by, data={"unit": unit.code, "day": f"{day}"})
    tell(event, of_posting(person, unit, day))
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
    sync_page_groups(user=user)


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


class PostingChange(NamedTuple):
    """Where and as what somebody works from a day on."""

    person_id: int
    unit: OrgUnit
    details: dict[str, Any]


class Moved(NamedTuple):
    """What a change of posting did: all that is needed to take it back."""

    person: int
    ended: int | None
    opened: int
    status_before: str
    enabled: list[int]


@transaction.atomic
def post_people(*, changes: Sequence[PostingChange], day: date, by: User | None) -> list[Moved]:
    """`post_person` for many; as many statements for many as for one."""
    people = _held_people(changes)
    for person in people.values():
        refuse_absent(person)
    return _begin_postings(changes, people, day, "people.post_person", by)


@transaction.atomic
def reinstate_people(*, changes: Sequence[PostingChange], day: date, by: User | None) -> list[Moved]:
    """`reinstate_person` for many: in post again, each with a posting and their account."""
    people = _held_people(changes)
    before = {person.pk: person.status for person in people.values()}
    for person in people.values():
        if person.status not in GONE:
            raise NotAllowed(_("This person neither retired nor left."), code="not_gone")
        person.status = PersonStatus.ACTIVE
    Person.objects.filter(pk__in=people).update(status=PersonStatus.ACTIVE)
    moved = _begin_postings(changes, people, day, "people.reinstate_person", by)
    enabled: dict[int | None, list[int]] = {}
    for user in User.objects.filter(person__in=people, is_active=False):
        enable_account(user=user, by=by)
        enabled.setdefault(user.person_id, []).append(user.pk)
    return [one._replace(status_before=before[one.person], enabled=enabled.get(one.person, [])) for one in moved]


def _held_people(changes: Sequence[PostingChange]) -> dict[int, Person]:
    keys = [change.person_id for change in changes]
    return {person.pk: person for person in Person.objects.select_for_update().order_by("pk").filter(pk__in=keys)}


def _begin_postings(
    changes: Sequence[PostingChange], people: dict[int, Person], day: date, action: str, by: User | None
) -> list[Moved]:
    """End the running postings on the day and begin the next."""
    units = tree.held_open_all(change.unit for change in changes)
    tree.refuse_future(day)
    rows = Posting.objects.select_for_update().current().filter(person__in=people)
    current = {posting.person_id: posting for posting in rows}
    late = [people[key].name for key, posting in current.items() if posting.started_on > day]
    if late:
        text = _("These people were posted after that day: %(names)s. Choose a later day.")
        raise NotAllowed(text % {"names": "、".join(late[:5])}, code="day")
    Posting.objects.filter(pk__in=[posting.pk for posting in current.values()]).update(ended_on=day)
    opened = Posting.objects.bulk_create(
        [
            Posting(person=people[change.person_id], unit=units[change.unit.pk], started_on=day, **change.details)
            for change in changes
        ],
        batch_size=WRITTEN_AT_ONCE,
    )
    events = audit.record_each(people.values(), action, by=by, data={"day": f"{day}"})
    tell(events[0], of_postings({change.person_id: change.unit for change in changes}, day))
    return [
        Moved(
            posting.person_id,
            current[posting.person_id].pk if posting.person_id in current else None,
            posting.pk,
            "",
            [],
        )
        for posting in opened
    ]


@transaction.atomic
def correct_postings(
    *, corrections: Mapping[int, Mapping[str, Any]], by: User | None
) -> dict[int, dict[str, list[Any]]]:
    """Put running postings right where they were mistyped, by their people; returns before and after by posting."""
    rows = Posting.objects.select_for_update().current().filter(person__in=list(corrections)).select_related("person")
    before: dict[int, dict[str, list[Any]]] = {}
    changed = []
    for posting in rows:
        values = corrections[posting.person_id]
        different = {name: [getattr(posting, name), value] for name, value in values.items()}
        different = {name: pair for name, pair in different.items() if pair[0] != pair[1]}
        for name, (_old, new) in different.items():
            setattr(posting, name, new)
        if different:
            before[posting.pk] = different
            changed.append(posting)
    save_columns(changed, {name for different in before.values() for name in different})
    audit.record_each([posting.person for posting in changed], "people.correct_posting", by=by)
    return before


@transaction.atomic
def take_back_postings(*, moves: Sequence[Moved], by: User | None) -> None:
    """What `post_people` and `reinstate_people` did is undone; refused once one of the new postings has ended or gone."""
    opened = {posting.pk: posting for posting in Posting.objects.filter(pk__in=[move.opened for move in moves])}
    built_on = [move.person for move in moves if move.opened not in opened or opened[move.opened].ended_on]
    if built_on:
        names = Person.objects.filter(pk__in=built_on).values_list("name", flat=True)[:5]
        text = _("Changed since the import, so it cannot be undone as a whole: %(names)s. Put these right by hand.")
        raise NotAllowed(text % {"names": "、".join(names)}, code="changed_since")
    Posting.objects.filter(pk__in=opened).delete()
    Posting.objects.filter(pk__in=[move.ended for move in moves if move.ended]).update(ended_on=None)
    for status in {move.status_before for move in moves} - {""}:
        Person.objects.filter(pk__in=[m.person for m in moves if m.status_before == status]).update(status=status)
    for user in User.objects.filter(pk__in=[key for move in moves for key in move.enabled]):
        disable_account(user=user, by=by)
    people = Person.objects.filter(pk__in=[move.person for move in moves])
    audit.record_each(people, "people.take_back_posting", by=by)
