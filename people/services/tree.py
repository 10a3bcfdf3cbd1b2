"""What every change of the tree of units shares: one lock, one way to leave history, one way to say what stands."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from common.errors import NotAllowed, check_row, require_reason
from people.choices import UnitChangeKind
from people.models import OrgUnit, Posting, RoleAssignment, UnitAlias, UnitChange, User
from people.news import Message
from people.telling import of_unit, tell
from people.trail import audit

PATH_FIELDS = ("path", "depth", "numchild")


def locked(unit: OrgUnit) -> OrgUnit:
    """The unit as it stands, its tree held: one change of a tree at a time. A unit never changes its root."""
    OrgUnit.objects.select_for_update(no_key=True).get(path=unit.path[: OrgUnit.steplen])
    return held(unit)


def held(unit: OrgUnit) -> OrgUnit:
    """The unit as it stands, kept from closing until the transaction ends; rows may still refer to it meanwhile."""
    return OrgUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def held_open(unit: OrgUnit) -> OrgUnit:
    unit = held(unit)
    refuse_closed(unit)
    return unit


def held_open_all(units: Iterable[OrgUnit]) -> dict[int, OrgUnit]:
    """`held_open` for many units, by their keys; always held in the order of the tree."""
    keys = {unit.pk for unit in units}
    held = {unit.pk: unit for unit in OrgUnit.objects.select_for_update(no_key=True).filter(pk__in=keys)}
    for unit in held.values():
        refuse_closed(unit)
    return held


def refuse_closed(unit: OrgUnit) -> None:
    if not unit.is_open:
        raise NotAllowed(_("“%(unit)s” is closed.") % {"unit": unit.name}, code="unit_closed")


def refuse_root(unit: OrgUnit) -> None:
    if unit.is_root():
        raise NotAllowed(_("This is the top of a tree; it stays where it is."), code="root")


def refuse_other_root(unit: OrgUnit, other: OrgUnit) -> None:
    if unit.path[: OrgUnit.steplen] != other.path[: OrgUnit.steplen]:
        raise NotAllowed(_("A unit of the city and one of the partners stay apart."), code="other_root")


def refuse_future(day: date) -> None:
    if day > timezone.localdate():
        raise NotAllowed(_("Give today or an earlier day; enter a later change when its day comes."), code="future_day")


def refuse_without_reason(reason: str) -> None:
    require_reason(reason, _("Name the document or the reason; the unit's history shows it."))


def refuse_taken_name(names: set[str], unit: OrgUnit | None = None) -> None:
    """A name that stands for another unit, today or once, would lead to the wrong one."""
    others = OrgUnit.objects.open().exclude(pk=unit.pk if unit else None)
    aliases = UnitAlias.objects.exclude(unit=unit) if unit else UnitAlias.objects.all()
    taken = others.filter(name__in=names).values_list("name", flat=True).first()
    taken = taken or aliases.filter(name__in=names).values_list("name", flat=True).first()
    if taken:
        raise NotAllowed(_("Another unit is or was called “%(name)s”.") % {"name": taken}, code="name_taken")


def checked(unit: OrgUnit) -> OrgUnit:
    check_row(unit, exclude=PATH_FIELDS)
    return unit


def remember_names(unit: OrgUnit, names: set[str]) -> None:
    """Keep names as other names of the unit, besides those it has."""
    UnitAlias.objects.bulk_create([UnitAlias(unit=unit, name=name) for name in sorted(names)], ignore_conflicts=True)


def note(
    unit: OrgUnit,
    kind: UnitChangeKind,
    *,
    by: User | None,
    day: date | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    told: Iterable[Message] | None = None,
) -> None:
    """An entry of the unit's history and of the audit trail; who answers for the unit hears of it, unless the caller
    says who is `told`."""
    before, after, reason = before or {}, after or {}, reason.strip()
    day = day or timezone.localdate()
    UnitChange.objects.create(unit=unit, day=day, kind=kind, before=before, after=after, by=by, reason=reason)
    event = audit.record(unit, f"people.{kind}_unit", by=by, reason=reason, data={"before": before, "after": after})
    tell(event, of_unit(unit, kind, day) if told is None else told)


def named(unit: OrgUnit) -> dict[str, str]:
    return {"label": unit.name, "code": unit.code}


def duties_of(unit: OrgUnit) -> list[str]:
    """What the unit still owes an answer to, as the other apps name it through `unit_ties`."""
    return [tie for hook in hooks.get_hooks("unit_ties") for tie in hook(unit)]


def ties_of(unit: OrgUnit) -> list[str]:
    """Everything that keeps the unit from closing."""
    counts = (
        (_("units below: %(n)d"), OrgUnit.objects.open().subtree(unit).exclude(pk=unit.pk).count()),
        (_("people posted: %(n)d"), Posting.objects.current().filter(unit=unit).count()),
        (_("roles held: %(n)d"), RoleAssignment.objects.not_ended().filter(unit=unit).count()),
    )
    return [text % {"n": n} for text, n in counts if n] + duties_of(unit)


def refuse_tied(unit: OrgUnit, ties: list[str]) -> None:
    if ties:
        values = {"unit": unit.name, "ties": _("; ").join(ties)}
        raise NotAllowed(_("“%(unit)s” cannot be closed yet: %(ties)s.") % values, code="unit_in_use")
