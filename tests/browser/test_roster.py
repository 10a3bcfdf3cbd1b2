"""A city's roster in a real browser: HR's list comes in and goes out again, the next unit stays shut, a slip opens."""

import re

import pytest
from playwright.sync_api import expect

from common.exports import XLSX
from people.choices import Role
from people.models import Person
from tests.browser.steps import account, given, paper_of, sign_in, submit, visit
from tests.factories.people import PersonFactory, with_role
from tests.factories.rosters import Page, id_number, list_rows, small_city, workbook
from tests.support.databases import connected_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
NEW_PASSWORD = "horse battery staple"


def fill_city():
    units = small_city()
    with_role(account("hr"), Role.HR, units["root"])
    with_role(account("liaison"), Role.LIAISON, units["市教育局"])
    PersonFactory(name="外单位的人", unit=units["市财政局"], staff_no="NY002001")


def dirty_list():
    """A title above the headings, two headings nobody knows, a unit nobody knows, a note, a number cut short."""
    rows = list_rows(
        {"name": "王　志远", "unit": "教体系统"}, {"name": "李明霞"}, {"id": 410000198503150012}, {"birth": "1984.01"}
    )
    rows[0] = ["移动号" if cell == "手机号码" else "编制情况" if cell == "人员类别" else cell for cell in rows[0]]
    rows[1][rows[0].index("移动号")] = "19900000001"
    rows[2][rows[0].index("编制情况")] = "参公"
    return workbook(Page([["干部职工名册"], *rows, ["注：以上为在职人员"]]))


def names(site):
    with connected_to(site.database_url):
        return sorted(Person.objects.exclude(staff_no="NY002001").values_list("name", flat=True))


def choose(page, label, value):
    page.get_by_label(label).select_option(value)


def test_hr_brings_a_dirty_list_in_and_takes_it_back(site, desk):
    started = site(fill_city)
    page = desk(started, "hr")
    visit(page, started, "intake:import_create", kind="people")
    file = {"name": "名册.xlsx", "mimeType": XLSX, "buffer": dirty_list()}
    page.set_input_files("[name=file]", file)
    submit(page, "file")
    expect(page.locator("h1")).to_have_text("名册.xlsx")
    expect(page.locator("#main")).to_contain_text("已被表格软件丢失")
    expect(page.locator("#main")).to_contain_text("教体系统")

    page.click("a[href$='/options/']")
    choose(page, "移动号", "mobile")
    choose(page, "编制情况", "staff_category")
    choose(page, "教体系统", "NY001")
    submit(page, "id_is_optional")
    page.check("[name=accept_all]")
    submit(page, "accept_all")
    expect(page.locator("a[href$='/undo/']")).to_be_visible()

    assert len(names(started)) == 3
    with connected_to(started.database_url):
        person = Person.objects.get(name="王志远")
        assert (person.mobile, person.id_number) == ("19900000001", id_number(1))
        assert Person.objects.get(name="李明霞").staff_category == "ref_managed"

    page.click("a[href$='/undo/']")
    page.click("form .btn.grave")
    expect(page.locator("#main")).to_contain_text("已撤销")
    assert names(started) == []


def test_a_liaison_finds_nothing_behind_another_units_address(site, desk):
    started = site(fill_city)
    page = desk(started, "liaison")
    with connected_to(started.database_url):
        address = Person.objects.get(name="外单位的人").get_absolute_url()

    answer = page.goto(started.url + address)

    assert (answer.status, "外单位的人" in page.content()) == (404, False)


def test_somebody_new_signs_in_with_the_slip_and_chooses_a_password(site, desk):
    started = site(fill_city)
    hr = desk(started, "hr")
    visit(hr, started, "people:person_list")
    hr.check("input[name=person]")
    hr.click("#ticked button")
    slip = given(hr, "form[action$='/slips/print/'] button[type=submit]")
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", paper_of(slip).extract_text())[0]

    page = desk(started)
    page.goto(f"{started.url}/accounts/login/")
    sign_in(page, "NY002001", code)
    page.goto(f"{started.url}/learn/")
    expect(page.locator("[name=password1]")).to_be_visible()
    page.fill("[name=password1]", NEW_PASSWORD)
    page.fill("[name=password2]", NEW_PASSWORD)
    submit(page, "password1")
    page.wait_for_url(lambda url: "/accounts/password/" not in url)

    again = desk(started)
    again.goto(f"{started.url}/accounts/login/?next=/learn/")
    sign_in(again, "NY002001", NEW_PASSWORD)
    again.wait_for_url("**/learn/")
