"""What helps the eye on the paper of an examination: numbers, count, marks, the way to handing in, the time that is left;
and the whole way by keyboard alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.test_exam import attempt_in, fill_exam, leave_seconds, radio, start, state, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def started(site):
    return site(fill_exam)


@pytest.fixture
def paper(started, desk):
    page = desk(started, "trainee")
    start(started, page)
    return page


def number(page, item):
    return page.locator(f"[data-number='{item}']")


def test_numbers_and_count_follow_what_is_answered_and_marked(paper):
    radio(paper, 0, 1).check()
    paper.fill("[data-item='2'] input >> nth=0", "密钥文字")
    paper.click("[data-item='1'] [data-mark]")

    expect(paper.locator(".exam-bar .count")).to_have_text("已答 2 / 3")
    said = [number(paper, item).text_content().split() for item in range(3)]
    assert said == [["1", "已答"], ["2", "未答,", "已标记"], ["3", "已答"]]
    paper.reload()
    expect(paper.locator("[data-item='1'] [data-mark]")).to_have_attribute("aria-pressed", "true")


def test_the_way_to_handing_in_names_what_is_not_answered_and_leads_back(started, paper):
    radio(paper, 0, 1).check()
    paper.click(".exam-bar [data-ask]")

    panel = paper.locator("#hand-in")
    expect(panel.locator("h2")).to_be_focused()
    assert panel.locator(".chip").all_text_contents() == ["第 2 题", "第 3 题"]
    paper.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert attempt_in(started).submitted_at is None


def test_the_time_that_is_left_is_said_once(started, paper):
    leave_seconds(started, 62)
    paper.reload()

    said = paper.locator("[data-left]")
    expect(said).to_have_text("")
    expect(said).to_have_text("还剩 1 分钟。", timeout=10_000)
    expect(paper.locator("[data-clock]")).to_have_class("clock alarm")


def test_the_bar_stays_in_sight_on_a_phone_and_hides_no_focus(paper):
    paper.set_viewport_size({"width": 360, "height": 640})
    paper.locator("#q3 input").first.focus()
    paper.locator("#q1 input").first.focus()

    bar, question = paper.locator(".exam-bar").bounding_box(), paper.locator("#q1 .choice").first.bounding_box()
    assert (bar["y"], bar["height"] <= 96, question["y"] >= bar["height"]) == (0, True, True)
    assert paper.evaluate("document.documentElement.scrollWidth") == 360
    assert {box.bounding_box()["height"] >= 44 for box in paper.locator(".choice label").all()} == {True}


def press_until(page, selector):
    for _key in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(selector)


def test_an_examination_is_sat_by_keyboard_alone(started, desk):
    page = desk(started, "trainee")
    page.goto(started.url + reverse("exams:sitting_list"))
    press_until(page, "#main a[href*='/sittings/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sittings/**")
    press_until(page, "form[action$='/start/'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/attempts/**")

    press_until(page, "[data-item='0'] input")
    page.keyboard.press("Space")
    press_until(page, "[data-item='2'] input")
    page.keyboard.type("密钥文字")
    page.keyboard.press("Enter")
    press_until(page, ".last [data-ask]")
    page.keyboard.press("Enter")
    press_until(page, "[data-hand-in]")
    expect(state(page)).to_contain_text("全部作答已保存")
    page.keyboard.press("Enter")
    page.wait_for_url("**/result/")

    assert len(stored(started)) == 2
