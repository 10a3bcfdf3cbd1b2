"""Finds the heading row of a sheet and which column means what. Aliases are what offices really write."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.characters import narrow
from common.tables import Grid

SCANNED_ROWS = 15
FEWEST_KNOWN = 3
# With one of these a name makes a list of people, however little else is known.
KEYS = frozenset(["staff_no", "id_number", "mobile"])
DEEPEST = 3
LONGEST = 100

FIELDS = {
    "name": _("Name"),
    "staff_no": _("Staff number"),
    "sex": _("Sex"),
    "ethnic_group": _("Ethnic group"),
    "birth": _("Month of birth"),
    "id_kind": _("Kind of document"),
    "id_number": _("ID number"),
    "unit": _("Unit"),
    "uscc": _("Unified social credit code"),
    "dept": _("Department"),
    "post": _("Post"),
    "unit_and_post": _("Unit and post in one cell"),
    "rank": _("Rank"),
    "staff_category": _("Staff category"),
    "political_status": _("Political status"),
    "education": _("Education"),
    "tech_title": _("Professional title"),
    "mobile": _("Mobile"),
    "office_phone": _("Office telephone"),
    "track": _("Audience"),
    "remark": _("Remark"),
}
# Headings over mobiles or landlines, whichever the cells hold.
WEAK = "联系电话 联系方式 电话 电话号码 本人电话 本人联系电话 党员本人联系电话"
ALIASES: dict[str, str] = {
    alias: name
    for name, aliases in {
        "name": (
            "姓名 学员姓名 人员姓名 职工姓名 干部姓名 真实姓名 参训人员姓名 被推荐人姓名 被推荐提名人姓名 "
            "参训人姓名 候选人姓名 姓名全称 名字 name"
        ),
        "staff_no": "工号 职工号 人员编号 工作证号 员工编号 学工号 人员编码 工号编号 staffno",
        "sex": "性别 sex",
        "ethnic_group": "民族",
        "birth": "出生年月 出生日期 出生时间 出生年月日 生日 出生 出生日 档案出生年月 出生年月档案",
        "id_kind": "证件类型 证件种类 证件名称",
        "id_number": (
            "身份证号 身份证号码 公民身份号码 公民身份证号码 身份证 证件号码 证件号 居民身份证号 "
            "身份证件号码 居民身份证号码 身份证编号 证件编号 公民身份证号"
        ),
        "unit": (
            "单位 工作单位 所在单位 单位名称 所属单位 填报单位 现工作单位 参训单位 单位全称 现单位 "
            "工作单位全称 派出单位 所在单位名称 工作单位名称 部门单位"
        ),
        "uscc": "统一社会信用代码 社会信用代码 信用代码 组织机构代码",
        "dept": (
            "处室 科室 部门 内设机构 所在科室 所在部门 所在处室 科室处室 处室科室 所属科室 所属部门 部门科室 科所队"
        ),
        "post": (
            "职务 现任职务 职务岗位 岗位 行政职务 现职务 担任职务 岗位名称 工作岗位 现任岗位 现任职务岗位 "
            "党政职务 现任党政职务 职务名称"
        ),
        "unit_and_post": (
            "单位及职务 工作单位及职务 所在单位及职务 现任单位及职务 时任单位及职务 单位职务 所属单位职务 "
            "单位和职务 工作单位和职务 单位及现任职务 现工作单位及职务"
        ),
        "rank": (
            "职级 级别 职务职级 现职级 职务级别 行政级别 职务层次 职级层次 职员职级 现任职级 职级名称 "
            "职务与职级 职务及职级"
        ),
        "staff_category": (
            "人员类别 编制性质 人员身份 编制类别 身份 编制 人员性质 个人身份 人员类型 用工性质 编制情况"
        ),
        "political_status": "政治面貌 政治面目 党派",
        "education": "学历 最高学历 文化程度 学历学位 最高学历学位 全日制学历 文化水平 教育程度",
        "tech_title": (
            "职称 专业技术职务 专业技术职称 技术职称 专业技术资格 职称专业技术职务 专业技术职务职称 技术职务 "
            "职称名称 专业技术职务名称"
        ),
        "mobile": f"{WEAK} 手机 手机号 手机号码 移动电话 联系手机 联系人手机 本人手机 移动电话号码 联系电话手机",
        "office_phone": "办公电话 固定电话 座机 办公室电话 单位电话 办公座机 固话 电话办公",
        "track": "培训对象类别 培训类别 培训对象 参训类别 培训班类别",
        "remark": "备注 说明",
    }.items()
    for alias in aliases.split()
}
# Known and looked past: they say nothing of the person, or only of a training.
IGNORED = frozenset(["序号", "编号", "年龄", "签到", "签名", "房号", "组别", "是否住宿", "饮食", "车牌", "序", "no"])


@dataclass(frozen=True)
class Column:
    """One column of a sheet: where it is, what stands over it, and what it is taken for (`""` for nothing)."""

    index: int
    heading: str
    field: str = ""


@dataclass
class Heading:
    """`first` is the row below the heading; `preamble` are the rows above it."""

    first: int
    columns: list[Column]
    preamble: list[list[Any]] = field(default_factory=list)

    @property
    def by_field(self) -> dict[str, int]:
        places: dict[str, int] = {}
        for column in self.columns:
            if column.field:
                places.setdefault(column.field, column.index)
        return places

    @property
    def unmapped(self) -> list[str]:
        return [column.heading for column in self.columns if not column.field and not is_ignored(column.heading)]


def plain_heading(text: Any) -> str:
    """The words of a heading: no space, star, brackets or marks. `姓  名（必填）` → `姓名`."""
    bare = re.sub(r"[（(\[【][^）)\]】]*[）)\]】]", "", narrow(str(text if text is not None else "")))
    return re.sub(r"[\s*＊:：/、,，.。\\\-—_]+", "", bare).casefold()


def is_ignored(heading: str) -> bool:
    return plain_heading(heading) in IGNORED or not plain_heading(heading)


def field_of(heading: str, chosen: dict[str, str]) -> str:
    """What a heading means; `chosen` are earlier choices by plain heading, `""` among them."""
    plain = plain_heading(heading)
    if plain in chosen:
        return chosen[plain]
    if plain in IGNORED:
        return ""
    full = re.sub(r"[\s*＊:：/、,，.。（）()\-—_]+", "", narrow(str(heading))).casefold()
    return ALIASES.get(plain) or ALIASES.get(full, "")


def _cells(row: list[Any]) -> list[str]:
    return ["" if cell is None else str(cell)[:LONGEST].strip() for cell in row]


def find_heading(grid: Grid, chosen: dict[str, str] | None = None) -> Heading | None:
    """The row with most known headings, the name among them; with the levels below it."""
    best: Heading | None = None
    for number in range(min(SCANNED_ROWS, len(grid.rows))):
        if not any(isinstance(cell, str) and cell for cell in grid.rows[number]):
            continue
        for depth in range(1, DEEPEST + 1):
            heading = _heading_at(grid, number, depth, chosen or {})
            if heading and (best is None or _is_better(grid, heading, best)):
                best = heading
    return best


def _is_better(grid: Grid, heading: Heading, best: Heading) -> bool:
    known, known_before = len(heading.by_field), len(best.by_field)
    if known == known_before and heading.first > best.first:
        # The same headings with a level more: the cell over the names says where the list begins.
        return (best.first - 1, heading.by_field["name"]) in _spans(grid, heading.first - 1)
    return known > known_before


def _spans(grid: Grid, bottom: int) -> set[tuple[int, int]]:
    """Every cell of a merge that ends in this row and begins above it."""
    return {
        (number, column)
        for top, left, last, right in grid.merges
        if top < last == bottom
        for number in range(top, last)
        for column in range(left, right + 1)
    }


def _heading_at(grid: Grid, number: int, depth: int, chosen: dict[str, str]) -> Heading | None:
    if number + depth > len(grid.rows) or (depth > 1 and not _has_level(grid, number, number + depth - 1, chosen)):
        return None
    columns = [Column(i, *_meaning(texts, chosen)) for i, texts in enumerate(_levels(grid, number, depth))]
    columns = _without_repeats([column for column in columns if column.heading], chosen)
    known = {column.field for column in columns if column.field}
    enough = len(known | _ignored_words(columns)) >= FEWEST_KNOWN or known & KEYS
    return Heading(number + depth, columns, grid.rows[:number]) if "name" in known and enough else None


def _ignored_words(columns: list[Column]) -> set[str]:
    return {plain_heading(column.heading) for column in columns} & IGNORED


def _has_level(grid: Grid, number: int, below: int, chosen: dict[str, str]) -> bool:
    """Whether `below` is a further level of the heading in `number`: cells are merged, or it holds headings too."""
    for top, left, bottom, right in grid.merges:
        if top >= number and ((top < below <= bottom) or (top == below - 1 == bottom and left < right)):
            return True
    fields = [field_of(text, chosen) for text in _cells(grid.rows[below]) if text]
    return len([field for field in fields if field]) > 1 and "name" not in fields


def _levels(grid: Grid, number: int, depth: int) -> list[list[str]]:
    """For each column the headings from the top down; a cell merged across stands over all its columns."""
    rows = [_cells(row) for row in grid.rows[number : number + depth]]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    for top, left, bottom, right in grid.merges if depth > 1 else ():
        if number <= top == bottom < number + depth - 1:
            for column in range(left, min(right + 1, width)):
                rows[top - number][column] = rows[top - number][left]
    return [[text for text in column if text] for column in zip(*rows, strict=True)]


def _meaning(texts: list[str], chosen: dict[str, str]) -> tuple[str, str]:
    """The heading and its field: the lowest level if it is known, else all levels together, else an upper one."""
    for text in [*texts[-1:], "".join(texts), *reversed(texts[:-1])]:
        if found := field_of(text, chosen):
            return text, found
    return texts[-1] if texts else "", ""


def _without_repeats(columns: list[Column], chosen: dict[str, str]) -> list[Column]:
    """Of two columns that mean the same the first counts; beside a 手机 the 电话 is the office's."""
    plain = {column: plain_heading(column.heading) for column in columns}
    weak_words = WEAK.split()
    weak = {column for column in columns if plain[column] in weak_words and plain[column] not in chosen}
    has_mobile = any(column.field == "mobile" and column not in weak for column in columns)
    seen: Counter[str] = Counter()
    kept = []
    for column in columns:
        meant = "office_phone" if has_mobile and column in weak else column.field
        seen[meant] += 1
        kept.append(replace(column, field=meant if seen[meant] == 1 else ""))
    return kept
