"""The verdicts on a list of units: each row by itself, against the others of the file, and against the city."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.characters import narrow
from intake.layout import RawRow
from intake.values.texts import read_text
from intake.verdicts import RowVerdict, error, fixed
from people.choices import UnitKind
from people.models import OrgUnit, UnitAlias
from people.validators import validate_uscc
from roster.unit_list.fields import KINDS

YES = frozenset(["是", "y", "yes", "√", "1", "true", "需要"])
LONGEST_ORDER = 9
CODE = re.compile(r"[A-Za-z0-9_-]{1,30}\Z")


def judge_row(raw: RawRow) -> RowVerdict:
    """The row by itself; values are fields of OrgUnit as text, `parent` the unit above as it is written."""
    verdict = RowVerdict(raw.sheet, raw.number)
    row = {name: read_text(cell) for name, cell in raw.cells.items()}
    code, name = narrow(row["code"]).replace(" ", ""), row["name"]
    verdict.note(raw.notes)
    if raw.broken:
        message = _("A formula in the row has no result. Copy the cells and paste them as values.")
        verdict.note([error("R13", message)], min(raw.broken))
    if not CODE.match(code):
        message = _("“%(code)s” is not a code: letters, digits and - or _, 30 at most.")
        verdict.note([error("code_invalid", message % {"code": row["code"][:30]})], "code")
    if not 0 < len(name) <= 100:
        verdict.note([error("name_missing", _("The full name is missing or longer than 100 characters."))], "name")
    verdict.values = {
        "code": code,
        "name": name,
        "short_name": row.get("short_name", "")[:50] or name[:50],
        "kind": str(_kind_of(row.get("kind", ""), verdict)),
        "parent": row.get("parent", ""),
        "order": row.get("order", ""),
        "is_access_unit": "1" if narrow(row.get("is_access_unit", "")).strip().casefold() in YES else "",
        "uscc": narrow(row.get("uscc", "")).upper().replace(" ", ""),
        "area_code": row.get("area_code", "")[:6],
        "aliases": "、".join(
            alias[:100] for alias in re.split(r"[、;；,，|/]", row.get("aliases", "")) if alias.strip()
        ),
    }
    return verdict


def _kind_of(text: str, verdict: RowVerdict) -> UnitKind:
    kind = KINDS.get(re.sub(r"[\s/、（）()]", "", narrow(text)))
    if kind is None and text:
        message = _("“%(kind)s” is not a kind of unit. Use one of: %(kinds)s.")
        kinds = "、".join(str(kind.label) for kind in UnitKind if kind != UnitKind.AREA)
        verdict.note([error("kind_unknown", message % {"kind": text[:30], "kinds": kinds})], "kind")
    elif kind is None:
        verdict.note([fixed("kind_missing", _("Without a kind it is taken for a government department."))], "kind")
    return kind or UnitKind.GOVERNMENT_DEPARTMENT


def compare_rows(rows: list[RowVerdict]) -> None:
    for field_name, code, message in (
        ("code", "code_twice", _("The code stands in row %(row)s as well. Give each unit a code of its own.")),
        ("name", "name_twice", _("The name stands in row %(row)s as well.")),
        ("uscc", "uscc_twice", _("The credit code stands in row %(row)s as well.")),
    ):
        seen: dict[str, RowVerdict] = {}
        for row in rows:
            value = row.values[field_name]
            first = seen.setdefault(value, row) if value else row
            if first is not row:
                row.note([error(code, message % {"row": first.row})], field_name)


def in_order(rows: list[RowVerdict]) -> list[RowVerdict]:
    """By the column of the order where every row has one, else as they stand."""
    orders = [row.values["order"] for row in rows]
    if all(order.isdecimal() and len(order) <= LONGEST_ORDER for order in orders) and len(set(orders)) == len(orders):
        return sorted(rows, key=lambda row: int(row.values["order"]))
    return rows


def find_parents(rows: list[RowVerdict], root: str) -> None:
    """Puts the code of the unit above into each row."""
    units = OrgUnit.objects.open().values_list("code", "name", "short_name")
    known = {text: code for code, name, short in units for text in (short, name, code)}
    own = {row.values[name]: row.values["code"] for name in ("short_name", "name", "code") for row in rows}
    for row in rows:
        wanted = row.values["parent"]
        code = own.get(wanted) or known.get(wanted) if wanted else root
        if code is None or code == row.values["code"]:
            message = _(
                "The unit above, “%(parent)s”, is neither in the list nor in the city. Correct it or add its row."
            )
            row.note([error("parent_missing", message % {"parent": wanted[:50]})], "parent")
        else:
            row.values["parent"] = code
    _refuse_circles(rows)


def _refuse_circles(rows: list[RowVerdict]) -> None:
    above = {row.values["code"]: row.values["parent"] for row in rows if not row.is_error}
    for row in rows:
        seen, code = set(), row.values["code"]
        while code in above and code not in seen:
            seen.add(code)
            code = above[code]
        if code in seen and not row.is_error:
            row.note([error("parent_circle", _("The unit would stand below itself."))], "parent")


def judge_against_city(rows: list[RowVerdict]) -> None:
    """A unit there is already stays as it is: for changes the unit editor keeps the history."""
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


def _judge_uscc(row: RowVerdict) -> None:
    if row.values["uscc"]:
        try:
            validate_uscc(row.values["uscc"])
        except ValidationError as wrong:
            row.note([error("R43", wrong.messages[0])], "uscc")
