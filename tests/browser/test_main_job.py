"""The main job, done with a browser on the real processes: a class is set up, announced, filled, attended, examined,
closed and accounted for by seven people; and a day of it on paper, with the server off."""

import io
from datetime import timedelta

import pypdf
import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import expect

from admission.models import Enrolment, Nomination
from attendance.models import AttendanceMark
from records.models import Certificate, CreditEntry
from tests.browser.main_job import (
    COLLEAGUE,
    END_OF_DAY,
    TITLE,
    TRAINEE,
    admit_both,
    close_class,
    enter_sheet,
    expected_rows,
    exported,
    fetch_certificate,
    fill_city,
    nominate_two,
    read_results,
    set_examination,
    set_up_class,
    show_code,
    sign_in_by_phone,
    sit_examination,
    verify,
)
from tests.browser.steps import PASSWORD, submit, visit
from tests.factories.admission import class_today
from tests.factories.people import PersonFactory
from tests.support.databases import connected_to
from training.models import Batch, ClassMeeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_seven_people_take_a_class_from_setting_it_up_to_its_certificates(site, desk):
    started = site(fill_city)
    officer, trainee = desk(started, "officer"), desk(started)

    code = set_up_class(officer, started)
    nominate_two(desk(started, "liaison"))
    admit_both(officer, started, code)

    teacher = desk(started, "teacher")
    sign_in_by_phone(trainee, show_code(teacher, started))
    expect(teacher.locator(".qr-count")).to_contain_text("1")
    enter_sheet(teacher, started, code)

    staff = desk(started, "grader")
    set_examination(staff, started, code)
    sit_examination(trainee, started)
    assert read_results(staff) == [(TRAINEE, "60.0")]

    number = close_class(officer, started, code)

    rows = exported(desk(started, "hr"), started, code)
    with connected_to(started.database_url):
        assert (rows, len(rows)) == (expected_rows(code), 2)

    paper = fetch_certificate(trainee, started, number)
    known = verify(desk(started), started, paper)
    assert known[:3] == [number, "欧***", TITLE]

    with connected_to(started.database_url):
        assert written_down() == {
            "marks": {(TRAINEE, "present", "qr"), (COLLEAGUE, "absent", "paper")},
            "hours": [(TRAINEE, 4)],
            "certificates": [TRAINEE],
        }
        call_command("verify_records")


def written_down():
    marks = AttendanceMark.objects.values_list("enrolment__person__name", "status", "mode")
    return {
        "marks": set(marks),
        "hours": list(CreditEntry.objects.values_list("person__name", "hours")),
        "certificates": list(Certificate.objects.values_list("enrolment__person__name", flat=True)),
    }


# On paper.


def fill_class():
    """A class that meets today and has begun a moment ago, with three people and a class teacher."""
    today = class_today(3, day=timezone.localdate())
    now = timezone.localtime()
    started = max(now - timedelta(minutes=1), now.replace(hour=0, minute=0, second=0))
    ClassMeeting.objects.update(starts_at=started.time().replace(microsecond=0), ends_at=END_OF_DAY)
    PersonFactory(staff_no="NY999001", name="诸葛孔明")
    teacher = today.teacher
    teacher.username, teacher.password = "teacher", make_password(PASSWORD)
    teacher.save()


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

    visit(teacher, started, "attendance:batch_roster", code=batch.code)
    expect(teacher.locator("#main tbody tr")).to_have_count(4)
    with connected_to(started.database_url):
        marks = AttendanceMark.objects.order_by("enrolment").values_list("enrolment__person__name", "status", "mode")
        found = sorted(marks), Enrolment.objects.filter(source="walk_in").count(), Nomination.objects.count()
    names = [person.name for person in people]
    entered = [
        (names[0], "present", "paper"),
        (names[1], "absent", "paper"),
        (names[2], "late", "paper"),
        ("诸葛孔明", "present", "paper"),
    ]
    assert found == (
        sorted(entered),
        1,
        0,
    )
