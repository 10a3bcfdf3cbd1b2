"""What is pasted into the calendar."""

from datetime import date

import pytest

from training.choices import CalendarDayKind
from training.holiday_notice import read_holidays

OFF, WORK = CalendarDayKind.HOLIDAY, CalendarDayKind.WORKDAY

# Written in the manner of the yearly notice, for a year that never was.
NOTICE = """一、元旦：1月1日（周六）至3日（周一）放假调休，共3天。
二、春节：1月28日（农历除夕、周五）至2月4日（农历正月初七、周五）放假调休，共8天。1月23日（周日）、2月6日（周日）上班。
三、清明节：4月4日（周二）放假1天。
四、国庆节、中秋节：10月1日至8日放假调休，共8天。2050年9月26日（周日）上班。"""


def span(kind, first, last):
    return [(day, kind) for day in (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))]


def test_the_yearly_notice_is_read_as_it_is_published():
    reading = read_holidays(NOTICE, 2050)

    assert reading.problems == []
    assert [(day.date, day.kind) for day in reading.days] == [
        *span(OFF, date(2050, 1, 1), date(2050, 1, 3)),
        *span(OFF, date(2050, 1, 28), date(2050, 2, 4)),
        (date(2050, 1, 23), WORK),
        (date(2050, 2, 6), WORK),
        (date(2050, 4, 4), OFF),
        *span(OFF, date(2050, 10, 1), date(2050, 10, 8)),
        (date(2050, 9, 26), WORK),
    ]
    assert {day.name for day in reading.days if day.kind == OFF} == {"元旦", "春节", "清明节", "国庆节、中秋节"}


@pytest.mark.parametrize(
    ("line", "days", "kind", "name"),
    [
        ("2026-05-01~2026-05-05 劳动节", 5, OFF, "劳动节"),
        ("2026/5/1 至 2026/5/3 劳动节", 3, OFF, "劳动节"),
        ("2026.06.19 端午节", 1, OFF, "端午节"),
        ("2026-05-09 上班", 1, WORK, ""),
        ("2026-05-09 调休上班", 1, WORK, ""),
        ("劳动节：2026年4月30日至5月4日放假", 5, OFF, "劳动节"),
        ("元旦：2026年12月31日至2027年1月2日放假", 3, OFF, "元旦"),
        ("10月10日（周六）上班。", 1, WORK, ""),
    ],
)
def test_a_line_of_ones_own_is_read(line, days, kind, name):
    reading = read_holidays(line, 2026)

    assert (len(reading.days), {day.kind for day in reading.days}, {day.name for day in reading.days}) == (
        days,
        {kind},
        {name},
    )


@pytest.mark.parametrize(
    "line",
    [
        "五一放假",
        "2026-05-05~2026-05-01 劳动节",
        "2026-02-30 春节",
        "2026-05-01",
        "2026-01-01~2026-12-31 全年",
        "5月1日至5日放假",
        "元旦：13月1日放假",
        "。",
        "：",
        "年月日",
        "1" * 5000,
    ],
)
def test_what_cannot_be_right_is_named_by_its_line(line):
    reading = read_holidays(f"\n{line}\n", 2026)

    assert (reading.days, len(reading.problems)) == ([], 1)
    assert "2" in reading.problems[0]
