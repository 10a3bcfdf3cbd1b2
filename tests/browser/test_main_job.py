"""The main job, done with a browser on the real processes: a class is set up, announced, filled, attended and
accounted for; once with the code on the screen and once on paper."""

import io
from datetime import time, timedelta

import openpyxl
import pypdf
import pytest
import zxingcpp
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from PIL import Image
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import expect

from people.choices import Role
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, city_root, with_role
from tests.factories.training import class_today
from tests.support.databases import connected_to
from training.models import AttendanceMark, Batch, ClassMeeting, Enrolment, Nomination

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PASSWORD = "correct horse battery"
TITLE = "电子政务培训班（第四期第一批）"
# The class goes on until the last minute of the day, so that the test runs at any hour.
END_OF_DAY = time(23, 59, 59)


def account(username, **fields):
    return UserFactory(username=username, password=make_password(PASSWORD), **fields)


def fill_city():
    """One unit with two people, and one account for each part of the job."""
    unit = OrgUnitFactory(name="市财政局")
    first, second = (PersonFactory(unit=unit, name=name) for name in ("欧阳修文", "司马光启"))
    account("trainee", person=first, display_name=first.name)
    account("colleague", person=second, display_name=second.name)
    with_role(account("officer"), Role.TRAINING_OFFICER, city_root())
    with_role(account("hr"), Role.HR, city_root())
    with_role(account("teacher"), Role.CLASS_TEACHER, city_root())
    with_role(account("liaison"), Role.LIAISON, unit)


def fill_class():
    """A class that meets today, with three people and a class teacher."""
    today = class_today(3, day=timezone.localdate())
    begin_now()
    PersonFactory(staff_no="NY999001", name="诸葛孔明")
    teacher = today.teacher
    teacher.username, teacher.password = "teacher", make_password(PASSWORD)
    teacher.save()


def begin_now():
    """The office gives today's half-day hours of its own: it has begun a moment ago."""
    started = max(timezone.localtime() - timedelta(minutes=1), timezone.localtime().replace(hour=0, minute=0, second=0))
    ClassMeeting.objects.update(starts_at=started.time().replace(microsecond=0), ends_at=END_OF_DAY)


@pytest.fixture
def desk(browser):
    """`desk(site, username)`: a page of a browser of one's own, signed in; without a name not signed in."""
    contexts = []

    def sit_down(site, username=None):
        context = browser.new_context(locale="zh-CN", accept_downloads=True)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        if username:
            page.goto(f"{site.url}/home/")
            sign_in(page, username)
        return page

    yield sit_down
    for context in contexts:
        context.close()


def sign_in(page, username):
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def submit(page, field):
    """Press the button of the form that holds `field`."""
    page.click(f"#main form:has([name='{field}']) button[type=submit]")


def visit(page, site, name, **kwargs):
    page.goto(site.url + reverse(name, kwargs=kwargs))


def scanned(page):
    """What a phone reads off the screen."""
    image = Image.open(io.BytesIO(page.screenshot()))
    return [code.text for code in zxingcpp.read_barcodes(image)]


# The code on the screen.


def test_a_class_from_setting_it_up_to_the_export(site, desk):
    started = site(fill_city)
    day = timezone.localdate()

    officer = desk(started, "officer")
    visit(officer, started, "training:class_create")
    set_up_class(officer, day)
    code = officer.url.rstrip("/").rsplit("/", 1)[-1]
    issue_notice(officer, day)

    liaison = desk(started, "liaison")
    nominate_two(liaison)

    visit(officer, started, "training:receipt_board", code=code)
    officer.click(f"form[action$='{reverse('training:admit_all', kwargs={'code': code})}'] button")
    expect(officer.locator("#main form[action*='/admit']")).to_have_count(0)

    with connected_to(started.database_url):
        begin_now()
    teacher = desk(started, "teacher")
    visit(teacher, started, "training:class_list")
    teacher.click("#main a[href*='/qr/']")
    expect(teacher.locator(".zx-qr-count")).to_contain_text("0")
    (found,) = scanned(teacher)
    assert found.startswith(f"{started.url}/training/check-in/v1.")

    trainee = desk(started)
    trainee.goto(found)
    submit(trainee, "receipt")
    sign_in(trainee, "trainee")
    submit(trainee, "receipt")
    trainee.wait_for_url(f"**{reverse('training:check_in')}")
    expect(trainee.locator("#main")).to_contain_text(gettext("Present"))
    expect(teacher.locator(".zx-qr-count")).to_contain_text("1")

    with connected_to(started.database_url):
        marks = list(AttendanceMark.objects.values_list("enrolment__person__name", "status", "mode"))
    assert marks == [("欧阳修文", "present", "qr")]

    rows = downloaded(desk(started, "hr"), started, code)
    with connected_to(started.database_url):
        assert (rows, len(rows)) == (expected_rows(code), 2)


def set_up_class(page, day):
    page.fill("[name=title]", TITLE)
    page.check("[name=tracks][value=staff]")
    page.fill("[name=place]", "一号报告厅")
    page.fill("[name=capacity]", "2")
    page.select_option("[name=organiser]", "NY")
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
    expect(page.locator("#main a[href$='/board/']")).to_be_visible()


def nominate_two(page):
    """From the landing page of a liaison, which is the inbox."""
    page.click(f"#main a:has-text('{TITLE}')")
    page.click("form[action$='/sign/'] button")
    for name in ("欧阳修文", "司马光启"):
        option = page.locator("[name=person] option", has_text=name).get_attribute("value")
        page.select_option("[name=person]", option)
        submit(page, "person")
        expect(page.locator("#main .zx-list")).to_contain_text(name)


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


def downloaded(page, site, code):
    """The chosen columns of the first sheet HR is given."""
    page.goto(f"{site.url}{reverse('reports:home')}")
    form = f"#main form[action='{reverse('reports:attendance_export')}']"
    page.select_option(f"{form} [name=batch]", code)
    with page.expect_download() as download:
        page.click(f"{form} button[type=submit]")
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).worksheets[0]
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
        signed_at = f"{timezone.localtime(mark.signed_at):%Y-%m-%d %H:%M}" if mark else None
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


# On paper.


def test_a_day_on_paper_with_the_server_off(site, desk):
    started = site(fill_class)
    with connected_to(started.database_url):
        batch = Batch.objects.get()
        people = [place.person for place in batch.enrolments.in_roster_order().select_related("person")]
    teacher = desk(started, "teacher")

    visit(teacher, started, "training:batch_detail", code=batch.code)
    printed = teacher.request.get(started.url + teacher.get_attribute("#main a[href$='/sheet.pdf']", "href"))
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed.body())).pages)
    assert [person.name in "".join(text.split()) for person in people] == [True] * 3

    started.stop_web()
    with pytest.raises(BrowserError):
        teacher.reload()
    started.start_web()

    visit(teacher, started, "training:class_list")
    teacher.click("#main a[href$='/sheet/']")
    teacher.select_option(f"[name=s-{people[1].pk}]", "absent")
    teacher.select_option(f"[name=s-{people[2].pk}]", "late")
    teacher.fill("[name=written_in]", "NY999001")
    submit(teacher, "written_in")
    teacher.wait_for_url(f"**{reverse('training:batch_detail', kwargs={'code': batch.code})}")

    visit(teacher, started, "training:batch_roster", code=batch.code)
    expect(teacher.locator("#main tbody tr")).to_have_count(4)
    with connected_to(started.database_url):
        marks = AttendanceMark.objects.order_by("enrolment").values_list("enrolment__person__name", "status", "mode")
        found = list(marks), Enrolment.objects.filter(source="walk_in").count(), Nomination.objects.count()
    names = [person.name for person in people]
    assert found == (
        [
            (names[0], "present", "paper"),
            (names[1], "absent", "paper"),
            (names[2], "late", "paper"),
            ("诸葛孔明", "present", "paper"),
        ],
        1,
        0,
    )
