"""Whose accounts hear of what happens to people and units."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F, Q

from people.models import OrgUnit, RoleAssignment, User


def accounts_of(people: Iterable[int | None]) -> dict[int, User]:
    """By person the enabled account; an entry made twice has the account of the entry that stands."""
    ids = {pk for pk in people if pk is not None}
    if not ids:
        return {}
    own = Q(person__in=ids) | Q(person__merged_people__in=ids)
    found: dict[int, User] = {}
    for user in User.objects.filter(own, is_active=True).annotate(entry=F("person__merged_people")):
        found |= {pk: user for pk in (user.person_id, user.entry) if pk in ids}
    return found


def nearest_holders(units: Iterable[OrgUnit], *roles: str) -> dict[int, list[User]]:
    """By unit the enabled accounts that hold one of the roles there today; where nobody does, those of the nearest
    unit above whose role reaches down. One statement for any number of units."""
    units = list(units)
    paths = {path for unit in units for path in _upwards(unit.path)}
    if not paths:
        return {}
    held = RoleAssignment.objects.current().filter(role__in=roles, unit__path__in=paths, user__is_active=True)
    by_path: dict[str, list[RoleAssignment]] = defaultdict(list)
    for assignment in held.select_related("user", "unit").order_by("pk"):
        by_path[assignment.unit.path].append(assignment)
    return {unit.pk: _nearest(unit.path, by_path) for unit in units}


def _nearest(path: str, by_path: dict[str, list[RoleAssignment]]) -> list[User]:
    for step in _upwards(path):
        if found := [one.user for one in by_path[step] if one.with_subordinates or step == path]:
            return list(dict.fromkeys(found))
    return []


def _upwards(path: str) -> list[str]:
    """The unit's own path, then its parent's, up to the root."""
    return [path[:end] for end in range(len(path), 0, -OrgUnit.steplen)]
