"""Trainings of earlier years over HTTP: who may bring them, of whom, and how they go out again."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.tables import read_book
from intake.choices import ImportState
from intake.headings import find_heading
from intake.models import ListImport
from intake.options import Options
from intake.services import commit_list, judge_list, receive_list
from notifications.models import Notification
from people.choices import Role
from people.services.postings import retire_person
from records.history.kind import HistoryList
from records.models import CreditEntry
from records.selectors import hours_in
from tests.factories.people import OrgUnitFactory, PersonFactory, city_root, user_with_role
from tests.factories.rosters import Page, id_number, workbook
from tests.support.refusals import refusal
from tests.support.visits import signed_in

pytestmark = pytest.mark.django_db
KIND = HistoryList()
OF_HISTORY = {"kind": KIND.code}
HEAD = ["姓名", "身份证号", "单位", "年度", "培训班名称", "培训时间", "学时"]


@pytest.fixture
def school():
    return OrgUnitFactory(short_name="市教育局")


@pytest.fixture
def person(school):
    return PersonFactory(name="王志远", id_number=id_number(1), unit=school)


def listed(*rows):
    sound = {"姓名": "王志远", "单位": "市教育局", "培训班名称": "公文班", "培训时间": "2019.5.6-5.8", "学时": 24}
    return workbook(Page([HEAD, *[[{**sound, **row}.get(heading, "") for heading in HEAD] for row in rows]]))


def send(client, data, unit):
    form = {"unit": unit.code, "file": SimpleUploadedFile("往年.xlsx", data)}
    client.post(reverse("intake:import_create", kwargs=OF_HISTORY), form)
    return ListImport.objects.get()


def judged(*rows, by=None):
    grids = read_book(listed(*rows), "往年.xlsx")
    reading = KIND.judge(grids, by=by, unit=city_root(), options=Options())
    return [(row.outcome, row.status, row.code) for row in reading.verdicts]


def page(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.TRAINING_OFFICER, 200), (Role.HR, 200), (Role.LIAISON, 403), (Role.TRAINEE, 403), (Role.SYSADMIN, 403)],
)
def test_officers_and_hr_bring_them_in(role, status):
    client = signed_in(user_with_role(role))

    pages = ["import_list", "import_create", "import_template"]
    assert {client.get(reverse(f"intake:{name}", kwargs=OF_HISTORY)).status_code for name in pages} == {status}


@pytest.mark.parametrize(("role", "seen"), [(Role.TRAINING_OFFICER, True), (Role.HR, True), (Role.LIAISON, False)])
def test_the_way_to_them_stands_on_the_roster(role, seen):
    link = f'href="{reverse("intake:import_list", kwargs=OF_HISTORY)}"'

    assert (link in page(signed_in(user_with_role(role)), reverse("people:person_list"))) is seen


def test_a_list_is_sent_looked_at_taken_over_and_undone(person):
    client = signed_in(user_with_role(Role.TRAINING_OFFICER))
    listing = send(client, listed({}, {"学时": "优秀"}, {"培训班名称": "旧班", "年度": "2018"}), city_root())
    shown = page(client, f"{listing.get_absolute_url()}?show=warning")
    assert ("2018" in shown, "2019-05-06" in shown, "公文班" in shown) == (True, True, False)

    client.post(reverse("intake:import_commit", kwargs={"uuid": listing.uuid}), {"accept_all": "on"})
    listing.refresh_from_db()
    assert (listing.state, hours_in(person.pk, 2019), CreditEntry.objects.count()) == (ImportState.COMMITTED, 48, 2)
    assert str(KIND.undo_advice) in page(client, listing.get_absolute_url())

    client.post(reverse("intake:import_undo", kwargs={"uuid": listing.uuid}))
    listing.refresh_from_db()
    assert (listing.state, hours_in(person.pk, 2019), CreditEntry.objects.count()) == (ImportState.UNDONE, 0, 4)
    assert not Notification.objects.exists()


def test_a_row_with_a_warning_that_is_not_ticked_stays_out(person):
    client = signed_in(user_with_role(Role.HR))
    listing = send(client, listed({"年度": "2018"}, {"培训班名称": "网络安全班"}), city_root())

    client.post(reverse("intake:import_commit", kwargs={"uuid": listing.uuid}))
    assert [entry.source for entry in CreditEntry.objects.all()] == ["网络安全班"]


def test_nobody_brings_hours_of_people_of_another_unit(person):
    elsewhere = OrgUnitFactory(short_name="市水利局")
    PersonFactory(name="李明霞", unit=elsewhere)
    officer = user_with_role(Role.TRAINING_OFFICER, elsewhere)

    rows = [{"身份证号": id_number(1)}, {}, {"姓名": "李明霞", "单位": "市水利局"}]
    unknown = ("", "error", "person_unknown")
    assert judged(*rows, by=officer) == [unknown, unknown, ("new", "ok", "")]
    assert [row[0] for row in judged(*rows)] == ["new", "same", "new"]


def test_nobody_brings_their_own_hours(school):
    person = PersonFactory(name="王志远", id_number=id_number(1), unit=school)
    officer = user_with_role(Role.TRAINING_OFFICER)
    officer.person = person
    officer.save()

    assert judged({}, by=officer) == [("", "error", "own_hours")]


def test_whoever_retired_is_known_to_the_officer_of_their_last_unit(person, school):
    retire_person(person=person, day=date(2024, 1, 1), reason="退休", by=None)

    assert judged({}, by=user_with_role(Role.TRAINING_OFFICER, school)) == [("new", "ok", "")]


@pytest.mark.parametrize(
    ("stated", "status", "filed"), [("2022", "ok", "2022"), ("2023年度", "ok", "2023"), ("2019", "warning", "2023")]
)
def test_a_training_over_new_year_is_filed_where_the_list_counts_it(person, stated, status, filed):
    grids = read_book(listed({"年度": stated, "培训时间": "2022.12.30-2023.1.2"}), "往年.xlsx")
    row = KIND.judge(grids, by=None, unit=city_root(), options=Options()).verdicts[0]

    assert (row.status, row.values["year"]) == (status, filed)


def test_a_row_without_a_name_is_no_row_to_pass_over_silently(person):
    assert judged({}, {"姓名": ""})[1] == ("", "error", "R14")


def test_a_unit_nobody_knows_may_be_chosen(person, school):
    grids = read_book(listed({"单位": "教体系统"}), "往年.xlsx")
    lost = KIND.judge(grids, by=None, unit=city_root(), options=Options()).verdicts[0]
    chosen = Options(unit_names={"教体系统": school.code})
    found = KIND.judge(grids, by=None, unit=city_root(), options=chosen).verdicts[0]

    assert (lost.lacks_unit, found.status, found.values["unit_name"]) == (True, "ok", "教体系统")


def test_the_template_can_be_sent_and_its_sample_row_is_nobody(person):
    book = openpyxl.load_workbook(io.BytesIO(KIND.template()))
    book.active["A3"], book.active["F3"], book.active["I3"] = "王志远", "公文班", "24"
    book.active["D3"], book.active["G3"] = "市教育局", "2019.5.6-5.8"
    filled = io.BytesIO()
    book.save(filled)
    grids = read_book(filled.getvalue(), "往年.xlsx")
    reading = KIND.judge(grids, by=None, unit=city_root(), options=Options())

    assert [(row.status, row.code) for row in reading.verdicts] == [("skipped", "R10"), ("ok", "")]
    heading = find_heading(grids[0], KIND.vocabulary)
    assert all(column.field for column in heading.columns)


def test_what_somebody_else_took_over_meanwhile_is_shown_before_it_is_posted_twice(person):
    first, second = (
        judge_list(listing=receive_list(kind=KIND, file_name="a.xlsx", data=listed({}), unit=city_root(), by=None))
        for _turn in range(2)
    )
    commit_list(listing=first, accepted=None, by=None)

    assert refusal(commit_list, listing=second, accepted=None, by=None) == "stale"
    assert hours_in(person.pk, 2019) == 24
