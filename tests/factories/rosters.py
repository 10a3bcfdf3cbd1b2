"""Workbooks as offices send them, built cell by cell, and a small city to read them in."""

import io
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import xlsxwriter

from common.tables import read_book
from intake.kinds import Judging
from intake.layout import list_sheets
from intake.options import Options
from intake.reading import judge_rows
from intake.verdicts import RowVerdict
from people.choices import PersonStatus, UnitKind
from people.models import OrgUnit, UnitAlias
from people.recognise.units import UnitDirectory
from people.validators import id_check_digit
from roster.people_list.fields import VOCABULARY
from roster.people_list.judging import compare_rows
from roster.people_list.reading import row_judge
from tests.factories.people import OrgUnitFactory, PersonFactory, city_root

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
    return body + id_check_digit(body)


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
    hidden_columns: list[int] = field(default_factory=list)
    is_hidden: bool = False


def workbook(*pages: Page, **options) -> bytes:
    output = io.BytesIO()
    with xlsxwriter.Workbook(
        output, {"in_memory": True, "strings_to_formulas": False, "default_date_format": "yyyy-mm-dd", **options}
    ) as book:
        for page in pages:
            sheet = book.add_worksheet(page.name)
            for top, left, bottom, right, text in page.merges:
                sheet.merge_range(top, left, bottom, right, text)
            for number, row in enumerate(page.rows):
                for column, cell in enumerate(row):
                    _write(book, sheet, number, column, cell)
            for number in page.hidden_rows:
                sheet.set_row(number, None, None, {"hidden": True})
            for column in page.hidden_columns:
                sheet.set_column(column, column, None, None, {"hidden": True})
            if page.is_hidden:
                sheet.hide()
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


SHORT_NAMES = {
    "市教育局": "南阳市教育局",
    "市财政局": "南阳市财政局",
    "市公安局": "南阳市公安局",
    "市人社局": "南阳市人力资源和社会保障局",
    "卧龙区": "南阳市卧龙区",
}


def city_on_paper() -> UnitDirectory:
    """The units of `small_city` without a database, and their former names."""
    directory = UnitDirectory("南阳")
    units = [OrgUnit(pk=1, code="NY", name="南阳市", short_name="南阳市", depth=1)]
    units += [
        OrgUnit(pk=n + 1, code=f"NY{n:03d}", name=name, short_name=short, depth=2)
        for n, (short, name) in enumerate(SHORT_NAMES.items(), start=1)
    ]
    units[2].uscc = "11410000000000019P"
    for unit in units:
        directory.enter(unit, [unit.name, unit.short_name, unit.code])
    directory.enter(units[4], ["市劳动局"], directory.aliases)
    directory.enter(units[1], ["市广电局"], directory.aliases)
    return directory


def judged(data: bytes, name: str = "名册.xlsx", **options: Any) -> list[RowVerdict]:
    """What the cells of a file say by themselves, with no roster to compare them with."""
    directory, options = city_on_paper(), Options(**options)
    sheets = list_sheets(read_book(data, name), VOCABULARY, directory, chosen=options.headings)
    judge_of = partial(row_judge, judging=Judging(None, directory.exact["NY"], options, directory))
    verdicts = judge_rows(sheets, directory, judge_of, options=options)
    compare_rows(verdicts)
    return verdicts


def small_city() -> dict[str, OrgUnit]:
    """Five units, one of them with a former name, one closed and merged."""
    root = city_root()
    units = {
        short: OrgUnitFactory(code=f"NY{n:03d}", name=name, short_name=short)
        for n, (short, name) in enumerate(SHORT_NAMES.items(), start=1)
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


# Headings of the list that holds every case, the second level of two below the first.
EVERY_TOP = [
    "序号",
    "姓  名*",
    "性别",
    "民族",
    "时间",
    "",
    "身份\n证号",
    "证件类型",
    "单位名称（全称）",
    "统一社会信用代码",
]
EVERY_TOP += ["科室", "现任职务", "现职级", "人员类别", "政治面貌", "最高学历", "联系方式", "", "备注"]
EVERY_BELOW = ["", "", "", "", "出生年月", "入党时间", "", "", "", "", "", "", "", "", "", "", "办公电话", "手机", ""]
EVERY_FIELD = ["no", "name", "sex", "nation", "birth", "party", "id", "kind", "unit", "uscc", "dept", "post", "rank"]
EVERY_FIELD += ["category", "political", "education", "office", "mobile", "remark"]
FIRST_ROW = 6

OK, FIXED, WARNED, WRONG, PASSED = "ok", "fixed", "warning", "error", "skipped"
# (case, cells, status, code); a list is a row as it stands, a dict a person whose other cells are sound.
EVERY_CASE: list[tuple[str, Any, str, str]] = [
    ("R01", {"unit": ""}, OK, ""),
    ("R02", {"mobile": "19900000102", "office": "63100000"}, OK, ""),
    ("R03", {"education": "大学"}, OK, ""),
    ("R04", {"unit": "市教育局"}, OK, ""),
    ("R04", {"unit": ""}, OK, ""),
    ("R05", {"unit": ""}, WARNED, "R05"),
    ("R05", {"unit": "同上"}, FIXED, "R05"),
    ("R06", ["一、卧龙区（3人）"], PASSED, "R06"),
    ("R06", {"unit": ""}, OK, ""),
    ("R06", ["", "小计", "1人"], PASSED, "R06"),
    ("R06", ["二、市直部门"], PASSED, "R06"),
    ("R07", {"no": Formula("=ROW()-5")}, OK, ""),
    ("R07", {"name": 17}, WRONG, "name_missing"),
    ("R08", {"hidden": True}, WARNED, "R08"),
    ("R10", {"name": "示例：张三"}, PASSED, "R10"),
    ("R11", [" ", "　"], "", ""),
    ("R13", {"sex": Formula("=VLOOKUP(B2,字典!A:B,2,0)", "#N/A")}, WRONG, "R13"),
    ("R13", {"sex": Formula("=IF(1,2,3)", "男")}, OK, ""),
    ("R14", {"name": "王志远、李明霞"}, WRONG, "R14"),
    ("R14", ["", "", "", "", "", "", "", "", "", "", "", "、党组成员"], WRONG, "R14"),
    ("R15", {"name": "王　伟"}, FIXED, "R15"),
    ("R16", {"name": "艾力•买买提"}, FIXED, "R16"),
    ("R17", {"name": "⻩大⽅"}, FIXED, "R17"),
    ("R18", {"name": "周\ue863"}, WARNED, "R18"),
    ("R18", {"name": "周𬭊"}, OK, ""),
    ("R19", {"name": "周强(小)"}, WARNED, "R19"),
    ("R20", {"name": "周重名"}, WARNED, "R20"),
    ("R20", {"name": "周重名"}, WARNED, "R20"),
    ("R21", {"id": "full width"}, FIXED, "R21"),
    ("R22", {"id": 410000198503150012}, WRONG, "R22"),
    ("R23", {"id": "4.10000198503150E+17"}, WRONG, "R23"),
    ("R24", {"id": float(410000198503150016)}, WRONG, "R22"),
    ("R25", {"id": "with a mark"}, FIXED, "R25"),
    ("R26", {"id": "410000850315901"}, WARNED, "R26"),
    ("R27", {"id": "4100**********0012"}, WRONG, "R27"),
    ("R27", {"id": "待补"}, WRONG, "R27"),
    ("R28", {"id": "410000198502310019"}, WRONG, "R28"),
    ("R28", {"id": "410000198503150013"}, WRONG, "R28"),
    ("R29", {"sex": "女"}, WARNED, "R29"),
    ("R29", {"sex": ""}, FIXED, "R29"),
    ("R30", {"birth": "1984.01"}, WARNED, "R30"),
    ("R31", {"name": "吴重复", "id": id_number(300)}, OK, ""),
    ("R31", {"name": "吴重复", "id": id_number(300)}, PASSED, "R31"),
    ("R31", {"name": "吴一", "id": id_number(301)}, WRONG, "R31"),
    ("R31", {"name": "吴二", "id": id_number(301)}, WRONG, "R31"),
    ("R31", {"name": "郑新明", "id": id_number(302)}, WARNED, "R31"),
    ("R31", {"name": "郑别人", "id": id_number(303)}, WRONG, "R31"),
    ("R32", {"id": "E12345678", "kind": "护照"}, OK, ""),
    ("R33", {"birth": Shown(1985.1, "0.00"), "id": id_number(304, born="19851001")}, FIXED, "R33"),
    ("R33", {"birth": 1985.1}, WARNED, "R33"),
    ("R33", {"birth": "1985.1", "id": id_number(305, born="19850101")}, WARNED, "R33"),
    ("R34", {"birth": "一九八五年三月"}, FIXED, "R34"),
    ("R34", {"birth": "85.3"}, WARNED, "R34"),
    ("R35", {"birth": 31121}, WARNED, "R35"),
    ("R35", {"birth": Shown(31121, 'yyyy"年"m"月"')}, OK, ""),
    ("R36", {"birth": "1985.13"}, WRONG, "R36"),
    ("R37", {"mobile": "+86 199-0000-0037"}, FIXED, "R37"),
    ("R37", {"mobile": "1.38E+10"}, WARNED, "R37"),
    ("R39", {"unit": "南阳市人社局"}, FIXED, "R39"),
    ("R39", {"unit": "市劳动局"}, FIXED, "R39"),
    ("R39", {"unit": "市财政局国库科"}, FIXED, "R39"),
    ("R39", {"unit": "市气候局"}, WRONG, "R39"),
    ("R40", {"post": "副支队长、四级调研员（试用期一年）", "rank": ""}, FIXED, "R40"),
    ("R41", {"rank": "四调"}, FIXED, "R41"),
    ("R41", {"rank": "特级大师"}, WARNED, "R41"),
    ("R42", {"nation": "01"}, FIXED, "R42"),
    ("R42", {"political": "好人"}, WARNED, "R42"),
    ("R43", {"uscc": "11410000000000O19P", "unit": "市财政局"}, WARNED, "R43"),
    ("R44", {"name": "=王伟"}, WARNED, "R44"),
    ("R44", {"name": "冯调动", "id": id_number(306)}, WARNED, "R44"),
    ("R44", {"name": "冯退休", "id": id_number(307)}, WARNED, "R44"),
    ("R06", ["注：本表一式两份"], PASSED, "R06"),
    ("R06", ["单位负责人：", "", "填表人："], PASSED, "R06"),
]
# (case, row, status, code) of the second sheet, which is named after its unit.
SECOND_SHEET = [
    ("R09", ["蒋一", id_number(401), ""], OK, ""),
    ("R40", ["蒋二", id_number(402), "市公安局网安支队副支队长、四级调研员"], FIXED, "R40"),
]


def _every_row(serial: int, case: str, cells: Any) -> list[Any]:
    if isinstance(cells, list):
        return cells
    number = id_number(serial)
    sound = {
        "no": serial,
        "name": f"{'陈褚卫'[serial // len(NAMES)]}{NAMES[serial % len(NAMES)]}",
        "sex": "男",
        "nation": "汉族",
        "birth": "1985.03",
    }
    sound |= {"id": number, "unit": "市教育局", "post": "科员", "rank": "一级科员", "party": "2005.07"}
    person = {**sound, **cells}
    if cells.get("id") == "full width":
        person["id"] = "".join(chr(ord(character) + 0xFEE0) for character in number)
    elif cells.get("id") == "with a mark":
        person["id"] = f"'{number}\t,"
    return [person.get(column, "") for column in EVERY_FIELD]


def every_case() -> tuple[bytes, list[tuple[str, str, int, str, str]]]:
    """One workbook with all cases, and what each row is to be told: (case, sheet, row, status, code)."""
    rows: list[list[Any]] = [
        ["全市干部名册"],
        ["填报单位（盖章）：市教育局    填报日期：2024年3月1日"],
        [],
        EVERY_TOP,
        EVERY_BELOW,
    ]
    merges = [(0, 0, 0, 18, "全市干部名册"), (3, 4, 3, 5, "时间"), (3, 16, 3, 17, "联系方式")]
    merges += [
        (3, place, 4, place, text) for place, text in enumerate(EVERY_TOP) if text not in ("", "时间", "联系方式")
    ]
    expected, hidden = [], []
    for serial, (case, cells, status, code) in enumerate(EVERY_CASE, start=1):
        number = serial + FIRST_ROW - 1
        rows.append(_every_row(serial, case, cells))
        if isinstance(cells, dict) and "hidden" in cells:
            hidden.append(number - 1)
        if status:
            expected.append((case, "名册", number, status, code))
    top = next(number for number, row in enumerate(EVERY_CASE) if row[0] == "R04") + FIRST_ROW - 1
    merges.append((top, 8, top + 1, 8, "市教育局"))
    second = [["姓名", "身份证号", "工作单位及职务"], *(row for _case, row, _status, _code in SECOND_SHEET)]
    for number, (case, _row, status, code) in enumerate(SECOND_SHEET, start=2):
        expected.append((case, "市财政局", number, status, code))
    pages = [Page(rows, name="名册", merges=merges, hidden_rows=hidden), Page(second, name="市财政局")]
    pages += [Page([["姓名", "填真实姓名"], ["单位", "填全称"]], name="填写说明"), Page([["1", "汉族"]], name="字典")]
    return workbook(*pages), expected


def people_of_every_case(city: dict[str, OrgUnit]) -> None:
    """Who is in the roster before: others under these numbers, elsewhere, retired."""
    PersonFactory(name="郑新民", unit=city["市教育局"], id_number=id_number(302))
    PersonFactory(name="郑某某", unit=city["市教育局"], id_number=id_number(303))
    PersonFactory(name="冯调动", unit=city["市公安局"], id_number=id_number(306))
    PersonFactory(name="冯退休", unit=city["市教育局"], id_number=id_number(307), status=PersonStatus.RETIRED)
    OrgUnit.objects.filter(pk=city["市财政局"].pk).update(uscc="11410000000000019P")
