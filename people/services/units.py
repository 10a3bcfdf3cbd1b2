"""Verbs of the unit editor. Each holds the tree (`tree.locked`), so that two changes never meet in it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import NotAllowed, refuse_changed
from people.choices import UnitChangeKind
from people.models import OrgUnit, UnitAlias, User
from people.services import tree


@transaction.atomic
def open_unit(
    *,
    parent: OrgUnit,
    code: str,
    name: str,
    short_name: str,
    kind: str,
    day: date,
    by: User,
    reason: str = "",
    is_access_unit: bool = False,
    uscc: str | None = None,
) -> OrgUnit:
    """Add a unit as the last one below another."""
    parent = tree.locked(parent)
    tree.refuse_closed(parent)
    tree.refuse_future(day)
    tree.refuse_taken_name({name, short_name})
    unit = OrgUnit(code=code, name=name, short_name=short_name, kind=kind, opened_on=day)
    unit.is_access_unit, unit.uscc, unit.area_code = is_access_unit, uscc or None, parent.area_code
    parent.add_child(instance=tree.checked(unit))
    tree.note(unit, UnitChangeKind.OPEN, by=by, day=day, after=tree.named(parent), reason=reason)
    return unit


@transaction.atomic
def rename_unit(
    *, unit: OrgUnit, name: str, short_name: str, day: date, reason: str, by: User, seen: str = ""
) -> OrgUnit:
    """Give a unit another name from a day on; by its old names it is still found."""
    unit = tree.locked(unit)
    stands, wish = names_of(unit), {"name": name, "short_name": short_name}
    if stands == wish:
        return unit
    refuse_changed(seen, stands, wish)
    tree.refuse_closed(unit)
    tree.refuse_future(day)
    tree.refuse_without_reason(reason)
    tree.refuse_taken_name({name, short_name}, unit)
    before, old = tree.named(unit), set(stands.values())
    unit.name, unit.short_name = name, short_name
    tree.checked(unit).save(update_fields=["name", "short_name"])
    unit.aliases.filter(name__in={name, short_name}).delete()
    tree.remember_names(unit, old - {name, short_name})
    tree.note(unit, UnitChangeKind.RENAME, by=by, day=day, before=before, after=tree.named(unit), reason=reason)
    return unit


def names_of(unit: OrgUnit) -> dict[str, str]:
    return {"name": unit.name, "short_name": unit.short_name}


@transaction.atomic
def describe_unit(
    *, unit: OrgUnit, kind: str, is_access_unit: bool, uscc: str | None, by: User, reason: str = "", seen: str = ""
) -> OrgUnit:
    """Set the kind, whether the unit is an access unit, and its social credit code."""
    unit = tree.locked(unit)
    before = particulars(unit)
    unit.kind, unit.is_access_unit, unit.uscc = kind, is_access_unit, uscc or None
    if particulars(unit) == before:
        return unit
    refuse_changed(seen, before, particulars(unit))
    tree.refuse_closed(unit)
    tree.checked(unit).save(update_fields=["kind", "is_access_unit", "uscc"])
    tree.note(unit, UnitChangeKind.DESCRIBE, by=by, before=before, after=particulars(unit), reason=reason)
    return unit


def particulars(unit: OrgUnit) -> dict[str, Any]:
    return {"kind": unit.kind, "is_access_unit": unit.is_access_unit, "uscc": unit.uscc}


@transaction.atomic
def reorder_unit(*, unit: OrgUnit, place: str, by: User, sibling: OrgUnit | None = None) -> OrgUnit:
    """Put a unit one place `up` or `down`, or `before` or `after` a unit with the same parent."""
    unit = tree.locked(unit)
    tree.refuse_root(unit)
    siblings = list(unit.get_siblings())
    old = siblings.index(unit)
    target = _beside(siblings, old, place, sibling)
    if target is None:
        return unit
    unit.move(target, "left" if place in ("up", "before") else "right")
    new = list(unit.get_siblings()).index(unit)
    tree.note(unit, UnitChangeKind.REORDER, by=by, before={"label": old + 1}, after={"label": new + 1})
    return unit


def _beside(siblings: list[OrgUnit], at: int, place: str, sibling: OrgUnit | None) -> OrgUnit | None:
    """The unit to be put beside; None where the wanted place is the present one."""
    if place in ("up", "down"):
        to = at + (1 if place == "down" else -1)
        return siblings[to] if 0 <= to < len(siblings) else None
    if sibling not in siblings:
        raise NotAllowed(_("Choose a unit with the same parent."), code="not_a_sibling")
    to = siblings.index(sibling)
    there = at == to or at == to + (1 if place == "after" else -1)
    return None if there else siblings[to]


@transaction.atomic
def move_unit(*, unit: OrgUnit, parent: OrgUnit, day: date, reason: str, by: User) -> OrgUnit:
    """Put a unit, with all below it, as the last one below another parent of the same tree."""
    unit = tree.locked(unit)
    parent = OrgUnit.objects.get(pk=parent.pk)
    tree.refuse_root(unit)
    tree.refuse_other_root(unit, parent)
    old = unit.get_parent()
    if old == parent:
        return unit
    tree.refuse_closed(parent)
    tree.refuse_future(day)
    tree.refuse_without_reason(reason)
    if parent.path.startswith(unit.path):
        raise NotAllowed(_("A unit cannot stand below itself."), code="below_itself")
    unit.move(parent, "last-child")
    tree.note(
        unit, UnitChangeKind.MOVE, by=by, day=day, before=tree.named(old), after=tree.named(parent), reason=reason
    )
    return unit


@transaction.atomic
def close_unit(*, unit: OrgUnit, day: date, reason: str, by: User) -> OrgUnit:
    """Close a unit in which nothing and nobody is left; the refusal names what is."""
    unit = tree.locked(unit)
    if not unit.is_open:
        return unit
    tree.refuse_root(unit)
    tree.refuse_future(day)
    tree.refuse_without_reason(reason)
    tree.refuse_tied(unit, tree.ties_of(unit))
    unit.closed_on = day
    tree.checked(unit).save(update_fields=["closed_on"])
    tree.note(unit, UnitChangeKind.CLOSE, by=by, day=day, reason=reason)
    return unit


@transaction.atomic
def add_alias(*, unit: OrgUnit, name: str, by: User) -> UnitAlias:
    """Note another name by which the unit is found; safe to repeat."""
    unit, name = tree.locked(unit), name.strip()
    existing = unit.aliases.filter(name=name).first()
    if existing:
        return existing
    tree.refuse_taken_name({name}, unit)
    alias = UnitAlias.objects.create(unit=unit, name=name)
    tree.note(unit, UnitChangeKind.ADD_NAME, by=by, after={"label": name})
    return alias


@transaction.atomic
def remove_alias(*, alias: UnitAlias, by: User) -> None:
    unit = tree.locked(alias.unit)
    deleted, _each = UnitAlias.objects.filter(pk=alias.pk).delete()
    if deleted:
        tree.note(unit, UnitChangeKind.REMOVE_NAME, by=by, before={"label": alias.name})
