"""Workbooks as offices send them, built cell by cell, and a small city to read them in."""

import io
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from people.choices import UnitKind
from people.models import OrgUnit, UnitAlias
from people.roster.id_numbers import check_digit
from tests.factories.people import OrgUnitFactory, city_root

# Headings of a plain list; a row is given by its fields.
HEADINGS = {
    "no": "序号",
    "name": "姓名",
    "sex": "性别",
    "nation": "民族",
    "birth": "出生年月",
    "id": "身份证号",
    "unit": "单位",
    "dept": "科室",
    "post": "职务",
    "rank": "职级",
    "category": "人员类别",
    "political": "政治面貌",
    "education": "学历",
    "mobile": "手机号码",
    "remark": "备注",
}


def id_number(serial: int, *, born: str = "19850315", sex: str = "男", area: str = "410000") -> str:
    """A number of the shape of GB 11643 with an area that is never issued."""
    body = f"{area}{born}{serial * 2 + (1 if sex == '男' else 0):03d}"
    return body + check_digit(body)


@dataclass
class Shown:
    """A number with the format it is shown in."""

    value: float
    format: str


@dataclass
class Formula:
    text: str
    result: Any = ""


@dataclass
class Page:
    """A sheet: rows of cells from the first row on, and what else is in it."""

    rows: list[list[Any]]
    name: str = "Sheet1"
    merges: list[tuple[int, int, int, int, str]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)


def workbook(*pages: Page) -> bytes:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False}) as book:
        for page in pages:
            sheet = book.add_worksheet(page.name)
            for top, left, bottom, right, text in page.merges:
                sheet.merge_range(top, left, bottom, right, text)
            for number, row in enumerate(page.rows):
                for column, cell in enumerate(row):
                    _write(book, sheet, number, column, cell)
            for number in page.hidden_rows:
                sheet.set_row(number, None, None, {"hidden": True})
    return output.getvalue()


def _write(book, sheet, number, column, cell):
    if cell is None or cell == "":
        return
    if isinstance(cell, Shown):
        sheet.write_number(number, column, cell.value, book.add_format({"num_format": cell.format}))
    elif isinstance(cell, Formula):
        sheet.write_formula(number, column, cell.text, None, cell.result)
    elif isinstance(cell, str):
        sheet.write_string(number, column, cell)
    else:
        sheet.write(number, column, cell)


def plain_list(*people: dict[str, Any], columns: list[str] | None = None, **page) -> bytes:
    """One sheet with one heading row; what a person lacks is filled in soundly."""
    return workbook(Page(list_rows(*people, columns=columns), **page))


def list_rows(*people: dict[str, Any], columns: list[str] | None = None) -> list[list[Any]]:
    columns = columns or list(HEADINGS)
    rows = [[HEADINGS[column] for column in columns]]
    for serial, person in enumerate(people, start=1):
        sound = {"no": serial, "name": NAMES[serial % len(NAMES)], "sex": "男", "birth": "1985.03", "unit": "市教育局"}
        sound |= {"id": id_number(serial), "post": "科员", "rank": "一级科员"}
        rows.append([{**sound, **person}.get(column, "") for column in columns])
    return rows


NAMES = [
    f"{surname}{given}" for surname in "赵钱孙李周吴郑王冯陈" for given in ("志远", "明霞", "建军", "秀兰", "海涛")
]


def small_city() -> dict[str, OrgUnit]:
    """Five units, one of them with a former name, one closed and merged."""
    root = city_root()
    named = {
        "市教育局": "南阳市教育局",
        "市财政局": "南阳市财政局",
        "市公安局": "南阳市公安局",
        "市人社局": "南阳市人力资源和社会保障局",
        "卧龙区": "南阳市卧龙区",
    }
    units = {
        short: OrgUnitFactory(code=f"NY{n:03d}", name=name, short_name=short)
        for n, (short, name) in enumerate(named.items(), start=1)
    }
    UnitAlias.objects.create(unit=units["市人社局"], name="市劳动局")
    closed = OrgUnitFactory(
        code="NY090",
        name="南阳市广播电视局",
        short_name="市广电局",
        kind=UnitKind.GOVERNMENT_DEPARTMENT,
        closed_on="2019-01-01",
        merged_into=units["市教育局"],
    )
    return {**units, "市广电局": closed, "root": OrgUnit.objects.get(pk=root.pk)}
