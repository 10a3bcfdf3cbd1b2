"""A roster as a city's HR sends it: so many people of twenty columns, one row in ten with one of the usual faults."""

import io
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import xlsxwriter
from django.utils import timezone

from people.choices import Track, UnitKind
from people.models import OrgUnit, Person, Posting
from people.services.persons import set_name
from people.validators import USCC_DIGITS, id_check_digit
from roster.people_list.posts import LEVELS

ROWS = 5000
UNITS = 60
AT_ONCE = 5000
HEADINGS = (
    *("序号", "姓名", "性别", "民族", "出生年月", "身份证号", "单位", "统一社会信用代码", "科室", "职务"),
    *("职级", "人员类别", "政治面貌", "学历", "职称", "手机号码", "办公电话", "培训对象类别", "入党时间", "备注"),
)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
GIVEN = "志远明霞建军秀兰海涛丽娟国庆春梅永强玉珍文博雅琴晓东红英"
POSTS = ("科员", "科长", "副科长", "主任", "副主任", "局长", "副局长", "办事员", "工程师", "二级主办")
RANKS = ("一级科员", "二级科员", "四级主任科员", "三级主任科员", "二级主任科员", "四级调研员", "二级调研员", "")
NATIONS = ("汉族",) * 16 + ("回族", "蒙古族", "满族", "汉")
PARTIES = ("中共党员", "中共党员", "群众", "共青团员", "民盟盟员", "中共预备党员")
EDUCATION = ("大学本科", "研究生", "大学专科", "在职研究生", "大学", "博士研究生")
TITLES = ("高级工程师", "中级经济师", "", "", "")
TRACKS = ("", "一般干部", "领导干部")
DEPTS = ("办公室", "人事科", "财务科", "综合科", "法规科", "国库科")
FIRST_BIRTH = date(1966, 1, 1)
BIRTHS = 14_000
WIDTH = {heading: place for place, heading in enumerate(HEADINGS)}


def load_units() -> list[OrgUnit]:
    """The units of the list below the city, made once."""
    root = OrgUnit.get_first_root_node()
    held = OrgUnit.objects.get_queryset().filter(code__startswith="BR")
    return list(held) or [
        root.add_child(
            code=f"BR{n:03d}",
            uscc=code_of(n),
            name=f"南阳市第{n}管理局",
            short_name=f"市第{n}局",
            kind=UnitKind.GOVERNMENT_DEPARTMENT,
        )
        for n in range(UNITS)
    ]


def code_of(n: int) -> str:
    """The unit's credit code."""
    body = f"11410000{n:09d}"
    total = sum(USCC_DIGITS.index(digit) * pow(3, i, 31) for i, digit in enumerate(body))
    return body + USCC_DIGITS[-total % 31]


def sound_row(n: int) -> list[str | int]:
    born = FIRST_BIRTH + timedelta(days=n * 37 % BIRTHS)
    body = f"410000{born:%Y%m%d}{n % 500 * 2 + 1:03d}"
    name = SURNAMES[n % len(SURNAMES)] + GIVEN[n // 30 % len(GIVEN)] + GIVEN[n * 7 // 11 % len(GIVEN)]
    unit = n * UNITS // ROWS % UNITS
    return [
        *(n + 1, name, "男", NATIONS[n % len(NATIONS)], f"{born:%Y.%m}", body + id_check_digit(body)),
        *(
            f"市第{unit}局",
            code_of(unit),
            DEPTS[n % len(DEPTS)],
            POSTS[n % len(POSTS)],
            RANKS[n % len(RANKS)],
            "公务员",
        ),
        *(PARTIES[n % len(PARTIES)], EDUCATION[n % len(EDUCATION)], TITLES[n % len(TITLES)]),
        *(
            f"199{n:08d}",
            f"0377-63{n:06d}",
            TRACKS[n % len(TRACKS)],
            f"{2000 + n % 20}.07",
            "党代表" if n % 30 == 0 else "",
        ),
    ]


def put(heading: str, change: Callable[[str], str | int]) -> Callable[[list], None]:
    def spoil(row: list) -> None:
        row[WIDTH[heading]] = change(row[WIDTH[heading]])

    return spoil


# One in ten rows has the next of these.
FAULTS = (
    put("姓名", lambda text: f"{text[0]}　{text[1:]}"),
    put("姓名", lambda text: f"{text}（女）"),
    put("身份证号", lambda text: f"{text[:6]} {text[6:14]} {text[14:]}"),
    put("身份证号", lambda text: text[:17] + "0123456789X"[("0123456789X".index(text[17]) + 1) % 11]),
    put("身份证号", lambda text: text[:17].translate(str.maketrans("0123456789", "０１２３４５６７８９")) + text[17]),
    put("身份证号", lambda _text: 410000198503150000),
    put("性别", lambda _text: "女"),
    put("性别", lambda _text: ""),
    put("民族", lambda _text: "01"),
    put("出生年月", lambda text: f"{text[:4]}年{int(text[5:])}月"),
    put("出生年月", lambda _text: 31121),
    put("出生年月", lambda _text: "1985.13"),
    put("单位", lambda text: f"{text}国库科"),
    put("单位", lambda _text: "同上"),
    put("单位", lambda _text: "市气候变化局"),
    put("职务", lambda _text: "副支队长、四级调研员（试用期一年）"),
    put("职级", lambda _text: "四调"),
    put("政治面貌", lambda _text: "好人"),
    put("手机号码", lambda text: f"+86 {text[:3]}-{text[3:7]}-{text[7:]}"),
    put("手机号码", lambda text: int(text)),
    put("手机号码", lambda text: f"{text}/{text[:-1]}9"),
    put("备注", lambda _text: "=cmd|' /C calc'!A0"),
)
EVERY = 10


def roster_rows(size: int, first: int = 0) -> list[list[str | int]]:
    """So many people; `first` numbers the first of them, and no other number means the same person."""
    rows = [sound_row(n) for n in range(first, first + size)]
    for n in range(0, size, EVERY):
        FAULTS[n // EVERY % len(FAULTS)](rows[n])
    return rows


def roster_file(rows: Sequence[Sequence[str | int]]) -> bytes:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("名册")
        sheet.merge_range(0, 0, 0, len(HEADINGS) - 1, "全市干部名册")
        sheet.write_row(1, 0, HEADINGS)
        for number, row in enumerate(rows, start=2):
            for place, cell in enumerate(row):
                if cell != "":
                    sheet.write(number, place, cell)
    return output.getvalue()


def load_people(size: int) -> None:
    """So many people in post, in bulk and without numbers: the services would take an hour."""
    units, since = load_units(), timezone.localdate() - timedelta(days=365)
    for first in range(0, size, AT_ONCE):
        rows = [sound_row(n) for n in range(first, min(first + AT_ONCE, size))]
        people = [Person(staff_no=f"BP{first + n:07d}", sex="1") for n in range(len(rows))]
        for person, row in zip(people, rows, strict=True):
            set_name(person, str(row[WIDTH["姓名"]]))
        Person.objects.bulk_create(people)
        Posting.objects.bulk_create(
            Posting(
                person=person,
                unit=units[(first + n) % len(units)],
                post=row[WIDTH["职务"]],
                rank=row[WIDTH["职级"]],
                post_level=LEVELS[n % len(LEVELS)] if n % 9 == 0 else "",
                track=Track.STAFF,
                started_on=since,
            )
            for n, (person, row) in enumerate(zip(people, rows, strict=True))
        )
