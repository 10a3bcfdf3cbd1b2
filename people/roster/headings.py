"""Finds the heading row of a sheet and which column means what. Aliases are what offices really write."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.tables import Grid
from people.roster.characters import narrow

SCANNED_ROWS = 15
FEWEST_KNOWN = 3

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
ALIASES: dict[str, str] = {
    alias: name
    for name, aliases in {
        "name": "姓名 学员姓名 人员姓名 职工姓名 干部姓名 真实姓名 参训人员姓名 被推荐人姓名 name",
        "staff_no": "工号 职工号 人员编号 工作证号 员工编号 学工号 人员编码 staffno",
        "sex": "性别 sex",
        "ethnic_group": "民族",
        "birth": "出生年月 出生日期 出生时间 出生年月日 生日",
        "id_kind": "证件类型 证件种类 证件名称",
        "id_number": "身份证号 身份证号码 公民身份号码 公民身份证号码 身份证 证件号码 证件号 居民身份证号 身份证件号码",
        "unit": "单位 工作单位 所在单位 单位名称 所属单位 填报单位 现工作单位 参训单位 单位全称",
        "uscc": "统一社会信用代码 社会信用代码 信用代码 组织机构代码",
        "dept": "处室 科室 部门 内设机构 所在科室 所在部门 所在处室 科室处室",
        "post": "职务 现任职务 职务岗位 岗位 行政职务 现职务 担任职务 岗位名称 工作岗位",
        "unit_and_post": "单位及职务 工作单位及职务 所在单位及职务 现任单位及职务 时任单位及职务 单位职务 所属单位职务",
        "rank": "职级 级别 职务职级 现职级 职务级别 行政级别 职务层次 职级层次",
        "staff_category": "人员类别 编制性质 人员身份 编制类别 身份 编制 人员性质",
        "political_status": "政治面貌",
        "education": "学历 最高学历 文化程度 学历学位 全日制学历",
        "tech_title": "职称 专业技术职务 专业技术职称 技术职称 专业技术资格",
        "mobile": "手机 手机号 手机号码 联系电话 移动电话 联系方式 电话 电话号码 联系手机 本人电话 党员本人联系电话",
        "office_phone": "办公电话 固定电话 座机 办公室电话",
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


def find_heading(grid: Grid, chosen: dict[str, str] | None = None) -> Heading | None:
    """The row with most known headings, the name among them; with its second level where cells are merged."""
    best: Heading | None = None
    for number in range(min(SCANNED_ROWS, len(grid.rows))):
        for depth in (1, 2):
            heading = _heading_at(grid, number, depth, chosen or {})
            if heading and (best is None or len(heading.by_field) > len(best.by_field)):
                best = heading
    return best


def _heading_at(grid: Grid, number: int, depth: int, chosen: dict[str, str]) -> Heading | None:
    if number + depth > len(grid.rows) or (depth == 2 and not _has_levels(grid, number)):
        return None
    columns = [Column(i, text, field_of(text, chosen)) for i, text in enumerate(_texts(grid, number, depth))]
    columns = _without_repeats([column for column in columns if column.heading])
    known = {column.field for column in columns if column.field}
    if "name" not in known or len(known | _ignored_words(columns)) < FEWEST_KNOWN:
        return None
    return Heading(number + depth, columns, grid.rows[:number])


def _ignored_words(columns: list[Column]) -> set[str]:
    return {plain_heading(column.heading) for column in columns} & IGNORED


def _has_levels(grid: Grid, number: int) -> bool:
    """Whether a cell of the row is merged across columns (a parent heading) or down (one without a child)."""
    across = any(top == number == bottom and left < right for top, left, bottom, right in grid.merges)
    below = grid.rows[number + 1] if number + 1 < len(grid.rows) else []
    return across or any(top == number < bottom for top, _l, bottom, _r in grid.merges) and bool(below)


def _texts(grid: Grid, number: int, depth: int) -> list[str]:
    """One text a column: the child's heading, or the parent's where the child is empty."""
    top = grid.rows[number]
    texts = ["" if cell is None else str(cell).strip() for cell in top]
    if depth == 1:
        return texts
    below = ["" if cell is None else str(cell).strip() for cell in grid.rows[number + 1]]
    return [child or parent for parent, child in zip(texts, below + [""] * len(texts), strict=False)]


def _without_repeats(columns: list[Column]) -> list[Column]:
    """Of two columns that mean the same the first counts; a second 姓名 means another person."""
    seen: Counter[str] = Counter()
    kept = []
    for column in columns:
        seen[column.field] += 1
        kept.append(column if not column.field or seen[column.field] == 1 else Column(column.index, column.heading))
    return kept
