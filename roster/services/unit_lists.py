"""Units from a list: opened in its order, and all of them back out."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from people.choices import UnitChangeKind, UnitKind
from people.models import OrgUnit, UnitChange, User
from people.services import tree
from people.trail import audit

MOST_NAMED = 5


def ensure_roots(city: str = "南阳市", code: str = "NY") -> OrgUnit:
    """The city and, beside it, the root of the partners; returns the city."""
    root = OrgUnit.objects.get_queryset().filter(depth=1).exclude(kind=UnitKind.PARTNER).first()
    if root is None:
        root = OrgUnit.add_root(code=code, name=city, short_name=city, kind=UnitKind.AREA)
    if not OrgUnit.objects.get_queryset().filter(depth=1, kind=UnitKind.PARTNER).exists():
        OrgUnit.add_root(code="HZ", name="合作单位", short_name="合作单位", kind=UnitKind.PARTNER)
    return root


@transaction.atomic
def open_units(rows: Sequence[Mapping[str, str]], *, by: User | None) -> list[str]:
    """Open the units parents first, each the last below its parent, so that the list's order stays; returns their
    codes. `rows` hold fields of OrgUnit as text, `parent` a code, `aliases` names with 、 between them."""
    waiting, opened = list(rows), []
    codes = {row["code"] for row in rows}
    while waiting:
        ready = [row for row in waiting if row["parent"] not in codes]
        for row in ready:
            _open_one(row, by)
            opened.append(row["code"])
        codes -= {row["code"] for row in ready}
        waiting = [row for row in waiting if row["code"] in codes]
    return opened


def _open_one(row: Mapping[str, str], by: User | None) -> None:
    parent = tree.locked(OrgUnit.objects.get(code=row["parent"]))
    unit = OrgUnit(code=row["code"], name=row["name"], short_name=row["short_name"], kind=row["kind"])
    unit.is_access_unit, unit.uscc = bool(row["is_access_unit"]), row["uscc"] or None
    unit.area_code, unit.opened_on = row["area_code"] or parent.area_code, timezone.localdate()
    parent.add_child(instance=tree.checked(unit))
    tree.remember_names(unit, set(filter(None, row["aliases"].split("、"))))
    tree.note(unit, UnitChangeKind.OPEN, by=by, after=tree.named(parent))


@transaction.atomic
def remove_units(*, codes: Sequence[str], by: User | None) -> None:
    """Take units that a list opened out again, all of them; refused once one was changed, or anything refers to one."""
    units = _held(codes)
    _refuse_changed(units)
    for unit in reversed(units):
        try:
            unit.changes.all().delete()
            unit.delete()
        except ProtectedError as refusal:
            message = _("“%(unit)s” is in use already, so the list cannot be undone. Close units in the unit editor.")
            raise NotAllowed(message % {"unit": unit.name}, code="unit_in_use") from refusal
    audit.record(None, "roster.remove_units", by=by, data={"codes": list(codes)})


def _held(codes: Sequence[str]) -> list[OrgUnit]:
    """The units in the order of the tree, with their tree; nobody can refer to one of them meanwhile."""
    first = OrgUnit.objects.get_queryset().filter(code__in=codes).first()
    if first is None:
        return []
    tree.locked(first)
    return list(OrgUnit.objects.get_queryset().select_for_update().filter(code__in=codes))


def _refuse_changed(units: Sequence[OrgUnit]) -> None:
    """Every change of a unit after its opening stands in its history, and would go with it."""
    changes = UnitChange.objects.filter(unit__in=units).exclude(kind=UnitChangeKind.OPEN)
    kinds = {change.unit_id: change.get_kind_display() for change in changes.order_by("-pk")}
    named = _("“%(unit)s” (%(change)s)")
    changed = [named % {"unit": unit.name, "change": kinds[unit.pk]} for unit in units if unit.pk in kinds]
    if changed:
        message = _(
            "Changed since they were opened: %(units)s. The list can no longer be undone. Close the units that are not "
            "wanted in the unit editor."
        )
        raise NotAllowed(message % {"units": _("; ").join(changed[:MOST_NAMED])}, code="built_upon")
