"""A long form in a real browser: what is wrong is focused, what is typed gets suggestions, the bar hides no field."""

import pytest
from playwright.sync_api import expect

from people.choices import Role
from tests.browser.steps import account, visit
from tests.factories.people import with_role
from tests.factories.rosters import small_city

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
# Whether the bar at the foot lies over the field that has the focus.
COVERED = """() => {
  const field = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector(".save").getBoundingClientRect();
  return field.bottom > bar.top && field.top < bar.bottom;
}"""


def fill_city():
    units = small_city()
    with_role(account("officer"), Role.TRAINING_OFFICER, units["root"])


@pytest.fixture
def page(site, desk):
    started = site(fill_city)
    page = desk(started, "officer")
    visit(page, started, "training:class_create")
    return page


def test_a_wrong_form_focuses_its_summary_and_offers_what_may_be_meant(page):
    page.fill("[name=title]", "电子政务培训班")
    page.fill("[name=organiser]", "市教育局所")
    page.click(".save .btn.main")

    summary = page.locator(".summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("请填写“地点”")
    expect(summary).to_contain_text("市教育局")
    expect(page.locator("[name=organiser]")).to_have_value("市教育局所")

    page.locator("[name=organiser]").fill("")
    page.locator("[name=organiser]").press_sequentially("教育")
    expect(page.locator("#id_organiser_list option").first).to_have_attribute("value", "南阳市教育局")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (360, 740)])
def test_the_bar_never_lies_over_the_field_in_hand(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    page.focus("[name=title]")
    covered = []
    for _step in range(45):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.save, #main') === null"):
            continue
        if page.evaluate("document.activeElement.closest('.save') === null") and page.evaluate(COVERED):
            covered.append(page.evaluate("document.activeElement.name"))

    assert covered == []
