"""An examination in a real browser: what is ticked reaches the server, also after the server was away, and no window,
device or clock takes it back."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from exams.models import Answer, AnswerSave, Attempt
from people.choices import Role
from tests.browser.steps import PASSWORD, account
from tests.factories.exams import exam_of
from tests.factories.people import city_root, with_role
from tests.support.databases import connected_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SAVED = "全部作答已保存"
OFFLINE = "时间到，等待网络"


def fill_exam():
    user = exam_of("single", "true_false", "blank").user
    user.username, user.password = "trainee", make_password(PASSWORD)
    user.save()
    with_role(account("proctor"), Role.PROCTOR, city_root())


def stored(site):
    with connected_to(site.database_url):
        return dict(Answer.objects.values_list("item", "payload"))


def attempt_in(site):
    with connected_to(site.database_url):
        return Attempt.objects.get()


def start(site, page):
    page.goto(site.url + reverse("exams:sitting_list"))
    page.click("#main a[href*='/sittings/']")
    page.click("form[action$='/start/'] button")
    page.wait_for_url("**/attempts/**")


def hand_in(page):
    page.click(".exam-bar [data-ask]")
    page.click("[data-hand-in]")


def another(site, desk):
    """The same examination on another device."""
    page = desk(site, "trainee")
    page.goto(site.url + attempt_in(site).get_absolute_url())
    return page


def leave_seconds(site, seconds):
    """Let the time of the attempt run out that soon; returns when."""
    deadline = timezone.now() + timedelta(seconds=seconds)
    with connected_to(site.database_url):
        Attempt.objects.update(started_at=deadline - timedelta(minutes=40), deadline_at=deadline)
    return deadline


def late(site):
    """Answers that came too late, and whether they were given in time."""
    with connected_to(site.database_url):
        rows = AnswerSave.objects.filter(late=True).select_related("attempt").order_by("item")
        return [(row.item, row.payload, row.given_at < row.attempt.deadline_at) for row in rows]


def state(page):
    return page.locator("[data-state]")


def radio(page, item, value):
    return page.locator(f"[data-item='{item}'] input[name='item-{item}'][value='{value}']")


def journals(page):
    return page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('zx-exam-'))")


def test_answers_are_saved_as_they_are_given(site, desk):
    started = site(fill_exam)
    page = desk(started, "trainee")
    start(started, page)

    radio(page, 0, 1).check()
    expect(state(page)).to_contain_text(SAVED)
    assert stored(started) == {0: [1]}

    started.stop_web()
    radio(page, 1, 0).check()
    page.fill("[data-item='2'] input >> nth=0", "密钥文字")
    expect(state(page)).to_contain_text("尚未保存")
    started.start_web()
    page.reload()
    expect(radio(page, 1, 0)).to_be_checked()
    expect(state(page)).to_contain_text(SAVED, timeout=20_000)
    assert stored(started) == {0: [1], 1: [0], 2: ["密钥文字", ""]}
    assert journals(page) == []

    expect(page.locator("[data-timer]")).to_contain_text(":")
    hand_in(page)
    page.wait_for_url("**/result/")
    assert attempt_in(started).score == 4


# The five seconds after which a page that is still there goes on: here they are over when the test says so.
WAITS_FOR_US = """
const later = window.setTimeout;
window.setTimeout = (call, ms) => ms === 5000 ? (window.stayed = call, 0) : later(call, ms);
"""


def test_what_is_confirmed_while_the_page_is_left_is_kept_for_the_next_page(site, desk):
    started = site(fill_exam)
    page = desk(started, "trainee")
    page.add_init_script(WAITS_FOR_US)
    start(started, page)
    page.wait_for_load_state("load")

    page.evaluate("window.dispatchEvent(new Event('beforeunload'))")
    with page.expect_response("**/save/"):
        radio(page, 0, 1).check()
    assert (len(journals(page)), stored(started)) == (1, {0: [1]})

    page.evaluate("window.stayed()")
    expect(state(page)).to_contain_text(SAVED, timeout=20_000)
    assert journals(page) == []


def test_an_untouched_window_takes_nothing_back_by_its_button(site, desk):
    started = site(fill_exam)
    old = desk(started, "trainee")
    start(started, old)
    page = another(started, desk)
    radio(page, 0, 1).check()
    radio(page, 1, 0).check()
    expect(state(page)).to_contain_text(SAVED)
    assert stored(started) == {0: [1], 1: [0]}

    hand_in(old)
    old.wait_for_url("**/result/")

    assert (stored(started), attempt_in(started).score) == ({0: [1], 1: [0]}, 4)


def test_a_window_that_did_not_know_the_stored_answer_asks_which_one_holds(site, desk):
    started = site(fill_exam)
    stale = desk(started, "trainee")
    start(started, stale)
    page = another(started, desk)
    for item in (0, 1):
        radio(page, item, 1).check()
    expect(state(page)).to_contain_text(SAVED)

    radio(stale, 0, 0).check()
    question = stale.locator("[data-item='0'] [data-two]")
    expect(question).to_contain_text("保留已保存的作答")
    expect(state(stale)).to_contain_text("请在题目下方选择")
    expect(radio(stale, 1, 1)).to_be_checked()
    assert stored(started) == {0: [1], 1: [1]}

    hand_in(stale)
    expect(question).to_be_visible()
    stale.reload()
    expect(question).to_be_visible()
    question.locator("[value=replace]").click()
    expect(state(stale)).to_contain_text(SAVED)
    assert stored(started) == {0: [0], 1: [1]}

    radio(page, 0, 2).check()
    kept = page.locator("[data-item='0'] [data-two] [value=keep]")
    kept.click()
    expect(state(page)).to_contain_text(SAVED)
    expect(radio(page, 0, 0)).to_be_checked()
    assert (stored(started), journals(stale), journals(page)) == ({0: [0], 1: [1]}, [], [])


def test_a_window_looked_at_again_shows_what_holds(site, desk):
    started = site(fill_exam)
    stale = desk(started, "trainee")
    start(started, stale)
    page = another(started, desk)
    radio(page, 0, 1).check()
    expect(state(page)).to_contain_text(SAVED)

    stale.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(radio(stale, 0, 1)).to_be_checked()


def test_what_is_given_offline_in_time_is_kept_beyond_the_deadline_and_no_window_takes_anything_back(site, desk):
    started = site(fill_exam)
    untouched = desk(started, "trainee")
    start(started, untouched)
    deadline = leave_seconds(started, 12)
    untouched.reload()
    page = another(started, desk)
    radio(page, 0, 1).check()
    expect(state(page)).to_contain_text(SAVED)
    address = page.url
    page.context.set_offline(True)
    radio(page, 1, 0).check()
    hand_in(page)
    expect(state(page)).to_contain_text("没有网络，尚未交卷")
    page.fill("[data-item='2'] input >> nth=0", "密钥文字")

    expect(state(page)).to_contain_text(OFFLINE, timeout=20_000)
    expect(radio(page, 1, 0)).to_be_disabled()
    expect(state(untouched)).to_contain_text("正在自动交卷")
    untouched.wait_for_url("**/result/", timeout=60_000)
    expect(state(page)).to_contain_text(OFFLINE)
    assert (page.url, len(journals(page))) == (address, 1)

    page.context.set_offline(False)
    page.wait_for_url("**/result/", timeout=30_000)
    expect(page.locator("#main")).to_contain_text("迟到的作答")
    attempt = attempt_in(started)
    assert (stored(started), attempt.score, attempt.submitted_at) == ({0: [1]}, 2, deadline)
    assert (late(started), journals(page)) == ([(1, [0], True), (2, ["密钥文字", ""], True)], [])

    proctor = desk(started, "proctor")
    proctor.goto(started.url + reverse("exams:result_list", kwargs={"pk": attempt.sitting_id}))
    expect(proctor.locator("tr", has_text="按时作答，迟到送达")).to_have_count(2)


def test_what_a_closed_window_left_is_delivered_by_the_page_of_the_result(site, desk):
    started = site(fill_exam)
    page = desk(started, "trainee")
    start(started, page)
    page.context.set_offline(True)
    radio(page, 1, 0).check()
    expect(state(page)).to_contain_text("尚未保存")
    context = page.context
    page.close()
    leave_seconds(started, -60)
    context.set_offline(False)

    again = context.new_page()
    again.goto(started.url + attempt_in(started).get_absolute_url())
    expect(again.locator("[data-undelivered]")).to_contain_text("因迟到不计分。题号： 2")
    assert ([row[:2] for row in late(started)], stored(started), journals(again)) == ([(1, [0])], {}, [])
