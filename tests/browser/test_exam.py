"""An examination in a real browser: what is ticked reaches the server, also after the server was away."""

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from playwright.sync_api import expect

from exams.models import Answer, Attempt
from tests.browser.steps import PASSWORD
from tests.factories.exams import exam_of
from tests.support.databases import connected_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def fill_exam():
    user = exam_of("single", "true_false", "blank").user
    user.username, user.password = "trainee", make_password(PASSWORD)
    user.save()


def stored(site):
    with connected_to(site.database_url):
        return dict(Answer.objects.values_list("item", "payload"))


def test_answers_are_saved_as_they_are_given(site, desk):
    started = site(fill_exam)
    page = desk(started, "trainee")
    page.goto(started.url + reverse("exams:sitting_list"))
    page.click("form[action$='/start/'] button")
    state = page.locator("[data-state]")

    page.check("[data-item='0'] input[value='1']")
    expect(state).to_contain_text("全部作答已保存")
    assert stored(started) == {0: [1]}

    started.stop_web()
    page.check("[data-item='1'] input[value='0']")
    page.fill("[data-item='2'] input >> nth=0", "密钥文字")
    expect(state).to_contain_text("尚未保存")
    started.start_web()
    page.reload()
    expect(page.locator("[data-item='1'] input[value='0']")).to_be_checked()
    expect(state).to_contain_text("全部作答已保存", timeout=20_000)
    assert stored(started) == {0: [1], 1: [0], 2: ["密钥文字", ""]}

    expect(page.locator("[data-timer]")).to_contain_text(":")
    page.click("button[formaction]")
    page.wait_for_url("**/result/")
    with connected_to(started.database_url):
        assert Attempt.objects.get().score == 4


JOURNAL = "Object.keys(JSON.parse(localStorage['zx-exam-' + document.getElementById('exam').dataset.attempt])).length"


# The five seconds after which a page that is still there goes on: here they are over when the test says so.
WAITS_FOR_US = """
const later = window.setTimeout;
window.setTimeout = (call, ms) => ms === 5000 ? (window.stayed = call, 0) : later(call, ms);
"""


def test_what_is_confirmed_while_the_page_is_left_is_kept_for_the_next_page(site, desk):
    started = site(fill_exam)
    page = desk(started, "trainee")
    page.add_init_script(WAITS_FOR_US)
    page.goto(started.url + reverse("exams:sitting_list"))
    page.click("form[action$='/start/'] button")
    page.wait_for_url("**/attempts/**")
    page.wait_for_load_state("load")

    page.evaluate("window.dispatchEvent(new Event('beforeunload'))")
    with page.expect_response("**/save/"):
        page.check("[data-item='0'] input[value='1']")
    assert (page.evaluate(JOURNAL), stored(started)) == (1, {0: [1]})

    page.evaluate("window.stayed()")
    expect(page.locator("[data-state]")).to_contain_text("全部作答已保存", timeout=20_000)
    assert page.evaluate(JOURNAL) == 0
