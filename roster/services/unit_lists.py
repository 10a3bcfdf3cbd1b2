"""Units from a list: all of them or none, and all of them back out."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from intake.verdicts import ERROR, SKIPPED, error
from people.choices import UnitChangeKind, UnitKind
from people.models import OrgUnit, UnitAlias, User
from people.services import tree
from people.trail import audit
from people.validators import validate_uscc
from roster.models import UnitList
from roster.unit_list import UnitRow, find_parents, read_unit_list


@dataclass
class UnitImport:
    """What a list did, or would do."""

    rows: list[UnitRow]
    made: UnitList | None = None

    def count(self, status: str) -> int:
        return sum(row.status == status for row in self.rows)

    @property
    def created(self) -> int:
        return sum(row.outcome == "new" and not row.is_error for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        counts = {"created": self.created, "updated": 0, "unchanged": self.count(SKIPPED), "skipped": 0}
        counts |= {"errors": self.count(ERROR), "warnings": self.count("warning")}
        return {**counts, "rows": [row.as_json() for row in self.rows]}


def import_units(*, data: bytes, file_name: str, commit: bool, by: User | None) -> UnitImport:
    """Read a list, then take it over."""
    return take_units(rows=read_unit_list(data, file_name), file_name=file_name, commit=commit, by=by)


@transaction.atomic
def take_units(*, rows: list[UnitRow], file_name: str, commit: bool, by: User | None) -> UnitImport:
    """Judge every row; with `commit` open all units, unless one row has an error: then none. Units there are already
    stay as they are: for changes the unit editor keeps the history."""
    root = ensure_roots()
    find_parents(rows, root.code, _known())
    _judge_against_city(rows)
    answer = UnitImport(rows)
    if not commit:
        return answer
    if answer.count(ERROR):
        message = _("Nothing was written: %(n)d rows have an error. Mend the list and send it again.")
        raise NotAllowed(message % {"n": answer.count(ERROR)}, code="rows_with_errors")
    opened = _open([row for row in rows if row.outcome == "new"], by)
    answer.made = UnitList.objects.create(file_name=file_name[-200:], codes=opened, imported_by=by)
    audit.record(answer.made, "roster.import_units", by=by, data={"opened": len(opened)})
    return answer


def ensure_roots(city: str = "南阳市", code: str = "NY") -> OrgUnit:
    """The city and, beside it, the root of the partners; returns the city."""
    root = OrgUnit.objects.get_queryset().filter(depth=1).exclude(kind=UnitKind.PARTNER).first()
    if root is None:
        root = OrgUnit.add_root(code=code, name=city, short_name=city, kind=UnitKind.AREA)
    if not OrgUnit.objects.get_queryset().filter(depth=1, kind=UnitKind.PARTNER).exists():
        OrgUnit.add_root(code="HZ", name="合作单位", short_name="合作单位", kind=UnitKind.PARTNER)
    return root


def _known() -> dict[str, str]:
    """Codes of the units there are, by code, name and short name."""
    units = list(OrgUnit.objects.open().values_list("code", "name", "short_name"))
    return {text: code for code, name, short in units for text in (short, name, code)}


def _judge_against_city(rows: list[UnitRow]) -> None:
    existing = {unit.code: unit for unit in OrgUnit.objects.get_queryset()}
    names = {unit.name: unit for unit in existing.values() if not unit.closed_on}
    aliases = dict(UnitAlias.objects.values_list("name", "unit__name"))
    for row in rows:
        values, unit = row.values, existing.get(row.values["code"])
        if row.is_error:
            continue
        if unit and unit.name == values["name"]:
            row.skip("unit_known", _("The unit is in the city already and stays as it is."))
        elif unit:
            message = _("The code is that of “%(unit)s”. Give another one, or rename that unit in the unit editor.")
            row.note([error("code_taken", message % {"unit": unit.name})], "code")
        elif taken := (names.get(values["name"]) or aliases.get(values["name"])):
            message = _("Another unit is or was called that: “%(unit)s”.")
            row.note([error("name_taken", message % {"unit": taken})], "name")
        else:
            row.outcome = "new"
            _judge_uscc(row)


def _judge_uscc(row: UnitRow) -> None:
    if row.values["uscc"]:
        try:
            validate_uscc(row.values["uscc"])
        except ValidationError as wrong:
            row.note([error("R43", wrong.messages[0])], "uscc")


def _open(rows: list[UnitRow], by: User | None) -> list[str]:
    """Open the units parents first, each the last below its parent, so that the list's order stays."""
    waiting, opened = rows, []
    codes = {row.values["code"] for row in rows}
    while waiting:
        ready = [row for row in waiting if row.values["parent"] not in codes]
        for row in ready:
            _open_one(row, by)
            opened.append(row.values["code"])
        codes -= {row.values["code"] for row in ready}
        waiting = [row for row in waiting if row.values["code"] in codes]
    return opened


def _open_one(row: UnitRow, by: User | None) -> None:
    values = row.values
    parent = tree.locked(OrgUnit.objects.get(code=values["parent"]))
    unit = OrgUnit(code=values["code"], name=values["name"], short_name=values["short_name"], kind=values["kind"])
    unit.is_access_unit, unit.uscc = bool(values["is_access_unit"]), values["uscc"] or None
    unit.area_code, unit.opened_on = values["area_code"] or parent.area_code, timezone.localdate()
    parent.add_child(instance=tree.checked(unit))
    tree.remember_names(unit, set(row.aliases))
    tree.note(unit, UnitChangeKind.OPEN, by=by, after=tree.named(parent))


@transaction.atomic
def undo_units(*, made: UnitList, by: User | None) -> UnitList:
    """Take the units of a list out again, all of them; refused once anything refers to one."""
    made = UnitList.objects.select_for_update().get(pk=made.pk)
    if made.undone_at:
        return made
    for unit in OrgUnit.objects.get_queryset().filter(code__in=made.codes).order_by("-path"):
        try:
            unit.changes.all().delete()
            unit.delete()
        except ProtectedError as refusal:
            message = _("“%(unit)s” is in use already, so the list cannot be undone. Close units in the unit editor.")
            raise NotAllowed(message % {"unit": unit.name}, code="unit_in_use") from refusal
    made.undone_at = timezone.now()
    made.save(update_fields=["undone_at"])
    audit.record(made, "roster.undo_units", by=by, data={"removed": len(made.codes)})
    return made
