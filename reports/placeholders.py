"""The placeholders an office may write into its own form, and what each stands for. docs/forms.md lists them."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.office_forms import Vocabulary
from people.choices import StaffCategory
from reports.choices import FormPurpose

SAMPLE_DAY = datetime.date(2026, 3, 2)


def sample_moment() -> datetime.datetime:
    return timezone.make_aware(datetime.datetime(2026, 3, 2, 8, 24))


@dataclass(frozen=True)
class Placeholder:
    """`name` as the office writes it, `field` in English, `read` how a row yields it; samples are made up."""

    name: str
    field: str
    meaning: str | Promise
    samples: tuple[Any, ...]
    read: Callable[[Any], Any] | None = None

    @property
    def written(self) -> str:
        return "{{" + self.name + "}}"

    def sample(self, i: int) -> Any:
        value = self.samples[i % len(self.samples)]
        return value() if callable(value) else value


PERSON = [
    Placeholder("单位", "unit", _("Unit at the time"), ("样例局", "样例委", "样例中心"), lambda r: r.unit_name),
    Placeholder("姓名", "name", _("Name"), ("张样例", "欧阳样例", "王样"), lambda r: r.place.person.name),
    Placeholder("人员编号", "staff_no", _("Staff number"), ("9001", "9002", "9003"), lambda r: r.place.person.staff_no),
    Placeholder("性别", "sex", _("Sex"), ("男", "女"), lambda r: r.place.person.get_sex_display()),
    Placeholder("职务", "post", _("Post"), ("科员", "副科长"), lambda r: r.place.post),
    Placeholder("职级", "rank", _("Rank"), ("一级科员", ""), lambda r: r.place.rank),
    Placeholder(
        "人员类别",
        "staff_category",
        _("Staff category"),
        ("公务员", "事业编制人员"),
        lambda r: StaffCategory(r.place.person.staff_category).label,
    ),
    Placeholder("培训对象", "audience", _("Audience"), ("机关工作人员",), lambda r: r.place.get_track_display()),
    Placeholder("培训班", "class", _("Class"), ("电子政务样例培训班",), lambda r: r.place.batch.title),
    Placeholder("班级代码", "code", _("Class code"), ("YL001",), lambda r: r.place.batch.code),
    Placeholder("期", "session", _("Session"), (1,), lambda r: r.place.batch.training_session.number),
    Placeholder("批", "batch", _("Batch"), (2,), lambda r: r.place.batch.number),
]

ATTENDANCE = [
    Placeholder("序号", "no", _("No."), tuple(range(1, 7)), lambda r: r.number),
    *PERSON,
    Placeholder("课次", "meeting", _("Meeting"), (1, 1, 1, 2, 2, 2), lambda r: r.meeting_number),
    Placeholder("日期", "date", _("Date"), (SAMPLE_DAY,), lambda r: r.meeting.date),
    Placeholder(
        "时段",
        "half_day",
        _("Half-day"),
        ("上午", "上午", "上午", "下午", "下午", "下午"),
        lambda r: r.meeting.get_slot_display(),
    ),
    Placeholder(
        "上课时间", "starts_at", _("When the half-day starts"), ("08:30",), lambda r: f"{r.meeting.starts_at:%H:%M}"
    ),
    Placeholder("下课时间", "ends_at", _("When the half-day ends"), ("11:30",), lambda r: f"{r.meeting.ends_at:%H:%M}"),
    Placeholder("课程内容", "topic", _("Topic"), ("公文处理系统操作（样例）",), lambda r: r.meeting.title),
    Placeholder("地点", "place", _("Place"), ("第一机房",), lambda r: r.meeting.room.name),
    Placeholder(
        "授课人",
        "lecturer",
        _("Lecturer"),
        ("李样例",),
        lambda r: r.meeting.lecturer.name if r.meeting.lecturer else "",
    ),
    Placeholder("状态", "status", _("Status"), ("出勤", "迟到", "请假"), lambda r: r.status),
    Placeholder(
        "签到方式",
        "signed_by",
        _("How signed in"),
        ("扫码", "纸质签到", "准假"),
        lambda r: r.mark.get_mode_display() if r.mark else "",
    ),
    Placeholder(
        "签到时间",
        "signed_at",
        _("Signed in at"),
        (sample_moment, sample_moment, None),
        lambda r: r.mark.signed_at if r.mark else None,
    ),
    Placeholder("学时", "hours", _("Credit hours"), (Decimal(4), Decimal(4), Decimal(0)), lambda r: r.hours),
]

HOURS = [
    Placeholder("序号", "no", _("No."), tuple(range(1, 7)), lambda r: r.number),
    *PERSON,
    Placeholder("开始日期", "from", _("From"), (SAMPLE_DAY,), lambda r: r.place.batch.starts_on),
    Placeholder("结束日期", "to", _("To"), (datetime.date(2026, 3, 4),), lambda r: r.place.batch.ends_on),
    Placeholder("学时", "hours", _("Credit hours"), (Decimal(24), Decimal("20.5"), Decimal(0)), lambda r: r.hours),
    Placeholder("天数", "days", _("Days"), (Decimal(3), Decimal("2.5"), Decimal(0)), lambda r: r.days),
    Placeholder(
        "证书编号",
        "certificate",
        _("Certificate number"),
        ("样例〔2026〕第0001号", "样例〔2026〕第0002号", ""),
        lambda r: r.certificate,
    ),
]

# Said once in a form; `reports.exports.office_forms` works them out.
HEAD = [
    Placeholder("班次名称", "class_title", _("Title of the class, or the year's classes"), ("电子政务样例培训班",)),
    Placeholder("班次代码", "class_code", _("Code of the class; empty for a year"), ("YL001",)),
    Placeholder("主办单位", "organiser", _("Who runs the class; empty for a year"), ("样例市培训中心",)),
    Placeholder("培训地点", "class_place", _("Where the class is held; empty for a year"), ("样例市政务服务中心",)),
    Placeholder("开班日期", "class_from", _("First day of the class, or of the year"), (SAMPLE_DAY,)),
    Placeholder("结班日期", "class_to", _("Last day of the class, or of the year"), (datetime.date(2026, 3, 4),)),
    Placeholder("年度", "year", _("Year"), (2026,)),
    Placeholder("制表日期", "made_on", _("Day the file is made"), (timezone.localdate,)),
    Placeholder("制表单位", "made_by_unit", _("Unit of whoever makes the file"), ("样例市培训中心",)),
    Placeholder("制表人", "made_by", _("Whoever makes the file"), ("赵样例",)),
    Placeholder("人数", "people", _("Different people in the rows"), (3,)),
    Placeholder("记录数", "rows", _("Number of rows"), (6,)),
    Placeholder("合计学时", "total_hours", _("Sum of the hours in the rows"), (Decimal("16"),)),
]

OF_ROW = {FormPurpose.ATTENDANCE: ATTENDANCE, FormPurpose.HOURS: HOURS}


def words_of(purpose: str) -> Vocabulary:
    return Vocabulary(_spellings(OF_ROW[FormPurpose(purpose)]), _spellings(HEAD))


def _spellings(placeholders: list[Placeholder]) -> dict[str, str]:
    names = {placeholder.name.casefold(): placeholder.field for placeholder in placeholders}
    return names | {placeholder.field: placeholder.field for placeholder in placeholders}
