"""What is pasted into the calendar."""

from datetime import date

import pytest
from django.utils import translation

from training.choices import CalendarDayKind
from training.holiday_notice import read_holidays

OFF, WORK = CalendarDayKind.HOLIDAY, CalendarDayKind.WORKDAY

# Written in the manner of the yearly notice, for a year that never was.
NOTICE = """一、元旦：1月1日（周六）至3日（周一）放假调休，共3天。
二、春节：1月28日（农历除夕、周五）至2月4日（农历正月初七、周五）放假调休，共8天。1月23日（周日）、2月6日（周日）上班。
三、清明节：4月4日（周一）放假1天。
四、国庆节、中秋节：10月1日至8日放假调休，共8天。2050年9月26日（周一）上班。"""


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
        ("2026-05-09（周六）上班", 1, WORK, ""),
        ("2026-05-01——2026-05-05 劳动节", 5, OFF, "劳动节"),
        ("劳动节：5月1-5日放假", 5, OFF, "劳动节"),
        ("劳动节: 5月1日－5日放假", 5, OFF, "劳动节"),
        ("劳动节：自5月1日（星期五）起至5日（星期二）止放假，共5天。", 5, OFF, "劳动节"),
        ("劳动节：5月1日至3日（周五至周日）放假", 3, OFF, "劳动节"),
        ("劳动节：4月29日到5月2日放假", 4, OFF, "劳动节"),
        ("元旦：2026年12月31日至1月2日放假", 3, OFF, "元旦"),
        ("2026年元旦：1月1日放假1天，不调休。", 1, OFF, "元旦"),
        ("端午节：6月19日、20日及6月21日放假", 3, OFF, "端午节"),
        ("端午节：6月19、20、21日放假", 3, OFF, "端午节"),
        ("上班：5月9日、10日", 2, WORK, ""),
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
        "1" * 5000 + "月1日放假",
        "国庆节：10月1日至9999999999999日放假",
        "国庆节：9999年10月1日放假",
        "国庆节：10月1日起放假",
        "国庆节：10月1日至月底放假",
        "国庆节：10月7日至1日放假",
        "国庆节：10月1日，3日放假",
        "国庆节：10月1日、三日放假",
        "国庆节：10月1日至7日（10月3日除外）放假",
        "国庆节：10月1日至7日放假，3日除外",
        "国庆节：10月1日不放假",
        "元旦：12月31日至1月2日放假",
        "2026-05-01 劳动节 2026-05-03",
        "2026-05-09 不上班",
    ],
)
def test_what_cannot_be_right_is_named_by_its_line(line):
    reading = read_holidays(f"\n{line}\n", 2026)

    assert (reading.days, len(reading.problems)) == ([], 1)
    assert "2" in reading.problems[0]


def read(text, year):
    reading = read_holidays(text, year)
    assert reading.problems == []
    return sorted((day.date, day.kind) for day in reading.days)


# The days off and at work of the notices as the State Council's office published them.
PUBLISHED = {
    2024: (
        """一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
        28,
        [(2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12)],
    ),
    2025: (
        """一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。""",
        28,
        [(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)],
    ),
    2026: (
        """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。""",
        33,
        [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)],
    ),
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_published_notices_are_read_to_the_day(year):
    notice, off, at_work = PUBLISHED[year]

    days = read(notice, year)

    assert len({day for day, kind in days if kind == OFF}) == off
    assert [day for day, kind in days if kind == WORK] == [date(year, *day) for day in at_work]


@pytest.mark.parametrize(
    ("line", "year", "expected"),
    [
        ("甲：3月1日～7日放假", 2028, span(OFF, date(2028, 3, 1), date(2028, 3, 7))),
        ("乙：4月1日——7日放假", 2028, span(OFF, date(2028, 4, 1), date(2028, 4, 7))),
        ("丙：5月11日、12日、13日放假", 2028, span(OFF, date(2028, 5, 11), date(2028, 5, 13))),
        ("丁：6月3日（周六）、17日（周六）上班", 2028, [(date(2028, 6, 3), WORK), (date(2028, 6, 17), WORK)]),
        ("戊：7月1日起至7日放假", 2028, span(OFF, date(2028, 7, 1), date(2028, 7, 7))),
        ("元旦：1月1日放假，4日（周日）上班", 2026, [(date(2026, 1, 1), OFF), (date(2026, 1, 4), WORK)]),
    ],
)
def test_no_day_of_a_line_is_lost(line, year, expected):
    assert read(line, year) == expected


def test_what_could_not_be_read_is_said_with_its_line():
    (problem,) = read_holidays("国庆节：10月1日至9999999999999日放假", 2028).problems

    assert "“9999999999999日”" in problem
    assert "“国庆节：10月1日至" in problem


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。", ("2027-01-01", "周四", "Friday")),
        ("春节：2月15日（农历腊月二十八、周日）至23日（周一）放假", ("2027-02-15", "周日", "Monday")),
        ("劳动节：5月1日至3日（周五至周日）放假", ("2027-05-01", "周五", "Saturday")),
        ("2027-05-09（周六）上班", ("2027-05-09", "周六", "Sunday")),
    ],
)
def test_weekdays_of_another_year_refuse_the_line(line, said):
    with translation.override("en"):
        reading = read_holidays(line, 2027)

    assert (reading.days, len(reading.problems)) == ([], 1)
    assert [part for part in (*said, "another year?") if part not in reading.problems[0]] == []
