"""Reads the list of a city's units. Nothing here writes: a verdict on every row comes out.

Headings and kinds are the office's words; the order of the rows is the fixed order of the units.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from common.characters import narrow, tidy
from common.errors import NotAllowed
from common.tables import Grid, read_book
from intake.headings import plain_heading
from intake.verdicts import RowVerdict, error, fixed, or_unreadable
from people.choices import UnitKind

SCANNED_ROWS = 10
HEADINGS = {
    alias: name
    for name, aliases in {
        "code": "单位代码 代码 单位编码 编码 code",
        "name": "单位全称 全称 单位名称 名称 name",
        "short_name": "单位简称 简称 规范化简称 shortname",
        "kind": "单位类型 类型 单位类别 单位性质 kind",
        "parent": "上级单位代码 上级代码 上级单位 上级 隶属单位 主管单位 parent",
        "order": "序列号 顺序 排序 排序号 序号 order",
        "aliases": "别名 曾用名 其他名称 aliases",
        "is_access_unit": "接入单位 是否接入单位 是否接入 接入",
        "uscc": "统一社会信用代码 信用代码 uscc",
        "area_code": "区划代码 行政区划代码",
    }.items()
    for alias in aliases.split()
}
KINDS = {
    **{str(kind): kind for kind in UnitKind},
    **dict.fromkeys(["政府办", "市政府办", "政府办公室"], UnitKind.GOVERNMENT_OFFICE),
    **dict.fromkeys(["市委部门", "党委部门", "党委工作部门"], UnitKind.PARTY_DEPARTMENT),
    **dict.fromkeys(["市人大政协机关", "人大政协机关", "人大政协", "人大机关", "政协机关"], UnitKind.CONGRESS_CPPCC),
    **dict.fromkeys(["监委法院检察院", "法院检察院", "监委法检"], UnitKind.SUPERVISION_JUDICIAL),
    **dict.fromkeys(["市政府工作部门", "政府工作部门", "政府部门", "工作部门"], UnitKind.GOVERNMENT_DEPARTMENT),
    **dict.fromkeys(["直属机构"], UnitKind.DIRECT_AGENCY),
    **dict.fromkeys(["直属事业单位", "事业单位"], UnitKind.DIRECT_INSTITUTION),
    **dict.fromkeys(["群团", "群团组织", "民主党派", "群众团体"], UnitKind.MASS_ORGANISATION),
    **dict.fromkeys(["垂直管理", "垂直管理单位", "垂管单位"], UnitKind.VERTICAL_AGENCY),
    **dict.fromkeys(["县市区", "县", "县区", "市辖区"], UnitKind.COUNTY),
    **dict.fromkeys(["功能区", "开发区", "高新区"], UnitKind.FUNCTIONAL_ZONE),
    **dict.fromkeys(["县直部门", "县直单位", "乡镇街道"], UnitKind.COUNTY_DEPARTMENT),
    **dict.fromkeys(["国有企业", "企业"], UnitKind.ENTERPRISE),
    **dict.fromkeys(["合作单位"], UnitKind.PARTNER),
    **dict.fromkeys(["培训机构"], UnitKind.TRAINING_INSTITUTION),
}
YES = frozenset(["是", "y", "yes", "√", "1", "true", "需要"])
VALUES = ("code", "name", "short_name", "kind", "parent", "order", "is_access_unit", "uscc", "area_code")
LONGEST_ORDER = 9
CODE = re.compile(r"[A-Za-z0-9_-]{1,30}\Z")


@dataclass
class UnitRow(RowVerdict):
    """A row with the unit it describes: fields of OrgUnit as text, `parent` the code of the unit above it."""

    aliases: list[str] = field(default_factory=list)


def read_unit_list(data: bytes, name: str) -> list[UnitRow]:
    """The rows in the order they shall have, each judged by itself and against the others of the file."""
    rows: list[UnitRow] = []
    for grid in read_book(data, name):
        columns, first = _columns(grid)
        if columns:
            rows += [
                or_unreadable(
                    UnitRow(grid.name, number, values=dict.fromkeys(VALUES, "")),
                    partial(_judged, grid.name, number, row),
                )
                for number, row in _rows(grid, columns, first)
            ]
    if not rows:
        message = _("No sheet has the headings 单位代码 and 单位全称 with units below them.")
        raise NotAllowed(message, code="headings_missing")
    _compare(rows)
    return _in_order(rows)


def _columns(grid: Grid) -> tuple[dict[str, int], int]:
    for number, cells in enumerate(grid.rows[:SCANNED_ROWS]):
        found: dict[str, int] = {}
        for place, cell in enumerate(cells):
            if name := HEADINGS.get(plain_heading(cell)):
                found.setdefault(name, place)
        if {"code", "name"} <= set(found):
            return found, number + 1
    return {}, 0


def _rows(grid: Grid, columns: dict[str, int], first: int) -> Iterator[tuple[int, dict[str, str]]]:
    for number, cells in enumerate(grid.rows[first:], start=first + 1):
        row = {name: _text(cells[place]) if place < len(cells) else "" for name, place in columns.items()}
        if any(row.values()):
            yield number, row


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidy(str(cell)) if cell not in (None, "") else ""


def _judged(sheet: str, number: int, row: dict[str, str]) -> UnitRow:
    verdict = UnitRow(sheet, number)
    code, name = narrow(row["code"]).replace(" ", ""), row["name"]
    if not CODE.match(code):
        message = _("“%(code)s” is not a code: letters, digits and - or _, 30 at most.")
        verdict.note([error("code_invalid", message % {"code": row["code"][:30]})], "code")
    if not 0 < len(name) <= 100:
        verdict.note([error("name_missing", _("The full name is missing or longer than 100 characters."))], "name")
    kind = KINDS.get(re.sub(r"[\s/、（）()]", "", narrow(row.get("kind", ""))))
    if kind is None and row.get("kind"):
        message = _("“%(kind)s” is not a kind of unit. Use one of: %(kinds)s.")
        kinds = "、".join(str(kind.label) for kind in UnitKind if kind != UnitKind.AREA)
        verdict.note([error("kind_unknown", message % {"kind": row["kind"][:30], "kinds": kinds})], "kind")
    elif kind is None:
        verdict.note([fixed("kind_missing", _("Without a kind it is taken for a government department."))], "kind")
    verdict.values = {
        "code": code,
        "name": name,
        "short_name": row.get("short_name", "")[:50] or name[:50],
        "kind": str(kind or UnitKind.GOVERNMENT_DEPARTMENT),
        "parent": row.get("parent", ""),
        "order": row.get("order", ""),
        "is_access_unit": "1" if narrow(row.get("is_access_unit", "")).strip().casefold() in YES else "",
        "uscc": narrow(row.get("uscc", "")).upper().replace(" ", ""),
        "area_code": row.get("area_code", "")[:6],
    }
    verdict.aliases = [alias[:100] for alias in re.split(r"[、;；,，|/]", row.get("aliases", "")) if alias.strip()]
    return verdict


def _compare(rows: list[UnitRow]) -> None:
    for field_name, code, message in (
        ("code", "code_twice", _("The code stands in row %(row)s as well. Give each unit a code of its own.")),
        ("name", "name_twice", _("The name stands in row %(row)s as well.")),
        ("uscc", "uscc_twice", _("The credit code stands in row %(row)s as well.")),
    ):
        seen: dict[str, UnitRow] = {}
        for row in rows:
            value = row.values[field_name]
            first = seen.setdefault(value, row) if value else row
            if first is not row:
                row.note([error(code, message % {"row": first.row})], field_name)


def _in_order(rows: list[UnitRow]) -> list[UnitRow]:
    """By the column of the order where every row has one, else as they stand."""
    orders = [row.values["order"] for row in rows]
    if all(order.isdecimal() and len(order) <= LONGEST_ORDER for order in orders) and len(set(orders)) == len(orders):
        return sorted(rows, key=lambda row: int(row.values["order"]))
    return rows


def find_parents(rows: list[UnitRow], root: str, known: dict[str, str]) -> None:
    """Puts the code of the unit above into each row; `known` are the units there are, code by code and name."""
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


def _refuse_circles(rows: list[UnitRow]) -> None:
    above = {row.values["code"]: row.values["parent"] for row in rows if not row.is_error}
    for row in rows:
        seen, code = set(), row.values["code"]
        while code in above and code not in seen:
            seen.add(code)
            code = above[code]
        if code in seen and not row.is_error:
            row.note([error("parent_circle", _("The unit would stand below itself."))], "parent")
