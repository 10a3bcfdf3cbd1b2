"""The leader's page: what it says, to whom, and that it is one sheet of paper."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.template.loader import render_to_string
from django.utils import timezone

from people.choices import Role
from records.services.closing import close_batch
from reports.charts import leader_charts
from reports.selectors.figures import YearSpan
from reports.selectors.leader import Coming, Held, LeaderReport, Waiting, leader_report, same_day_last_year
from reports.selectors.rates import ClassRate, PlanYear, Rate, UnitRate
from tests.factories.admission import NoticeFactory, NoticeReceiptFactory, call_for_nominations
from tests.factories.people import OrgUnitFactory, user_with_role
from tests.factories.records import held_class
from tests.factories.training import BatchFactory
from tests.support.visits import signed_in
from training.choices import Slot
from training.labels import label_of

STYLES = Path(__file__).resolve().parents[2] / "static" / "css"


@pytest.fixture
def leader(db):
    return user_with_role(Role.VIEWER)


def closed_on(day, enrolled=2):
    held = held_class(enrolled, day=day)
    held.enter()
    close_batch(batch=held.batch, by=held.officer)
    return held


def test_the_year_stands_beside_last_year_by_the_same_day(leader):
    closed_on(date(2026, 3, 2), 3)
    closed_on(date(2025, 3, 3), 2)
    closed_on(date(2025, 11, 3), 5)

    report = leader_report(date(2026, 6, 1), user=leader)

    assert (report.held.person_times, report.before.person_times) == (3, 2)
    assert "比去年同期多1人次" in report.sentence


def test_a_leap_day_is_compared_with_the_28th():
    assert same_day_last_year(date(2028, 2, 29)) == date(2027, 2, 28)


def test_who_was_admitted_and_never_came_lowers_the_turn_out(leader):
    held = held_class(4, day=date(2026, 3, 2))
    held.enter(absent={Slot.MORNING: [0], Slot.AFTERNOON: [0]})
    close_batch(batch=held.batch, by=held.officer)

    assert leader_report(date(2026, 6, 1), user=leader).held.came == Rate(3, 4)


def test_a_notice_not_signed_for_waits_with_its_units(leader):
    call = call_for_nominations()
    for name in ("甲局", "乙局", "丙局", "丁局"):
        NoticeReceiptFactory(notice=call.receipt.notice, unit=OrgUnitFactory(short_name=name))

    with time_machine.travel(timezone.now() + timedelta(days=3)):
        report = leader_report(timezone.localdate(), user=leader)

    (waiting,) = report.waiting
    assert (waiting.units, waiting.days) == (("甲局", "乙局", "丙局", "丁局"), 3)


def test_a_class_that_is_over_and_not_closed_waits_with_its_organiser(leader):
    batch = BatchFactory(starts_on=timezone.localdate() - timedelta(days=9))

    (waiting,) = leader_report(timezone.localdate(), user=leader).waiting

    assert (waiting.name, waiting.units, waiting.days) == (label_of(batch), (batch.organiser.short_name,), 9)


def test_the_longest_wait_comes_first_and_what_finds_no_room_is_counted(leader):
    for days in range(1, 8):
        BatchFactory(starts_on=timezone.localdate() - timedelta(days=days))

    report = leader_report(timezone.localdate(), user=leader)

    assert ([one.days for one in report.lines], report.more_lines) == ([7, 6, 5], 4)


def test_the_month_ahead_has_last_days_to_reply_and_first_days(leader):
    today = timezone.localdate()
    soon = BatchFactory(starts_on=today + timedelta(days=20))
    BatchFactory(starts_on=today + timedelta(days=60))
    NoticeFactory(batch=soon, reply_by=today + timedelta(days=5))

    coming = leader_report(today, user=leader).coming

    assert [(one.day - today).days for one in coming] == [5, 20]


def test_a_year_that_is_over_waits_for_nothing(leader):
    BatchFactory(starts_on=timezone.localdate() - timedelta(days=9))

    report = leader_report(date(timezone.localdate().year - 1, 12, 31), user=leader)

    assert (report.waiting, report.coming, report.running) == ([], [], 0)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.HR, Role.TRAINING_OFFICER])
def test_who_reads_figures_reads_the_page(role, db):
    page = signed_in(user_with_role(role)).get("/reports/leader/")

    assert (page.status_code, "领导专报" in page.content.decode()) == (200, True)


def test_a_reader_of_one_unit_learns_of_no_other(db):
    own, other = OrgUnitFactory(short_name="甲局", name="甲局"), OrgUnitFactory(short_name="乙局")
    batch = BatchFactory(organiser=own, starts_on=timezone.localdate() + timedelta(days=9))
    notice = NoticeFactory(batch=batch)
    for unit in (own, other):
        NoticeReceiptFactory(notice=notice, unit=unit)

    report = leader_report(timezone.localdate(), user=user_with_role(Role.VIEWER, own))

    assert (report.area, [one.units for one in report.waiting]) == ("甲局", [("甲局",)])


@pytest.mark.parametrize("wanted", ["", "?year=2025", "?year=x", "?year=99999", "?year=", "?year=2090"])
def test_any_year_or_none_gives_the_page(leader, wanted):
    assert signed_in(leader).get(f"/reports/leader/{wanted}").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_statements_for_any_number_of_classes(leader, rows, django_assert_num_queries):
    today = timezone.localdate()
    for n in range(rows):
        closed_on(today - timedelta(days=2 + n))
        batch = BatchFactory(starts_on=today + timedelta(days=9 + n))
        NoticeReceiptFactory(notice=NoticeFactory(batch=batch), unit=OrgUnitFactory())
    client = signed_in(leader)

    with django_assert_num_queries(22):
        client.get("/reports/leader/")


def fullest_report():
    """As much as the page ever holds: more units, classes, matters and days than there is room for."""
    held = Held(12, 24, 9_876, 8_765, Rate(1999, 2000), Rate(1999, 2000))
    names = ("市行政审批政务信息局", "市公共资源交易中心", "市自然资源和规划局", "市退役军人局")
    return LeaderReport(
        area="南阳市",
        day=date(2026, 12, 31),
        plan=[PlanYear(year, 24, 24, 9_999) for year in range(2024, 2027)],
        person_times=dict.fromkeys(range(2024, 2027), 9_876),
        running=12,
        held=held,
        before=held,
        classes=[ClassRate(f"2026-{n}", 12, n, date(2026, 3, 2), Rate(990 + n, 1000)) for n in range(9)],
        units_of=YearSpan(2025, 2026),
        units=[UnitRate("市行政审批政务信息局", Rate(n, 120)) for n in range(120)],
        signed=Rate(1234, 1234),
        waiting=[Waiting("培训通知未签收", "十二期十二批", names, 365)] * 7,
        coming=[Coming("推荐人选截止", "十二期十二批", date(2026, 12, 31))] * 5,
    )


# How small the smallest words of the pictures are drawn.
SMALLEST = """Math.min(...[...document.querySelectorAll("svg text")].map(text => {
    const svg = text.ownerSVGElement;
    return parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
}))"""


@pytest.mark.browser
def test_the_fullest_page_is_one_sheet_and_nothing_on_it_is_cut_off(page):
    report = fullest_report()
    styles = "".join((STYLES / f"{name}.css").read_text() for name in ("tokens", "components", "leader"))
    context = {"report": report, "charts": leader_charts(report), "now": timezone.now()}
    page.set_content(f"<style>{styles}</style><main>{render_to_string('reports/_sheet.html', context)}</main>")

    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    inside = page.evaluate(
        "(() => { const s = document.querySelector('.sheet'); return s.scrollHeight - s.clientHeight })()"
    )
    wider = page.evaluate("[...document.querySelectorAll('.scroll')].map(one => one.scrollWidth - one.clientWidth)")

    assert (pages, inside, max(wider), page.evaluate(SMALLEST) >= 11.9) == (1, 0, 0, True)
