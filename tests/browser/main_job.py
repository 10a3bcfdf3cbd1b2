"""The main job in the hands of seven people, one function for what each does; screens only."""

import io
import re
from datetime import time, timedelta

import openpyxl
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from playwright.sync_api import expect

from people.choices import Role
from tests.browser.steps import account, given, paper_of, scanned, scanned_on, sign_in, submit, visit, words_on
from tests.factories.people import OrgUnitFactory, PersonFactory, city_root, with_role
from tests.factories.questions import QuestionBankFactory, QuestionVersionFactory
from training.models import Batch

TITLE = "电子政务培训班（第四期第一批）"
EXAM = "结业考试"
TRAINEE, COLLEAGUE = "欧阳修文", "司马光启"
# The class goes on until the last minute of the day, so that the test runs at any hour.
END_OF_DAY = time(23, 59, 59)


def fill_city():
    """One unit with two people, a question bank, and one account for each part of the job."""
    unit = OrgUnitFactory(name="市财政局")
    first, second = (PersonFactory(unit=unit, name=name) for name in (TRAINEE, COLLEAGUE))
    account("trainee", person=first, display_name=first.name)
    account("colleague", person=second, display_name=second.name)
    with_role(account("officer"), Role.TRAINING_OFFICER, city_root())
    with_role(account("hr"), Role.HR, city_root())
    with_role(account("teacher"), Role.CLASS_TEACHER, city_root())
    with_role(account("grader", display_name="钟会明"), Role.GRADER, city_root())
    with_role(account("liaison"), Role.LIAISON, unit)
    bank = QuestionBankFactory(name="电子政务题库")
    for kind in ("single", "true_false"):
        QuestionVersionFactory(bank=bank, kind=kind)


# The officer.


def set_up_class(page, site):
    """Make the class of today and issue its notice; returns its code."""
    day = timezone.localdate()
    visit(page, site, "training:class_create")
    fill_class_form(page, day)
    code = page.url.rstrip("/").rsplit("/", 1)[-1]
    issue_notice(page, day)
    return code


def fill_class_form(page, day):
    page.fill("[name=title]", TITLE)
    page.check("[name=tracks][value=staff]")
    page.fill("[name=place]", "一号报告厅")
    page.fill("[name=capacity]", "2")
    page.fill("[name=organiser]", "NY")
    page.select_option("[name=class_teacher]", index=1)
    page.fill("[name=session_number]", "4")
    page.fill("[name=batch_number]", "1")
    page.fill("[name=m-0-date]", f"{day}")
    page.select_option("[name=m-0-slot]", "am")
    page.fill("[name=m-0-title]", "电子公文交换")
    page.fill("[name=m-0-lecturer]", "史明远")
    submit(page, "title")
    expect(page.locator("h1")).to_have_text(TITLE)


def issue_notice(page, day):
    page.click("#main a[href$='/notice/']")
    page.fill("[name=reply_by]", f"{day}")
    page.fill("[name^='q-'][name$='-staff']", "2")
    submit(page, "reply_by")
    expect(page.locator("#main a[href$='/board/']").first).to_be_visible()


# The liaison.


def nominate_two(page):
    """Sign for the notice and name two people, from the desk of the liaison."""
    page.click(f"#main a:has-text('{TITLE}')")
    page.click("form[action$='/sign/'] button")
    for name in (TRAINEE, COLLEAGUE):
        option = page.locator("[name=person] option", has_text=name).get_attribute("value")
        page.select_option("[name=person]", option)
        submit(page, "person")
        expect(page.locator("#main .list")).to_contain_text(name)


# The officer again.


def admit_both(page, site, code):
    """Let the half-day begin a moment ago, and admit everybody while it is under way."""
    now = timezone.localtime()
    start = max(now - timedelta(minutes=1), now.replace(hour=0, minute=0, second=0))
    set_hours(page, site, code, f"{start:%H:%M}", f"{END_OF_DAY}")
    visit(page, site, "admission:receipt_board", code=code)
    page.click(f"a[href$='{reverse('admission:admit_all', kwargs={'code': code})}']")
    page.click("form .btn.grave")
    page.wait_for_url("**" + reverse("admission:receipt_board", kwargs={"code": code}))
    expect(page.locator("#main form[action*='/admit']")).to_have_count(0)


def set_hours(page, site, code, starts_at, ends_at):
    visit(page, site, "training:batch_detail", code=code)
    page.click("#main a[href$='/hours/']")
    page.fill("[name=starts_at]", starts_at)
    page.fill("[name=ends_at]", ends_at)
    submit(page, "starts_at")
    expect(page.locator("h1")).to_have_text(TITLE)


def close_class(page, site, code):
    """The half-day ends now: close the class; returns the number of the one certificate."""
    start = page_hours(page, site, code)
    set_hours(page, site, code, start, f"{timezone.localtime():%H:%M:%S}")
    page.click("#main a[href$='/close/']")
    page.click("#main form button:not([disabled])")
    expect(page.locator("#main")).to_contain_text(gettext("Class closed"))
    visit(page, site, "records:batch_close", code=code)
    (number,) = page.locator("#main td a[href$='.pdf']").all_inner_texts()
    return number


def page_hours(page, site, code):
    """When the half-day began."""
    visit(page, site, "training:batch_detail", code=code)
    page.click("#main a[href$='/hours/']")
    return page.input_value("[name=starts_at]")


# The class teacher, and the trainee with a phone.


def show_code(page, site):
    """Open the screen for the projector; returns the address its QR code leads to."""
    visit(page, site, "training:class_list")
    page.click("#main a[href*='/qr/']")
    expect(page.locator(".qr-count")).to_contain_text("0")
    (found,) = scanned(page)
    assert found.startswith(f"{site.url}/training/check-in/v1.")
    return found


def sign_in_by_phone(page, address):
    """Scan first, sign in to the site after it."""
    page.goto(address)
    submit(page, "receipt")
    sign_in(page, "trainee")
    submit(page, "receipt")
    page.wait_for_url(f"**{reverse('attendance:check_in')}")
    expect(page.locator("#main")).to_contain_text(gettext("Present"))


def enter_sheet(page, site, code):
    """Say on the sheet who was away."""
    visit(page, site, "training:batch_detail", code=code)
    page.click("#main a[href$='/sheet/']")
    row = page.locator("#main form select")
    expect(row).to_have_count(2)
    for i in range(2):
        if COLLEAGUE in page.locator(f"label[for='{row.nth(i).get_attribute('id')}']").inner_text():
            row.nth(i).select_option("absent")
    submit(page, "written_in")
    page.wait_for_url(f"**{reverse('training:batch_detail', kwargs={'code': code})}")


# The exam staff, and the trainee again.


def set_examination(page, site, code):
    """Set up a paper and a sitting of it for the class, open from now on."""
    visit(page, site, "exams:desk")
    page.click("#main a[href$='/papers/new/']")
    page.fill("[name=title]", "结业试卷")
    for i, (kind, score) in enumerate((("single", "40"), ("true_false", "60"))):
        page.select_option(f"[name=r-{i}-kind]", kind)
        page.fill(f"[name=r-{i}-count]", "1")
        page.fill(f"[name=r-{i}-score]", score)
    submit(page, "title")
    expect(page.locator("#main")).to_contain_text(gettext("Total: %(p)s points") % {"p": 100})
    page.click("#main a[href*='/sittings/new/']")
    now = timezone.localtime()
    page.fill("[name=title]", EXAM)
    page.select_option("[name=batch]", code)
    page.check("[name=counts_for_completion][value='0']")
    page.fill("[name=opens_at]", f"{now:%Y-%m-%dT%H:%M}")
    page.fill("[name=closes_at]", f"{now + timedelta(days=1):%Y-%m-%dT%H:%M}")
    page.fill("[name=pass_mark]", "60")
    page.check("label:has-text('钟会明') input")
    submit(page, "title")
    expect(page.locator("h1")).to_have_text(EXAM)


def sit_examination(page, site):
    """One answer wrong and one right; hand in, and see the score."""
    visit(page, site, "exams:sitting_list")
    expect(page.locator("#main .list")).to_contain_text(EXAM)
    page.click("#main a[href*='/sittings/']")
    page.click("#main form[action$='/start/'] button")
    page.check("[data-item='0'] input[value='0']")
    page.check("[data-item='1'] input[value='0']")
    page.click(".exam-bar [data-ask]")
    page.click("[data-hand-in]")
    page.wait_for_url("**/result/")
    expect(page.locator(".lead")).to_contain_text("60.0")
    expect(page.locator(".lead .badge.ok")).to_have_text(gettext("Passed"))


def read_results(page):
    """Name and score of everybody, from the page the sitting was set on."""
    page.reload()
    return [
        (row.locator("td").nth(2).inner_text(), row.locator("td").nth(6).inner_text())
        for row in page.locator("#main .cards tbody tr").all()
    ]


# HR.


HEADINGS = (
    "Name",
    "Staff number",
    "Unit",
    "Class code",
    "Session",
    "Batch",
    "Date",
    "Half-day",
    "Topic",
    "Place",
    "Lecturer",
    "Status",
    "How signed in",
    "Signed in at",
)


def exported(page, site, code):
    """The chosen columns of the first sheet HR is given."""
    page.goto(f"{site.url}{reverse('reports:home')}")
    form = f"#main form[action='{reverse('reports:attendance_export')}']"
    page.select_option(f"{form} [name=batch]", code)
    sheet = openpyxl.load_workbook(io.BytesIO(given(page, f"{form} button[type=submit]"))).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    places = [head.index(gettext(heading)) for heading in HEADINGS]
    return [tuple(row[place] for place in places) for row in rows]


def expected_rows(code):
    batch = Batch.objects.get(code=code)
    meeting = batch.meetings.get()
    marks = {mark.enrolment_id: mark for mark in meeting.marks.all()}
    rows = []
    for place in batch.enrolments.active().in_roster_order():
        mark = marks.get(place.pk)
        signed_at = f"{timezone.localtime(mark.signed_at):%Y-%m-%d %H:%M}" if mark and mark.signed_at else None
        status, mode = (mark.get_status_display(), mark.get_mode_display()) if mark else (gettext("Not entered"), None)
        rows.append(
            (
                place.person.name,
                place.person.staff_no,
                place.unit_name,
                code,
                4,
                1,
                f"{meeting.date}",
                meeting.get_slot_display(),
                meeting.title,
                meeting.room.name,
                meeting.lecturer.name,
                status,
                mode,
                signed_at,
            )
        )
    return rows


# The trainee's certificate, and whoever is shown it.


def fetch_certificate(page, site, number):
    """Download it from one's own hours; returns the paper."""
    visit(page, site, "records:transcript")
    paper = paper_of(given(page, "#main a[href$='.pdf']"))
    assert [text in words_on(paper) for text in (TRAINEE, TITLE, number)] == [True] * 3
    return paper


def verify(page, site, paper):
    """Type the code that is on the paper, then scan what is on it; both say the same."""
    (code,) = re.findall(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){5}", words_on(paper))
    visit(page, site, "records:verify")
    page.fill("[name=code]", code.lower())
    submit(page, "code")
    typed = what_is_known(page)
    (address,) = scanned_on(paper)
    page.goto(address)
    assert (page.url.startswith(site.url), what_is_known(page)) == (True, typed)
    return typed


def what_is_known(page):
    """State and facts of the certificate, as the public page says them."""
    expect(page.locator("#main .badge.ok")).to_have_text(pgettext("certificate", "Valid"))
    return page.locator("#main .facts dd").all_inner_texts()
