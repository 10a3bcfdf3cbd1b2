"""A city on its first day."""

import io
import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pypdf import PdfReader

from courses.models import Course
from people.choices import Role
from people.models import Installation, OrgUnit, User
from questions.models import Question
from reports.models import FormTemplate
from tests.roster.test_services_unit_lists import units_file
from training.models import CalendarDay, DailyHours

pytestmark = pytest.mark.django_db
UNITS = (("NY001", "南阳市教育局", {}), ("NY002", "南阳市财政局", {}))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "units.xlsx").write_bytes(units_file(*UNITS))
    (tmp_path / "bad.xlsx").write_bytes(units_file(*UNITS, ("NY001", "南阳市公安局", {"上级代码": "NY999"})))
    return tmp_path


def run(folder, *arguments, units="units.xlsx"):
    output = io.StringIO()
    slips = f"--slips={folder / 'slips.pdf'}"
    call_command("setup_city", f"--units={folder / units}", slips, "--json", *arguments, stdout=output)
    return json.loads(output.getvalue())


def codes_of(slips: Path):
    text = "".join(page.extract_text() for page in PdfReader(slips).pages)
    return re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", text)


def test_a_dry_run_names_the_bad_rows_and_writes_nothing(folder):
    answer = run(folder, units="bad.xlsx")

    assert [(row["row"], row["code"]) for row in answer["rows"] if row["status"] == "error"] == [(4, "code_twice")]
    assert (OrgUnit.objects.count(), User.objects.count(), (folder / "slips.pdf").exists()) == (0, 0, False)


@pytest.mark.parametrize(("address", "is_warned"), [("", True), ("http://peixun.example.gov.cn", False)])
def test_whoever_would_print_slips_with_an_address_of_this_machine_alone_is_warned_before(
    folder, settings, address, is_warned
):
    settings.PUBLIC_URL, told = address, io.StringIO()
    call_command("setup_city", f"--units={folder / 'units.xlsx'}", stdout=io.StringIO(), stderr=told)

    assert ("127.0.0.1" in told.getvalue()) is is_warned


def test_a_list_with_a_bad_row_is_not_written(folder):
    with pytest.raises(CommandError):
        run(folder, "--commit", units="bad.xlsx")

    assert (OrgUnit.objects.count(), User.objects.count()) == (0, 0)


def test_units_accounts_and_slips_stand_after_one_command(folder):
    answer = run(folder, "--commit", "--officer=周明远", "--hr=许静")

    assert (answer["created"], answer["accounts"]) == (2, ["sysadmin", "secadmin", "auditadmin", "officer", "hr"])
    assert len(codes_of(folder / "slips.pdf")) == 5
    officer = User.objects.get(username="officer")
    assert (str(officer), officer.scope.has(Role.TRAINING_OFFICER)) == ("周明远", True)
    assert officer.scope.covers(OrgUnit.objects.get(code="NY002").path, Role.TRAINING_OFFICER)


def test_the_first_officer_signs_in_with_the_slip_and_chooses_a_password(folder):
    run(folder, "--commit")
    code = codes_of(folder / "slips.pdf")[3]
    browser = Client()

    answer = browser.post("/accounts/login/", {"login": "officer", "password": code}, follow=True)

    assert "/accounts/password/" in answer.request["PATH_INFO"]


def test_a_second_run_adds_what_is_missing_and_nobody(folder):
    run(folder, "--commit")
    again = run(folder, "--commit", "--from-demo", "courses", "questions")

    assert (again["created"], again["accounts"], again["copied"]) == (0, [], ["courses", "questions"])
    assert (Course.objects.count(), Question.objects.count() >= 150, User.objects.count()) == (9, True, 5)
    assert run(folder, "--commit", "--from-demo", "courses")["copied"] == []


def test_a_new_city_takes_the_starter_forms_once(folder):
    answers = [run(folder, "--commit", "--from-demo", "templates")["copied"] for _time in range(2)]

    assert answers == [["templates"], []]
    assert [(form.purpose, form.uploaded_by) for form in FormTemplate.objects.order_by("pk")] == [
        ("attendance", None),
        ("hours", None),
    ]


def test_the_demo_city_is_not_set_up_as_a_real_one(folder):
    Installation.objects.create(is_demo=True)

    with pytest.raises(CommandError, match="DATABASE_URL"):
        run(folder)


def test_rules_are_copied_once(folder):
    first = run(folder, "--commit", "--from-demo", "rules")
    again = run(folder, "--commit", "--from-demo", "rules")

    assert (first["copied"], again["copied"]) == (["rules"], [])
    assert (DailyHours.objects.count(), CalendarDay.objects.count()) == (2, 12)
