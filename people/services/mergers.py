"""Two units become one, or one becomes two; people, names and roles go along in one transaction."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from people.choices import Role, UnitChangeKind
from people.messages import ROLE_ENDED
from people.models import OrgUnit, Person, Posting, RoleAssignment, User
from people.services import tree
from people.services.roles import PAGE_GROUPS, sync_page_groups
from people.telling import of_role, of_unit
from people.trail import audit


@transaction.atomic
def merge_units(
    *, unit: OrgUnit, into: OrgUnit, day: date, reason: str, by: User, liaisons: Iterable[RoleAssignment] = ()
) -> OrgUnit:
    """Close `unit` and carry its people, its units below and its names over to `into` from the day on.

    Its roles end; the chosen `liaisons` are liaisons of `into` from today on.
    """
    unit = tree.locked(unit)
    into = tree.held(into)
    if unit.merged_into_id == into.pk:
        return into
    _check_merger(unit, into, day, reason)
    _move_below(into, unit.get_children().open(), unit, day, by, reason)
    moved = _repost(Posting.objects.current().filter(unit=unit), into, day, by)
    ended = _hand_over_roles(unit, into, liaisons)
    unit.aliases.update(unit=into)
    tree.remember_names(into, {unit.name, unit.short_name} - {into.name, into.short_name})
    OrgUnit.objects.filter(pk=unit.pk).update(closed_on=day, merged_into=into)
    after = {**tree.named(into), "people": moved}
    tree.note(unit, UnitChangeKind.MERGE, by=by, day=day, after=after, reason=reason)
    told = of_unit(into, UnitChangeKind.ABSORB, day)
    told += [message for assignment in ended for message in of_role(assignment, ROLE_ENDED)]
    tree.note(into, UnitChangeKind.ABSORB, by=by, day=day, before=tree.named(unit), reason=reason, told=told)
    return OrgUnit.objects.get(pk=into.pk)


def _check_merger(unit: OrgUnit, into: OrgUnit, day: date, reason: str) -> None:
    tree.refuse_root(unit)
    tree.refuse_other_root(unit, into)
    tree.refuse_closed(unit)
    tree.refuse_closed(into)
    tree.refuse_future(day)
    tree.refuse_without_reason(reason)
    if into.path.startswith(unit.path):
        raise NotAllowed(_("A unit cannot be merged into itself or a unit below it."), code="below_itself")
    if unit.opened_on and day < unit.opened_on:
        raise NotAllowed(_("A unit cannot close before it opens."), code="before_opening")
    tree.refuse_tied(unit, tree.duties_of(unit))


def _move_below(parent: OrgUnit, children: Iterable[OrgUnit], old: OrgUnit, day: date, by: User, reason: str) -> None:
    """Move units in their order; each move changes paths, so every step reads them again."""
    for child in list(children):
        fresh = OrgUnit.objects.get(pk=child.pk)
        fresh.move(OrgUnit.objects.get(pk=parent.pk), "last-child")
        before, after = tree.named(old), tree.named(parent)
        # Who answers for it hears of the merger or the split, once for all that moves along.
        tree.note(fresh, UnitChangeKind.MOVE, by=by, day=day, before=before, after=after, reason=reason, told=())


def _repost(postings: QuerySet[Posting], unit: OrgUnit, day: date, by: User) -> int:
    """End the postings on the day and open the same ones in the unit; as many statements for many as for one."""
    old = list(postings.select_related("person").select_for_update(of=("self",)))
    late = [posting.person.name for posting in old if posting.started_on > day]
    if late:
        text = _("These people were posted after that day: %(names)s. Choose a later day.")
        raise NotAllowed(text % {"names": "、".join(late[:5])}, code="posted_later")
    Posting.objects.filter(pk__in=[posting.pk for posting in old]).update(ended_on=day)
    kept = ("person_id", "dept", "post", "post_level", "rank", "track", "track_confirmed")
    Posting.objects.bulk_create(
        Posting(unit=unit, started_on=day, **{field: getattr(posting, field) for field in kept}) for posting in old
    )
    audit.record_each([posting.person for posting in old], "people.repost", by=by, data={"unit": unit.code})
    return len(old)


def _hand_over_roles(unit: OrgUnit, into: OrgUnit, liaisons: Iterable[RoleAssignment]) -> list[RoleAssignment]:
    """Returns the roles that end."""
    today = timezone.localdate()
    held = RoleAssignment.objects.not_ended().filter(unit=unit).select_related("user", "unit")
    open_roles = list(held.select_for_update(of=("self",)))
    chosen = {assignment.pk for assignment in liaisons}
    for assignment in open_roles:
        assignment.ended_on = max(today, assignment.started_on)
    RoleAssignment.objects.bulk_update(open_roles, ["ended_on"])
    have = set(
        RoleAssignment.objects.filter(unit=into, role=Role.LIAISON, ended_on=None).values_list("user", flat=True)
    )
    RoleAssignment.objects.bulk_create(
        RoleAssignment(
            user=old.user, role=Role.LIAISON, unit=into, started_on=today,
            with_subordinates=old.with_subordinates, is_backup=old.is_backup,
        )
        for old in open_roles
        if old.pk in chosen and old.role == Role.LIAISON and old.user_id not in have
    )  # fmt: skip
    for old in open_roles:
        if old.role in PAGE_GROUPS:
            sync_page_groups(user=old.user)
    return open_roles


@transaction.atomic
def split_unit(
    *,
    unit: OrgUnit,
    code: str,
    name: str,
    short_name: str,
    people: Collection[Person],
    children: Collection[OrgUnit],
    day: date,
    reason: str,
    by: User,
) -> OrgUnit:
    """A new unit right after the old one, of the same kind, with some of its people and units below."""
    unit = tree.locked(unit)
    tree.refuse_root(unit)
    tree.refuse_closed(unit)
    tree.refuse_future(day)
    tree.refuse_without_reason(reason)
    tree.refuse_taken_name({name, short_name})
    new = OrgUnit(code=code, name=name, short_name=short_name, kind=unit.kind, opened_on=day)
    new.is_access_unit, new.area_code = unit.is_access_unit, unit.area_code
    unit.add_sibling("right", instance=tree.checked(new))
    below = set(unit.get_children())
    for child in children:
        if child not in below:
            raise NotAllowed(_("“%(unit)s” is not below this unit.") % {"unit": child.name}, code="not_below")
    _move_below(new, children, unit, day, by, reason)
    _repost_some(unit, list(people), new, day, by)
    tree.note(unit, UnitChangeKind.SPLIT, by=by, day=day, after=tree.named(new), reason=reason)
    tree.note(new, UnitChangeKind.SPLIT_OFF, by=by, day=day, before=tree.named(unit), reason=reason)
    return OrgUnit.objects.get(pk=new.pk)


def _repost_some(unit: OrgUnit, people: list[Person], new: OrgUnit, day: date, by: User) -> None:
    postings = Posting.objects.current().filter(unit=unit, person__in=people)
    if postings.count() != len(people):
        raise NotAllowed(_("Choose people who work in this unit today."), code="other_unit")
    _repost(postings, new, day, by)
